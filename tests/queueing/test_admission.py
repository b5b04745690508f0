"""May a ticket be issued, why not, and when again: the one answer, and what it promises."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.errors import Refused
from signage.queueing import commands as c
from signage.queueing.admission import admission
from signage.queueing.calendar import Opening, days_after
from signage.queueing.hall import Hall, Part, Quota, SpecialDay, Text
from signage.queueing.hours import MINUTES_A_DAY, TURN, Moment, Span, Week
from signage.queueing.refusals import sentence
from tests.queueing.scene import HALL, NINE, Scene, both, mall, refusal, tell

OFFICE = Week(days=((Span(480, 930),),) * 4 + ((Span(480, 690), Span(810, 930)), (), ()))
"""Monday to Thursday 08:00-15:30, Friday with a pause, shut at the weekend."""
CHRISTMAS = Text("Hari Raya Natal", "Christmas Day")


def moment(date: str, minute: int, *, doubtful: bool = False) -> Moment:
    """A moment as the clock gives it: the business date turns at 03:00."""
    away = (Date.fromisoformat(date) - Date(2026, 11, 26)).days * MINUTES_A_DAY + minute - 540
    return Moment(
        at=NINE.at + away * 60_000, tick=NINE.tick + away * 60_000, date=date, minute=minute,
        weekday=Date.fromisoformat(date).weekday(), doubtful=doubtful,
        business_date=date if minute >= TURN else days_after(date, -1),
    )  # fmt: skip


def with_ktp(hall: Hall = HALL, /, **facts: object) -> Hall:
    """The hall with other facts of its first service."""
    ktp, *others = hall.services
    changed = replace(ktp, **facts)  # type: ignore[arg-type]
    return replace(hall, services=(changed, *others))


def with_dinas(hall: Hall = HALL, /, **facts: object) -> Hall:
    """The hall with other facts of the agency of that service."""
    dinas, *others = hall.agencies
    changed = replace(dinas, **facts)  # type: ignore[arg-type]
    return replace(hall, agencies=(changed, *others))


def special(date: str, *spans: Span, **facts: object) -> SpecialDay:
    return SpecialDay(date=date, name=both("Acara"), spans=spans, **facts)  # type: ignore[arg-type]


def holiday(date: str) -> SpecialDay:
    return SpecialDay(date=date, name=CHRISTMAS, kind="holiday")


def told(hall: Hall, date: str, minute: int, *, doubtful: bool = False) -> str:
    """The code and the sentence, or “open”; on a day that opened in the morning if hours allow."""
    scene = Scene(hall, moment(date, 300))
    scene.now = moment(date, minute, doubtful=doubtful)
    answer = admission(scene.state, "ktp", scene.now)
    if answer.refused is None:
        assert answer.opens is None
        return "open"
    return f"{answer.refused.code}: {sentence(answer.refused).en}"


THURSDAY, FRIDAY, SATURDAY, MONDAY = "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30"
MANNED = mall(hours=OFFICE)
NEVER = "No opening hours are set."


@pytest.mark.parametrize(
    ("hall", "date", "minute", "then"),
    [
        (MANNED, THURSDAY, 479, "too_early: No tickets are given yet for KTP (en). Opens today 08:00."),
        (MANNED, THURSDAY, 480, "open"),
        (MANNED, THURSDAY, 929, "open"),
        (MANNED, THURSDAY, 930, "service_shut: KTP (en) is shut now. Opens Friday 27 November 08:00."),
        (MANNED, FRIDAY, 700, "service_break: KTP (en) has a break now. Opens today 13:30."),
        (MANNED, FRIDAY, 950, "service_shut: KTP (en) is shut now. Opens Monday 30 November 08:00."),
        (MANNED, SATURDAY, 600, "day_shut: The business day is not open. Opens Monday 30 November 08:00."),
        # its own hours, and its agency's, within the mall's
        (with_ktp(MANNED, hours=Week(((Span(420, 600),),) * 7)), THURSDAY, 470,
         "too_early: No tickets are given yet for KTP (en). Opens today 08:00."),
        (with_ktp(MANNED, hours=Week(((Span(420, 600),),) * 7)), THURSDAY, 600,
         "service_shut: KTP (en) is shut now. Opens Friday 27 November 08:00."),
        (with_dinas(MANNED, hours=Week(((Span(540, 600),),) * 7)), THURSDAY, 530,
         "too_early: No tickets are given yet for KTP (en). Opens today 09:00."),
        (with_dinas(with_ktp(MANNED, hours=Week(((Span(570, 960),),) * 7)),
                    hours=Week(((Span(540, 600),),) * 7)), THURSDAY, 600,
         "service_shut: KTP (en) is shut now. Opens Friday 27 November 09:30."),
        # certain weekdays and dates
        (with_ktp(MANNED, hours=Week(((), (Span(0, 1440),), *((),) * 5))), THURSDAY, 600,
         "not_today: KTP (en) is not here today. Opens Tuesday 1 December 08:00."),
        (with_ktp(MANNED, dates=(MONDAY,)), THURSDAY, 600,
         "not_today: KTP (en) is not here today. Opens Monday 30 November 08:00."),
        (with_ktp(MANNED, dates=(THURSDAY,)), THURSDAY, 600, "open"),
        (with_ktp(MANNED, dates=("2026-11-24",)), THURSDAY, 600,
         f"not_today: KTP (en) is not here today. {NEVER}"),
        # before the counters open, and before closing
        (mall(MANNED, tickets_before=30), THURSDAY, 450, "open"),
        (mall(MANNED, tickets_before=30), THURSDAY, 449,
         "too_early: No tickets are given yet for KTP (en). Opens today 07:30."),
        (mall(MANNED, tickets_before=30), FRIDAY, 780, "open"),
        (mall(MANNED, tickets_before=120), FRIDAY, 700, "open"),
        (mall(MANNED, tickets_before=600), THURSDAY, 180, "open"),
        (with_dinas(mall(MANNED, tickets_before=30), tickets_before=60), THURSDAY, 420, "open"),
        (with_ktp(mall(MANNED, tickets_before=30), tickets_before=0), THURSDAY, 450,
         "too_early: No tickets are given yet for KTP (en). Opens today 08:00."),
        (mall(MANNED, cut_off=60), THURSDAY, 869, "open"),
        (mall(MANNED, cut_off=60), THURSDAY, 870,
         "cut_off: No more tickets today for KTP (en), so that all who wait are served. "
         "Opens Friday 27 November 08:00."),
        (mall(MANNED, cut_off=60), THURSDAY, 930,
         "service_shut: KTP (en) is shut now. Opens Friday 27 November 08:00."),
        (mall(MANNED, cut_off=60), FRIDAY, 689, "open"),
        (mall(MANNED, cut_off=150), FRIDAY, 820,
         "cut_off: No more tickets today for KTP (en), so that all who wait are served. "
         "Opens Monday 30 November 08:00."),
        (mall(MANNED, cut_off=150), FRIDAY, 700,
         "service_break: KTP (en) has a break now. Opens Monday 30 November 08:00."),
        (with_dinas(mall(MANNED, cut_off=60), cut_off=0), THURSDAY, 929, "open"),
        # holidays and exceptional days
        (replace(MANNED, days=(holiday(FRIDAY),)), FRIDAY, 600,
         "holiday: Today is a holiday: Christmas Day. Opens Monday 30 November 08:00."),
        (replace(MANNED, days=(special(FRIDAY),)), FRIDAY, 600,
         "closed_today: Shut today: Acara (en). Opens Monday 30 November 08:00."),
        (replace(MANNED, days=(holiday(FRIDAY), special(FRIDAY, Span(540, 600)))), FRIDAY, 545, "open"),
        (replace(MANNED, days=(special(SATURDAY, Span(540, 600)),)), SATURDAY, 545, "open"),
        (replace(MANNED, days=(special(SATURDAY, Span(540, 600)),)), FRIDAY, 950,
         "service_shut: KTP (en) is shut now. Opens Saturday 28 November 09:00."),
        (replace(MANNED, days=(special(FRIDAY, services=("ktp",)),)), FRIDAY, 600,
         "closed_today: Shut today: Acara (en). Opens Monday 30 November 08:00."),
        (replace(MANNED, days=(special(FRIDAY, agencies=("dukcapil",)),)), FRIDAY, 600,
         "closed_today: Shut today: Acara (en). Opens Monday 30 November 08:00."),
        (replace(MANNED, days=(special(FRIDAY, services=("kk",)),)), FRIDAY, 600, "open"),
        (replace(MANNED, days=(special(FRIDAY, agencies=("imigrasi",)),)), FRIDAY, 600, "open"),
        (replace(MANNED, days=(special(FRIDAY, Span(540, 600), services=("ktp",)),)), FRIDAY, 600,
         "service_shut: KTP (en) is shut now. Opens Monday 30 November 08:00."),
        (replace(MANNED, days=(special(FRIDAY, Span(960, 999), services=("ktp",)),)), FRIDAY, 600,
         "not_today: KTP (en) is not here today. Opens Monday 30 November 08:00."),
        (replace(MANNED, days=(holiday("2026-12-31"), holiday("2027-01-01"))), "2026-12-30", 950,
         "service_shut: KTP (en) is shut now. Opens Monday 4 January 2027 08:00."),
    ],
)  # fmt: skip
def test_why_not_and_when(hall: Hall, date: str, minute: int, then: str) -> None:
    assert told(hall, date, minute) == then


def test_hours_that_the_mall_never_has_never_open() -> None:
    night = with_ktp(MANNED, hours=Week(((Span(1200, 1440),),) * 7))
    assert told(night, THURSDAY, 600) == f"not_today: KTP (en) is not here today. {NEVER}"


def test_a_day_that_becomes_a_holiday_at_noon_shuts_and_still_calls() -> None:
    scene = Scene(MANNED)
    scene.play("issue ktp")
    scene.press(c.ChangeHall(hall=replace(MANNED, days=(special(THURSDAY),))))
    assert scene.play("issue ktp") == "! closed_today"
    assert scene.play("1 next") == "open 1, called B001 to 1"


def test_issued_tickets_are_called_after_closing() -> None:
    scene = Scene(MANNED)
    scene.play("issue ktp, issue ktp")
    scene.now = moment(THURSDAY, 1000)
    assert scene.play("issue ktp") == "! service_shut"
    assert scene.play("1 next") == "open 1, called B001 to 1"
    scene.now = moment(FRIDAY, 60)  # past midnight it is still Thursday's day
    assert scene.play("day") == ""
    assert scene.play("1 next") == "served B001 by next assumed, called B002 to 1"
    scene.now = moment(FRIDAY, 180)
    assert scene.play("day").endswith("day 2026-11-26 over, day 2026-11-27")


@pytest.mark.parametrize("date", [THURSDAY, "1970-01-01"])
def test_a_doubtful_clock_shuts_nobody_out(date: str) -> None:
    scene = Scene(MANNED)
    scene.now = moment(date, 100, doubtful=True)
    assert admission(scene.state, "ktp", scene.now).open


def test_a_clock_that_jumps_forward_shuts_by_what_it_says() -> None:
    scene = Scene(MANNED)
    scene.now = moment(THURSDAY, 1000)
    assert not admission(scene.state, "ktp", scene.now).open
    scene.now = moment(THURSDAY, 540)
    assert admission(scene.state, "ktp", scene.now).open


# ---- quotas

MORNING, NOON = Part(Span(480, 720), 2), Part(Span(780, 930), 1)


def tried(scene: Scene, minute: int, press: str) -> tuple[str, int | None, str]:
    """What comes of presses at a minute of Thursday: the last result, left, when it opens."""
    scene.now = moment(THURSDAY, minute)
    result = scene.play(press)
    answer = admission(scene.state, "ktp", scene.now)
    return result, answer.left, f"{answer.opens.date} {answer.opens.minute}" if answer.opens else ""


def test_a_quota_of_the_day() -> None:
    scene = Scene(with_ktp(MANNED, quota=Quota(day=2)))
    assert admission(scene.state, "ktp", scene.now).left == 2
    assert admission(scene.state, "kk", scene.now).left is None
    assert tried(scene, 600, "issue ktp") == ("issued B001", 1, "")
    assert tried(scene, 600, "issue ktp") == ("issued B002", 0, f"{FRIDAY} 480")
    assert tried(scene, 600, "issue ktp") == ("! quota_reached", 0, f"{FRIDAY} 480")
    assert sentence(refusal(scene, c.IssueTicket(service="ktp"))) == Text(
        "Kuota KTP sudah habis. Buka lagi Jumat 27 November 08.00.",
        "All tickets for KTP (en) have been given. Opens Friday 27 November 08:00.",
    )
    # who gives the turn up gives the place back; who misses it does not
    assert tried(scene, 600, "cancel B001") == ("cancelled B001", 1, "")
    assert tried(scene, 600, "1 next, 1 no-show") == ("missed B002 by no-show", 1, "")
    assert tried(scene, 600, "issue ktp") == ("issued B003", 0, f"{FRIDAY} 480")


def test_a_transfer_counts_where_the_number_was_given() -> None:
    scene = Scene(with_ktp(MANNED, quota=Quota(day=1)))
    scene.play("issue kk, 1 next, 1 transfer ktp")
    assert tried(scene, 600, "issue ktp") == ("issued B001", 0, f"{FRIDAY} 480")
    assert tried(scene, 600, "cancel BK001") == ("cancelled BK001", 0, f"{FRIDAY} 480")
    assert tried(scene, 600, "cancel B001") == ("cancelled B001", 1, "")


def test_a_quota_of_parts_opens_again_with_the_next_part() -> None:
    scene = Scene(with_ktp(MANNED, quota=Quota(day=4, parts=(MORNING, NOON))))
    assert tried(scene, 485, "issue ktp, issue ktp") == ("issued B002", 0, f"{THURSDAY} 720")
    assert tried(scene, 700, "issue ktp") == ("! quota_reached", 0, f"{THURSDAY} 720")
    assert tried(scene, 720, "issue ktp") == ("issued B003", 0, f"{FRIDAY} 480")
    assert tried(scene, 920, "issue ktp")[0] == "! quota_reached"
    assert dict(scene.state.given) == {"ktp": 3, "ktp/08:00-12:00": 2, "ktp/13:00-15:30": 1}


def test_a_used_up_day_opens_on_another_and_not_after_the_break() -> None:
    scene = Scene(with_ktp(MANNED, quota=Quota(day=1)), moment(FRIDAY, 485))
    assert scene.play("issue ktp") == "issued B001"
    assert admission(scene.state, "ktp", scene.now).opens == Opening(MONDAY, 480)


def test_hours_before_the_turn_of_a_day_that_never_opened_open_nothing() -> None:
    night = Week(((Span(0, 120), Span(600, 700)), *((),) * 6))
    scene = Scene(mall(hours=night), moment("2026-11-29", 720))
    assert not scene.state.day_open, "a Sunday"
    assert admission(scene.state, "ktp", scene.now).opens == Opening(MONDAY, 600)


def test_every_minute_is_in_one_part() -> None:
    quota = Quota(parts=(MORNING, NOON))
    assert [quota.part(m) for m in (0, 479, 719, 720, 929, 930, 1439)] == (
        [MORNING] * 3 + [NOON] * 4
    )
    assert Quota(day=1).part(0) is None


def test_a_quota_holds_while_the_clock_is_doubtful() -> None:
    scene = Scene(with_ktp(MANNED, quota=Quota(day=1, parts=(MORNING,))))
    scene.play("issue ktp")
    scene.now = moment(THURSDAY, 100, doubtful=True)
    answer = admission(scene.state, "ktp", scene.now)
    assert answer.refused is not None
    assert answer.refused.code == "quota_reached"


@pytest.mark.parametrize(
    ("minute", "without", "then"),
    [
        (470, "! too_early", "issued B002"),
        (600, "! quota_reached", "issued B002"),
        (920, "! cut_off", "issued B002"),
        (940, "! service_shut", "! service_shut"),
    ],
)
def test_a_booking_is_a_promise_that_quota_and_cut_off_do_not_break(
    minute: int, without: str, then: str
) -> None:
    scene = Scene(with_ktp(mall(MANNED, cut_off=60), quota=Quota(day=1)))
    scene.play("issue ktp")
    scene.now = moment(THURSDAY, minute)
    assert scene.play("issue ktp") == without
    command = c.IssueTicket(service="ktp", booking="7", slot=minute)
    if then.startswith("!"):
        assert f"! {refusal(scene, command).code}" == then
    else:
        assert tell(scene.press(command)) == then


def test_a_new_day_has_a_new_quota() -> None:
    scene = Scene(with_ktp(MANNED, quota=Quota(day=1)))
    scene.play("issue ktp")
    scene.now = moment(FRIDAY, 485)
    scene.play("day")
    assert scene.play("issue ktp") == "issued B001"


# ---- the laws

spans = st.lists(st.integers(0, 48), max_size=4, unique=True).map(
    lambda edges: tuple(
        Span(a * 30, b * 30) for a, b in zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)
    )
)
weeks = st.tuples(*[spans] * 7).map(lambda days: Week(days))
DATES = [days_after(THURSDAY, ahead) for ahead in range(12)]
parts = st.sampled_from([(), (MORNING,), (MORNING, NOON)])
minutes = st.sampled_from([None, 0, 30, 90])


@st.composite
def halls(draw: st.DrawFn) -> Hall:
    """The small hall under any hours, holidays, cut-offs and quotas."""
    days = tuple(
        SpecialDay(
            date=draw(st.sampled_from(DATES)), name=both("Acara"), spans=draw(spans),
            services=draw(st.sampled_from([(), ("ktp",)])),
            agencies=draw(st.sampled_from([(), ("dukcapil",)])),
        )
        for _ in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    hall = mall(hours=draw(weeks), tickets_before=draw(minutes) or 0, cut_off=draw(minutes) or 0)
    hall = with_dinas(hall, hours=draw(st.none() | weeks), cut_off=draw(minutes))
    quota = st.builds(Quota, day=st.none() | st.integers(1, 3), parts=parts)
    hall = with_ktp(
        hall, hours=draw(st.none() | weeks), tickets_before=draw(minutes),
        dates=draw(st.just(()) | st.lists(st.sampled_from(DATES), max_size=3).map(tuple)),
        quota=draw(st.none() | quota),
    )  # fmt: skip
    return replace(hall, days=days)


def at_step(step: int) -> Moment:
    """Each half hour from Thursday's midnight on."""
    date = (Date(2026, 11, 26) + timedelta(step // 48)).isoformat()
    return moment(date, step % 48 * 30)


def issues(scene: Scene) -> bool:
    try:
        scene.press(c.IssueTicket(service="ktp"))
    except Refused:
        return False
    return True


@settings(max_examples=40, deadline=None)
@given(halls(), st.integers(0, 96), st.integers(0, 5))
def test_the_next_opening_is_open_and_nothing_before_it_is(
    hall: Hall, step: int, before: int
) -> None:
    """Every half hour until the opening is shut, though days turn; at the opening it issues."""
    scene = Scene(hall, at_step(step))
    for _ in range(before):
        issues(scene)
    answer = admission(scene.state, "ktp", scene.now)
    assert issues(scene) is answer.open
    if answer.open:
        return
    opens = answer.opens
    for later in range(step + 1, step + 48 * 9):
        scene.now = at_step(later)
        scene.press(c.OpenDay())
        if opens is None or Opening(scene.now.date, scene.now.minute) < opens:
            assert not admission(scene.state, "ktp", scene.now).open
        else:
            assert Opening(scene.now.date, scene.now.minute) == opens
            assert issues(scene)
            return


@settings(max_examples=40, deadline=None)
@given(halls(), st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=40))
def test_a_quota_is_never_exceeded(hall: Hall, presses: list[tuple[int, bool]]) -> None:
    scene = Scene(hall, at_step(0))
    step = 0
    for ahead, cancels in presses:
        step += ahead // 5
        scene.now = at_step(step)
        scene.press(c.OpenDay())
        answer = admission(scene.state, "ktp", scene.now)
        assert issues(scene) is answer.open
        waiting = scene.state.queue("ktp")
        if cancels and waiting:
            scene.press(c.CancelTicket(ticket=waiting[0]))
        quota = hall.service["ktp"].quota or Quota()
        held = [t for t in scene.state.tickets.values() if t.state != "cancelled"]
        assert scene.state.given.get("ktp", 0) == len(held)
        assert quota.day is None or len(held) <= quota.day
        for part in quota.parts:
            assert sum(f"ktp/{part.name}" in t.counted for t in held) <= part.most


def test_fifty_at_once_get_the_last_three() -> None:
    """The single writer decides one after the other: the tap may be too late, the ticket is not."""
    scene = Scene(with_ktp(MANNED, quota=Quota(day=3)))
    assert sum(issues(scene) for _ in range(50)) == 3
