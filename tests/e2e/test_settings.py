"""The hall's file: a wrong one starts no server and changes no running one; a right one applies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import tomlkit

from tests.e2e.running import Hall, hall_of, until, write_config
from tests.e2e.watching import watching

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(loop_scope="module")
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with hall_of(tmp_path) as hall:
        yield hall


WRONG = {
    "an unknown key": ("undo = 30", 'colour = "red"', "mall.colour: there is no such key"),
    "a prefix twice": ('prefix = "BK"', 'prefix = "B"', "services.prefix: “B” is the prefix"),
    "a counter in no zone": ('zone = "hall-b"', "", "counter “6” stands in no zone"),
    "a service nobody serves": ('["pkb"]', '["skck"]', "no counter serves “pkb”"),
    "hours that end first": ('"always"', '{ mon = "16:00-08:00" }', "ends before it begins"),
    "no TOML at all": ("[mall]", "[mall", "] behind the name"),
}


@pytest.mark.parametrize("fault", WRONG)
async def test_a_wrong_file_starts_nothing(fault: str, tmp_path: Path) -> None:
    config = write_config(tmp_path / "config.toml")
    line, told = spoil(config, fault)
    hall = Hall(config, tmp_path / "data")
    refused = hall.run("serve", "--port", "0")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"signage serve: {config}:{line}: "), refused.stderr
    assert told in refused.stderr
    assert refused.stderr.strip().splitlines()[0].endswith((".", "…")), "the way out"
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data").exists()


async def test_a_wrong_file_leaves_the_running_hall_as_it_was(hall: Hall) -> None:
    before = (await hall.health()).body["seq"]
    good = hall.config.read_text()
    for fault in WRONG:
        line, told = spoil(hall.config, fault)
        said = len(hall.log)
        hall.hang_up()
        await until(lambda told=told, said=said: told in hall.log[said:], f"{fault} is not said")
        assert f"{hall.config}:{line}: " in hall.log[said:]
        hall.config.write_text(good)
    assert (await hall.health()).body["seq"] == before
    await hall.tickets("pkb")
    assert (await hall.press("9")).status == 200


async def test_a_right_file_applies_at_once(hall: Hall) -> None:
    (number,) = await hall.tickets("pkb")
    async with watching(hall.url, hall.secret("admin"), "counter/9", "zone/hall-b") as watcher:
        await until(lambda: "counter/9" in watcher.newest, "no view comes")
        write_config(hall.config, one_more_counter)
        hall.hang_up()
        await until(
            lambda: any(c["counter"] == "14" for c in watcher.view("counter/9")["counters"]),
            "the new counter is not shown",
        )
        assert watcher.sockets == 1
        assert hall.page("counter", "14").startswith(hall.url)
        assert (await hall.press("14")).number == number
        await until(
            lambda: [c["counter_name"] for c in watcher.view("zone/hall-b")["calls"]] == ["Baru"],
            "its call is not shown",
        )


def own_words(document: Any) -> None:
    phrases = tomlkit.aot()
    phrases.append(
        tomlkit.item(
            {"language": "id", "zones": ["hall-b"], "call": "Nomor {ticket}, ke meja {counter}."}
        )
    )
    document["phrases"] = phrases
    document["lexicon"] = {"id": {"Metro": "mé tro"}}


async def heard(hall: Hall, **asked: Any) -> str:
    """What a zone would say now, as it would be given to the engine."""
    answer = await hall.ask("POST", "/api/voice/hear", hall.secret("admin"), json=asked)
    assert answer.status == 200, answer
    text: str = answer.body["sentences"][0]["text"]
    return text


async def test_words_apply_at_once_and_a_wrong_one_is_named(hall: Hall) -> None:
    notice = {"zone": "hall-b", "kind": "notice", "text": "Polres Metro"}
    call = {"zone": "hall-b", "kind": "call", "ticket": "E001", "counter": "9"}
    assert await heard(hall, **notice) == "polres Metro."
    assert (await heard(hall, **call)).startswith("Nomor antrean E")
    write_config(hall.config, own_words)
    said = len(hall.log)
    hall.hang_up()
    await until(lambda: "config.toml is applied" in hall.log[said:], "it is not applied")
    assert "waits for a restart" not in hall.log[said:]
    assert await heard(hall, **notice) == "polres mé tro."
    assert await heard(hall, **call) == "Nomor E, 0, 0, 1, ke meja 9."

    good = hall.config.read_text()
    for right, wrong, told in (
        ("{counter}", "{counte}", "phrases.call: in this sentence braces hold one of {ticket}"),
        ('"mé tro"', '"[[x]]"', "lexicon.id.Metro: this can't be said like that"),
    ):
        at = good.index(right, good.index("Nomor {ticket}, ke meja"))
        hall.config.write_text(good[:at] + wrong + good[at + len(right) :])
        line = good[:at].count("\n") + 1
        said = len(hall.log)
        hall.hang_up()
        await until(lambda told=told, said=said: told in hall.log[said:], f"{wrong} is not named")
        assert f"{hall.config}:{line}: " in hall.log[said:]
    assert await heard(hall, **call) == "Nomor E, 0, 0, 1, ke meja 9."


async def test_a_page_edits_the_file_and_a_start_finds_it(hall: Hall) -> None:
    admin = hall.secret("admin")
    before = hall.config.read_text()
    lexicon = (await hall.ask("GET", "/api/voice/lexicon", admin)).body
    body = {"revision": lexicon["revision"], "language": "id", "word": "Metro", "said": "mé tro"}
    assert (await hall.ask("POST", "/api/voice/lexicon", admin, json=body)).status == 200
    assert (await hall.ask("POST", "/api/voice/lexicon", admin, json=body)).code == "config_changed"
    assert 'Metro = "mé tro"' in hall.config.read_text()
    assert hall.run("check").returncode == 0
    kept = sorted((hall.data / "config").glob("*.toml"))
    assert kept[0].read_text() == before
    hall.kill9()
    await hall.start()
    asked = {"zone": "hall-b", "kind": "notice", "text": "Metro"}
    assert await heard(hall, **asked) == "mé tro."


async def test_what_is_in_use_is_not_taken_out(hall: Hall) -> None:
    await hall.tickets("pkb")
    write_config(hall.config, without_pkb)
    said = len(hall.log)
    hall.hang_up()
    await until(lambda: "is refused" in hall.log[said:], "it is not refused")
    assert "1 tickets still wait" in hall.log[said:]
    assert (await hall.press("9")).status == 200


def spoil(config: Path, fault: str) -> tuple[int, str]:
    """Put a fault into the file: its line, and what will be said."""
    right, wrong, told = WRONG[fault]
    text = config.read_text()
    at = text.index(right)
    config.write_text(text[:at] + wrong + text[at + len(right) :])
    line = text[:at].count("\n") + 1
    if fault in ("a counter in no zone", "a service nobody serves"):  # the table is named
        text = config.read_text()
        table = "[[counters]]" if fault == "a counter in no zone" else 'id = "pkb"'
        found = text.rindex(table, 0, at) if table == "[[counters]]" else text.index(table)
        line = text[:found].count("\n") + 1
    return line, told


def one_more_counter(document: Any) -> None:
    new = document["counters"][-1].copy()
    new.update({"id": "14", "name": "Baru", "zone": "hall-b", "services": ["pkb"]})
    document["counters"].append(new)


def without_pkb(document: Any) -> None:
    for name in ("services", "counters"):
        kept = [one for one in document[name] if one["id"] not in ("pkb", "9")]
        document[name].clear()
        document[name].extend(kept)
