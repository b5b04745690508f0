"""Devices and secrets: made once, hashed, for their owner alone, and whole after any cut."""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from signage.errors import NotFound, Refused, RegistryTrouble
from signage.registry.devices import Devices, first_secrets, retired_firsts
from signage.screens.settings import Facts
from tests.halls import SMALL, small

HALL = small().hall
MORE = small(SMALL + '\n[[counters]]\nid = "3"\nzone = "hall"\nservices = ["card"]\n').hall


def _settled(folder: Path) -> Devices:
    devices = Devices(folder)
    devices.settle(HALL)
    return devices


def test_every_place_gets_its_devices(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    made = {first.id: first for first in first_secrets(tmp_path)}
    assert set(made) == {
        "admin", "feed", "screen-hall", "screen-ballroom", "kiosk-hall", "kiosk-ballroom",
        "counter-1", "counter-2", "button-1", "button-2",
    }  # fmt: skip
    assert len({first.secret for first in made.values()}) == len(made)
    assert min(len(first.secret) for first in made.values()) >= 32
    for first in made.values():
        known = devices.known(first.secret)
        assert known is not None
        assert (known.id, known.kind, known.place) == (first.id, first.kind, first.place)
    assert {device.id for device in devices.of_kind("screen")} == {"screen-hall", "screen-ballroom"}


def test_a_restart_and_a_new_counter_keep_the_old_secrets(tmp_path: Path) -> None:
    _settled(tmp_path)
    before = {first.id: first.secret for first in first_secrets(tmp_path)}
    devices = Devices(tmp_path)
    devices.settle(HALL)
    devices.settle(MORE)
    after = {first.id: first.secret for first in first_secrets(tmp_path)}
    assert before.items() <= after.items()
    assert set(after) - set(before) == {"counter-3", "button-3"}
    known = devices.known(after["counter-3"])
    assert known is not None and known.place == "3"
    devices.settle(HALL)  # a counter that is taken out keeps its secret for when it comes back
    assert devices.known(after["counter-3"]) == known


def test_only_the_owner_reads_and_no_table_holds_a_secret(tmp_path: Path) -> None:
    _settled(tmp_path)
    for name in ("first-secrets.json", "registry.db"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    rows = (tmp_path / "registry.db").read_bytes()
    for first in first_secrets(tmp_path):
        assert first.secret.encode() not in rows


def test_a_start_that_was_cut_off_between_the_file_and_the_rows(tmp_path: Path) -> None:
    _settled(tmp_path)
    printed = first_secrets(tmp_path)
    with closing(sqlite3.connect(tmp_path / "registry.db")) as db, db:
        db.execute("DELETE FROM devices WHERE kind = 'counter'")
    devices = _settled(tmp_path)
    assert first_secrets(tmp_path) == printed
    for first in printed:
        assert devices.known(first.secret) is not None


def test_retired_secrets_are_not_printed_and_not_made_again(tmp_path: Path) -> None:
    _settled(tmp_path)
    admin = next(first for first in first_secrets(tmp_path) if first.id == "admin")
    (tmp_path / "first-secrets.json").write_text("[]")
    devices = _settled(tmp_path)
    assert first_secrets(tmp_path) == ()
    assert devices.known(admin.secret) is not None


@pytest.mark.parametrize("text", [b"", b"{", b"{}", b"[1]", b"\xff", b'[{"id":"admin"}]'])
def test_a_damaged_file_of_secrets_is_said_in_a_sentence(tmp_path: Path, text: bytes) -> None:
    _settled(tmp_path)
    (tmp_path / "first-secrets.json").write_bytes(text)
    with pytest.raises(RegistryTrouble, match=r"first-secrets\.json can't be read"):
        first_secrets(tmp_path)


def test_damaged_devices_are_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "registry.db").write_bytes(b"no database " * 100)
    with pytest.raises(RegistryTrouble, match=r"registry\.db can't be used"):
        Devices(tmp_path)
    with pytest.raises(RegistryTrouble):
        Devices(tmp_path / "nowhere")


def test_a_full_disk_makes_no_device_without_its_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    devices = Devices(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr("signage.registry.devices.write_whole", full)
        with pytest.raises(RegistryTrouble, match="No space left"):
            devices.settle(HALL)
    assert list(devices.of_kind("screen")) == []
    devices.settle(HALL)
    assert len(first_secrets(tmp_path)) == 10


def test_no_secret_known_says_nothing(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    for secret in ("", "x", "\x00", "é", "x" * 1_000_000):
        assert devices.known(secret) is None


def test_the_file_is_readable_json(tmp_path: Path) -> None:
    _settled(tmp_path)
    rows = json.loads((tmp_path / "first-secrets.json").read_text())
    assert set(rows[0]) == {"id", "kind", "place", "secret"}


# ---- devices with names


def _old_file(folder: Path) -> None:
    """What the release before wrote: a table of four columns, and the secrets in a file."""
    secrets = {"admin": "a" * 32, "screen-hall": "s" * 32}
    rows: list[dict[str, str | None]] = [
        {"id": "admin", "kind": "admin", "place": None, "secret": secrets["admin"]},
        {"id": "screen-hall", "kind": "screen", "place": "hall", "secret": secrets["screen-hall"]},
    ]
    (folder / "first-secrets.json").write_text(json.dumps(rows))
    with closing(sqlite3.connect(folder / "registry.db")) as db, db:
        db.execute(
            "CREATE TABLE devices (id TEXT PRIMARY KEY, kind TEXT NOT NULL, place TEXT, "
            "secret_hash BLOB NOT NULL UNIQUE) STRICT"
        )
        for row in rows:
            hashed = hashlib.sha256(str(row["secret"]).encode()).digest()
            db.execute(
                "INSERT INTO devices VALUES (?, ?, ?, ?)",
                (row["id"], row["kind"], row["place"], hashed),
            )


def test_a_registry_of_the_release_before_goes_on(tmp_path: Path) -> None:
    _old_file(tmp_path)
    devices = Devices(tmp_path)
    devices.settle(HALL)
    known = devices.known("s" * 32)
    assert known is not None and known.id == "screen-hall"
    row = devices.one("screen-hall")
    assert (row.first, row.created, row.revoked, row.seen) == (True, None, None, None)
    assert len(first_secrets(tmp_path)) == 10
    again = Devices(tmp_path)  # and it is changed once
    assert again.known("a" * 32) == Devices(tmp_path).known("a" * 32) is not None


def test_several_screens_stand_in_a_zone(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    made = [devices.add("screen", "hall", name=f"TV {n}", by="anna", at=5) for n in (1, 2)]
    assert len({new.device.id for new in made}) == len({new.secret for new in made}) == 2
    assert len(list(devices.of_kind("screen"))) == 4
    for new in made:
        assert devices.known(new.secret) == Devices(tmp_path).known(new.secret) == new.device
        assert new.secret.encode() not in (tmp_path / "registry.db").read_bytes()
    row = devices.one(made[0].device.id)
    assert (row.name, row.created, row.created_by, row.first) == ("TV 1", 5, "anna", False)
    devices.rename(row.device.id, "TV pintu")
    assert Devices(tmp_path).one(row.device.id).name == "TV pintu"
    assert len(first_secrets(tmp_path)) == 10


def test_what_is_said_of_a_screen_is_kept_and_taken_back(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    assert devices.one("screen-hall").facts == Facts()
    facts = Facts(
        layout="media", theme="siang", orientation="portrait", diagonal=54.6, distance=8.0
    )
    devices.furnish("screen-hall", facts)
    devices.replace("screen-hall")  # another television on the same wall
    assert devices.one("screen-hall").facts == Devices(tmp_path).one("screen-hall").facts == facts
    devices.furnish("screen-hall", Facts())
    assert Devices(tmp_path).one("screen-hall").facts == Facts()
    with pytest.raises(NotFound, match="device_unknown"):
        devices.furnish("screen-attic", facts)


def test_a_revoked_secret_ends_for_good(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    new = devices.add("kiosk", "hall", name="", by="anna", at=5)
    devices.revoke((new.device.id,), 9)
    for one in (devices, Devices(tmp_path)):
        assert one.known(new.secret) is None and one.was_known(new.secret)
        with pytest.raises(Refused, match="device_revoked"):
            one.replace(new.device.id)
    assert not devices.was_known("nobody's")
    with pytest.raises(NotFound, match="device_unknown"):
        devices.revoke(("nobody",), 9)


def test_a_replaced_device_keeps_its_id_and_a_first_one_is_printed_no_more(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    old = next(first for first in first_secrets(tmp_path) if first.id == "screen-hall")
    new = devices.replace("screen-hall")
    assert devices.known(old.secret) is None and devices.was_known(old.secret)
    assert devices.known(new.secret) == new.device and new.device.id == "screen-hall"
    assert "screen-hall" not in {first.id for first in first_secrets(tmp_path)}
    restarted = _settled(tmp_path)
    assert restarted.known(new.secret) == new.device and not restarted.one("screen-hall").first
    assert len(first_secrets(tmp_path)) == 9


def test_retired_first_secrets_are_made_again_at_no_restart(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    gone = next(first for first in first_secrets(tmp_path) if first.id == "kiosk-hall")
    assert retired_firsts(tmp_path) == retired_firsts(tmp_path / "nowhere") == 0
    devices.retire(("kiosk-hall",), 9, over=False)
    assert retired_firsts(tmp_path) == 1
    restarted = _settled(tmp_path)
    assert restarted.known(gone.secret) is None and len(first_secrets(tmp_path)) == 9
    restarted.settle(MORE)  # a new place still gets its links
    assert {"counter-3", "button-3"} <= {first.id for first in first_secrets(tmp_path)}
    left = [f.id for f in first_secrets(tmp_path) if f.id != "admin"]
    restarted.retire(left, 9, over=True)
    assert [first.id for first in first_secrets(tmp_path)] == ["admin"]
    more = small(SMALL + '\n[[counters]]\nid = "4"\nzone = "hall"\nservices = ["card"]\n').hall
    last = Devices(tmp_path)
    last.settle(more)
    assert last.firsts_over and [first.id for first in first_secrets(tmp_path)] == ["admin"]


def test_a_secret_that_ended_is_not_printed_after_a_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    devices = _settled(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Devices, "_print", _raise)
        devices.retire(("kiosk-hall",), 9, over=False)
    assert "kiosk-hall" in {first.id for first in first_secrets(tmp_path)}
    _settled(tmp_path)
    assert "kiosk-hall" not in {first.id for first in first_secrets(tmp_path)}


def _raise(self: Devices, firsts: object) -> None:
    raise RegistryTrouble("full")


def test_when_a_device_was_seen_outlives_a_restart(tmp_path: Path) -> None:
    devices = _settled(tmp_path)
    devices.note({"screen-hall": (7, "192.0.2.1"), "nobody": (8, "")})
    row = Devices(tmp_path).one("screen-hall")
    assert (row.seen, row.address) == (7, "192.0.2.1")
