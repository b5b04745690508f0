"""Changes as pages ask for them: whatever they are, the file loads, and its remarks stay."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signage.config import Config
from signage.config.changing import LISTS, NAMED, OPTIONAL, Change, all_of
from signage.config.differing import differences, in_words, tables
from signage.config.editing import Document, edited
from signage.edits import Edits, Source
from signage.errors import ConfigError, NotFound, Refused
from tests.halls import SMALL, small

TEXT = (
    "# the whole file\n"
    + SMALL.replace("[mall]", "\n# ---- the building\n\n[mall]  # one")
    .replace('hours = "always"', 'hours = "always"  # day and night')
    .replace("[[zones]]", "# a zone\n[[zones]]")
    .replace("[[agencies]]", "# ---- agencies: whose counters stand here\n\n[[agencies]]")
    .replace("[[services]]", "# a service\n[[services]]", 1)
    .replace("[[counters]]", "\n# ---- counters\n\n[[counters]]", 1)
    + "\n# ---- the end\n\n[buttons]  # all of them\ndebounce_ms = 0  # for tests\n# good bye\n"
)
REMARKS = [
    "# the whole file", "# ---- the building", "# one", "# a zone", "# a service", "# good bye",
    "# ---- agencies: whose counters stand here", "# ---- counters", "# ---- the end",
    "# all of them",
]  # fmt: skip

IDS = st.sampled_from(["card", "birth", "civil", "hall", "ballroom", "1", "2", "x", "y", "-"])
WORDS = st.sampled_from(["Kartu", "", 'say "so"', "# no remark", "é 😀", "a\nb", "{x}", "'"])
BOTH = st.fixed_dictionaries({"id": WORDS, "en": WORDS})
HOURS = st.sampled_from(["always", {"mon": "08:00-12:00"}, {"fri": ["08:00-09:00", "10:00-11:00"]}])
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": WORDS | BOTH,
    "agency": IDS,
    "zone": IDS,
    "services": st.lists(IDS, max_size=3),
    "prefix": st.sampled_from(["A", "B", "C", "CD", "c", ""]),
    "hours": HOURS,
    "quota": st.integers(-1, 50) | st.just({"day": 5, "08:00-12:00": 3}),
    "papers": st.lists(BOTH | WORDS, max_size=2),
    "closed": st.booleans(),
    "hears": st.lists(IDS, max_size=2),
    "weights": st.dictionaries(IDS, st.integers(0, 3), max_size=2),
    "dates": st.sampled_from(["2030-12-24", ["2030-12-24", "2030-12-26..2030-12-30"]]),
    "undo": st.integers(0, 400),
    "share": st.sampled_from(["off", "1:1", {"priority": 2, "ordinary": 1}]),
    "colour": st.just("red"),
}
KEYS = {
    "services": ("agency", "name", "prefix", "hours", "quota", "papers", "closed", "colour"),
    "counters": ("zone", "services", "weights", "closed", "name"),
    "zones": ("name", "hears"),
    "agencies": ("name", "closed"),
    "origins": ("name",),
    "days": ("dates", "name"),
    "mall": ("name", "hours", "undo"),
    "calling": ("share",),
}


@st.composite
def _change(draw: st.DrawFn) -> Change:
    section = draw(st.sampled_from(sorted(KEYS)))
    wanted = {key: st.none() | VALUES[key] for key in KEYS[section]}
    values = draw(st.none() | st.fixed_dictionaries({}, optional=wanted))
    id = draw(st.none() | IDS) if section in NAMED else None
    at = draw(st.none() | st.integers(0, 2)) if section in LISTS - NAMED else None
    if id is None and section in NAMED and values is not None:
        values = {"id": draw(IDS), **values}
    return Change(section=section, values=values, id=id, at=at)


# What goes well, so that the file really changes; the others may be refused.
GOOD: list[list[Change]] = [
    [
        Change(
            section="services", id="card", values={"quota": 40, "papers": [{"id": "K", "en": "C"}]}
        )
    ],
    [Change(section="services", id="birth", values={"hours": {"mon": "08:00-12:00"}})],
    [Change(section="days", values={"dates": "2030-12-24", "name": "Natal"})],
    [Change(section="days", at=0, values=None)],
    [Change(section="origins", values={"id": "x", "name": "X"})],
    [Change(section="origins", id="x", values=None)],
    [Change(section="counters", id="2", values=None)],
    [Change(section="zones", id="ballroom", values=None)],
    [Change(section="calling", values={"share": "2:1"})],
    [Change(section="calling", values=None)],
    [Change(section="mall", values={"hours": {"mon": "08:00-12:00", "tue": "08:00-12:00"}})],
    [
        Change(section="counters", id="1", values={"services": ["card"]}),
        Change(section="services", id="birth", values=None),
    ],
]


async def _walk(folder: Path, asked: list[list[Change]]) -> int:
    """Ask for all of them, one after the other; then go back to the first text."""
    file = folder / "hall.toml"
    file.write_text(TEXT, newline="")
    ran: list[Config] = []

    async def adopt(config: Config) -> None:
        ran.append(config)

    door = Edits(Source(file, small), folder / "data", adopt)
    made = 0
    for changes in asked:
        before = await door.read()
        try:
            after = await door.make(all_of(changes), before.revision)
        except Refused:
            assert file.read_text() == before.text
            continue
        text = file.read_text()
        assert text == after.text and small(text) == after.config
        assert [remark for remark in REMARKS if remark not in text] == []
        made += text != before.text
    if made:
        first = (await door.history())[-1]
        await door.make(await door.past(first.number), (await door.read()).revision)
    assert file.read_text() == TEXT
    return made


@settings(
    max_examples=25, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.sampled_from(GOOD) | st.lists(_change(), min_size=1, max_size=3), max_size=6))
def test_any_changes_leave_a_file_that_loads_and_the_way_back(asked: list[list[Change]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_walk(Path(folder), asked))


async def test_the_good_ones_are_really_made(tmp_path: Path) -> None:
    """The control."""
    assert await _walk(tmp_path, GOOD) == len(GOOD)


@pytest.mark.parametrize("after", [None, {"name": "x"}])
def test_a_thing_that_is_taken_out_is_not_there_any_more(after: dict[str, str] | None) -> None:
    first = Change(section="services", id="birth", values=None)
    again = Change(section="services", id="birth", values=after)
    with pytest.raises(NotFound):
        edited(TEXT, all_of([first, again]))


def test_a_layout_that_the_writer_does_not_master_is_a_refusal() -> None:
    """Whatever it raises: a thread that ends with StopIteration would never answer."""

    def stops(document: Document) -> None:
        next(iter(()))

    with pytest.raises(ConfigError, match="laid out"):
        edited(TEXT, stops)
    table = TEXT.replace("[[counters]]", "[[counters]]\n[counters.weights]\n", 1)
    for text in (table, 'zones = [{ id = "a" }]\n', "[services]\n"):
        with pytest.raises((ConfigError, NotFound)):
            change = Change(section="zones", id="a", values={"name": "x"})
            small(edited(text, all_of([change, Change(section="services", values={"id": "x"})])))


def test_sections_are_of_their_kinds() -> None:
    assert {"services", "counters", "printers", "emergencies"} <= NAMED <= LISTS
    assert {"days", "quiet", "volume", "slots", "phrases"} <= LISTS - NAMED
    assert {"prayer", "bookings"} <= OPTIONAL
    assert "mall" not in LISTS | OPTIONAL


def test_what_is_different_is_said_in_words() -> None:
    before = tables(TEXT)
    after = tables(
        TEXT.replace('prefix = "A"', 'prefix = "C"').replace('id = "birth"', 'id = "born"')
        + '[[days]]\ndates = "2030-12-24"\nname = "x"\n'
    )
    found = differences(before, after)
    assert in_words(found, len(found)).en == (
        "service card changed (prefix), service birth removed, service born added, and 1 more"
    )
    assert in_words(found[-1:], 1).id == "hari khusus ditambahkan"
    assert differences(before, before) == () and tables("[") == {}
    assert in_words((), 0).en == "only layout or remarks"
