"""What people see of a hall: boards, counters, lines, kiosks, the floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from immutables import Map

from signage.queueing import commands as c
from signage.queueing import shapes as s
from signage.queueing.events import Why
from signage.queueing.expected import paced
from signage.queueing.hall import Quota, Text
from signage.queueing.hours import Span, Week
from signage.queueing.order import ahead
from signage.queueing.views import (
    Around,
    counter_view,
    floor_view,
    kiosk_view,
    outline_view,
    queue_view,
    ticket_view,
    why_view,
    zone_view,
)
from signage.queueing.views.counter import WAITING_SHOWN
from signage.queueing.views.line import CALLS_SHOWN
from signage.queueing.wording import VOICE, voice_reason
from tests.queueing.scene import HALL, NINE, Scene, both, mall, parse, played

READY = s.VoiceStatus(state="ready", lag=3.5)
TROUBLE = s.Trouble(code="disk_full", text=both("Penuh"))
AROUND = Around(
    voice={"hall-a": READY},
    captions={"5-hall-a": "B nol nol satu"},
    utc_offset=420,
    shown=lambda zone, seq: (2, 3) if zone == "hall-a" else (1, 1),
)


def zone(scene: Scene, id: str = "hall-a", around: Around = AROUND) -> s.ZoneView:
    return zone_view(scene.state, id, scene.now, around)


def counter(scene: Scene, id: str = "1", around: Around = AROUND) -> s.CounterView:
    return counter_view(scene.state, id, scene.now, around)


def service_gone(scene: Scene, id: str = "paspor") -> Scene:
    scene.press(c.ChangeHall(hall=replace(
        HALL,
        services=tuple(x for x in HALL.services if x.id != id),
        agencies=tuple(a for a in HALL.agencies if a.id != "imigrasi"),
        counters=tuple(
            replace(x, services=tuple(y for y in x.services if y != id)) for x in HALL.counters
        ),
    )))  # fmt: skip
    return scene


# ---- a zone


def test_an_empty_board() -> None:
    view = zone(Scene())
    assert (view.zone, view.name, view.mall) == ("hall-a", both("Aula A"), both("Metro"))
    assert (view.day, view.time_zone, view.utc_offset) == ("2026-11-26", "Asia/Jakarta", 420)
    assert view.open
    assert (view.calls, view.serving, view.speaking, view.trouble) == ((), (), None, None)
    assert [(row.service, row.count) for row in view.waiting] == [("ktp", 0), ("kk", 0)]
    assert view.voice == READY
    assert zone(Scene(), "hall-b").voice == s.VoiceStatus()
    assert not zone(Scene(opened=False)).open


def test_a_row_says_who_where_and_since_when() -> None:
    scene = played("issue ktp, 1 next, wait 4.26")
    (row,) = zone(scene).calls
    assert (row.number, row.counter, row.counter_name, row.zone) == (
        "B001", "1", "Loket 1", "hall-a",
    )  # fmt: skip
    assert (row.agency_name, row.service_name) == (both("Dukcapil"), both("KTP"))
    assert (row.age, row.recall, row.seq, row.first) == (4.3, 0, 4, 4)
    assert (row.state, row.said, row.direction) == ("called", "waiting", None)
    assert zone(scene, "ballroom").calls == (row,)
    assert zone(scene, "hall-b").calls == ()


@pytest.mark.parametrize(
    ("then", "state"),
    [
        ("wait 1", "called"),
        ("1 recall", "called"),
        ("1 serve", "serving"),
        ("1 serve, 1 finish", "over"),
        ("1 no-show", "over"),
        ("1 park", "over"),
        ("1 next", "over"),
        ("1 next, 1 undo", "called"),
        ("1 park, 1 call B001", "called"),
    ],
)
def test_a_row_says_how_the_call_stands(then: str, state: str) -> None:
    scene = played("issue ktp, 1 next, " + then)
    assert zone(scene).calls[0].state == state


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("wait 1", "waiting"),
        ("begin 4-hall-a", "speaking"),
        ("begin 4-hall-a, end 4-hall-a", "heard"),
        ("begin 4-hall-a, end 4-hall-a, 1 recall", "waiting"),
    ],
)
def test_a_row_says_whether_it_was_heard(then: str, said: str) -> None:
    scene = played("issue ktp, 1 next, " + then)
    assert zone(scene).calls[0].said == said
    assert counter(scene).proof is not None
    assert zone(scene, "ballroom").calls[0].said == "waiting"


def test_a_zone_that_says_nothing_says_so() -> None:
    (row,) = zone(played("issue paspor, 3 next"), "hall-b").calls
    assert row.said == "none"


def test_a_direction_stands_beside_the_call() -> None:
    one, *others = HALL.counters
    hall = replace(HALL, counters=(replace(one, direction=both("kiri")), *others))
    assert zone(played("issue ktp, 1 next", hall)).calls[0].direction == both("kiri")


def test_the_board_has_who_is_where_and_how_many_wait() -> None:
    scene = played(
        "issue ktp, issue ktp, issue ktp, issue kk, issue paspor, 1 next, 2 next, 2 serve"
    )
    view = zone(scene)
    assert [(row.counter, row.number, row.state) for row in view.serving] == [
        ("1", "B001", "called"), ("2", "B002", "serving"),
    ]  # fmt: skip
    assert [(row.service, row.count) for row in view.waiting] == [("ktp", 1), ("kk", 1)]
    assert [row.service for row in zone(scene, "ballroom").waiting] == ["ktp", "kk", "paspor"]


def test_a_walk_in_is_on_no_board() -> None:
    assert zone(played("1 open, 1 direct ktp")).serving == ()


def test_the_words_that_are_spoken_stand_on_the_board() -> None:
    scene = played("issue ktp, issue ktp, 1 next, begin 5-hall-a")
    assert zone(scene).speaking == s.Speaking(
        announcement="5-hall-a", seq=5, caption="B nol nol satu"
    )
    assert zone(scene, "ballroom").speaking is None
    scene.play("end 5-hall-a")
    assert zone(scene).speaking is None


def test_a_notice_is_its_own_caption() -> None:
    scene = played("say hall-a Mobil menyala, begin 2-hall-a")
    assert zone(scene).speaking == s.Speaking(
        announcement="2-hall-a", seq=None, caption="Mobil menyala"
    )
    scene = played("issue ktp, 1 next, begin 4-hall-a")
    speaking = zone(scene).speaking
    assert speaking is not None
    assert speaking.caption is None


def test_trouble_and_a_doubtful_clock_are_on_every_view_that_people_watch() -> None:
    scene = Scene()
    scene.now = replace(scene.now, doubtful=True)
    around = replace(AROUND, trouble=TROUBLE)
    for view in (
        zone(scene, around=around),
        counter(scene, around=around),
        floor_view(scene.state, scene.now, around),
    ):
        assert view.trouble == TROUBLE
        assert view.clock_doubtful
    assert kiosk_view(scene.state, "hall-a", scene.now, around).trouble == TROUBLE


# ---- a counter


def test_a_counter_that_is_free_and_shut() -> None:
    view = counter(Scene())
    assert (view.counter, view.name, view.zone) == ("1", "Loket 1", "hall-a")
    assert (view.open, view.shut_by, view.state) == (False, None, "free")
    assert (view.call, view.ticket, view.proof, view.undo) == (None, None, None, None)
    assert view.agencies == (both("Dukcapil"),)
    assert [row.service for row in view.services] == ["ktp", "kk"]
    assert [row.counter for row in view.counters] == ["2", "3"]
    assert [row.service for row in view.all_services] == ["ktp", "kk", "paspor"]
    assert (view.day_open, view.utc_offset, view.voice) == (True, 420, READY)
    assert counter(played("1 shut hall")).shut_by == "hall"
    assert [row.open for row in counter(played("2 open")).counters] == [True, False]


def test_a_counter_knows_its_visitor() -> None:
    scene = played("issue ktp, wait 100, 1 next, wait 7")
    view = counter(scene)
    assert view.state == "called"
    assert view.ticket == s.Visitor(
        id="t2", number="B001", service="ktp", service_name=both("KTP"), waited=100, since=7.0,
        direct=False,
    )  # fmt: skip
    assert view.call is not None
    assert (view.call.number, view.call.zones) == ("B001", ("hall-a", "ballroom"))
    assert view.call.why.waited == 100
    scene.play("1 serve")
    assert counter(scene).state == "serving"
    direct = counter(played("1 open, 1 direct kk"))
    assert (direct.state, direct.call, direct.proof) == ("serving", None, None)
    assert direct.ticket is not None
    assert direct.ticket.direct


def test_a_counter_sees_who_waits_in_the_order_of_calling() -> None:
    scene = played("issue kk, wait 60, issue ktp lansia, wait 5, 3 open")
    rows = counter(scene).waiting
    assert [(row.number, row.waited, row.priority) for row in rows] == [
        ("BK001", 65, None), ("B001", 5, "lansia"),
    ]  # fmt: skip
    assert rows[1].priority_name == both("Lansia")
    scene.play("1 next, 1 transfer @3")
    assert [row.number for row in counter(scene, "3").waiting] == ["BK001"]


def test_a_priority_class_that_is_gone_has_no_name() -> None:
    scene = played("issue ktp lansia")
    scene.press(c.ChangeHall(hall=replace(HALL, priorities=())))
    (row,) = counter(scene).waiting
    assert (row.priority, row.priority_name) == ("lansia", None)


def test_a_long_line_is_cut_and_counted() -> None:
    scene = played(", ".join(["issue ktp"] * (WAITING_SHOWN + 3)))
    view = counter(scene)
    assert (len(view.waiting), view.more) == (WAITING_SHOWN, 3)


def test_the_parked_stand_by_the_time_they_were_parked() -> None:
    scene = played("issue ktp, issue ktp, 1 next, wait 1, 2 next, 2 park, wait 9, 1 park, wait 3")
    assert [(row.number, row.since) for row in counter(scene).parked] == [
        ("B002", 12), ("B001", 3),
    ]  # fmt: skip
    assert counter(scene, "3").parked == ()


def test_proof_that_the_call_was_seen_and_heard() -> None:
    scene = played("issue ktp, 1 next, begin 4-hall-a, wait 5, end 4-hall-a")
    proof = counter(scene).proof
    assert proof is not None
    assert (proof.seq, proof.shown, proof.screens) == (4, 3, 4)
    assert (proof.said, proof.heard_at, proof.reason) == ("heard", scene.now.at, None)
    assert [(z.zone, z.said, z.heard_at) for z in proof.zones] == [
        ("hall-a", "heard", scene.now.at), ("ballroom", "waiting", None),
    ]  # fmt: skip


def test_proof_says_why_it_was_not_heard() -> None:
    scene = played("issue ktp, 1 next")
    scene.press(
        c.EndAnnouncement(
            announcement="4-hall-a", zone="hall-a", result="failed", reason="no_player"
        )
    )
    proof = counter(scene).proof
    assert proof is not None
    assert (proof.said, proof.heard_at, proof.reason) == ("failed", None, VOICE["no_player"])


def test_the_undo_counts_down() -> None:
    scene = played("issue ktp, 1 next, wait 8.5")
    assert counter(scene).undo == s.UndoView(action="next", left=21.5)
    scene.wait(21.5)
    assert counter(scene).undo is None
    assert counter(played("issue ktp, 1 next, 1 serve")).undo is None


def test_the_last_visits_of_a_counter() -> None:
    scene = played("issue ktp, issue ktp, 1 next, 1 finish, 1 next, 1 no-show")
    assert [(p.number, p.state) for p in counter(scene).recent] == [
        ("B002", "no_show"), ("B001", "served"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("longest_wait", "the longest wait among this counter's services (2 minutes)."),
        ("sent_here", "sent to this counter."),
        ("chosen", "chosen by the officer."),
        ("of_my_own", "of_my_own"),
    ],
)
def test_the_reason_of_a_call_in_words(rule: str, told: str) -> None:
    view = why_view(Why(rule=rule, waited=125_000, among=("ktp",)))
    assert (view.text.en, view.waited, view.among) == (told, 125, ("ktp",))


# ---- a line, a phone


def test_the_line_of_a_service() -> None:
    scene = played(
        "issue ktp lansia, wait 30, issue ktp, issue ktp, 2 next, wait 2, 2 next, wait 1"
    )
    view = queue_view(scene.state, "ktp", scene.now)
    assert (view.waiting, view.longest, view.open, view.why_shut) == (1, 3, True, None)
    assert [(t.number, t.priority) for t in view.tickets] == [("B003", None)]
    assert [row.number for row in view.calls] == ["B002", "B001"]
    assert view.zone_names == (both("Aula A"),)
    empty = queue_view(scene.state, "paspor", scene.now)
    assert (empty.waiting, empty.longest, empty.calls) == (0, 0, ())


def test_a_line_shows_its_last_calls() -> None:
    scene = played(", ".join(["issue ktp"] * 8 + ["1 next"] * 8))
    assert len(queue_view(scene.state, "ktp", scene.now).calls) == CALLS_SHOWN


def test_a_shut_service_says_why_on_line_and_kiosk() -> None:
    hall = mall(hours=Week(days=((Span(600, 900),),) * 7))
    scene = Scene(hall)
    view = queue_view(scene.state, "ktp", scene.now)
    assert not view.open
    assert view.why_shut == Text(
        "Nomor KTP belum diberikan. Buka lagi hari ini 10.00.",
        "No tickets are given yet for KTP (en). Opens today 10:00.",
    )
    kiosk = kiosk_view(scene.state, "hall-a", scene.now, AROUND)
    assert kiosk.agencies[0].services[0].why_shut == view.why_shut


def test_every_page_says_the_same_of_a_service() -> None:
    hall = mall(hours=Week(days=((Span(600, 900),),) * 7))
    ktp, *others = hall.services
    hall = replace(hall, services=(replace(ktp, quota=Quota(day=9), papers=(both("KK"),)), *others))
    scene = Scene(hall)
    for minute in (540, 700, 950):
        scene.now = replace(NINE, minute=minute)
        if minute == 700:
            scene.play("issue ktp")
        kiosk = kiosk_view(scene.state, "hall-a", scene.now, AROUND).agencies[0].services[0]
        row = zone_view(scene.state, "hall-a", scene.now, AROUND).waiting[0]
        line = queue_view(scene.state, "ktp", scene.now)
        desk = counter_view(scene.state, "1", scene.now, AROUND).services[0]
        for seen in (row, line, desk):
            for fact in ("open", "shut", "why_shut", "opens", "quota_left", "counters_open"):
                assert getattr(seen, fact) == getattr(kiosk, fact), (minute, fact)
        assert (row.no_counter, row.expected_wait) == (line.no_counter, line.expected_wait)
        assert (kiosk.shut, kiosk.quota_left) == {
            540: ("too_early", 9), 700: (None, 8), 950: ("service_shut", 8),
        }[minute]  # fmt: skip
    assert kiosk.papers == (both("KK"),)
    text = Text("Buka lagi Jumat 27 November 10.00.", "Opens Friday 27 November 10:00.")
    assert kiosk.opens == s.OpensView(date="2026-11-27", minute=600, text=text)


def test_who_waits_is_told_that_no_counter_is_open() -> None:
    scene = played("issue ktp, issue kk, 1 open, 2 open")

    def told(service: str) -> tuple[int, Text | None]:
        line = queue_view(scene.state, service, scene.now)
        return line.counters_open, line.no_counter

    assert (told("ktp"), told("kk")) == ((2, None), (1, None))
    at_one = counter_view(scene.state, "1", scene.now, AROUND)
    assert [(row.service, row.count) for row in at_one.last] == [("kk", 1)]
    assert at_one.unserved == ()
    scene.play("1 shut")
    nobody = Text("Tidak ada loket yang buka; 1 nomor menunggu.", "No counter is open; 1 waiting.")
    assert (told("ktp"), told("kk")) == ((1, None), (0, nobody))
    at_one = counter_view(scene.state, "1", scene.now, AROUND)
    assert [(row.service, row.text) for row in at_one.unserved] == [("kk", nobody)]
    assert at_one.last == ()
    assert told("paspor") == (0, None), "nobody waits for it"


def test_a_wait_that_is_known_is_shown_and_no_other() -> None:
    scene = played("issue ktp, issue ktp, 2 open")
    assert queue_view(scene.state, "ktp", scene.now).expected_wait is None
    scene.state = replace(scene.state, paces=Map({"ktp": paced((300_000,) * 10)}))
    wait = queue_view(scene.state, "ktp", scene.now).expected_wait
    assert wait == s.ExpectedWait(minutes=10, text=Text("± 10 menit", "± 10 minutes"))


def test_where_a_service_is() -> None:
    zones = tuple(replace(zone, direction=both("Lantai 1")) for zone in HALL.zones)
    scene = Scene(replace(HALL, zones=zones))
    place = s.ZonePlace(name=both("Aula A"), direction=both("Lantai 1"), counters=True)
    assert queue_view(scene.state, "ktp", scene.now).places == (place,)
    kiosk = kiosk_view(scene.state, "hall-a", scene.now, AROUND)
    assert kiosk.agencies[0].services[0].places == (place,)


def test_a_phone_follows_its_ticket() -> None:
    scene = played("issue ktp, issue ktp, issue ktp")

    def phone(number: str = "B002") -> s.TicketView:
        ticket = scene.state.tickets[scene.state.numbers[number]]
        return ticket_view(scene.state, ticket, scene.now)

    assert (phone().state, phone().ahead, phone().call) == ("waiting", 1, None)
    scene.play("1 next")
    assert phone().ahead == 0
    scene.play("1 next")
    call = phone().call
    assert call is not None
    assert (call.number, call.counter, call.said) == ("B002", "1", "waiting")
    scene.play("1 transfer @2")
    assert (phone().state, phone().ahead) == ("waiting", 0)
    scene.play("2 direct ktp, 2 open, 2 direct ktp")
    scene.play("1 next, 1 finish")
    assert (phone("B003").state, phone("B003").call) == ("served", None)


def test_a_walk_in_has_no_call_to_show() -> None:
    scene = played("1 open, 1 direct ktp")
    ticket = next(iter(scene.state.tickets.values()))
    assert ticket_view(scene.state, ticket, scene.now).call is None
    assert ahead(scene.state, ticket, scene.now.tick) == 0


# ---- kiosk and floor


def test_a_kiosk_offers_agencies_and_their_services() -> None:
    scene = played("issue ktp")
    view = kiosk_view(scene.state, "hall-a", scene.now, AROUND)
    assert view.languages == ("id", "en")
    assert [[x.service for x in agency.services] for agency in view.agencies] == [
        ["ktp", "kk"], ["paspor"],
    ]  # fmt: skip
    assert view.agencies[0].services[0].waiting == 1
    assert all(x.open for agency in view.agencies for x in agency.services)
    assert view.priorities == (s.PriorityChoice(priority="lansia", name=both("Lansia")),)
    assert view.origins == (s.OriginChoice(origin="kota", name=both("Kota Metro")),)
    shut = kiosk_view(Scene(opened=False).state, "hall-a", scene.now, AROUND)
    assert not any(x.open for agency in shut.agencies for x in agency.services)


def test_the_floor_sees_it_all() -> None:
    scene = played("issue ktp, issue ktp, issue ktp, 1 next, 2 next, 2 serve, wait 9")
    screen = s.ScreenHealth(screen="tv", zone="hall-a", shown=4, sound="ready", age=1.0)
    view = floor_view(scene.state, scene.now, replace(AROUND, screens=(screen,)))
    assert [(row.counter, row.open, row.state, row.number, row.since) for row in view.counters] == [
        ("1", True, "called", "B001", 9.0), ("2", True, "serving", "B002", 9.0),
        ("3", False, "free", None, 0.0),
    ]  # fmt: skip
    assert [(row.service, row.waiting, row.longest) for row in view.queues] == [
        ("ktp", 1, 9), ("kk", 0, 0), ("paspor", 0, 0),
    ]  # fmt: skip
    assert [(row.zone, row.voice.state) for row in view.zones] == [
        ("ballroom", "silent"), ("hall-a", "ready"), ("hall-b", "silent"),
    ]  # fmt: skip
    assert view.screens == (screen,)
    assert (view.day, view.day_open) == ("2026-11-26", True)


# ---- what is gone from the settings but not from the day


def test_views_survive_a_service_that_is_gone() -> None:
    scene = service_gone(played("issue paspor, 3 next, 3 finish"))
    scene.play("3 undo")
    gone = Text("paspor", "paspor")
    (row,) = zone(scene, "hall-b").calls
    assert (row.service_name, row.agency_name) == (gone, Text("imigrasi", "imigrasi"))
    assert zone(scene, "hall-b").serving[0].agency_name == gone
    visitor = counter(scene, "3").ticket
    assert visitor is not None
    assert visitor.service_name == gone
    phone = ticket_view(scene.state, scene.state.tickets["t2"], scene.now)
    assert (phone.service_name, phone.zone_names) == (gone, ())


def test_rows_survive_a_counter_that_is_gone() -> None:
    scene = played("issue ktp, 2 next, 2 finish")
    scene.press(c.ChangeHall(hall=replace(
        HALL, counters=tuple(x for x in HALL.counters if x.id != "2"),
    )))  # fmt: skip
    (row,) = zone(scene).calls
    assert (row.counter_name, row.direction, row.state) == ("Loket 2", None, "over")


# ---- as a whole

VIEWS: list[Callable[[Scene], msgspec.Struct]] = [
    zone,
    counter,
    lambda scene: queue_view(scene.state, "ktp", scene.now),
    lambda scene: kiosk_view(scene.state, "hall-a", scene.now, AROUND),
    lambda scene: floor_view(scene.state, scene.now, AROUND),
]


@pytest.mark.parametrize("draw", VIEWS)
def test_a_view_is_json_and_names_no_id_that_opens_a_ticket(
    draw: Callable[[Scene], msgspec.Struct],
) -> None:
    scene = played("issue ktp, issue kk, issue ktp, 1 next, 1 recall, 2 next, 2 serve, 2 park")
    view = draw(scene)
    assert msgspec.json.decode(msgspec.json.encode(view), type=type(view)) == view
    assert b"token" not in msgspec.json.encode(view)


def test_every_reason_of_the_voice_is_told_in_both_languages() -> None:
    for code, text in VOICE.items():
        assert voice_reason(code) == text
        assert text.id != text.en
    assert voice_reason("chime_only:no_engine") == VOICE["no_engine"]
    assert voice_reason("paplay exited 1").en == "the speaker says: paplay exited 1"


def test_a_press_in_shorthand_is_the_press() -> None:
    assert parse("1 transfer @2") == c.Transfer(counter="1", to_counter="2")
    with pytest.raises(ValueError):
        parse("")


def test_who_was_sent_to_one_counter_still_waits_for_the_service() -> None:
    scene = played("issue ktp, issue ktp, 1 next, 1 transfer @2")
    at_hand = zone_view(scene.state, "hall-a", scene.now, AROUND)
    assert {row.service: row.count for row in at_hand.waiting}["ktp"] == 2
    officer = counter_view(scene.state, "1", scene.now, AROUND)
    assert {row.service: row.count for row in officer.services}["ktp"] == 2


def test_who_was_sent_to_a_counter_and_parked_there_is_listed_there() -> None:
    scene = played("issue ktp, 1 next, 1 transfer @3, 3 next, 3 park")
    parked = counter_view(scene.state, "3", scene.now, AROUND).parked
    assert [row.number for row in parked] == ["B001"]


@pytest.mark.parametrize(("passed", "shown"), [(0, True), (60, True), (61, False)])
def test_a_notice_can_be_read_for_a_minute(passed: int, shown: bool) -> None:
    scene = played("")
    scene.press(c.Announce(zone="hall-a", text="Mohon perhatian", language="id"))
    scene.wait(passed)
    notice = zone_view(scene.state, "hall-a", scene.now, AROUND).notice
    assert (notice is not None) == shown
    if notice is not None:
        told = (notice.text, notice.language, notice.age, notice.said)
        assert told == ("Mohon perhatian", "id", float(passed), "waiting")
    assert zone_view(scene.state, "hall-b", scene.now, AROUND).notice is None


def test_a_notice_that_is_still_being_said_stays() -> None:
    scene = played("")
    scene.press(c.Announce(zone="hall-a", text="Mohon perhatian", language="id"))
    spoken = scene.state.announcements["hall-a"][-1].id
    scene.press(c.BeginAnnouncement(announcement=spoken, zone="hall-a"))
    scene.wait(90)
    notice = zone_view(scene.state, "hall-a", scene.now, AROUND).notice
    assert notice is not None
    assert notice.said == "speaking"


def test_rows_say_in_which_hall_the_counter_stands() -> None:
    scene = played("issue ktp, 1 next")
    board = zone_view(scene.state, "ballroom", scene.now, AROUND)
    assert [row.zone_name for row in board.calls] == [both("Aula A")]
    assert [row.zone_name for row in board.serving] == [both("Aula A")]


# ---- what there is


def test_the_outline_names_everything_by_id() -> None:
    view = outline_view(HALL)
    assert (view.mall, view.languages) == (both("Metro"), HALL.mall.languages)
    assert [(z.zone, z.speaker, z.hears) for z in view.zones] == [
        (z.id, z.speaker, z.hears) for z in HALL.zones
    ]
    assert [(a.agency, a.spoken) for a in view.agencies] == [
        (a.id, a.spoken) for a in HALL.agencies
    ]
    assert [(x.service, x.agency) for x in view.services] == [
        (x.id, x.agency) for x in HALL.services
    ]
    assert [x.sample for x in view.services] == [x.number(12) for x in HALL.services]
    assert [(x.counter, x.zone, x.services) for x in view.counters] == [
        (x.id, x.zone, x.services) for x in HALL.counters
    ]
