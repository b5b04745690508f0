"""Templates escape whatever is put into them, in whatever kind of file they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from jinja2 import DictLoader, Environment, meta, select_autoescape

from signage.web.pages import environment_of

TEMPLATES: Final = Path(__file__).parents[2] / "templates"
ATTACK: Final = "<script>ran()</script>\"'><img src=x onerror=ran()>&"
FILES: Final = sorted(path.name for path in TEMPLATES.rglob("*") if path.is_file())
KINDS: Final = "html htm xml svg txt csv js css json md toml".split()


def _asked_for(environment: Environment, name: str) -> set[str]:
    """All that a template, and those that it is built on, want to be told."""
    assert environment.loader is not None
    source = environment.loader.get_source(environment, name)[0]
    tree = environment.parse(source)
    built = [other for other in meta.find_referenced_templates(tree) if other]
    inherited = (_asked_for(environment, other) for other in built)
    return meta.find_undeclared_variables(tree).union(*inherited)


@pytest.mark.parametrize("name", FILES)
def test_every_template_escapes_every_value(name: str) -> None:
    environment = environment_of(TEMPLATES)
    asked = _asked_for(environment, name)
    every = {value: f"{value}{ATTACK}" for value in asked}
    for language in (every["language"], "en", "id"):
        for state in ("own", "files", "off"):
            given = {**every, "language": language, "state": state, "fingerprint": [ATTACK]}
            drawn = environment.get_template(name).render(given)
            assert "<script>" not in drawn and "<img" not in drawn
            assert "\"'>" not in drawn and "onerror=ran()>" not in drawn
            assert "&lt;script&gt;" in drawn


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_of_any_kind_would_escape(kind: str) -> None:
    name, source = f"page.{kind}", "<p title='{{ value }}'>{{ value }}</p>"
    environment = environment_of(TEMPLATES).overlay(loader=DictLoader({name: source}))
    drawn = environment.get_template(name).render(value=ATTACK)
    assert "<script>" not in drawn and "<img" not in drawn and drawn.count("'") == 2


def test_jinja_of_itself_would_not() -> None:
    """The control: what Jinja chooses by a file's ending lets markup through in most of them."""
    source = {f"page.{kind}": "{{ value }}" for kind in KINDS}
    usual = Environment(loader=DictLoader(source), autoescape=select_autoescape())
    open_ = [kind for kind in KINDS if "<" in usual.get_template(f"page.{kind}").render(value="<")]
    assert {"txt", "svg", "csv", "js"} <= set(open_)
