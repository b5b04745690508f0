"""A zone on a lively morning, made of the hall's own counters: what a preview shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from signage.queueing.hall import Counter, Hall, Service, Text
from signage.queueing.shapes import CallRow, ServingRow, VoiceStatus, WaitingRow, ZoneView
from signage.queueing.views.offer import wait_view
from signage.screens.pieces import Block, Item, NoticeItem, Run
from signage.screens.shapes import (
    PlaylistView,
    ProgrammeView,
    ScreenView,
    SpanView,
    TickerView,
)

CALLS: Final = 8
"""As many as a board may have to hold."""
APART: Final = 25.0
"""Seconds between two calls; the newest is being called now."""
FIRST: Final = 12
"""The number of the newest call; the others have others of about the middle of a morning."""
SAMPLE: Final = "sample"
WELCOME: Final = Text("Selamat datang", "Welcome")
PLAYS: Final = Text(
    "Di sini tayang gambar, video, dan pengumuman dari program siar.",
    "Pictures, videos and notices of the programme are shown here.",
)
RUNNING: Final = Text(
    "Contoh teks berjalan: siapkan dokumen asli dan nomor antrean Anda.",
    "A ticker such as this: have your documents and your number at hand.",
)
WAITING: Final = (7, 3, 12, 0, 5, 21, 2, 9)
WAITS: Final = (15, 5, 25, None, 10, 45, 5, 20)


def lively(view: ZoneView, hall: Hall) -> ZoneView:
    """The zone's own view, with people in it: whatever stands there now gives way."""
    counters = [counter for counter in hall.counters_in(view.zone) if _served(counter, hall)]
    return msgspec.structs.replace(
        view,
        open=True,
        calls=tuple(_calls(counters, hall)),
        serving=tuple(_serving(counters, hall)),
        waiting=tuple(_waiting(view)),
        speaking=None,
        notice=None,
        emergency=None,
        emergencies=(),
        trouble=None,
        voice=VoiceStatus(state="ready"),
        clock_doubtful=False,
    )


def filled(view: ScreenView, at: int) -> ScreenView:
    """A screen with something in its media region and its ticker, where nothing plays at `at`."""
    plays = any(
        span.since <= at and (span.until is None or at < span.until) and _items(view, span)
        for span in view.programme.spans
    )
    return msgspec.structs.replace(
        view,
        tickers=view.tickers or (TickerView(text=RUNNING),),
        programme=view.programme if plays else _welcome(at),
        dark=(),
    )


def _items(view: ScreenView, span: SpanView) -> tuple[Item, ...]:
    found = view.programme.playlists.get(span.playlist or "")
    return found.items if found is not None else ()


def _welcome(at: int) -> ProgrammeView:
    blocks: dict[str, tuple[Block, ...]] = {
        language: (Block(kind="paragraph", runs=(Run(text=sentence),)),)
        for language, sentence in (("id", PLAYS.id), ("en", PLAYS.en))
    }
    notice = NoticeItem(title=WELCOME, blocks=blocks)
    item = Item(id=SAMPLE, kind="notice", seconds=60, notice=notice)
    return ProgrammeView(
        spans=(SpanView(since=at - 3_600_000, until=None, playlist=SAMPLE),),
        playlists={SAMPLE: PlaylistView(name=WELCOME, items=(item,))},
    )


def _served(counter: Counter, hall: Hall) -> list[Service]:
    return [hall.service[id] for id in counter.services if id in hall.service]


def _number(at: int, service: Service) -> str:
    return service.number(FIRST + 7 * at % 40)


def _calls(counters: list[Counter], hall: Hall) -> Iterator[CallRow]:
    for at, counter in enumerate(counters[:CALLS]):
        service = _served(counter, hall)[0]
        yield CallRow(
            seq=1000 - at,
            first=1000 - at,
            number=_number(at, service),
            counter=counter.id,
            counter_name=counter.name,
            agency=service.agency,
            agency_name=hall.agency[service.agency].short,
            service=service.id,
            service_name=service.name,
            zone=counter.zone,
            zone_name=hall.zone[counter.zone].name,
            direction=counter.direction,
            recall=0,
            age=2.0 + APART * at,
            state="called" if at < 2 else "serving",
            said="speaking" if at == 0 else "heard",
        )


def _serving(counters: list[Counter], hall: Hall) -> Iterator[ServingRow]:
    for at, counter in enumerate(counters):
        service = _served(counter, hall)[0]
        yield ServingRow(
            counter=counter.id,
            counter_name=counter.name,
            zone=counter.zone,
            zone_name=hall.zone[counter.zone].name,
            agency_name=hall.agency[service.agency].short,
            number=_number(at, service),
            state="called" if at < 2 else "serving",
        )


def _waiting(view: ZoneView) -> Iterator[WaitingRow]:
    for at, row in enumerate(view.waiting):
        count, minutes = WAITING[at % len(WAITING)], WAITS[at % len(WAITS)]
        yield msgspec.structs.replace(
            row,
            open=True, shut=None, why_shut=None, opens=None, no_counter=None,
            waiting=count, count=count, counters_open=1, expected_wait=wait_view(minutes),
        )  # fmt: skip
