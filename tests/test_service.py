"""The systemd unit: shut as far as it goes, right for systemd, and installed or said why not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from signage import cli
from signage.errors import SignageError
from signage.service import install
from signage.unit import Unit, text_of

UNIT = Unit(
    user="mal", uid=1000, python=Path("/srv/signage/.venv/bin/python"),
    checkout=Path("/srv/signage"), config=Path("/srv/signage/config.toml"),
    data=Path("/srv/my data/100%"), host="0.0.0.0", port=8000, writable=(Path("/media/stick"),),
)  # fmt: skip


def lines(unit: Unit) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text_of(unit).splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def test_what_the_hall_needs_stays_open() -> None:
    told = lines(UNIT)
    assert told["DeviceAllow"] == ["char-alsa rw", "char-usb rw", "char-lp rw"]
    assert told["SupplementaryGroups"] == ["audio lp"]
    assert told["ReadWritePaths"] == ['-"/srv/my data/100%%" -/srv/signage -/media/stick']
    assert told["ExecStart"][0].endswith('--data "/srv/my data/100%%" --host 0.0.0.0 --port 8000')
    assert (told["Type"], told["WatchdogSec"]) == (["notify"], ["60"])
    assert (told["Restart"], told["ProtectSystem"]) == (["on-failure"], ["strict"])
    # without the first no voice speaks (setpriv), without the other a page can't edit config.toml
    assert told["SystemCallFilter"][-1] == "capset fchown"
    assert "PrivateDevices" not in told and "MemoryDenyWriteExecute" not in told
    assert told["CapabilityBoundingSet"] == [""]
    low = lines(replace(UNIT, port=80))
    assert low["AmbientCapabilities"] == low["CapabilityBoundingSet"] == ["CAP_NET_BIND_SERVICE"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_finds_it_shut_and_right(tmp_path: Path) -> None:
    file = tmp_path / "signage.service"

    def analyzed(*words: str) -> str:
        done = subprocess.run(
            ["systemd-analyze", "--no-pager", *words, str(file)], capture_output=True, text=True
        )
        return done.stdout + done.stderr

    def exposure() -> float:
        found = re.search(
            r"exposure level for \S+: ([0-9.]+)", analyzed("security", "--offline=true")
        )
        assert found is not None
        return float(found[1])

    file.write_text(text_of(UNIT))
    assert exposure() <= 2.0
    here = Path(__file__).parent
    known = replace(UNIT, user="root", python=Path(shutil.which("sh") or "/bin/sh"), checkout=here)
    file.write_text(text_of(known))
    assert "Unknown" not in analyzed("verify") and "Failed" not in analyzed("verify")
    # the control: a unit with nothing shut is found wide open
    file.write_text("[Service]\nType=notify\nUser=mal\nExecStart=/bin/sh\n")
    assert exposure() > 8


def test_it_is_installed(tmp_path: Path) -> None:
    asked: list[Sequence[str]] = []

    def run(words: Sequence[str]) -> str:
        asked.append(words)
        return ""

    place = tmp_path / "signage.service"
    unit = replace(UNIT, uid=os.getuid() or 1000, data=tmp_path / "data")
    told = install("[Service]\n", unit, place, run)
    assert unit.data.stat().st_uid == unit.uid and unit.data.stat().st_mode & 0o777 == 0o700
    assert place.read_text() == "[Service]\n" and told.code == 0
    assert [words[1] for words in asked] == ["daemon-reload", "enable"]
    with pytest.raises(SignageError, match="daemon-reload failed: no bus"):
        install("", unit, place, lambda words: "no bus")
    with pytest.raises(SignageError, match="sudo"):
        install("", unit, tmp_path / "none" / "x", run)
    with pytest.raises(SignageError, match=r"not run as root.*useradd"):
        install("", replace(unit, uid=0), place, run)


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = ["--data", str(tmp_path)]
    assert cli.main(["service", "show", "--user", "root", *data]) == 0
    assert f"ReadWritePaths=-{tmp_path} " in capsys.readouterr().out
    assert cli.main(["service", "show", "--user", "nobody-of-this-name", *data]) == 1
    assert "useradd --system" in capsys.readouterr().err
