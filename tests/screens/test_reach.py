"""From how far a layout is read, and which screen a distance asks for, against a slow search."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from signage.screens.fitting import fits
from signage.screens.layouts import Layout
from signage.screens.legibility import sizes
from signage.screens.reach import least_diagonal, reach
from signage.screens.ready import READY

LAYOUTS = st.sampled_from(tuple(READY.values()))


def _read(layout: Layout, diagonal: float, distance: float) -> bool:
    needed = sizes(diagonal, distance)
    return all(fits(region, needed) for region in layout.regions)


@settings(max_examples=25, deadline=None)
@given(LAYOUTS, st.integers(70, 2000))
def test_all_is_read_up_to_the_reach_and_no_farther(layout: Layout, tenths: int) -> None:
    found = reach(layout, tenths / 10)
    told = None if found is None else round(found * 10)
    steps = [d for d in range(5, 601) if _read(layout, tenths / 10, d / 10)]
    assert (steps[-1] if steps else None) == told


@settings(max_examples=25, deadline=None)
@given(LAYOUTS, st.integers(5, 600))
def test_the_smallest_screen_that_does(layout: Layout, tenths: int) -> None:
    found = least_diagonal(layout, tenths / 10)
    good = next((d for d in range(70, 2001) if _read(layout, d / 10, tenths / 10)), None)
    assert (None if found is None else round(found * 10)) == good


def test_the_usual_screen_reads_the_usual_layout() -> None:
    classic = READY["classic", "landscape"]
    far = reach(classic, 55)
    assert far is not None and far >= 5
    needed = least_diagonal(classic, 5)
    assert needed is not None and needed <= 55
