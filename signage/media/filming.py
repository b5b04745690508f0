"""What ffmpeg and ffprobe are asked, and what they answer. Pure.

They are told which kind of file it is, may open no other file and no address, know only the codecs
of the list, and write one plain kind of video: what a television of 2018 plays. Some play no H.264.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import msgspec

from signage.errors import Malformed
from signage.media.kinds import Kind

LONG, SHORT, RATE = 1920, 1080, 30
LONGEST: Final = 30 * 60
"""Seconds of a video."""
LARGEST_SIDE: Final = 8192
_CODECS: Final = (
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,libdav1d,libaom-av1,av1,mpeg4,mpeg2video,h263,mjpeg,"
    "prores,aac,mp2,mp2float,mp3,mp3float,flac,opus,libopus,vorbis,ac3,eac3,alac,amrnb,amrwb,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8"
)
_FORMATS: Final = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm"
_WIDE: Final = ("smpte2084", "arib-std-b67")


class Probed(msgspec.Struct, frozen=True, kw_only=True):
    """A video as it is to be shown: upright, in square pixels. `rate` in frames a second."""

    length: float
    width: int
    height: int
    rate: float
    sound: bool
    laced: bool = False
    wide: bool = False


def _guarded(kind: Kind, file: str) -> list[str]:
    drefs = ["-enable_drefs", "0"] if kind.demuxer == "mov" else []
    return [
        "-protocol_whitelist", "file,pipe", "-format_whitelist", _FORMATS,
        "-codec_whitelist", _CODECS,
        "-f", kind.demuxer, *drefs, "-i", f"file:{file}",
    ]  # fmt: skip


def probing(kind: Kind, file: str) -> list[str]:
    """The arguments of ffprobe."""
    return [
        "-v", "error", "-of", "json", "-show_entries",
        "format=duration:stream=codec_type,codec_name,width,height,avg_frame_rate,r_frame_rate,"
        "sample_aspect_ratio,duration,field_order,color_transfer:stream_disposition=attached_pic:"
        "stream_tags=rotate:stream_side_data=rotation",
        *_guarded(kind, file),
    ]  # fmt: skip


def probed(told: bytes) -> Probed:
    """What ffprobe found. Raises Malformed."""
    try:
        found = msgspec.json.decode(told)
    except msgspec.DecodeError:
        raise Malformed("media_damaged") from None
    streams = [one for one in found.get("streams", ()) if isinstance(one, dict)]
    pictures = [
        one
        for one in streams
        if one.get("codec_type") == "video" and not one.get("disposition", {}).get("attached_pic")
    ]
    if not pictures:
        raise Malformed("media_no_picture" if streams else "media_damaged")
    first = pictures[0]
    length = _float(found.get("format", {}).get("duration")) or _float(first.get("duration"))
    width, height = _shown(first)
    if not width or not height:
        raise Malformed("media_damaged")
    if max(width, height) > LARGEST_SIDE:
        raise Malformed(
            "media_too_wide", width=width, height=height, side=LARGEST_SIDE, limit=33
        )  # fmt: skip
    return Probed(
        length=length,
        width=width,
        height=height,
        rate=_rate(first),
        sound=any(one.get("codec_type") == "audio" for one in streams),
        laced=first.get("field_order") in ("tt", "bb", "tb", "bt"),
        wide=first.get("color_transfer") in _WIDE,
    )


def bounded(length: float) -> None:
    """Raises Malformed for a video that has no length, or one that no screen would end."""
    if length <= 0:
        raise Malformed("media_no_length")
    if length > LONGEST:
        raise Malformed("media_too_long", limit=LONGEST // 60)


@dataclass(frozen=True, slots=True)
class Form:
    """What videos are made into: a type and an ending, what ffmpeg calls the container and the
    encoders (of each row one must be there), and how they are told."""

    type: str
    ending: str
    demuxer: str
    encoders: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]
    said: str


FORMS: Final[Mapping[str, Form]] = {
    "h264": Form("video/mp4", "mp4", "mov", (("libx264",), ("aac",)), (
        "-c:v", "libx264", "-threads", "1", "-preset", "veryfast", "-profile:v", "high",
        "-level:v", "4.1", "-crf", "21", "-maxrate", "8M", "-bufsize", "16M", "-g", "60",
        "-c:a", "aac", "-b:a", "160k", "-movflags", "+faststart", "-f", "mp4",
    ), "H.264"),
    "vp8": Form("video/webm", "webm", "matroska", (("libvpx",), ("libvorbis",)), (
        "-c:v", "libvpx", "-threads", "1", "-deadline", "good", "-cpu-used", "5", "-crf", "10",
        "-b:v", "5M", "-qmin", "4", "-qmax", "50", "-auto-alt-ref", "0", "-g", "60",
        "-c:a", "libvorbis", "-b:a", "160k", "-f", "webm",
    ), "VP8"),
}  # fmt: skip


def able(form: Form, told: bytes) -> bool:
    """Whether an ffmpeg that lists these encoders can make it."""
    names = {
        words[1] for line in told.decode("latin-1").splitlines() if len(words := line.split()) > 1
    }
    return all(names.intersection(row) for row in form.encoders)


def making(kind: Kind, file: str, film: Probed, out: str, form: Form) -> list[str]:
    """The arguments of ffmpeg for the video that screens get."""
    width, height = fitted(film.width, film.height)
    steps = ["yadif"] if film.laced else []
    if film.wide:
        steps += [
            "zscale=t=linear:npl=100", "format=gbrpf32le", "zscale=p=bt709",
            "tonemap=tonemap=hable:desat=0", "zscale=t=bt709:m=bt709:r=tv",
        ]  # fmt: skip
    steps += [
        f"fps={min(film.rate, RATE):g}", f"scale={width}:{height}", "setsar=1", "format=yuv420p",
    ]  # fmt: skip
    return [
        "-hide_banner", "-nostdin", "-v", "error", "-progress", "pipe:1", "-nostats",
        "-threads", "1", *_guarded(kind, file),
        "-map", "0:v:0", "-map", "0:a:0?", "-sn", "-dn", "-map_metadata", "-1",
        "-map_chapters", "-1", "-filter_threads", "1", "-vf", ",".join(steps),
        "-ac", "2", "-ar", "48000",
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact",
        "-t", str(LONGEST), *form.told, f"file:{out}",
    ]  # fmt: skip


def picturing(file: str, length: float, out: str, form: Form) -> list[str]:
    """The arguments of ffmpeg for the picture that stands for a video that it made itself."""
    return [
        "-hide_banner", "-nostdin", "-v", "error", "-threads", "1", "-ss",
        f"{min(1.0, length / 4) if length >= 1 else 0:.3f}", "-protocol_whitelist",
        "file,pipe", "-f", form.demuxer, "-i", f"file:{file}", "-frames:v", "1", "-vf",
        "scale='min(1280,iw)':'min(1280,ih)':force_original_aspect_ratio=decrease",
        "-q:v", "3", "-flags:v", "+bitexact", "-fflags", "+bitexact", "-map_metadata", "-1",
        "-c:v", "mjpeg", "-f", "image2", "-update", "1", f"file:{out}",
    ]  # fmt: skip


def fitted(width: int, height: int) -> tuple[int, int]:
    """The size for a screen: as large as it is and at most full HD, in even numbers."""
    box = (LONG, SHORT) if width >= height else (SHORT, LONG)
    scale = min(box[0] / width, box[1] / height, 1.0)
    return _even(width * scale), _even(height * scale)


def _even(size: float) -> int:
    return max(2, round(size / 2) * 2)


def seconds_of(line: bytes) -> float | None:
    """How far ffmpeg is, by a line of its progress."""
    if not line.startswith(b"out_time_us="):
        return None
    value = line.partition(b"=")[2].strip()
    return int(value) / 1e6 if value.isdigit() else None


def _float(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return number if 0 < number < 1e7 else 0.0


def _fraction(value: Any) -> Fraction:
    try:
        return Fraction(str(value).replace(":", "/"))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def _rate(stream: Mapping[str, Any]) -> float:
    rate = _fraction(stream.get("avg_frame_rate")) or _fraction(stream.get("r_frame_rate"))
    return float(rate) if 5 <= rate <= 1000 else float(RATE if not rate else 10)


def _shown(stream: Mapping[str, Any]) -> tuple[int, int]:
    width, height = int(stream.get("width") or 0), int(stream.get("height") or 0)
    aspect = _fraction(stream.get("sample_aspect_ratio"))
    if Fraction(1, 4) <= aspect <= 4:
        width = round(width * aspect)
    turns = [one.get("rotation") for one in stream.get("side_data_list", ())]
    turns.append(stream.get("tags", {}).get("rotate"))
    turned = next((_float(str(turn).lstrip("-")) for turn in turns if turn is not None), 0.0)
    return (height, width) if round(turned) % 180 == 90 else (width, height)
