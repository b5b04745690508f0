"""What is taken and what is refused: file by file, and how what screens get differs from it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from signage.errors import Malformed
from signage.media import boxes, child, children, filming, kinds, segments
from signage.media.child import Answer, Task
from signage.queueing.refusals import SENTENCES, sentence
from tests.media import files
from tests.media.files import bad, jpeg, mp4, png, saved, still, turned, webm


def made(folder: Path, kind: str, data: bytes, long: int = 3840, short: int = 2160) -> Answer:
    """As the child does it, without its bounds."""
    file = folder / "sent"
    file.write_bytes(data)
    return child.answer(
        Task(
            file=str(file), kind=kind, folder=str(folder), long=long, short=short, memory=0,
            seconds=0, size=0,
        )
    )  # fmt: skip


def drawn(folder: Path, kind: str, data: bytes, **how: int) -> Image.Image:
    answer = made(folder, kind, data, **how)
    assert not answer.refused, answer
    picture = Image.open(io.BytesIO((folder / answer.file).read_bytes()))
    assert picture.size == (answer.width, answer.height)
    return picture


def refusal(folder: Path, name: str, data: bytes) -> str:
    try:
        kinds.label(name)
        kind = kinds.kind_of(data[: kinds.HEAD])
        kinds.fitting(name, kind)
    except Malformed as refused:
        assert "{" not in sentence(refused).id + sentence(refused).en
        return refused.code
    return made(folder, kind.id, data).refused


@pytest.mark.parametrize("case", bad())
def test_what_is_nothing_for_a_screen_is_refused(case: str, tmp_path: Path) -> None:
    name, data, code = bad()[case]
    assert refusal(tmp_path, name, data) == code
    assert code in SENTENCES
    assert {one.name for one in tmp_path.iterdir()} <= {"sent"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_is_made_anew(kind: str, tmp_path: Path) -> None:
    picture = drawn(tmp_path, kind.lower(), saved(still(), kind))
    assert picture.format == "JPEG"
    assert picture.mode == "RGB"
    assert picture.size == (64, 40)


def test_a_photograph_is_turned_and_tells_nothing(tmp_path: Path) -> None:
    picture = drawn(tmp_path, "jpeg", turned())
    assert picture.size == (40, 64)
    assert picture.getpixel((39, 5)) < picture.getpixel((0, 5))  # type: ignore[operator]
    assert not picture.getexif() and "comment" not in picture.info
    content = (tmp_path / "made.jpg").read_bytes()
    for word in (b"Kamera", b"Sri", b"rumah", b"Exif"):
        assert word not in content


def test_what_can_be_seen_through_stays_so(tmp_path: Path) -> None:
    clear = still((30, 30), "RGBA")
    assert drawn(tmp_path, "png", saved(clear, "PNG")).mode == "RGBA"
    clear.putalpha(255)
    assert drawn(tmp_path, "png", saved(clear, "PNG")).format == "JPEG"
    flat = Image.new("P", (4, 4), 0)
    assert drawn(tmp_path, "png", saved(flat, "PNG", transparency=0)).mode == "RGBA"


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((400, 200), (100, 50)), ((200, 400), (50, 100)), ((90, 50), (90, 50)), ((3000, 2), (100, 1))],
)
def test_a_picture_fits_the_screen(
    size: tuple[int, int], fitted: tuple[int, int], tmp_path: Path
) -> None:
    picture = drawn(tmp_path, "png", saved(still(size), "PNG"), long=100, short=60)
    assert picture.size == fitted


def test_grey_of_16_bits_and_colours_of_printers_come_out_right(tmp_path: Path) -> None:
    deep = Image.new("I;16", (4, 4), 0x8000)
    assert drawn(tmp_path, "png", saved(deep, "PNG")).getpixel((0, 0)) == (128, 128, 128)
    ink = saved(Image.new("CMYK", (4, 4), (0, 255, 255, 0)), "JPEG")
    red, green, blue = drawn(tmp_path, "jpeg", ink).getpixel((0, 0))  # type: ignore[misc]
    assert red > 200 and green < 80 and blue < 80


def test_what_phones_put_behind_a_photograph_is_no_trick(tmp_path: Path) -> None:
    for tail in (bytes(2000), b"\r\n", b"Samsung notes SEFT"):
        assert drawn(tmp_path, "jpeg", jpeg() + tail).size == (64, 40)
    film = jpeg(comment=b'GCamera:MotionPhoto="1"') + mp4()
    assert drawn(tmp_path, "jpeg", film).size == (64, 40)
    depth = jpeg(comment=b"MPF\x00") + jpeg()
    assert drawn(tmp_path, "jpeg", depth).size == (64, 40)
    for hidden in (jpeg(), mp4()):
        assert made(tmp_path, "jpeg", jpeg() + hidden).refused == "media_polyglot"


def test_the_tables_of_a_video_are_read(tmp_path: Path) -> None:
    answer = made(tmp_path, "mp4", mp4())
    assert (answer.length, answer.width, answer.height) == (4.0, 640, 360)
    assert answer.codecs == ("avc1", "mp4a")
    content = (tmp_path / "sent").read_bytes()
    assert b"-5.11+105.30" not in content and len(content) == len(mp4())
    answer = made(tmp_path, "webm", webm())
    assert (answer.length, answer.width, answer.height) == (4.0, 640, 360)
    assert answer.codecs == ("V_VP9", "A_OPUS")


@pytest.mark.parametrize("reader", [boxes.film, segments.film])
def test_no_bytes_break_a_reader(reader: object) -> None:
    good = mp4() if reader is boxes.film else webm()
    for at in range(len(good)):
        for spoiled in (
            good[:at],
            good[:at] + b"\xff" + good[at + 1 :],
            good[:at] + good[at + 4 :],
        ):
            try:
                reader(io.BytesIO(spoiled), len(spoiled))  # type: ignore[operator]
            except Malformed as refused:
                assert refused.code.startswith("media_")


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "webp"])
def test_no_bytes_break_a_picture(kind: str, tmp_path: Path) -> None:
    good = saved(still((9, 7)), kind.upper())
    for at in range(0, len(good), max(1, len(good) // 12)):
        for spoiled in (good[:at], good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :]):
            answer = made(tmp_path, kind, spoiled)
            assert answer.refused.startswith("media_") or answer.width


def test_names_are_kept_as_people_write_them() -> None:
    assert kinds.label("  Pengumuman libur — É.jpg ") == "Pengumuman libur — É.jpg"
    kinds.fitting("FOTO.JPEG", kinds.JPEG)
    kinds.fitting("a.b.mov", kinds.MP4)


def test_a_video_is_asked_for_upright_in_square_pixels() -> None:
    told = (
        b'{"streams":[{"codec_type":"video","disposition":{"attached_pic":1},"width":1,"height":1},'
        b'{"codec_type":"video","width":1440,"height":1080,"sample_aspect_ratio":"4:3",'
        b'"avg_frame_rate":"60000/1001","tags":{"rotate":"90"},"field_order":"tt"},'
        b'{"codec_type":"audio"}],"format":{"duration":"12.5"}}'
    )
    film = filming.probed(told)
    assert (film.width, film.height, film.length, film.sound) == (1080, 1920, 12.5, True)
    h264 = filming.FORMS["h264"]
    listed = b" V....D libx264  H.264\n A....D aac  AAC\n V....D libvpx-vp9  VP9"
    assert filming.able(h264, listed) and not filming.able(filming.FORMS["vp8"], listed)
    command = filming.making(kinds.MP4, "/x/sent", film, "/x/made.mp4", h264)
    steps = command[command.index("-vf") + 1]
    assert steps == "yadif,fps=30,scale=1080:1920,setsar=1,format=yuv420p"
    assert command[command.index("-protocol_whitelist") + 1] == "file,pipe"
    assert command.index("-format_whitelist") < command.index("-i")
    assert command[command.index("-i") - 3 : command.index("-i")] == ["mov", "-enable_drefs", "0"]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (b"", "media_damaged"),
        (b"{}", "media_damaged"),
        (b'{"streams":[{"codec_type":"audio"}]}', "media_no_picture"),
        (b'{"streams":[{"codec_type":"video","width":9000,"height":2}]}', "media_too_wide"),
        (b'{"streams":[{"codec_type":"video","width":0}]}', "media_damaged"),
    ],
)
def test_what_ffprobe_does_not_find_is_refused(told: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        filming.probed(told)
    assert refused.value.code == code


def test_a_video_without_an_end_is_refused() -> None:
    for length, code in ((0, "media_no_length"), (-1, "media_no_length"), (1801, "media_too_long")):
        with pytest.raises(Malformed) as refused:
            filming.bounded(length)
        assert refused.value.code == code
    assert filming.seconds_of(b"out_time_us=1500000\n") == 1.5
    assert filming.seconds_of(b"out_time_us=N/A\n") is None
    assert filming.fitted(3840, 1600) == (1920, 800)
    assert filming.fitted(101, 33) == (100, 32)


def test_a_vast_picture_is_small() -> None:
    assert len(files.bomb_png()) < 100_000
    assert len(files.vast_png(50_000, 50_000)) < 200
    assert len(png()) > 100


def test_a_program_has_no_network(tmp_path: Path) -> None:
    """Bounded as ffmpeg is, and become another program, as ffmpeg does."""
    look = (
        "import os, socket\nfor family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
        " try: socket.socket(family); print('open')\n"
        " except PermissionError: print('shut')\n"
        "print(open('/proc/self/status').read())"
    )
    bounds = (1 << 30, 20, 1 << 20)
    command = children.bounded(sys.executable, ["-S", "-E", "-c", look], *bounds)
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    if os.uname().machine in ("x86_64", "aarch64"):
        assert told.split("Name:")[0].split() == ["shut"] * 3
        assert "Seccomp:\t2" in told
    assert "NoNewPrivs:\t1" in told
    if os.geteuid() != 0:
        assert "CapEff:\t0000000000000000" in told
