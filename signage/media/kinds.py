"""What a file is, by its bytes, and which endings a name may then have. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

from signage.errors import Malformed
from signage.queueing.hall import Text

Family = Literal["image", "video"]
HEAD: Final = 4096
"""Bytes of a file that tell what it is."""
LONGEST: Final = 120
"""Characters of a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file that is taken. `demuxer` is what ffmpeg calls it."""

    id: str
    family: Family
    said: str
    type: str
    endings: tuple[str, ...]
    demuxer: str = ""


JPEG: Final = Kind(
    id="jpeg", family="image", said="JPEG", type="image/jpeg",
    endings=("jpg", "jpeg", "jpe", "jfif"),
)  # fmt: skip
PNG: Final = Kind(id="png", family="image", said="PNG", type="image/png", endings=("png",))
GIF: Final = Kind(id="gif", family="image", said="GIF", type="image/gif", endings=("gif",))
WEBP: Final = Kind(id="webp", family="image", said="WebP", type="image/webp", endings=("webp",))
MP4: Final = Kind(
    id="mp4", family="video", said="MP4", type="video/mp4", endings=("mp4", "m4v", "mov", "3gp"),
    demuxer="mov",
)  # fmt: skip
WEBM: Final = Kind(
    id="webm", family="video", said="WebM", type="video/webm", endings=("webm", "mkv"),
    demuxer="matroska",
)  # fmt: skip
KINDS: Final = {kind.id: kind for kind in (JPEG, PNG, GIF, WEBP, MP4, WEBM)}

_AUDIO: Final = Text("suara tanpa gambar", "sound without a picture")
_OFFICE: Final = Text("arsip ZIP atau dokumen", "a ZIP archive or a document")
_PROGRAM: Final = Text("sebuah program", "a program")
_LIST: Final = Text("daftar putar", "a playlist")
_FOREIGN: Final[tuple[tuple[bytes, Text], ...]] = (
    (b"%PDF", Text("PDF", "a PDF")),
    (b"PK\x03\x04", _OFFICE),
    (b"PK\x05\x06", _OFFICE),
    (b"\xd0\xcf\x11\xe0", Text("dokumen Office", "an Office document")),
    (b"Rar!", Text("arsip RAR", "a RAR archive")),
    (b"7z\xbc\xaf\x27\x1c", Text("arsip 7z", "a 7z archive")),
    (b"\x1f\x8b", Text("arsip gzip", "a gzip archive")),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"BM", Text("BMP", "a BMP picture")),
    (b"II*\x00", Text("TIFF", "a TIFF picture")),
    (b"MM\x00*", Text("TIFF", "a TIFF picture")),
    (b"8BPS", Text("Photoshop", "a Photoshop file")),
    (b"ID3", _AUDIO),
    (b"OggS", Text("Ogg", "an Ogg file")),
    (b"fLaC", _AUDIO),
    (b"#EXTM3U", _LIST),
    (b"ffconcat", _LIST),
    (b"\x00\x00\x01\xba", Text("MPEG", "an MPEG stream")),
    (b"G@", Text("MPEG-TS", "an MPEG transport stream")),
)
_BRANDS: Final = {
    b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIC", b"msf1": "HEIC",
    b"avif": "AVIF", b"avis": "AVIF",
}  # fmt: skip
_SOUNDS: Final = (b"M4A ", b"M4B ")
_NOTHING: Final = Text("tidak dikenal", "not known here")
_HTML: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe)\b", re.IGNORECASE)


def kind_of(head: bytes) -> Kind:
    """The kind of a file that begins so. Raises Malformed with a sentence for everything else."""
    if not head:
        raise Malformed("media_empty")
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if head.startswith(b"RIFF"):
        return _riff(head[8:12])
    if head[4:8] == b"ftyp":
        return _boxes(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return WEBM
    raise _foreign(_said(head))


def _foreign(what: Text) -> Malformed:
    return Malformed("media_foreign", what=what)


def _riff(form: bytes) -> Kind:
    if form == b"WEBP":
        return WEBP
    raise _foreign({b"AVI ": Text("AVI", "an AVI video"), b"WAVE": _AUDIO}.get(form, _NOTHING))


def _boxes(brand: bytes) -> Kind:
    if brand in _BRANDS:
        raise _foreign(Text(_BRANDS[brand], f"a picture in {_BRANDS[brand]}"))
    if brand in _SOUNDS:
        raise Malformed("media_no_picture")
    return MP4


def _said(head: bytes) -> Text:
    for mark, said in _FOREIGN:
        if head.startswith(mark):
            return said
    if head[:2] in (b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"\xff\xf9"):
        return _AUDIO
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(b"<") and b"<svg" in text:
        return Text("SVG", "an SVG drawing")
    if _HTML.search(text) and text.startswith(b"<"):
        return Text("halaman HTML", "an HTML page")
    if text.startswith(b"<"):
        return Text("XML", "an XML file")
    return _NOTHING


def fitting(name: str, kind: Kind) -> None:
    """Whether a name's ending says what the file is. Raises Malformed."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in kind.endings:
        raise Malformed(
            "media_ending",
            name=name[:80],
            what=kind.said,
            ending=f".{kind.endings[0]}",
        )


def label(name: str) -> str:
    """A name as it is kept, for people only. Raises Malformed for one that plays tricks."""
    plain = unicodedata.normalize("NFC", name).strip()
    tricks = any(
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
        for letter in plain
    )
    if not plain or tricks or len(plain) > LONGEST or plain.startswith("."):
        raise Malformed("media_name", limit=LONGEST)
    if "/" in plain or "\\" in plain:
        raise Malformed("media_name", limit=LONGEST)
    return plain
