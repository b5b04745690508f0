"""Pictures and videos in a backup: all of them, whole, without a second copy on the disk."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from signage.backups import making
from signage.backups.archive import read_manifest, verify
from signage.backups.keeping import prune
from signage.backups.manifest import WHOLE
from signage.errors import BackupTrouble
from signage.media.shelf import Shelf
from signage.registry.media import Media
from tests.backups.folders import a_day, backed_up, brought_back
from tests.media.files import mp4


def put(folder: Path, more: bytes = b"") -> str:
    """A video on the shelf of a data folder; gives its file's name."""
    shelf = Shelf(folder)
    shelf.open()
    sent = shelf.incoming / "sent"
    sent.write_bytes(mp4() + more)
    stored = shelf.take(sent, "mp4")
    shelf.add(
        Media(
            id=stored.file[:64], main=stored, kind="video", type="video/mp4", width=640, height=360,
            length=4.0, poster=None, name="Profil", at=1, by="x", source="s",
        ),
        {stored.file: sent},
    )  # fmt: skip
    (shelf.incoming / "half").write_bytes(b"half")
    return stored.file


async def test_media_are_brought_back_whole(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    file = put(folder)
    made = await backed_up(folder)
    names = [entry.name for entry in made.manifest.files]
    assert f"hall/media/{file}" in names and "hall/media.db" in names
    assert names.index("hall/media.db") < names.index(f"hall/media/{file}")
    assert not [name for name in names if "half" in name]
    assert (folder / "media" / file).stat().st_nlink == 1  # the link that was made is gone
    await brought_back(made.file, tmp_path / "again")
    shelf = Shelf(tmp_path / "again")
    shelf.open()
    assert [one.name for one in shelf.every.values()] == ["Profil"]
    assert (shelf.folder / file).read_bytes() == (folder / "media" / file).read_bytes()
    assert (shelf.folder / file).stat().st_mode & 0o077 == 0


async def test_a_file_that_goes_meanwhile_stops_no_backup(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    file = put(folder)
    (folder / "media" / file).unlink()
    (folder / "media" / file).symlink_to(tmp_path / "nowhere")
    made = await backed_up(folder)
    assert f"hall/media/{file}" not in [entry.name for entry in made.manifest.files]
    await brought_back(made.file, tmp_path / "again")
    shelf = Shelf(tmp_path / "again")
    shelf.open()
    assert dict(shelf.every) == {}


async def test_backups_of_a_folder_share_their_media(tmp_path: Path) -> None:
    folder, stick = tmp_path / "data", tmp_path / "stick"
    await a_day(folder)
    old = put(folder)
    first = await backed_up(folder, share=True, now=lambda: 1_800_000_000)
    copied = (stick / "media" / old).stat()
    new = put(folder, b"\0" * 64)
    shelf = Shelf(folder)
    shelf.open()
    shelf.remove(old[:64])
    second = await backed_up(folder, share=True, now=lambda: 1_800_086_400)
    assert (stick / "media" / old).stat() == copied and copied.st_mode & 0o077 == 0
    assert [e.name for e in second.manifest.shared] == [f"hall/media/{new}"]
    assert not [e for e in second.manifest.files if e.name.startswith("hall/media/")]
    # one that somebody carries away has all in it, and an older release reads it
    whole = await backed_up(folder, to=tmp_path / "whole.tar.gz", named=True)
    assert whole.manifest.format == WHOLE and not whole.manifest.shared
    assert second.manifest.format > WHOLE

    for made, file in ((first, old), (second, new), (whole, new)):
        assert verify(made.file) == made.manifest
        again = tmp_path / made.file.name.partition(".")[0]
        await brought_back(made.file, again)
        shelf = Shelf(again)
        shelf.open()
        assert [one.main.file for one in shelf.every.values()] == [file]
        kept = (again / "media" / file).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == file[:64]

    os.mkfifo(stick / "pipe.tar.gz")  # nobody writes into it
    (stick / "media" / "mine.jpg").write_bytes(b"somebody's own")
    (stick / "media" / f".{old}.new").write_bytes(b"half, from a power cut")
    shutil.copy(first.file, stick / "kept for ever.tar.gz")
    prune(stick, "small", keep=1)
    assert not first.file.exists() and (stick / "media" / old).exists()
    (stick / "kept for ever.tar.gz").unlink()
    prune(stick, "small", keep=1)
    assert sorted(path.name for path in (stick / "media").iterdir()) == sorted([new, "mine.jpg"])
    # where one backup can't be read, nobody knows what it names
    bad = stick / "signage-other-2026-11-26-0200.tar.gz"
    bad.write_bytes(second.file.read_bytes()[:90])
    second.file.unlink()
    prune(stick, "small", keep=1)
    assert (stick / "media" / new).exists()


async def test_damage_beside_a_backup_is_found_and_mended(tmp_path: Path) -> None:
    folder, stick = tmp_path / "data", tmp_path / "stick"
    await a_day(folder)
    file = put(folder)
    made = await backed_up(folder, share=True, now=lambda: 1_800_000_000)
    copy = stick / "media" / file
    whole = copy.read_bytes()
    for damage in (whole[:-9], whole[:-9] + b"\1" * 9, None):
        copy.unlink() if damage is None else copy.write_bytes(damage)
        with pytest.raises(BackupTrouble, match=f"itself is whole, but .*{file}"):
            verify(made.file)
        with pytest.raises(BackupTrouble, match="--without-media"):
            await brought_back(made.file, tmp_path / "again")
        assert not (tmp_path / "again" / "journal.db").exists()
    done = await brought_back(made.file, tmp_path / "again", without_media=True)
    assert done.lost == (file,)
    shelf = Shelf(tmp_path / "again")
    shelf.open()
    assert dict(shelf.every) == {}

    copy.write_bytes(b"x" * len(whole))
    mended = await backed_up(folder, share=True, now=lambda: 1_800_086_400)
    assert mended.renewed == (f"hall/media/{file}",) and copy.read_bytes() == whole
    copy.unlink()
    copy.symlink_to(folder / "media" / file)  # what only points at the hall's own is no copy of it
    mended = await backed_up(folder, share=True, now=lambda: 1_800_086_400)
    assert mended.renewed == (f"hall/media/{file}",) and not copy.is_symlink()
    # the hall's own is damaged, and the copy is whole: that one stays
    (folder / "media" / file).write_bytes(b"y" * len(whole))
    assert (await backed_up(folder, share=True)).damaged == () and copy.read_bytes() == whole
    copy.unlink()
    last = await backed_up(folder, share=True, now=lambda: 1_800_172_800)
    assert last.damaged == (f"hall/media/{file}",) and not copy.exists()
    assert last.manifest.shared == () and verify(last.file) == last.manifest


async def test_the_room_is_reckoned_by_what_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    size = (folder / "media" / put(folder, b"\0" * 3_000_000)).stat().st_size
    asked = list[int]()
    monkeypatch.setattr(making, "room", lambda folder, needed: asked.append(needed))
    await backed_up(folder, share=True, now=lambda: 1_800_000_000)
    await backed_up(folder, share=True, now=lambda: 1_800_086_400)
    (staged, first), (again, second) = asked[:2], asked[2:]
    assert staged == again < 3_000_000
    assert size <= first < size + staged and second < staged
    assert [e.name for e in read_manifest(next((tmp_path / "stick").glob("*.gz"))).shared]


async def test_the_media_of_a_hall_are_no_copies_and_are_never_swept(tmp_path: Path) -> None:
    folder, other = tmp_path / "data", tmp_path / "other"
    await a_day(folder)
    file = put(folder)
    other.mkdir()
    (other / "media").symlink_to(folder / "media")
    for place in (folder, other):
        with pytest.raises(BackupTrouble, match="choose another folder"):
            await backed_up(folder, share=True, to=place)
        prune(place, "small", keep=1)
        assert (folder / "media" / file).exists()
