"""A running hall: its first start and its next, without a journal, and with another hall."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from signage import watching
from signage.errors import JournalTrouble, Refused
from signage.hub import Frame
from signage.journal.journal import Journal
from signage.queueing.events import DayOpened
from signage.queueing.model import Recorded
from signage.registry.devices import first_secrets
from signage.running import Running
from tests.halls import SMALL, small
from tests.web.asking import FREE, House, house, refused
from tests.web.live import eventually

MORE = SMALL + '\n[[counters]]\nid = "3"\nzone = "hall"\nservices = ["card"]\n'
LESS = SMALL.replace('[[counters]]\nid = "2"\nzone = "hall"\nservices = ["card"]\n', "").replace(
    '[[zones]]\nid = "ballroom"\nname = "Ballroom"\nhears = ["hall"]\nspeaker = "none"\n', ""
)
assert "ballroom" not in LESS and '"2"' not in LESS


class Viewer:
    """A socket that keeps what it was given."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []
        self.closed: int | None = None

    def offer(self, frame: Frame) -> bool:
        self.frames += [json.loads(message) for message in frame.messages]
        return True

    def cut(self, code: int, reason: str) -> None:
        self.closed = code

    def seen(self, topic: str) -> list[dict[str, Any]]:
        return [frame["view"] for frame in self.frames if frame.get("topic") == topic]


def watch(asked: House, device: str, *topics: str) -> Viewer:
    viewer = Viewer()
    session = asked.hall.room.session(viewer, headers={}, address="192.0.2.1")
    session.text(json.dumps({"watch": topics, "secret": asked.secret(device)}))
    return viewer


def every(hall: Running) -> list[str]:
    """Every topic of a hall, but for tickets."""
    zones = [zone.id for zone in hall.live.state.hall.zones]
    screens = [f"screen/{device.id}" for device in hall.devices.of_kind("screen")]
    return [*hall.live.topics.every, *(f"sound/{zone}" for zone in zones), *screens]


# ---- starts


