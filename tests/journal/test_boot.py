"""Which run of the machine this is."""

from __future__ import annotations

from pathlib import Path

from signage.journal.boot import boot_id


def test_a_boot_has_one_id() -> None:
    assert boot_id() == boot_id()
    assert len(boot_id()) == 36


def test_where_it_cant_be_told_it_is_empty(tmp_path: Path) -> None:
    assert boot_id(tmp_path / "none") == ""
    odd = tmp_path / "odd"
    odd.write_bytes(b"\xff\xfe")
    assert boot_id(odd) == ""
