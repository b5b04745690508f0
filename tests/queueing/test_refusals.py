"""Every refusal has a sentence in both languages, its facts filled in."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from signage.errors import Refused
from signage.queueing.calendar import Opening
from signage.queueing.hall import Text
from signage.queueing.refusals import SENTENCES, STATE_WORDS, opens, say, sentence
from tests.sources import parsed_text

SOURCES = Path(__file__).parents[2] / "signage"
BRACES = re.compile(r"[{}]")


def blanks(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def raised(folder: Path) -> dict[str, list[set[str]]]:
    """The codes with which refusals are made in a folder, and the facts that each place gives."""
    found: dict[str, list[set[str]]] = {}
    for file in folder.rglob("*.py"):
        for node in ast.walk(parsed_text(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name not in {"Refused", "Malformed", "NotFound", "Unauthorised", "Forbidden"}:
                continue
            facts = {keyword.arg or "" for keyword in node.keywords}
            for code in ast.walk(node.args[0]):
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found.setdefault(code.value, []).append(facts)
    return found


RAISED = raised(SOURCES / "queueing")


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_in_two_languages(code: str) -> None:
    template = SENTENCES[code]
    assert blanks(template.id) == blanks(template.en)
    assert template.id != template.en
    facts = {name: Text(f"<{name}>", f"<{name} en>") for name in blanks(template.id)}
    told = say(code, facts)
    for text in (told.id, told.en):
        assert not BRACES.search(text)
        assert text[-1] in ".>"
    for name in facts:
        assert f"<{name}>" in told.id
        assert f"<{name} en>" in told.en


@pytest.mark.parametrize("code", [code for code in RAISED if code in SENTENCES])
def test_what_raises_it_gives_its_facts(code: str) -> None:
    for facts in RAISED[code]:
        assert facts >= blanks(SENTENCES[code].id), code


def test_every_code_of_the_rules_has_its_sentence() -> None:
    conditions = {"hall", "day", "close", "officer"}
    assert set(RAISED) - conditions <= set(SENTENCES)


def test_every_code_of_the_rules_is_reached_in_a_test() -> None:
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.py"))
    assert [code for code in RAISED if code in SENTENCES and code not in tests] == []


def test_facts_that_look_like_blanks_are_told_as_they_are() -> None:
    told = say("ticket_unknown", {"ticket": "{0.__class__} {counter}"})
    assert "“{0.__class__} {counter}”" in told.en


def test_a_refusal_that_nobody_wrote_a_sentence_for_is_our_fault() -> None:
    assert sentence(Refused("no_such_code")) == SENTENCES["internal"]


def test_every_state_has_its_word() -> None:
    assert set(STATE_WORDS) == {
        "waiting", "called", "serving", "served", "no_show", "parked", "cancelled", "expired",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "id", "en"),
    [
        (None, "Belum ada jam buka.", "No opening hours are set."),
        (("2026-11-26", 485), "Buka lagi hari ini 08.05.", "Opens today 08:05."),
        (("2026-11-30", 810), "Buka lagi Senin 30 November 13.30.",
         "Opens Monday 30 November 13:30."),
        (("2026-12-03", 0), "Buka lagi Kamis 3 Desember 00.00.",
         "Opens Thursday 3 December 00:00."),
        (("2027-01-04", 480), "Buka lagi Senin 4 Januari 2027 08.00.",
         "Opens Monday 4 January 2027 08:00."),
    ],
)  # fmt: skip
def test_when_it_opens(opening: tuple[str, int] | None, id: str, en: str) -> None:
    assert opens("2026-11-26", Opening(*opening) if opening else None) == Text(id, en)