async def test_an_empty_folder_becomes_a_hall(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        health = (await asked.ask("GET", "/api/health")).json()
        assert (health["status"], health["day_open"], health["trouble"]) == ("ok", True, None)
        assert health["seq"] == 1 and health["epoch"] > 0
        assert len(first_secrets(tmp_path)) == 10
        assert (await asked.ticket())["number"] == "A001"
        for topic in every(asked.hall):
            assert asked.hall.message(topic) is not None, topic
        for topic in ("", "zone", "zone/", "sound/nowhere", "screen/nowhere", "ticket/x", "x/y"):
            assert asked.hall.message(topic) is None, topic


async def test_a_restart_goes_on(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        ticket = await asked.ticket()
        called = await asked.press("1", "next", "one")
        secrets = first_secrets(tmp_path)
        before = asked.hall.live.state
    async with house(tmp_path) as asked:
        assert asked.hall.live.state == before
        assert first_secrets(tmp_path) == secrets
        again = await asked.press("1", "next", "one")
        assert again.content == called.content
        phone = json.loads(asked.hall.message(f"ticket/{ticket['token']}") or b"null")
        assert phone["view"]["number"] == "A001"
        assert (await asked.ticket())["number"] == "A002"


async def test_a_hall_that_is_shut_for_the_night_starts(tmp_path: Path) -> None:
    never = SMALL.replace('hours = "always"', 'hours = { sun = "00:01-00:02" }')
    async with house(tmp_path, never) as asked:
        answer = await asked.ask("POST", "/api/tickets", "admin", json={"service": "card"})
        assert answer.json()["code"] in ("service_shut", "day_shut")
        assert (await asked.ask("GET", "/api/health")).status_code == 200


async def test_presses_under_way_are_answered_before_the_end(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        presses = [asyncio.create_task(asked.ticket()) for _ in range(50)]
        await asyncio.sleep(0)
        asked.hall.live.stop()
        await asked.hall.live.drained()
        answers = await asyncio.gather(*presses, return_exceptions=True)
        kept = len(asked.hall.live.state.tickets)
        assert sum(isinstance(answer, dict) for answer in answers) == kept
        late = await asked.ask("POST", "/api/tickets", "admin", json={"service": "card"})
        refused(late, 503, "stopping")
        assert late.headers["retry-after"]


async def test_no_view_holds_a_token(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        tokens = [(await asked.ticket())["token"] for _ in range(3)]
        await asked.press("1", "next")
        for topic in (*every(asked.hall), *(f"ticket/{token}" for token in tokens)):
            view = json.dumps(json.loads(asked.hall.message(topic) or b"null")["view"])
            assert not any(token in view for token in tokens), topic


# ---- without a journal


@asynccontextmanager
async def shut(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> AsyncIterator[tuple[House, str]]:
    """A hall that had a ticket called, and can't open its journal any more; and a good token."""
    async with house(folder) as asked:
        token = (await asked.ticket())["token"]
        await asked.press("1", "next")
    if code == "damaged":
        (folder / "journal.db").write_bytes(b"no journal " * 1000)
        (folder / "journal.db-wal").unlink(missing_ok=True)
    else:

        def closed(path: Path) -> None:
            raise JournalTrouble(code, "a test")

        monkeypatch.setattr(Journal, "open", closed)
    async with house(folder) as asked:
        yield asked, token


@pytest.mark.parametrize("code", ["damaged", "read_only", "disk_failed", "disk_full"])
async def test_a_hall_without_its_journal_says_so_and_presses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    async with shut(tmp_path, monkeypatch, code) as (asked, token):
        posts: list[tuple[str, str, Any]] = [
            ("/api/tickets", "kiosk-hall", {"service": "card"}),
            ("/api/counters/1/next", "counter-1", None),
            ("/api/counters/1/recall", "counter-1", None),
            ("/api/counters/1/call", "counter-1", {"ticket": "A001"}),
            ("/api/counters/1/cancel", "admin", {"ticket": "A001"}),
            ("/api/counters/1/open", "admin", None),
            ("/api/zones/hall/announcements", "admin", {"text": "Halo"}),
        ]
        for path, device, body in posts:
            for headers in ({}, {"Idempotency-Key": "one"}):
                answer = await asked.ask("POST", path, device, json=body, headers=headers)
                refused(answer, 503, code)
                assert answer.headers["retry-after"]
        refused(await asked.ask("GET", "/button/1/next", "button-1"), 503, code)
        refused(await asked.ask("GET", "/api/events", "feed"), 503, code)
        health = await asked.ask("GET", "/api/health")
        assert (health.status_code, health.json()["trouble"]) == (503, code)
        assert "signage_journal_trouble 1.0" in (await asked.ask("GET", "/metrics", "feed")).text
        for topic in every(asked.hall):
            message = asked.hall.message(topic)
            assert message is not None, topic
            if topic.startswith(("zone/", "counter/")):
                trouble = json.loads(message)["view"]["trouble"]
                assert trouble["code"] == code and trouble["text"]["id"] and trouble["text"]["en"]
        viewer = watch(asked, "screen-hall", "zone/hall", "sound/hall", "screen/screen-hall")
        assert viewer.closed is None and len(viewer.frames) == 3
        await asked.hall.live.turn()
        asked.hall.hub.quiet()
        assert asked.hall.message(f"ticket/{token}") is None
        assert (await asked.ask("GET", "/api/me", "counter-1")).status_code == 200


async def test_an_older_day_that_is_damaged_stops_the_presses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def damaged(self: Journal, after: int = 0) -> int:
        raise JournalTrouble("damaged", "event 3", 3)

    monkeypatch.setattr(Journal, "verify", damaged)
    async with house(tmp_path) as asked:
        await eventually(lambda: asked.hall.live.trouble is not None)
        refused(await asked.press("1", "next"), 503, "damaged")
    assert "an older day of the journal is damaged" in caplog.text


# ---- a change of the hall


async def test_a_new_counter_gets_its_device_and_its_topic(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        floor = watch(asked, "admin", "floor")
        await asked.hall.adopt(small(MORE + FREE))
        await asked.ticket()
        called = await asked.press("3", "next")
        assert called.json()["call"]["counter"] == "3"
        viewer = watch(asked, "counter-3", "counter/3", "queue/card")
        assert viewer.closed is None
        assert viewer.seen("counter/3")[0]["call"]["number"] == "A001"
        assert (await asked.ask("GET", "/button/3/recall", "button-3")).status_code == 200
        await eventually(lambda: "3" in json.dumps(floor.seen("floor")[-1]))
        places = [link["place"] for link in (await asked.ask("GET", "/api/links", "admin")).json()]
        assert places.count("3") == 2
    async with house(tmp_path, MORE + FREE) as asked:
        assert (await asked.press("3", "recall")).status_code == 200


async def test_who_watches_what_is_taken_out_harms_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with house(tmp_path) as asked:
        counter = watch(asked, "counter-2", "counter/2")
        ballroom = watch(
            asked, "screen-ballroom", "zone/ballroom", "sound/ballroom", "screen/screen-ballroom"
        )
        hall = watch(asked, "screen-hall", "zone/hall")
        kiosk = watch(asked, "kiosk-ballroom", "kiosk/ballroom")
        gone = (counter, ballroom, kiosk)
        before = [len(viewer.frames) for viewer in gone]
        await asked.hall.adopt(small(LESS + FREE))
        await asked.ticket()
        await asked.press("1", "next")
        asked.hall.presence.sweep()
        await eventually(lambda: bool(hall.seen("zone/hall")[-1]["calls"]))
        # nothing more, or a closed socket: never a view of what is not there
        for viewer, count in zip(gone, before, strict=True):
            assert viewer.closed in (None, 4004) and len(viewer.frames) == count
        assert "can't be drawn" not in caplog.text

        refused(await asked.press("2", "next"), 404, "counter_unknown")
        refused(await asked.ask("GET", "/button/2/next", "button-2"), 404, "counter_unknown")
        refused(
            await asked.ask("GET", "/api/zones/ballroom", "screen-ballroom"), 404, "zone_unknown"
        )
        refused(await asked.ask("GET", "/api/kiosk", "kiosk-ballroom"), 404, "zone_unknown")
        assert watch(asked, "screen-ballroom", "zone/ballroom").closed == 4004
        assert watch(asked, "screen-ballroom", "screen/screen-ballroom").closed == 4004
        assert watch(asked, "counter-2", "counter/2").closed == 4004
        me = await asked.ask("GET", "/api/me", "counter-2")
        assert me.json()["place"] == "2"
        places = {link["place"] for link in (await asked.ask("GET", "/api/links", "admin")).json()}
        assert places == {None, "hall", "1"}
        assert (await asked.ask("GET", "/metrics", "feed")).status_code == 200

        await asked.hall.adopt(small(SMALL + FREE))  # and back: the old secrets are good again
        assert (await asked.press("2", "next")).status_code == 200
        assert watch(asked, "screen-ballroom", "zone/ballroom").closed is None


async def test_a_refused_hall_changes_nothing(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        await asked.ticket()
        await asked.press("2", "next")
        before = asked.hall.live.state
        with pytest.raises(Refused, match="hall_counter_in_use"):
            await asked.hall.adopt(small(LESS + FREE))
        assert asked.hall.live.state is before
    # and at a start: the hall of the journal runs on, and the log says why
    async with house(tmp_path, LESS + FREE) as asked:
        assert "2" in asked.hall.live.state.hall.counter
        assert (await asked.press("2", "recall")).status_code == 200


async def test_the_same_hall_again_is_no_event(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        seq = asked.hall.live.state.seq
        await asked.hall.adopt(small(SMALL + FREE))
        assert asked.hall.live.state.seq == seq


# ---- what goes on beside


async def test_a_quiet_hall_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "BEAT", 0.02)
    async with house(tmp_path) as asked:
        viewer = watch(asked, "screen-hall", "zone/hall")
        await eventually(lambda: len(viewer.frames) >= 3)
        assert set(viewer.frames[-1]) == {"epoch", "seq", "at"}


async def test_a_counter_sees_that_its_call_was_shown(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        viewer = watch(asked, "counter-1", "counter/1")
        screen = Viewer()
        session = asked.hall.room.session(screen, headers={}, address="")
        secret = asked.secret("screen-hall")
        session.text(json.dumps({"watch": ["zone/hall"], "secret": secret}))
        await asked.ticket()
        seq = (await asked.press("1", "next")).json()["call"]["seq"]

        def proof() -> tuple[int, int] | None:
            told = viewer.seen("counter/1")[-1]["proof"]
            return (told["shown"], told["screens"]) if told else None

        await eventually(lambda: proof() == (0, 1))
        session.text(json.dumps({"shown": seq}))
        await eventually(lambda: proof() == (1, 1))
        session.gone()
        await eventually(lambda: proof() == (0, 0))


async def test_a_fault_of_one_view_is_a_500_and_the_hall_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as asked:
        with monkeypatch.context() as broken:
            broken.setattr(asked.hall.live, "view", lambda topic: 1 / 0)
            answer = await asked.ask("GET", "/api/kiosk", "kiosk-hall")
            refused(answer, 500, "internal")
        assert (await asked.ask("GET", "/api/kiosk", "kiosk-hall")).status_code == 200


async def test_a_folder_whose_journal_is_gone_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        await asked.ticket()
    for file in tmp_path.glob("journal.db*"):
        file.unlink()
    async with house(tmp_path) as asked:
        answer = await asked.ask("POST", "/api/tickets", "kiosk-hall", json={"service": "card"})
        refused(answer, 503, "damaged")
    assert not (tmp_path / "journal.db").exists()


async def test_answers_are_kept_for_the_day_that_ended_and_the_new_one(tmp_path: Path) -> None:
    async with house(tmp_path):
        pass
    async with house(tmp_path) as asked:
        hall, journal = asked.hall, asked.hall.journal
        assert journal is not None
        assert hall.day_began == await journal.last_day() == 1
        forgotten: list[int] = []

        async def forget(before: int) -> None:
            forgotten.append(before)

        journal.forget = forget  # type: ignore[method-assign]
        for seq in (50, 90):
            opened = DayOpened(date="2026-11-27", hall=hall.live.state.hall)
            record = Recorded(epoch=journal.epoch, seq=seq, at=1, tick=1, event=opened)
            hall.happened([record], hall.live.state)
            await eventually(lambda: bool(forgotten))
            assert forgotten.pop() == (1 if seq == 50 else 50)


async def test_health_says_that_the_clock_is_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as asked:
        health = (await asked.ask("GET", "/api/health")).json()
        assert health["clock_doubtful"] is False
        monkeypatch.setattr(asked.hall.clock, "_wall", lambda: 0)
        health = (await asked.ask("GET", "/api/health")).json()
        assert (health["status"], health["clock_doubtful"]) == ("ok", True)
