"""A certificate follows names, addresses, time and files by itself, and says when it can't."""

from __future__ import annotations

import ipaddress
import logging
import shutil
import stat
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from signage.errors import TlsTrouble
from signage.tls import authority
from signage.tls.authority import open_authority, read_root
from signage.tls.keeper import FileKeeper, OwnKeeper
from signage.tls.names import Names, names_of, own_addresses
from signage.tls.pairs import read_pair

NOW = datetime(2026, 11, 26, 5, tzinfo=UTC)
DAY = 86_400.0


class Machine:
    """A machine whose name, addresses and clock a test sets."""

    def __init__(self, folder: Path) -> None:
        self.at = NOW.timestamp()
        self.addresses = ["192.168.1.10"]
        self.written: list[str] = []
        self.folder = folder / "tls"

    def names(self) -> Names:
        found = frozenset(map(ipaddress.ip_address, self.addresses))
        return names_of("mal", self.written, found)

    def keeper(self) -> OwnKeeper:
        return OwnKeeper(self.folder, "Mal", self.names, lambda: self.at)

    @property
    def served(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate((self.folder / "server.crt").read_bytes())


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_root_and_a_certificate_are_made_for_their_owner_only(machine: Machine) -> None:
    keeper = machine.keeper()
    keeper.look()
    standing = keeper.standing
    assert (standing.trouble, standing.warning, standing.days_left) == ("", "", 180)
    assert {"mal", "mal.local", "localhost", "127.0.0.1", "192.168.1.10"} <= set(standing.names)
    assert stat.S_IMODE(machine.folder.stat().st_mode) == 0o700
    for name in ("root.key", "root.crt", "server.key", "server.crt"):
        assert stat.S_IMODE((machine.folder / name).stat().st_mode) == 0o600
    assert standing.fingerprint == read_root(machine.folder)


def test_it_stays_as_long_as_nothing_changes(machine: Machine) -> None:
    machine.keeper().look()
    first = machine.served
    machine.at += 100 * DAY
    again = machine.keeper()  # after a restart
    again.look()
    again.look()
    assert machine.served == first


def test_it_is_renewed_in_time(machine: Machine) -> None:
    keeper = machine.keeper()
    keeper.look()
    first, root = machine.served, keeper.standing.fingerprint
    machine.at += 121 * DAY
    keeper.look()
    assert machine.served != first
    assert keeper.standing.days_left == 180 and keeper.standing.fingerprint == root


@pytest.mark.parametrize("year", [1970, 2000, 2025])
def test_a_clock_with_an_empty_battery_is_not_believed(machine: Machine, year: int) -> None:
    machine.at = datetime(year, 1, 1, tzinfo=UTC).timestamp()
    keeper = machine.keeper()
    keeper.look()
    assert machine.served.not_valid_before_utc >= datetime(2026, 1, 1, tzinfo=UTC)
    machine.at = NOW.timestamp()  # the time has come from the network
    keeper.look()
    assert machine.served.not_valid_before_utc < NOW < machine.served.not_valid_after_utc
    machine.at = datetime(2090, 1, 1, tzinfo=UTC).timestamp()
    keeper.look()
    assert "is the clock right" in keeper.standing.warning
    machine.at = NOW.timestamp()
    keeper.look()
    assert keeper.standing.warning == ""


def test_it_is_made_again_for_another_address(machine: Machine) -> None:
    keeper = machine.keeper()
    keeper.look()
    root = keeper.standing.fingerprint
    machine.addresses = ["10.0.0.5", "fd00::5"]
    keeper.look()
    assert {"10.0.0.5", "fd00::5"} <= set(keeper.standing.names)
    assert "192.168.1.10" not in keeper.standing.names
    assert keeper.standing.fingerprint == root


def test_a_root_vouches_for_nothing_that_it_was_not_made_for(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    machine.written = ["antrian.metro.go.id"]
    keeper = machine.keeper()
    keeper.look()
    assert "antrian.metro.go.id" in keeper.standing.names
    machine.written.append("bank.example")
    with caplog.at_level(logging.WARNING):
        keeper.look()
        keeper.look()
    assert "bank.example" not in keeper.standing.names
    assert caplog.text.count("the root was made before the names bank.example") == 1
    limits = _root(machine.folder).extensions.get_extension_for_class(x509.NameConstraints)
    assert x509.DNSName("antrian.metro.go.id") in (limits.value.permitted_subtrees or ())


def test_a_damaged_pair_is_made_again_and_a_damaged_root_is_said(machine: Machine) -> None:
    machine.keeper().look()
    (machine.folder / "server.crt").write_text("no certificate")
    keeper = machine.keeper()
    keeper.look()
    assert keeper.standing.warning == ""
    (machine.folder / "root.key").write_text("no key")
    lost = machine.keeper()
    lost.look()
    assert "put its backup there, or move it away" in lost.standing.warning
    keys = machine.folder.parent / "other"
    open_authority(keys, "Mal", machine.names())
    shutil.copy(keys / "root.key", machine.folder)
    lost.look()
    assert "is not the key of" in lost.standing.warning


def test_this_machine_knows_its_addresses() -> None:
    assert ipaddress.ip_address("127.0.0.1") in own_addresses()


# ---- certificates from elsewhere


def pair(
    folder: Path, names: Collection[str] = ("mal.example",), days: float = 90.0
) -> tuple[Path, Path]:
    """A certificate as somebody else would bring it, and its key."""
    made = names_of("", names, frozenset())
    root = open_authority(folder / "elsewhere", "CA", made)
    issued = root.issue(made, NOW + timedelta(days=days) - authority.LASTS)
    certificate, key = folder / "full.pem", folder / "key.pem"
    certificate.write_bytes(issued.certificate)
    key.write_bytes(issued.key)
    return certificate, key


def _root(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / "root.crt").read_bytes())


def test_files_are_read_again_when_they_change(tmp_path: Path) -> None:
    paths = pair(tmp_path, ["mal.example"])
    keeper = FileKeeper(*paths, NOW.timestamp)
    keeper.look()
    assert "mal.example" in keeper.standing.names and keeper.standing.fingerprint == ""
    pair(tmp_path, ["new.lan"])
    keeper.look()
    assert "new.lan" in keeper.standing.names
    paths[1].write_text("half written")
    keeper.look()
    assert "new.lan" in keeper.standing.names  # what was good stays in service
    assert "holds no key" in keeper.standing.warning
    pair(tmp_path, ["new.lan"])
    keeper.look()
    assert keeper.standing.warning == ""


@pytest.mark.parametrize(
    ("days", "warning"),
    [(15.5, ""), (14.5, "ends in 14 days"), (0.5, "ends in 0 days"), (-1, "ended on 2026-11-25")],
)
def test_an_end_is_said_two_weeks_before(
    tmp_path: Path, days: float, warning: str, caplog: pytest.LogCaptureFixture
) -> None:
    keeper = FileKeeper(*pair(tmp_path, days=days), NOW.timestamp)
    with caplog.at_level(logging.WARNING):
        keeper.look()
        keeper.look()
    assert warning in keeper.standing.warning and bool(warning) == bool(keeper.standing.warning)
    assert len(caplog.records) == bool(warning)


def test_what_is_no_pair_is_said(tmp_path: Path) -> None:
    certificate, key = pair(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    _, strange = pair(other)
    for files, said in (
        ((tmp_path / "none.pem", key), "can't be read"),
        ((certificate, tmp_path), "can't be read"),
        ((key, key), "holds no certificate"),
        ((certificate, certificate), "holds no key"),
        ((certificate, strange), "is not the key of"),
    ):
        with pytest.raises(TlsTrouble, match=said):
            read_pair(*files)
