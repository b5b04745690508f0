"""Real disks that are full, read-only or broken: presses are refused, nothing answered is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from signage.journal.journal import Journal

ROOT = Path(__file__).parent.parent.parent

FAULT = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
static int broken(void) { const char *f = getenv("BROKEN"); return f && access(f, F_OK) == 0; }
int fsync(int fd) {
    if (broken()) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}
int fdatasync(int fd) {
    if (broken()) { errno = EIO; return -1; }
    return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
"""


def tell(story: str, folder: Path, *around: str, **environment: str) -> None:
    command = [*around, sys.executable, "-m", "tests.journal.breaking", story, str(folder)]
    told = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr


@pytest.fixture(scope="module")
def namespace() -> tuple[str, ...]:
    """Runs a program where it may mount disks that nobody else sees."""
    around = ("unshare", "--mount", "--map-root-user")
    if not shutil.which("unshare"):
        pytest.skip("unshare is not installed")
    mounting = "mount -t tmpfs tmpfs /mnt"
    tried = subprocess.run([*around, "sh", "-c", mounting], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"no mounts may be made here: {tried.stderr.strip()}")
    return around


@pytest.mark.parametrize("story", ["full", "read_only", "no_folder_yet", "after_a_crash"])
def test_on_a_disk_of_its_own(story: str, namespace: tuple[str, ...], tmp_path: Path) -> None:
    tell(story, tmp_path, *namespace)


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    tell("limit", tmp_path)


async def test_a_disk_that_fails_to_keep_what_it_took(tmp_path: Path) -> None:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("cc is not installed")
    source, fault = tmp_path / "fault.c", tmp_path / "fault.so"
    source.write_text(FAULT)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", fault, source, "-ldl"], check=True)
    folder = tmp_path / "data"
    folder.mkdir()
    tell(
        "unsynced", folder, LD_PRELOAD=str(fault), BROKEN=str(tmp_path / "broken")
    )  # fmt: skip
    async with Journal.open(folder) as journal:
        # The last batch was refused by a disk that then died: it is whole, or it is not there.
        assert journal.seq in (15, 22)
        assert await journal.verify() == journal.seq
