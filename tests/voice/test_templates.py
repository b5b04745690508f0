"""Templates: what one may hold, and which of a mall's own is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signage.voice.settings import VoiceSettings
from signage.voice.templates import (
    CALLS,
    KINDS,
    LONGEST,
    TEXTS,
    Phrasing,
    chosen,
    fault,
    fields_of,
    filled,
)

GOOD = "Nomor {ticket}, silakan ke meja {counter}[, {agency}]."


@pytest.mark.parametrize("kind", CALLS)
@pytest.mark.parametrize(
    "template", [GOOD, "{ticket}", "{counter} {ticket}", "{ticket} – {service}!", "É {ticket}…"]
)
def test_a_sentence_that_can_be_said(kind: str, template: str) -> None:
    assert fault(kind, template) == ""


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_can_be_said(kind: str) -> None:
    assert fault(kind, "Pengumuman. {text}") == ""


@pytest.mark.parametrize(
    ("kind", "template", "told"),
    [
        ("call", "", "does not say its ticket"),
        ("call", "Silakan ke {counter}.", "does not say its ticket"),
        ("call", "{ticket} {number}", "braces hold one of {ticket}, {counter}"),
        ("call", "{ticket} {text}", "braces hold one of {ticket}, {counter}"),
        ("notice", "{text} {ticket}", "braces hold one of {text}"),
        ("notice", "Pengumuman.", "does not say its text"),
        ("call", "{ticket", "does not say its ticket"),
        ("call", "{ticket} }", "“}” can't be said"),
        ("call", "{ticket} {}", "braces hold one of"),
        ("call", "[{ticket}]", "is always said"),
        ("call", "{ticket} [sekarang]", "name something in it"),
        ("call", "{ticket} [[{agency}]]", "“[” can't be said"),
        ("call", "{ticket} [{agency}", "“[” can't be said"),
        ("call", "{ticket}\n{counter}", "a control character can't be said"),
        ("call", "<speak>{ticket}</speak>", "“<” can't be said"),
        ("call", "{ticket} 🎉", "“🎉” can't be said"),
        ("call", "{ticket} | rm", "“|” can't be said"),
        ("call", "{ticket}" + "x" * LONGEST, f"has {LONGEST + 8} characters"),
    ],
)
def test_a_sentence_that_could_not(kind: str, template: str, told: str) -> None:
    assert told in fault(kind, template)
    assert fault(kind, template).endswith(".")


@given(st.sampled_from(KINDS), st.text(st.sampled_from("ab {}[],.<") | st.characters(), max_size=9),
       st.booleans())  # fmt: skip
def test_what_has_no_fault_can_be_filled(kind: str, odd: str, agency: bool) -> None:
    template = f"{odd}{{{fields_of(kind)[0]}}}{odd[::-1]}"
    if fault(kind, template):
        return
    values = {name: "x" for name in fields_of(kind)} | ({} if agency else {"agency": ""})
    said = filled(template, values)
    assert "x" in said and not set(said) & set("{}[]<")


def test_a_part_is_left_out_when_what_it_names_is_empty() -> None:
    assert chosen(GOOD, {"agency": ""}) == "Nomor {ticket}, silakan ke meja {counter}."
    assert chosen(GOOD, {"agency": "x"}) == "Nomor {ticket}, silakan ke meja {counter}, {agency}."


def own(zones: str = "", agencies: str = "", language: str = "id", **templates: str) -> Phrasing:
    return Phrasing(
        language=language,
        zones=tuple(zones.split()),
        agencies=tuple(agencies.split()),
        templates=templates,
    )


def test_of_several_that_fit_the_last_one_that_has_the_kind_is_said() -> None:
    settings = VoiceSettings(
        phrases=(
            own(call="all", recall="all again"),
            own("a b", call="in a and b"),
            own(agencies="tax", call="tax", short="tax short"),
            own("b", "tax", call="tax in b"),
            own("b", language="en", call="english"),
            own("a", notice="notice in a"),
        )
    )

    def said(kind: str, zone: str, agency: str = "", language: str = "id") -> str:
        return settings.own(language, kind, zone, agency)

    assert [said("call", zone) for zone in "abc"] == ["in a and b", "in a and b", "all"]
    assert [said("call", zone, "tax") for zone in "abc"] == ["tax", "tax in b", "tax"]
    assert said("recall", "a", "tax") == "all again"
    assert (said("short", "a", "tax"), said("short", "a", "civil")) == ("tax short", "")
    assert (said("call", "b", "tax", "en"), said("call", "a", "tax", "en")) == ("english", "")
    assert (said("notice", "a"), said("notice", "b"), said("transfer", "a")) == (
        "notice in a", "", "",
    )  # fmt: skip
    assert settings.zones_apart == {"a", "b"}
    assert settings.own_calls("id") == (
        "all", "all again", "in a and b", "tax", "tax short", "tax in b",
    )  # fmt: skip
