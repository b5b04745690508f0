"""The store: whole or not at all, bounded, least recently used goes first."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from signage.errors import VoiceTrouble
from signage.voice.clips import Clip, ClipStore, clip_name
from signage.voice.sound import silence

SOUND = silence(0.5, 8000).wav()
NAMES = [clip_name({"n": n}) for n in range(10)]


def age(path: Path, seconds: int) -> None:
    os.utime(path, (1000 - seconds, 1000 - seconds))


def test_same_words_same_name() -> None:
    assert clip_name({"a": 1, "b": "x"}) == clip_name({"b": "x", "a": 1})
    assert clip_name({"a": 1}) != clip_name({"a": 2})


def test_put_and_find(tmp_path: Path) -> None:
    store = ClipStore(tmp_path / "sounds", 10**6)
    assert store.find(NAMES[0]) is None
    path = store.put(NAMES[0], SOUND)
    assert path.read_bytes() == SOUND
    assert store.find(NAMES[0]) == (path, 0.5)
    assert store.file(NAMES[0]) == path
    assert not list(path.parent.glob("*.part"))
    clip = Clip(name=NAMES[0], path=path, length=0.5, complete=True)
    assert clip.url == f"/sounds/{NAMES[0]}"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a.wav", "", "x" * 32 + ".wav", NAMES[1]])
def test_no_other_file_is_given(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.wav").write_bytes(SOUND)
    assert ClipStore(tmp_path, 10**6).file(name) is None


def test_a_damaged_clip_is_not_found(tmp_path: Path) -> None:
    store = ClipStore(tmp_path, 10**6)
    store.put(NAMES[0], SOUND[:20])
    assert store.find(NAMES[0]) is None


def test_least_recently_used_goes_first(tmp_path: Path) -> None:
    store = ClipStore(tmp_path, 4 * len(SOUND))
    paths = [store.put(name, SOUND) for name in NAMES[:4]]
    for path, seconds in zip(paths, (10, 40, 30, 20), strict=True):
        age(path, seconds)
    store.find(NAMES[1])
    store.put(NAMES[4], SOUND)
    kept = {path.name for path in tmp_path.glob("*.wav")}
    assert NAMES[1] in kept
    assert NAMES[4] in kept
    assert NAMES[2] not in kept
    assert len(kept) * len(SOUND) <= 4 * len(SOUND)


def test_another_start_counts_what_is_there_and_sweeps(tmp_path: Path) -> None:
    ClipStore(tmp_path, 10**6).put(NAMES[0], SOUND)
    age(tmp_path / NAMES[0], 10)
    (tmp_path / "cut.part").write_bytes(b"x")
    ClipStore(tmp_path, len(SOUND) + 1).put(NAMES[1], SOUND)
    assert {path.name for path in tmp_path.iterdir()} == {NAMES[1]}


def test_a_disk_that_refuses(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VoiceTrouble) as caught:
        ClipStore(tmp_path / "file", 10**6).put(NAMES[0], SOUND)
    assert caught.value.code == "store_failed"
    blocked = ClipStore(tmp_path, 10**6)
    (tmp_path / NAMES[2]).mkdir()
    with pytest.raises(VoiceTrouble):
        blocked.put(NAMES[2], SOUND)
    assert not list(tmp_path.glob("*.part"))
