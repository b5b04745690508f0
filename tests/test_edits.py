"""The door to the file: whole or not at all, the old one kept, and what is there is run by."""

from __future__ import annotations

import asyncio
import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from signage import edits
from signage.config import Config
from signage.config.editing import Document, put, revision_of, word_said
from signage.edits import Edits, Source
from signage.errors import ConfigError, JournalTrouble, Malformed, NotFound, Refused
from signage.versions import FOLDER, INDEX, KEPT, Note, Versions
from tests.halls import SMALL, small

TEXT = "# by hand\n" + SMALL
WORD = word_said("id", "SPPT", "es pe pe te")
AT = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)


class Hall:
    """What runs: the settings that it took over, and what it has against the next ones."""

    def __init__(self) -> None:
        self.ran: list[Config] = []
        self.against: Exception | None = None
        self.held: asyncio.Event | None = None

    async def adopt(self, config: Config) -> None:
        if self.held:
            await self.held.wait()
        if self.against:
            raise self.against
        self.ran.append(config)


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "etc" / "config.toml"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


@pytest.fixture
def door(file: Path, tmp_path: Path, hall: Hall) -> Edits:
    return Edits(Source(file, small), tmp_path / "data", hall.adopt, lambda: AT)


def versions(file: Path) -> list[Path]:
    return sorted((file.parent.parent / "data" / FOLDER).glob("*.toml"))


async def test_an_edit_is_written_kept_and_run_by(door: Edits, file: Path, hall: Hall) -> None:
    before = await door.read()
    assert (before.text, before.revision) == (TEXT, revision_of(TEXT))
    after = await door.make(WORD, before.revision)
    assert file.read_text() == after.text
    assert after.text.startswith("# by hand\n") and 'SPPT = "es pe pe te"' in after.text
    assert hall.ran == [after.config]
    assert after.config.voice.lexicon == {"id": {"SPPT": "es pe pe te"}}
    kept, made = versions(file)
    assert (kept.read_text(), made.read_text()) == (TEXT, after.text)
    assert kept.name == f"000001-20261126T050000Z-{before.revision}.toml"
    assert made.name == f"000002-20261126T050000Z-{after.revision}.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert await door.read() == after
    assert sorted(path.name for path in file.parent.iterdir()) == ["config.toml"]


async def test_an_edit_that_changes_nothing_writes_nothing(
    door: Edits, file: Path, hall: Hall
) -> None:
    before = file.stat().st_mtime_ns
    after = await door.make(lambda document: None, revision_of(TEXT))
    assert (after.text, hall.ran, versions(file)) == (TEXT, [], [])
    assert file.stat().st_mtime_ns == before


async def test_of_two_edits_of_one_file_the_second_is_told(
    door: Edits, file: Path, hall: Hall
) -> None:
    made = await asyncio.gather(
        *(door.make(word_said("id", word, "x"), revision_of(TEXT)) for word in ("Satu", "Dua")),
        return_exceptions=True,
    )
    (refused,) = [one for one in made if isinstance(one, Refused)]
    assert refused.code == "config_changed"
    assert len(hall.ran) == 1 and ("Satu" in file.read_text()) != ("Dua" in file.read_text())


