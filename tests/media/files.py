"""Good and bad files, made here: pictures by Pillow, videos box by box."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache
from typing import Any, Final

from PIL import Image, PngImagePlugin

SCRIPT: Final = b"<script>alert(1)</script>"


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def still(size: tuple[int, int] = (64, 40), mode: str = "RGB") -> Image.Image:
    picture = Image.linear_gradient("L").resize(size)
    return Image.merge(mode, [picture] * len(mode))


@cache
def jpeg(**how: Any) -> bytes:
    return saved(still(), "JPEG", **how)


@cache
def png() -> bytes:
    return saved(still(), "PNG")


def clear_png() -> bytes:
    return saved(still((8, 8), "RGBA"), "PNG")


def turned() -> bytes:
    """A photograph on its side, with where it was taken, by whom, and a remark."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x8298] = 6, "Kamera", "Sri"
    exif.get_ifd(0x8825)[1] = "S"
    return saved(still((64, 40)), "JPEG", exif=exif, comment=b"di rumah")


def moving(kind: str) -> bytes:
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    return saved(first, kind, save_all=True, append_images=[second], duration=100)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("index.html", SCRIPT)
    return out.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + name + content
        + struct.pack(">I", zlib.crc32(name + content))
    )  # fmt: skip


def vast_png(width: int, height: int) -> bytes:
    """A picture that says it is so large, and is a few bytes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@cache
def bomb_png() -> bytes:
    """A text of 10 MB in a few kilobytes."""
    told = PngImagePlugin.PngInfo()
    told.add_text("a", "x" * 10_000_000, zip=True)
    return saved(Image.new("L", (1, 1)), "PNG", pnginfo=told)


# ---- MP4


def box(name: bytes, *content: bytes) -> bytes:
    held = b"".join(content)
    return struct.pack(">I", 8 + len(held)) + name + held


def track(kind: bytes, codec: bytes, at: int, width: int = 0, height: int = 0) -> bytes:
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    head = bytes(40) + matrix + struct.pack(">II", width << 16, height << 16)
    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), box(codec, bytes(78))),
        box(b"stco", struct.pack(">III", 0, 1, at)),
    )
    return box(
        b"trak",
        box(b"tkhd", head),
        box(b"mdia", box(b"hdlr", bytes(8), kind, bytes(13)), box(b"minf", table)),
    )


def mp4(
    *,
    codec: bytes = b"avc1",
    seconds: float = 4.0,
    picture: bool = True,
    brand: bytes = b"isom",
    extra: bytes = b"",
    at: int = 100,
) -> bytes:
    """As much of an MP4 as a reader of its tables looks at."""
    start = box(b"ftyp", brand, bytes(4), b"isom")
    movie = box(b"mvhd", bytes(12), struct.pack(">II", 1000, int(seconds * 1000)), bytes(80))
    tracks = track(b"soun", b"mp4a", 100)
    if picture:
        tracks = track(b"vide", codec, at, 640, 360) + tracks
    place = box(b"udta", box(b"\xa9xyz", b"-5.11+105.30/"))
    return start + box(b"moov", movie, tracks, place) + box(b"mdat", bytes(1000)) + extra


# ---- WebM


def element(name: int, content: bytes) -> bytes:
    id = name.to_bytes((name.bit_length() + 7) // 8, "big")
    return id + (len(content) | 1 << 28).to_bytes(4, "big") + content


def webm(*, codec: bytes = b"V_VP9", seconds: float = 4.0, picture: bool = True) -> bytes:
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(0x2AD7B1, (1_000_000).to_bytes(3, "big"))
    if seconds:
        info += element(0x4489, struct.pack(">d", seconds * 1000))
    seen = element(0xE0, element(0xB0, b"\x02\x80") + element(0xBA, b"\x01\x68"))
    tracks = element(0xAE, element(0x86, codec) + seen) if picture else b""
    tracks += element(0xAE, element(0x86, b"A_OPUS"))
    body = element(0x1549A966, info) + element(0x1654AE6B, tracks)
    return head + element(0x18538067, body + element(0x1F43B675, bytes(500)))


# ---- what is refused: name of the case → (name of the file, its bytes, code)

Bad = dict[str, tuple[str, bytes, str]]


@cache
def bad() -> Bad:
    """Files that are nothing for a screen, and why."""
    return {
        "empty": ("a.jpg", b"", "media_empty"),
        "SVG": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "media_foreign"),
        "SVG as PNG": ("a.png", b"<?xml version='1.0'?><svg/>", "media_foreign"),
        "HTML": ("a.html", b"<!DOCTYPE html><script>1</script>", "media_foreign"),
        "HTML as JPEG": ("a.jpg", b"\n <html>", "media_foreign"),
        "PDF": ("a.pdf", b"%PDF-1.7\n", "media_foreign"),
        "ZIP": ("a.zip", zipped(), "media_foreign"),
        "program": ("a.jpg", b"MZ\x90\x00" + bytes(100), "media_foreign"),
        "playlist": ("a.mp4", b"#EXTM3U\nhttp://10.0.0.1/x", "media_foreign"),
        "list of files": ("a.mp4", b"ffconcat version 1.0\nfile /etc/passwd", "media_foreign"),
        "text": ("a.jpg", b"hello", "media_foreign"),
        "zeros": ("a.mp4", bytes(5000), "media_foreign"),
        "AVI": ("a.avi", b"RIFF\x00\x00\x00\x00AVI LIST", "media_foreign"),
        "HEIC": ("a.heic", box(b"ftyp", b"heic", bytes(4)), "media_foreign"),
        "song": ("a.mp3", b"ID3\x04" + bytes(100), "media_foreign"),
        "song in MP4": ("a.mp4", box(b"ftyp", b"M4A ", bytes(4)), "media_no_picture"),
        "sound in MP4": ("a.mp4", mp4(picture=False), "media_no_picture"),
        "sound in WebM": ("a.webm", webm(picture=False), "media_no_picture"),
        "PNG as JPEG": ("a.jpg", png(), "media_ending"),
        "JPEG as MP4": ("a.mp4", jpeg(), "media_ending"),
        "MP4 as JPEG": ("a.jpg", mp4(), "media_ending"),
        "MP4 as WebM": ("a.webm", mp4(), "media_ending"),
        "no ending": ("gambar", jpeg(), "media_ending"),
        "two endings": ("a.jpg.html", jpeg(), "media_ending"),
        "folder up": ("../../a.jpg", jpeg(), "media_name"),
        "folder of Windows": ("..\\a.jpg", jpeg(), "media_name"),
        "turned writing": ("a\u202egpj.exe.jpg", jpeg(), "media_name"),
        "NUL": ("a.html\x00.jpg", jpeg(), "media_name"),
        "hidden": (".a.jpg", jpeg(), "media_name"),
        "long name": ("a" * 200 + ".jpg", jpeg(), "media_name"),
        "no name": ("", jpeg(), "media_name"),
        "JPEG cut": ("a.jpg", jpeg()[:-200], "media_cut"),
        "JPEG of a head": ("a.jpg", jpeg()[:3], "media_cut"),
        "PNG cut": ("a.png", png()[:-20], "media_cut"),
        "GIF cut": ("a.gif", saved(still(), "GIF")[:-9], "media_cut"),
        "WebP cut": ("a.webp", saved(still(), "WEBP")[:-20], "media_cut"),
        "PNG damaged": ("a.png", damaged(png()), "media_damaged"),
        "JPEG with a ZIP": ("a.jpg", jpeg() + zipped(), "media_polyglot"),
        "PNG with a page": ("a.png", png() + b"<html>" + SCRIPT, "media_polyglot"),
        "PNG with bytes": ("a.png", png() + b"\x01\x02\x03", "media_polyglot"),
        "GIF with a script": ("a.gif", saved(still(), "GIF", comment=SCRIPT), "media_polyglot"),
        "JPEG with a remark": ("a.jpg", jpeg(comment=b"<?php system(1)"), "media_polyglot"),
        "PNG with an SVG": ("a.png", noted(b"http://www.w3.org/2000/svg"), "media_polyglot"),
        "JPEG with a PDF": ("a.jpg", jpeg(comment=b"%PDF-1.4"), "media_polyglot"),
        "MP4 with a ZIP": ("a.mp4", mp4(extra=zipped()), "media_polyglot"),
        "MP4 with a page": ("a.mp4", mp4(extra=box(b"free", SCRIPT)), "media_polyglot"),
        "WebM with a ZIP": ("a.webm", webm() + zipped(), "media_polyglot"),
        "moving GIF": ("a.gif", moving("GIF"), "media_animated"),
        "moving PNG": ("a.png", moving("PNG"), "media_animated"),
        "moving WebP": ("a.webp", moving("WEBP"), "media_animated"),
        "50,000 pixels": ("a.png", vast_png(50_000, 50_000), "media_too_wide"),
        "a line of pixels": ("a.png", vast_png(50_000, 1), "media_too_wide"),
        "many pixels": ("a.png", vast_png(9_000, 9_000), "media_too_wide"),
        "bomb in a text": ("a.png", bomb_png(), "media_damaged"),
        "MP4 cut": ("a.mp4", mp4()[:-1], "media_cut"),
        "MP4 without tables": ("a.mp4", mp4()[:32] + box(b"mdat", bytes(50)), "media_cut"),
        "MP4 that points behind its end": ("a.mp4", mp4(at=9_000), "media_cut"),
        "WebM cut": ("a.webm", webm()[:-1], "media_cut"),
        "WebM of a head": ("a.webm", webm()[:10], "media_cut"),
    }  # fmt: skip


def damaged(data: bytes) -> bytes:
    at = data.index(b"IDAT") + 8
    return data[:at] + bytes(byte ^ 0xFF for byte in data[at : at + 20]) + data[at + 20 :]


def noted(text: bytes) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("a", text.decode())
    return saved(still(), "PNG", pnginfo=told)
