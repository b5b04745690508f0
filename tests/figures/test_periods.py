"""Which days a report is of, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from signage.errors import Malformed
from signage.figures.periods import Period, period
from signage.queueing.refusals import sentence


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("2026-11-01", "2026-11-30"), Period("2026-11-01", "2026-11-30")),
        (("2026-11-03", None), Period("2026-11-03", "2026-11-03")),
        ((None, "2026-11-03"), Period("2026-11-03", "2026-11-03")),
        ((None, None), Period("2026-11-26", "2026-11-26")),
        (("2028-02-29", "2028-03-01"), Period("2028-02-29", "2028-03-01")),
    ],
)
def test_what_is_left_out_is_known(asked: tuple[str | None, str | None], told: Period) -> None:
    assert period(*asked, "2026-11-26") == told


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("2026-11-30", "2026-11-01"), "period_backwards"),
        (("2020-01-01", "2026-11-01"), "period_long"),
        (("2026-02-29", None), "date_malformed"),
        (("20261126", None), "date_malformed"),
        (("2026-W48-4", None), "date_malformed"),
        ((None, "x" * 9000), "date_malformed"),
    ],
)
def test_a_period_that_makes_no_sense(asked: tuple[str | None, str | None], code: str) -> None:
    with pytest.raises(Malformed, match=code) as refused:
        period(*asked, "2026-11-26")
    told = sentence(refused.value)
    assert "{" not in told.id + told.en
    assert len(told.en) < 200


def test_every_date_is_in_it() -> None:
    assert [*Period("2026-02-27", "2026-03-01").days] == ["2026-02-27", "2026-02-28", "2026-03-01"]
