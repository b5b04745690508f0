"""Hearing what a zone would say, and the mall's own words, over the interface."""

from __future__ import annotations

import asyncio
import io
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from signage import housing
from signage.config.editing import revision_of
from signage.voice.phrases import Announcement
from tests.halls import small
from tests.web.asking import FREE, SPOKEN, House, house, refused

pytestmark = [pytest.mark.asyncio(loop_scope="module")]

OWN = """
[voice]
languages = ["id", "en"]

[[phrases]]
language = "id"
zones = ["ballroom"]
short = "Loket {counter}, {ticket}."
notice = "Pengumuman. {text}"

# said by hand
[lexicon.id]
Kependudukan = "kependudukan"
"""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(housing, "TRIALS", 1000.0)  # the tests hear more than anybody would
        async with house(tmp_path_factory.mktemp("hall"), SPOKEN + OWN + FREE) as made:
            yield made


async def hear(asked: House, **body: Any) -> Any:
    answer = await asked.ask("POST", "/api/voice/hear", "admin", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_call_is_heard_as_the_zone_says_it(asked: House) -> None:
    heard = await hear(asked, zone="hall", kind="call", ticket="A012", counter="1")
    assert [row["language"] for row in heard["sentences"]] == ["id", "en"]
    assert heard["sentences"][0] == {
        "language": "id",
        "text": "Nomor antrean A, 0, 1, 2, silakan menuju loket 1, Dinas kependudukan.",
        "caption": "Nomor antrean A nol satu dua, silakan menuju loket satu, Dinas Kependudukan.",
    }
    assert heard["voice"] == [
        {"language": "id", "profile": "espeak-id", "instead": False},
        {"language": "en", "profile": "espeak-en", "instead": False},
    ]
    assert (heard["zone"], heard["reason"]) == ("hall", None)
    sound = await asked.ask("GET", heard["url"])
    with wave.open(io.BytesIO(sound.content)) as wav:
        assert wav.getnframes() / wav.getframerate() == pytest.approx(heard["length"], abs=0.01)
    assert heard["length"] > 5


async def test_what_a_mall_says_twice_is_heard_twice(tmp_path: Path) -> None:
    lengths: dict[tuple[str, int], float] = {}
    for times in (1, 2):
        own = f"[voice]\ntimes = {times}\n"
        (tmp_path / str(times)).mkdir()
        async with house(tmp_path / str(times), SPOKEN + FREE + own) as made:
            for kind in ("call", "short", "notice"):
                heard = await hear(made, zone="hall", kind=kind, text="Halo")
                lengths[kind, times] = heard["length"]
    assert lengths["call", 2] > lengths["call", 1] + 3
    assert lengths["short", 2] == pytest.approx(lengths["short", 1], abs=0.1)
    assert lengths["notice", 2] == pytest.approx(lengths["notice", 1], abs=0.1)


async def test_a_zone_that_only_hears_says_it_short_and_in_its_own_words(asked: House) -> None:
    heard = await hear(asked, zone="ballroom", kind="call", ticket="A012", counter="1")
    captions = [row["caption"] for row in heard["sentences"]]
    assert captions == ["Loket satu, A nol satu dua.", "A zero one two, counter one."]


@pytest.mark.parametrize(
    ("body", "caption"),
    [
        ({"kind": "recall"}, "Panggilan ulang, nomor antrean A nol satu dua, silakan menuju"),
        ({"kind": "transfer"}, "Nomor antrean A nol satu dua, selanjutnya silakan menuju loket"),
        ({"kind": "short"}, "A nol satu dua, loket satu."),
        ({"kind": "call", "ticket": "4K-10"}, "Nomor antrean empat ka sepuluh, silakan"),
        ({"kind": "call", "service": "birth"}, "Nomor antrean be nol satu dua, silakan"),
        ({"kind": "call", "counter": "Khusus"}, "Nomor antrean A nol satu dua, silakan menuju "
                                                "loket Khusus"),
        ({"kind": "call", "counter": "Z1-03"}, "Nomor antrean A nol satu dua, silakan menuju "
                                               "loket tiga"),
        ({"kind": "notice", "text": "Mobil <b>BE 1</b> menghalangi."}, "Mobil b be satu"),
        ({"kind": "notice", "text": "Halo", "zone": "ballroom"}, "Pengumuman. Halo"),
        ({"kind": "emergency", "text": "Keluar."}, "Perhatian! Keluar."),
    ],
)  # fmt: skip
async def test_every_kind(asked: House, body: dict[str, Any], caption: str) -> None:
    heard = await hear(asked, **{"zone": "hall", "language": "id", **body})
    (row,) = heard["sentences"]
    if body["kind"] != "notice" or "BE 1" not in body["text"]:
        assert row["caption"].startswith(caption)
    assert row["language"] == "id"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"zone": "cellar", "kind": "call"}, 404, "zone_unknown"),
        ({"zone": "hall", "kind": "song"}, 422, "kind_unknown"),
        ({"kind": "call"}, 422, "malformed"),
        ({"zone": "hall", "kind": "call", "volume": 3}, 422, "malformed"),
        ({"zone": "hall", "kind": "call", "service": "tax"}, 404, "service_unknown"),
        ({"zone": "hall", "kind": "call", "counter": "--"}, 404, "counter_unknown"),
        ({"zone": "hall", "kind": "call", "counter": "a\tb"}, 404, "counter_unknown"),
        ({"zone": "hall", "kind": "call", "counter": "x" * 41}, 404, "counter_unknown"),
        ({"zone": "hall", "kind": "call", "language": "fr"}, 422, "language_unknown"),
        ({"zone": "hall", "kind": "notice"}, 422, "text_empty"),
        ({"zone": "hall", "kind": "notice", "text": " \n\t"}, 422, "text_empty"),
        ({"zone": "hall", "kind": "notice", "text": "x" * 401}, 422, "text_too_long"),
        ({"zone": "hall", "kind": "notice", "text": "x", "language": "fr"}, 422,
         "language_unknown"),
        *(
            ({"zone": "hall", "kind": "call", "ticket": ticket}, 422, "ticket_implausible")
            for ticket in ("A", "A" * 12 + "1", "A--1", "-A1", "A1\n", "Ａ１", "<A1>", "A1;rm")
        ),
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused(
    asked: House, body: dict[str, Any], status: int, code: str
) -> None:
    refused(await asked.ask("POST", "/api/voice/hear", "admin", json=body), status, code)


