"""Devices and secrets: made once, hashed, for their owner alone, and whole after any cut."""

from __future__ import annotations

import errno
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from signage.errors import RegistryTrouble
from signage.registry.devices import Devices, first_secrets
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
