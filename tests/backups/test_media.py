"""Pictures and videos in a backup: all of them, whole, without a second copy on the disk."""

from __future__ import annotations

from pathlib import Path

from signage.media.shelf import Shelf
from signage.registry.media import Media
from tests.backups.folders import a_day, backed_up, brought_back
from tests.media.files import mp4


def put(folder: Path) -> str:
    """A video on the shelf of a data folder; gives its file's name."""
    shelf = Shelf(folder)
    shelf.open()
    sent = shelf.incoming / "sent"
    sent.write_bytes(mp4())
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