async def test_nothing_is_written_down(asked: House) -> None:
    before = asked.hall.live.state.seq
    await hear(asked, zone="hall", kind="call")
    assert asked.hall.live.state.seq == before


async def test_a_device_hears_ten_and_then_one_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housing, "TRIALS", 1.0)
    async with house(tmp_path, SPOKEN + FREE) as made:
        wrong = {"zone": "cellar", "kind": "call"}
        answers = [
            await made.ask("POST", "/api/voice/hear", "admin", json=wrong) for _ in range(11)
        ]
    assert [answer.status_code for answer in answers] == [404] * 10 + [429]
    assert answers[-1].headers["retry-after"] == "1"


# ---- trials beside calls


async def test_a_trial_waits_for_no_call_and_no_call_for_a_trial(asked: House) -> None:
    calls, trials = asked.hall.makers
    assert calls._engines["espeak"] is not trials._engines["espeak"]
    assert trials._engines["espeak"]._command[:3] == ("nice", "-n", "19")  # type: ignore[attr-defined]
    await hear(asked, zone="hall", kind="call", ticket="A776")  # its engine is awake
    calls._idle.clear()  # a call is being made
    try:
        heard = asyncio.create_task(hear(asked, zone="hall", kind="call", ticket="A777"))
        await asyncio.sleep(1.0)
        assert not heard.done()
        call = Announcement(id="1", zone="hall", seq=1, kind="call", ticket="A778", counter="1")
        assert (await calls.make(call)).complete  # sets it idle again
        assert (await heard)["length"] > 1
    finally:
        calls._idle.set()


async def test_only_some_trials_wait(asked: House) -> None:
    body = {"zone": "hall", "kind": "call"}
    calls, _ = asked.hall.makers
    calls._idle.clear()
    try:
        asking = [
            asyncio.create_task(
                asked.ask("POST", "/api/voice/hear", "admin", json={**body, "ticket": f"A10{n}"})
            )
            for n in range(7)
        ]
        async with asyncio.timeout(45):
            while sum(task.done() for task in asking) < 3:  # noqa: ASYNC110 - the refused ones
                await asyncio.sleep(0.02)
    finally:
        calls._idle.set()
    answers = await asyncio.gather(*asking)
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [429] * 3


# ---- the lexicon


def file_of(asked: House) -> Path:
    return asked.folder / "hall.toml"


async def lexicon(asked: House) -> Any:
    answer = await asked.ask("GET", "/api/voice/lexicon", "admin")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def set_word(asked: House, **body: Any) -> Any:
    revision = body.pop("revision", None) or (await lexicon(asked))["revision"]
    return await asked.ask(
        "POST", "/api/voice/lexicon", "admin",
        json={"language": "id", "revision": revision, **body},
    )  # fmt: skip


