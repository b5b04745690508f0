"""What is closed for good: no ticket, no call, and whoever is there already is served."""

from __future__ import annotations

from dataclasses import replace

from signage.queueing import commands as c
from signage.queueing.admission import admission
from signage.queueing.hall import Hall
from signage.queueing.refusals import sentence
from signage.queueing.views import kiosk_view
from signage.queueing.views.around import Around
from tests.queueing.scene import HALL, Scene, played, tell


def closing(*, service: str = "", agency: str = "", counter: str = "") -> Hall:
    """The hall with one thing closed."""
    return replace(
        HALL,
        services=tuple(replace(s, closed=s.id == service) for s in HALL.services),
        agencies=tuple(replace(a, closed=a.id == agency) for a in HALL.agencies),
        counters=tuple(replace(k, closed=k.id == counter) for k in HALL.counters),
    )


def closed(given: str, hall: Hall) -> Scene:
    scene = played(given)
    scene.press(c.ChangeHall(hall=hall))
    return scene


def test_a_closed_service_gives_no_ticket_and_says_so() -> None:
    scene = closed("issue ktp", closing(service="ktp"))
    assert scene.play("issue ktp") == "! service_closed"
    refused = admission(scene.state, "ktp", scene.now).refused
    assert refused is not None
    assert sentence(refused).id == (
        "KTP ditutup oleh pengelola dan tidak memberi nomor lagi. Pilih layanan lain."
    )
    assert scene.play("issue kk") == "issued BK001"


def test_who_waits_for_a_closed_service_is_called_and_served() -> None:
    scene = closed("issue ktp, issue ktp, 1 next", closing(service="ktp"))
    assert scene.play("1 finish, 1 next").startswith("called B002 to 1")
    assert scene.play("1 serve, 1 park, 1 return B002") == "returned B002 to place"
    assert scene.play("2 next, 2 finish") == "served B002 by finish"


def test_nobody_is_sent_to_a_closed_service() -> None:
    scene = closed("issue kk, 1 next, 1 serve", closing(service="ktp"))
    assert scene.play("1 transfer ktp") == "! service_closed"
    assert scene.play("1 also ktp") == "! service_closed"
    assert scene.play("1 direct ktp") == "! service_closed"
    assert not scene.play("1 transfer @2").startswith("!")


def test_an_agency_closes_its_services() -> None:
    scene = closed("day", closing(agency="dukcapil"))
    assert scene.play("issue ktp") == scene.play("issue kk") == "! service_closed"
    assert scene.play("issue paspor") == "issued 4K-01"


def test_a_kiosk_does_not_offer_what_is_closed() -> None:
    def offered(hall: Hall) -> dict[str, list[str]]:
        view = kiosk_view(Scene(hall).state, "hall-a", Scene(hall).now, Around())
        return {a.agency: [s.service for s in a.services] for a in view.agencies}

    assert offered(HALL)["dukcapil"] == ["ktp", "kk"]
    assert offered(closing(service="ktp"))["dukcapil"] == ["kk"]
    assert "dukcapil" not in offered(closing(agency="dukcapil"))


def test_a_closed_counter_begins_nothing_and_finishes_what_is_there() -> None:
    scene = closed("issue ktp, issue ktp, 1 next", closing(counter="1"))
    for press in ("1 next", "1 call B002", "1 open", "1 direct kk"):
        assert scene.play(press) == "! counter_closed"
    assert scene.play("1 serve, 1 finish") == "served B001 by finish"
    assert scene.play("1 next") == "! counter_closed"
    assert scene.play("2 next").endswith("called B002 to 2")
    assert scene.play("2 transfer @1") == "! counter_closed"
    assert scene.play("1 shut").startswith("shut 1")


def test_a_counter_that_has_nobody_is_shut_and_opens_when_it_is_back() -> None:
    scene = played("1 open, 2 open")
    events = scene.press(c.ChangeHall(hall=closing(counter="1")))
    assert not scene.state.desk("1").open and scene.state.desk("2").open
    assert tell(events).endswith("hall changed")
    scene.press(c.ChangeHall(hall=HALL))
    assert scene.play("1 open") == "open 1"
