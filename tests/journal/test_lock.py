"""One server per data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from signage.errors import FolderBusy, JournalTrouble
from signage.journal.lock import LOCK, hold

HOLDER = """
import sys
from pathlib import Path
from signage.journal.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_a_second_server_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with holder(tmp_path) as child:
        with pytest.raises(FolderBusy) as busy, hold(tmp_path):
            pass
        assert str(tmp_path) in str(busy.value)
        assert f"process {child.pid}" in str(busy.value)
        child.kill()
    with hold(tmp_path):  # the kernel drops the lock of a dead process, file or not
        assert (tmp_path / LOCK).read_text() == f"{os.getpid()}\n"


def test_a_folder_is_free_again_after_use(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "metro"
    with hold(folder), pytest.raises(FolderBusy), hold(folder):
        pass
    with hold(folder):
        assert oct(folder.stat().st_mode & 0o777) == "0o700"


def test_a_program_started_meanwhile_does_not_keep_the_folder(tmp_path: Path) -> None:
    with hold(tmp_path):
        child = subprocess.Popen(["sleep", "60"])
    try:
        with hold(tmp_path):
            pass
    finally:
        child.kill()
        child.wait()


def test_a_folder_that_cant_be_made_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(JournalTrouble) as trouble, hold(tmp_path / "file" / "data"):
        pass
    assert trouble.value.code == "disk_failed"