async def test_a_hand_that_is_quicker_is_not_written_over(
    door: Edits, file: Path, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the check and the writing, in the last moment."""
    keep = Versions.keep

    def meanwhile(self: Versions, text: str, now: datetime, note: Note) -> None:
        keep(self, text, now, note)
        file.write_text(TEXT + "# quick\n")

    monkeypatch.setattr(Versions, "keep", meanwhile)
    with pytest.raises(Refused) as caught:
        await door.make(WORD, revision_of(TEXT))
    assert caught.value.code == "config_changed"
    assert file.read_text() == TEXT + "# quick\n" and hall.ran == []


async def test_a_wrong_edit_is_named_and_changes_nothing(
    door: Edits, file: Path, hall: Hall
) -> None:
    def wrong(document: Document) -> None:
        put(document, "counters", "1", {"zone": "cellar"})

    with pytest.raises(Malformed) as caught:
        await door.make(wrong, revision_of(TEXT))
    assert caught.value.code == "config_refused"
    assert caught.value.facts["key"] == "counters.zone"
    assert (file.read_text(), hall.ran, versions(file)) == (TEXT, [], [])


@pytest.mark.parametrize(
    "against", [Refused("hall_service_in_use", service="x", count=1), JournalTrouble("disk_full")]
)
async def test_what_the_hall_refuses_is_put_back(
    door: Edits, file: Path, hall: Hall, against: Exception
) -> None:
    hall.against = against
    with pytest.raises(type(against)):
        await door.make(WORD, revision_of(TEXT))
    assert file.read_text() == TEXT
    hall.against = None
    assert (await door.make(WORD, revision_of(TEXT))).text == file.read_text()


async def test_who_goes_away_leaves_nothing_half_done(door: Edits, file: Path, hall: Hall) -> None:
    hall.held = asyncio.Event()
    asking = asyncio.create_task(door.make(WORD, revision_of(TEXT)))
    async with asyncio.timeout(45):
        while "SPPT" not in file.read_text():  # noqa: ASYNC110 - the disk has no event
            await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    hall.held.set()
    assert (await door.read()).config == hall.ran[-1]


async def test_owner_mode_and_link_stay(
    door: Edits, file: Path, tmp_path: Path, hall: Hall
) -> None:
    real = tmp_path / "elsewhere" / "hall.toml"
    real.parent.mkdir()
    file.rename(real)
    file.symlink_to(real)
    real.chmod(0o640)
    owner = (1234, 5678) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(real, *owner)
    await door.make(WORD, revision_of(TEXT))
    found = real.stat()
    assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (0o640, *owner)
    assert file.is_symlink() and "SPPT" in real.read_text()
    assert [path.name for path in real.parent.iterdir()] == ["hall.toml"]


@pytest.mark.parametrize("how", ["nobody may write", "no room", "no owner", "no versions"])
async def test_a_disk_that_takes_nothing(
    door: Edits, file: Path, tmp_path: Path, hall: Hall, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    match how:
        case "nobody may write":
            file.chmod(0o444)
        case "no room":
            monkeypatch.setattr(os, "fsync", full)
        case "no owner":
            monkeypatch.setattr(os, "geteuid", lambda: 4321)
            monkeypatch.setattr(os, "fchown", full)
        case _:
            (tmp_path / "data").write_text("a file")
    with pytest.raises(Refused) as caught:
        await door.make(WORD, revision_of(TEXT))
    assert caught.value.code == "config_unwritable"
    assert (file.read_text(), hall.ran) == (TEXT, [])
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


async def test_a_draft_of_a_server_that_was_killed_is_in_nobodys_way(
    door: Edits, file: Path, hall: Hall
) -> None:
    (file.parent / ".config.toml.new").symlink_to("/dev/null")
    await door.make(WORD, revision_of(TEXT))
    assert "SPPT" in file.read_text()
    assert [path.name for path in file.parent.iterdir()] == ["config.toml"]


async def test_the_newest_versions_are_kept_whatever_the_clock_says(
    file: Path, tmp_path: Path, hall: Hall
) -> None:
    folder = tmp_path / "data" / FOLDER
    folder.mkdir(parents=True)
    for number in range(1, KEPT + 3):
        (folder / f"{number:06d}-20301126T050000Z-{'0' * 16}.toml").write_text(str(number))
    (folder / "note.txt").write_text("of a person")
    door = Edits(
        Source(file, small), tmp_path / "data", hall.adopt, lambda: datetime(1970, 1, 1, tzinfo=UTC)
    )
    await door.make(WORD, revision_of(TEXT))
    names = [path.name for path in versions(file)]
    assert len(names) == KEPT
    assert names[0].startswith("000005-") and names[-1].startswith("000204-1970")
    assert (folder / names[-2]).read_text() == TEXT
    assert (folder / "note.txt").exists()


async def test_a_file_that_can_t_be_read_is_told(door: Edits, file: Path) -> None:
    for spoil, told in (
        (lambda: file.write_bytes(b"\xff"), "UTF-8"),
        (lambda: file.write_text("[mall"), "] behind the name"),
        (file.unlink, "Can't be read"),
    ):
        spoil()
        with pytest.raises(Malformed) as caught:
            await door.read()
        assert told in str(caught.value.facts["problem"])
        with pytest.raises(ConfigError):
            await door.reload()


async def test_a_reload_waits_for_an_edit(door: Edits, file: Path, hall: Hall) -> None:
    hall.held = asyncio.Event()
    edit = asyncio.create_task(door.make(WORD, revision_of(TEXT)))
    await asyncio.sleep(0.1)
    reload = asyncio.create_task(door.reload())
    await asyncio.sleep(0.1)
    assert not reload.done()
    hall.held.set()
    after = await edit
    await reload
    assert hall.ran == [after.config, after.config]


# ---- the history


async def test_each_version_says_who_made_it_and_what_was_different(
    door: Edits, file: Path
) -> None:
    made = await door.make(WORD, revision_of(TEXT), Note(who="ani"))
    file.write_text(made.text.replace("Kecil", "Besar"))
    await door.reload()
    now = revision_of(file.read_text())
    await door.make(TEXT, now, Note(who="budi", how="restore", of=1))
    every = await door.history()
    assert [one.number for one in every] == [4, 3, 2, 1]
    notes = [one.note for one in every if one.note]
    assert [(one.who, one.how, one.of) for one in notes] == [
        ("budi", "restore", 1), ("", "hand", None), ("ani", "page", None), ("", "hand", None),
    ]  # fmt: skip
    assert [one.section for one in notes[0].what] == ["mall", "lexicon"]
    assert await door.past(4) == await door.past(1) == TEXT
    with pytest.raises(NotFound):
        await door.past(5)


@pytest.mark.parametrize("index", [None, b"", b"{", b'{"2": 3}', b"\xff"])
async def test_versions_without_a_good_index_are_still_there(
    door: Edits, file: Path, index: bytes | None
) -> None:
    await door.make(WORD, revision_of(TEXT), Note(who="ani"))
    path = versions(file)[0].parent / INDEX
    path.unlink() if index is None else path.write_bytes(index)
    every = await door.history()
    assert [(one.number, one.note) for one in every] == [(2, None), (1, None)]
    after = file.read_text()
    await door.make(TEXT, revision_of(after), Note(who="budi"))
    (newest, *_) = await door.history()
    assert newest.note is not None and newest.note.who == "budi"


async def test_the_index_forgets_with_the_versions(
    door: Edits, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("signage.versions.KEPT", 3)
    for n in range(6):
        said = word_said("id", f"Kata{n}", "x")
        await door.make(said, revision_of(file.read_text()), Note(who=f"p{n}"))
    every = await door.history()
    assert [(one.number, one.note.who) for one in every if one.note] == [
        (7, "p5"), (6, "p4"), (5, "p3"),
    ]  # fmt: skip
    index = json.loads((versions(file)[0].parent / INDEX).read_bytes())
    assert sorted(index) == ["5", "6", "7"]


# ---- the control: a writer that is not careful is found out


async def test_a_writer_that_is_killed_in_the_middle(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every step of the writing the file is the old one or the new one."""
    new = TEXT.replace("Kecil", "Besar")

    def careless(path: Path, text: str) -> None:
        with path.open("w") as out:
            out.write(text[:20])
            os.fsync(out.fileno())
            out.write(text[20:])

    def seen(write: Callable[[Path, str], None]) -> set[str]:
        """What stands in the file whenever something is forced to the disk or renamed."""
        found: set[str] = set()
        real = os.fsync
        with monkeypatch.context() as patched:

            def look(handle: int) -> None:
                real(handle)
                found.add(file.read_text())

            patched.setattr(os, "fsync", look)
            write(file, new)
        file.write_text(TEXT)
        return found

    assert seen(edits._write) <= {TEXT, new}
    assert not seen(careless) <= {TEXT, new}
