"""Issuing, finding and cancelling tickets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.refusals import sentence
from signage.queueing.rules import find
from tests.queueing.scene import HALL, Scene, both, parse, played, refusal


def test_a_ticket_carries_what_it_is_for() -> None:
    scene = Scene()
    (issued,) = scene.press(
        c.IssueTicket(service="paspor", priority="lansia", origin="kota", channel="phone")
    )
    assert issued == e.TicketIssued(
        ticket="t2", number="4K-01", serial=1, service="paspor", agency="imigrasi",
        service_name=both("Paspor"), agency_name=both("Imigrasi"), priority="lansia",
        origin="kota", channel="phone",
    )  # fmt: skip
    ticket = scene.state.tickets["t2"]
    assert (ticket.priority, ticket.origin, ticket.state) == ("lansia", "kota", "waiting")


def test_numbers_grow_past_their_width_and_stay_unique_as_printed() -> None:
    scene = Scene()
    numbers = []
    for _ in range(102):
        (issued,) = scene.press(c.IssueTicket(service="paspor"))
        assert isinstance(issued, e.TicketIssued)
        numbers.append(issued.number)
    assert numbers[0] == "4K-01"
    assert numbers[98:] == ["4K-99", "4K-100", "4K-101", "4K-102"]
    assert len(set(numbers)) == 102


def test_each_service_numbers_apart() -> None:
    scene = played("issue ktp, issue kk, issue ktp")
    assert set(scene.state.numbers) == {"B001", "BK001", "B002"}
    assert dict(scene.state.serials) == {"ktp": 2, "kk": 1}


def test_a_prefix_that_moved_to_another_service_prints_no_number_twice() -> None:
    scene = played("issue ktp, issue ktp")
    ktp, kk, paspor = HALL.services
    swapped = (replace(ktp, prefix="X"), replace(kk, prefix="B"), paspor)
    scene.press(c.ChangeHall(hall=replace(HALL, services=swapped)))
    assert scene.play("issue kk") == "issued B003"
    assert scene.play("issue kk") == "issued B004"
    assert scene.play("issue ktp") == "issued X003"


@pytest.mark.parametrize(
    ("command", "kind", "code"),
    [
        (c.IssueTicket(service="nope"), NotFound, "service_unknown"),
        (c.IssueTicket(service="ktp", priority="vip"), Malformed, "priority_unknown"),
        (c.IssueTicket(service="ktp", origin="mars"), Malformed, "origin_unknown"),
        (c.IssueTicket(service="x" * 9_999), NotFound, "service_unknown"),
    ],
)
def test_what_is_not_there_is_named(command: c.Command, kind: type[Refused], code: str) -> None:
    refused = refusal(Scene(), command)
    assert (type(refused), refused.code) == (kind, code)
    assert len(sentence(refused).en) < 200


def test_no_ticket_while_the_day_is_not_open() -> None:
    assert Scene(opened=False).play("issue ktp") == "! day_shut"
    assert played("close day").play("issue ktp") == "! day_over"


@pytest.mark.parametrize("name", ["t2", "B001", "b001", "  B001 ", "b001\n"])
def test_a_ticket_is_found_by_id_or_number(name: str) -> None:
    assert find(played("issue ktp").state, name).number == "B001"


@pytest.mark.parametrize("name", ["", " ", "B1", "T2", "t3", "B001 B001", "{ticket}", "x" * 999])
def test_what_was_not_issued_today_is_not_found(name: str) -> None:
    scene = played("issue ktp, 1 next, 1 direct kk")
    refused = refusal(scene, c.CancelTicket(ticket=name))
    assert (type(refused), refused.code) == (NotFound, "ticket_unknown")
    assert name[:40] in sentence(refused).id


def test_a_refusal_says_where_the_ticket_is() -> None:
    scene = played("issue ktp, 1 next")
    assert sentence(refusal(scene, parse("2 call B001"))).en == (
        "Ticket B001 is at counter Loket 1. Ask the officer there."
    )
    scene.play("1 finish")
    told = sentence(refusal(scene, parse("2 call B001")))
    assert told.id == "Nomor B001 sudah berakhir (selesai). Ambil nomor baru."
    assert told.en == "Ticket B001 is over (served). Take a new one."


def test_a_walk_in_is_named_where_a_number_would_stand() -> None:
    scene = played("1 open, 1 direct ktp")
    told = sentence(refusal(scene, parse("1 recall")))
    assert told.id == "Nomor langsung sudah dilayani di loket Loket 1."


def test_a_class_that_a_service_does_not_offer_is_refused_by_name() -> None:
    scene = Scene()
    ktp, *others = HALL.services
    for offered in ((), ("hamil",)):
        narrow = replace(ktp, priorities=offered)
        scene.press(c.ChangeHall(hall=replace(HALL, services=(narrow, *others))))
        with pytest.raises(Refused) as caught:
            scene.press(c.IssueTicket(service="ktp", priority="lansia"))
        assert caught.value.code == "priority_not_here"
        assert HALL.priority["lansia"].name.id in sentence(caught.value).id
        scene.press(c.IssueTicket(service="ktp"))
        scene.press(c.IssueTicket(service="kk", priority="lansia"))