async def test_a_word_is_written_into_the_file_and_said_at_once(asked: House) -> None:
    before = await lexicon(asked)
    assert before["languages"][0]["own"] == [{"word": "Kependudukan", "said": "kependudukan"}]
    assert {"word": "SIM", "said": "sim"} in before["languages"][0]["product"]
    assert before["languages"][1]["own"] == []
    answer = await set_word(asked, word="SPPT", said="es pe pe te")
    assert answer.status_code == 200, answer.text
    after = answer.json()
    text = file_of(asked).read_text()
    assert 'SPPT = "es pe pe te"' in text and "# said by hand" in text
    assert after == await lexicon(asked) and after["revision"] == revision_of(text)
    assert {"word": "SPPT", "said": "es pe pe te"} in after["languages"][0]["own"]
    heard = await hear(asked, zone="hall", kind="notice", text="SPPT lunas.", language="id")
    assert heard["sentences"][0]["text"] == "es pe pe te lunas."

    gone = await set_word(asked, word="SPPT", said=None)
    assert gone.json()["languages"] == before["languages"]
    assert file_of(asked).read_text() == text.replace('SPPT = "es pe pe te"\n', "")
    heard = await hear(asked, zone="hall", kind="notice", text="SPPT lunas.", language="id")
    assert heard["sentences"][0]["text"] == "es pe pe te lunas."  # spelled, as without an entry
    refused(await set_word(asked, word="SPPT", said=None), 404, "word_unknown")


async def test_a_word_of_the_malls_own_goes_before_the_products(asked: House) -> None:
    await set_word(asked, word="samsat", said="sam sat")
    heard = await hear(asked, zone="hall", kind="notice", text="Ke Samsat.", language="id")
    assert heard["sentences"][0]["text"] == "Ke sam sat."
    await set_word(asked, word="samsat", said=None)
    heard = await hear(asked, zone="hall", kind="notice", text="Ke Samsat.", language="id")
    assert heard["sentences"][0]["text"] == "Ke samsat."


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"word": "", "said": "x"}, 422, "word_empty"),
        ({"word": "   ", "said": "x"}, 422, "word_empty"),
        ({"word": "x" * 61, "said": "x"}, 422, "word_too_long"),
        ({"word": "a\nb", "said": "x"}, 422, "word_unsayable"),
        ({"word": "a\x00b", "said": "x"}, 422, "word_unsayable"),
        ({"word": "a  b", "said": "x"}, 422, "word_unsayable"),
        ({"word": "<b>", "said": "x"}, 422, "word_unsayable"),
        ({"word": "--", "said": "x"}, 422, "word_unsayable"),
        ({"word": "🎉", "said": "x"}, 422, "word_unsayable"),
        ({"word": "x", "said": ""}, 422, "said_empty"),
        ({"word": "x", "said": "y" * 201}, 422, "said_too_long"),
        ({"word": "x", "said": "a\tb"}, 422, "said_unsayable"),
        ({"word": "x", "said": "[[h@l'oU]]"}, 422, "said_unsayable"),
        ({"word": "x", "said": "..."}, 422, "said_unsayable"),
        ({"word": "x", "said": "y", "language": "fr"}, 422, "language_unknown"),
        ({"word": "x", "said": 3}, 422, "malformed"),
        ({"word": "x", "said": "y", "revision": "0" * 16}, 409, "config_changed"),
    ],
)
async def test_a_word_that_could_not_be_found_or_said_is_refused(
    asked: House, body: dict[str, Any], status: int, code: str
) -> None:
    before = file_of(asked).read_bytes()
    refused(await set_word(asked, **body), status, code)
    assert file_of(asked).read_bytes() == before


async def test_a_hand_was_quicker(asked: House) -> None:
    revision = (await lexicon(asked))["revision"]
    before = file_of(asked).read_text()
    file_of(asked).write_text(before + "# by hand\n")
    refused(await set_word(asked, word="x", said="y", revision=revision), 409, "config_changed")
    assert file_of(asked).read_text() == before + "# by hand\n"
    file_of(asked).write_text(before)


async def test_a_file_that_a_hand_made_wrong_is_named_by_line(asked: House) -> None:
    before = file_of(asked).read_text()
    file_of(asked).write_text(before.replace('hours = "always"', 'hours = "never"'))
    try:
        answer = await asked.ask(
            "GET", "/api/voice/lexicon", "admin", headers={"Accept-Language": "en"}
        )
        assert (answer.status_code, answer.json()["code"]) == (422, "config_refused")
        assert "line 6, mall.hours" in answer.json()["detail"]
    finally:
        file_of(asked).write_text(before)


async def test_a_file_that_takes_no_writing(asked: House) -> None:
    file_of(asked).chmod(0o444)
    try:
        refused(await set_word(asked, word="x", said="y"), 503, "config_unwritable")
    finally:
        file_of(asked).chmod(0o644)
    assert "\nx = " not in file_of(asked).read_text()


async def test_a_hall_without_a_file_has_no_words_to_edit(tmp_path: Path) -> None:
    async with house(tmp_path, config=small()) as made:
        answer = await made.ask("GET", "/api/voice/lexicon", "admin")
        refused(answer, 503, "config_unwritable")
