"""The certificate that the file names is checked before it is served, and told of in time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from signage import trusting
from signage.errors import ConfigError
from signage.tls.keeper import FileKeeper, OwnKeeper
from tests.halls import SMALL, small
from tests.tls.test_keeper import NOW, pair

FILES = '\n[tls]\nmode = "files"\ncertificate = "full.pem"\nkey = "key.pem"\n'


@pytest.mark.parametrize(("days", "warnings"), [(60.0, 0), (13.5, 1)])
def test_a_good_pair_is_warned_of_two_weeks_before_its_end(
    tmp_path: Path, days: float, warnings: int
) -> None:
    pair(tmp_path, days=days)
    config, file = small(SMALL + FILES), tmp_path / "config.toml"
    told = trusting.faults(config, file, NOW.timestamp)
    assert len(told) == warnings and all("ends in 13 days" in one for one in told)


def test_a_pair_that_has_ended_is_refused(tmp_path: Path) -> None:
    pair(tmp_path, days=-1)
    with pytest.raises(ConfigError, match=r"ended on 2026-11-25") as refused:
        trusting.faults(small(SMALL + FILES), tmp_path / "config.toml", NOW.timestamp)
    assert refused.value.key == "tls.certificate"


def test_a_clock_with_an_empty_battery_is_asked_about(tmp_path: Path) -> None:
    pair(tmp_path)
    long_ago = datetime(1970, 1, 2, tzinfo=UTC)
    with pytest.raises(ConfigError, match="is the clock right"):
        trusting.faults(small(SMALL + FILES), tmp_path / "config.toml", long_ago.timestamp)


def test_who_keeps_it_is_by_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    assert trusting.keeper_of(small(SMALL), file, tmp_path) is None
    assert isinstance(trusting.keeper_of(small(SMALL + FILES), file, tmp_path), FileKeeper)
    own = trusting.keeper_of(small(SMALL + '\n[tls]\nmode = "own"\n'), file, tmp_path)
    assert isinstance(own, OwnKeeper)
