"""A backup is one file that holds the whole hall, checked, or there is none."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
import tarfile
import tomllib
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from signage import RELEASE
from signage.backups import copying, making
from signage.backups.archive import check, read_manifest, unpack
from signage.backups.contents import hall_files
from signage.backups.making import Backup
from signage.backups.manifest import made_at, name_of, newer
from signage.errors import BackupTrouble
from signage.journal.journal import Journal
from tests.backups.folders import a_day, backed_up, press
from tests.halls import live_hall


async def test_it_holds_all_that_cannot_be_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    for junk in ("records.db", "address", ".draft.new", "x.db-wal", "before-restore-1/journal.db"):
        (folder / junk).parent.mkdir(exist_ok=True)
        (folder / junk).write_bytes(b"")
    made = await backed_up(folder)
    assert made.file.name == "signage-small-2026-11-26-1200.tar.gz"
    assert [entry.name for entry in made.manifest.files] == [
        "hall/registry.db", "hall/config/000001-old.toml", "hall/first-secrets.json",
        "hall/ticket.key", "hall/journal.db", "config/config.toml",
    ]  # fmt: skip
    assert (made.manifest.seq, made.manifest.day, made.manifest.mall) == (7, "2026-11-26", "small")
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert made.private
    assert check(made.file) == read_manifest(made.file) == made.manifest
    assert not list(folder.glob(".backup-*"))


async def test_it_is_made_beside_a_hall_that_presses(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    async with live_hall(folder) as (live, journal):
        pressing = asyncio.create_task(press(live, *["card", "birth"] * 50))
        made = await backed_up(folder)
        await pressing
        assert 7 <= made.manifest.seq <= journal.seq == 107
        assert await journal.verify() == 107
    async with Journal.open(await unpacked(made, tmp_path)) as copy:
        assert await copy.verify() == made.manifest.seq


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


async def unpacked(made: Backup, tmp_path: Path) -> Path:
    with tarfile.open(made.file) as tar:
        tar.extractall(tmp_path / "seen", filter="data")
    return tmp_path / "seen" / "hall"


async def test_a_wrong_settings_file_and_its_pictures_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    (tmp_path / "logo.png").write_bytes(b"png")
    (tmp_path / "secret").write_bytes(b"not named by the file")
    (tmp_path / "config.toml").write_text('[[printers]]\nlogo = "logo.png"\nnonsense = 1')
    made = await backed_up(folder)
    assert {e.name for e in made.manifest.files if e.name.startswith("config/")} == {
        "config/config.toml", "config/logo.png",
    }  # fmt: skip
    (tmp_path / "config.toml").write_text("[[[")
    assert (await backed_up(folder)).manifest.config == "config/config.toml"


async def test_a_damaged_journal_makes_no_backup(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    with sqlite3.connect(folder / "journal.db") as db:
        db.execute("UPDATE event SET body = replace(body, 'A001', 'A009') WHERE seq = 2")
    with pytest.raises(BackupTrouble, match="damaged") as caught:
        await backed_up(folder)
    assert caught.value.code == "backup_damaged"
    (folder / "registry.db").write_bytes(b"nonsense" * 2000)
    with pytest.raises(BackupTrouble, match=r"registry\.db"):
        await backed_up(folder)
    assert list((tmp_path / "stick").iterdir()) == []


async def test_a_place_that_is_not_there_or_full_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    with pytest.raises(BackupTrouble, match="no journal"):
        await backed_up(folder)
    await a_day(folder)
    with pytest.raises(BackupTrouble, match="plug the stick in") as caught:
        await backed_up(folder, to=tmp_path / "gone")
    assert caught.value.code == "backup_folder"
    monkeypatch.setattr("signage.backups.making.SPARE", 1 << 60)
    with pytest.raises(BackupTrouble, match="make room") as caught:
        await backed_up(folder)
    assert caught.value.code == "backup_room"


async def test_none_lies_where_everybody_reads(tmp_path: Path) -> None:
    """Who may choose the folder must not get the secrets of those who may more."""
    folder = tmp_path / "data"
    await a_day(folder)
    (tmp_path / "static" / "pages").mkdir(parents=True)
    (tmp_path / "stick").mkdir()
    (tmp_path / "stick" / "in").symlink_to(tmp_path / "static" / "pages")
    with pytest.raises(BackupTrouble, match="to everybody"):
        await backed_up(folder, to=tmp_path / "stick" / "in", served=(tmp_path / "static",))


async def test_a_copy_that_its_disk_has_changed_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    file = tmp_path / "mine.tar.gz"
    file.write_bytes(b"the backup of yesterday")

    def lying(draft: object) -> None:
        real(draft)  # type: ignore[arg-type]
        draft.seek(-2000, 2)  # type: ignore[attr-defined]
        draft.write(b"\0" * 8)  # type: ignore[attr-defined]
        draft.seek(0)  # type: ignore[attr-defined]

    real = copying.reread
    monkeypatch.setattr(making, "reread", lying)
    with pytest.raises(BackupTrouble, match="damaged"):
        await backed_up(folder, to=file, named=True)
    assert file.read_bytes() == b"the backup of yesterday"
    assert [path.name for path in tmp_path.glob(".*")] == []


async def test_no_flipped_bit_changes_what_comes_back(tmp_path: Path) -> None:
    """Some bits of a packed file say nothing: its time, or where a run of zeros is from."""
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    whole = made.file.read_bytes()
    unpack(made.file, tmp_path / "whole")
    found = 0
    places = range(0, len(whole), len(whole) // 60)
    for place in places:
        made.file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            assert check(made.file) == made.manifest
        except BackupTrouble:
            found += 1
        else:
            unpack(made.file, tmp_path / str(place))
            assert contents(tmp_path / str(place)) == contents(tmp_path / "whole")
    assert found > len(places) * 3 // 4
    for short in (0, 10, len(whole) // 2, len(whole) - 4):
        made.file.write_bytes(whole[:short])
        with pytest.raises(BackupTrouble):
            check(made.file)


@pytest.mark.parametrize(
    "changed", [{"format": 99}, {"product": "9.0.0"}, {"files": [("hall/../../etc/x", 0, "")]}]
)
async def test_a_newer_or_a_strange_one_is_refused(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    told = msgspec.to_builtins(made.manifest) | changed
    if "files" in changed:
        told["files"] = [{"name": "hall/../../x", "bytes": 0, "sha256": ""}]
    (tmp_path / "manifest.json").write_bytes(msgspec.json.encode(told))
    with tarfile.open(tmp_path / "odd.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "manifest.json", "manifest.json")
    with pytest.raises(BackupTrouble, match=r"newer than this|no backup"):
        check(tmp_path / "odd.tar.gz")


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("config/.bashrc", "config/hall.toml"), ("config/tls/key.pem", ""),
        ("config/sitecustomize.py", "config/hall.toml"), ("config/.x.png", ""),
        ("hall/ok", "config//etc/shadow"), ("hall/ok", "config/hall.toml"),
        ("hall/lock", ""), ("hall/restoring", ""), ("hall/backups/x", ""),
        ("hall/before-restore-1/x", ""), ("hall/.backup-1/x", ""),
    ],
)  # fmt: skip
async def test_nothing_but_the_hall_its_settings_and_pictures_comes_back(
    tmp_path: Path, name: str, config: str
) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    told = msgspec.to_builtins(made.manifest)
    told |= {"config": config, "files": [{"name": name, "bytes": 0, "sha256": ""}]}
    (tmp_path / "manifest.json").write_bytes(msgspec.json.encode(told))
    with tarfile.open(tmp_path / "odd.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "manifest.json", "manifest.json")
    with pytest.raises(BackupTrouble, match=r"does not belong|is not in it"):
        check(tmp_path / "odd.tar.gz")


async def test_a_file_that_was_exchanged_is_found(tmp_path: Path) -> None:
    """Packed anew by somebody, its checksums right: only the manifest knows better."""
    folder = tmp_path / "data"
    await a_day(folder)
    made = await backed_up(folder)
    inside = await unpacked(made, tmp_path)
    key = (inside / "ticket.key").read_bytes()
    names = ["manifest.json", *(entry.name for entry in made.manifest.files)]
    for kept, wrong, told in (
        (names, b"k" * 32, "is not what was written"),
        (names[:-1], key, "is missing"),
        ([*names, "manifest.json"], key, "does not belong"),
    ):
        (inside / "ticket.key").write_bytes(wrong)
        with tarfile.open(made.file, "w:gz") as tar:
            for name in kept:
                tar.add(inside.parent / name, name)
        with pytest.raises(BackupTrouble, match=told):
            check(made.file)


def test_names_and_releases() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] == RELEASE
    made = datetime(2026, 11, 26, 2, 0)
    assert made_at(name_of("metro-1", made), "metro-1") == made
    for other in ("signage-metro-2026-11-26-0200.tar.gz", "signage-metro-1-2026-13-26-0200.tar.gz",
                  "signage-metro-1-2026-11-26-0200.tar", "photo.jpg"):  # fmt: skip
        assert made_at(other, "metro-1") is None
    assert newer("0.2.0", "0.1.9") and newer("1.0", "0.9.9")
    assert not newer("0.1.0", "0.1.0") and not newer("", "0.1.0")


async def test_links_that_lead_nowhere_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    await a_day(folder)
    (folder / "pack").symlink_to(tmp_path / "nowhere")
    assert "pack" not in {found.name for found in hall_files(folder)}
