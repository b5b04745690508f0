"""The figures: what Prometheus can read, and what is true of the hall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from signage.devices.presence import GONE
from signage.queueing import commands as c
from signage.voice.clips import Clip
from signage.web.metrics import disk_of
from tests.halls import SMALL, Hands
from tests.web.asking import FREE, SPOKEN, House, house

FREE_SMALL = SMALL + FREE


async def _figures(asked: House) -> dict[str, float]:
    answer = await asked.ask("GET", "/metrics", "feed")
    assert answer.headers["content-type"].startswith("text/plain")
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def test_the_figures_follow_the_hall(tmp_path: Path) -> None:
    async with house(tmp_path, SPOKEN + FREE) as asked:
        before = await _figures(asked)
        assert before["signage_waiting card"] == before["signage_tickets_today"] == 0
        assert (before["signage_day_open"], before["signage_journal_trouble"]) == (1, 0)
        for _ in range(3):
            await asked.ticket()
        await asked.press("1", "next")
        after = await _figures(asked)
        assert (after["signage_waiting card"], after["signage_waiting birth"]) == (2, 0)
        assert after["signage_tickets_today"] == 3
        assert after["signage_counters_open"] == 1
        assert after["signage_journal_seq"] == asked.hall.live.state.seq
        assert after["signage_voice_lag_seconds hall"] >= 0


async def test_how_the_voice_kept_up_is_there(tmp_path: Path) -> None:
    async with house(tmp_path, SPOKEN + FREE) as asked:
        await asked.ticket()
        await asked.press("1", "next")
        live = asked.hall.live
        for zone, one in [(z, a) for z, every in live.state.announcements.items() for a in every]:
            await live.submit(
                c.EndAnnouncement(announcement=one.id, zone=zone, result="skipped", reason="quiet")
            )
        figures = await _figures(asked)
        total = figures.get("signage_voice_dropped_today quiet hall", 0)
        assert total + figures["signage_voice_failed_today hall"] == 1
        for name in ("longest_lag_seconds", "shortened_today", "failed_today", "quiet"):
            assert figures[f"signage_voice_{name} hall"] >= 0


async def test_a_voice_that_stands_in_is_there(tmp_path: Path) -> None:
    async with house(tmp_path, SPOKEN + FREE) as asked:
        figures = await _figures(asked)
        assert (
            figures["signage_voice_stand_in hall"] == figures["signage_voice_stand_ins hall"] == 0
        )
        announcer = asked.hall.announcer
        clip = Clip(name="x.wav", path=Path("x.wav"), length=0.0, complete=True)
        for stand_ins in (("espeak-id",), ("espeak-id",), ()):
            announcer._own_voice("hall", replace(clip, stand_ins=stand_ins))
            figures = await _figures(asked)
            assert figures["signage_voice_stand_in hall"] == bool(stand_ins)
            assert figures["signage_voice_stand_in ballroom"] == 0
        assert figures["signage_voice_stand_ins hall"] == 2


async def test_a_screen_that_hangs_is_not_there(tmp_path: Path) -> None:
    async with house(tmp_path) as asked:
        hands, presence = Hands(), asked.hall.presence
        presence._steady = hands.steady
        presence.join("screen-hall", "hall")
        assert (await _figures(asked))["signage_screens"] == 1
        hands.pass_(GONE + 100)
        assert (await _figures(asked))["signage_screens"] == 0


async def test_what_an_operator_needs_is_there(tmp_path: Path) -> None:
    async with house(tmp_path, FREE_SMALL) as asked:
        await asked.ticket()
        figures = await _figures(asked)
        assert figures["signage_build_info 0.1.0"] == 1
        assert figures["signage_events_total"] == figures["signage_journal_seq"]
        assert 0 <= figures["signage_uptime_seconds"] < 600
        assert 0 < figures["signage_disk_free_bytes"] <= figures["signage_disk_size_bytes"]
        assert figures["signage_journal_bytes"] > 4096
        assert figures["signage_sockets"] == figures["signage_sockets_behind"] == 0
        assert figures["signage_backup_trouble"] == 0
        assert "signage_backup_age_seconds" not in figures  # there is none yet
        assert figures["process_resident_memory_bytes"] > 0
        (tmp_path / "backups").mkdir()
        (tmp_path / "backups" / "signage-small-2020-01-01-0200.tar.gz").write_bytes(b"12345")
        nightly = asked.hall.nightly
        assert nightly is not None
        await nightly.look_around()
        figures = await _figures(asked)
        assert figures["signage_backup_age_seconds"] > 86_400
        assert figures["signage_backup_bytes"] == 5
        assert figures["signage_backup_trouble"] == 1  # it is too old
        health = (await asked.ask("GET", "/api/health")).json()
        assert (health["status"], health["backup"]) == ("ok", "backup_old")
        floor = asked.hall.live.view("floor")
        assert floor is not None and floor.backup.trouble.code == "backup_old"  # type: ignore[attr-defined]
    assert disk_of(tmp_path / "none") is None
