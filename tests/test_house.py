"""The house itself: the wheel and the locks hold all, the scripts run, the checkers see."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest

from scripts.checks.__main__ import engine_of, faults
from scripts.checks.engines import DESKTOP, TELEVISION, Engine
from scripts.checks.markup import environment_faults, template_faults
from scripts.checks.scripts import script_faults
from scripts.checks.styles import style_faults
from scripts.checks.tracked import text_faults
from tests.conftest import PARTS, require_part

ROOT: Final = Path(__file__).parent.parent
SHIPPED: Final = ("config.toml", "static", "templates", "voices")


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def bare(requirement: str) -> str:
    """The normal form of a requirement's name."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def locked(name: str) -> dict[str, str]:
    """Each locked requirement by name, with its version, markers and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.findall(r"^[a-z0-9].*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return {bare(entry): entry for entry in entries}


# The wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*build, str(folder)], cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("signage-*.whl"))


def test_the_wheel_carries_all_that_the_checkout_serves(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    for name in SHIPPED:
        place = ROOT / name
        files = (
            [place] if place.is_file() else [file for file in place.rglob("*") if file.is_file()]
        )
        assert files, name
        for file in files:
            assert f"signage/_assets/{file.relative_to(ROOT).as_posix()}" in carried
    assert "signage/py.typed" in carried
    assert not any(name.startswith(("tests/", "scripts/")) for name in carried)


def test_a_hall_without_a_checkout_finds_its_assets(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    look = (
        "from signage.assets import folder\n"
        "for name in ('static', 'templates', 'voices'): print(folder(name))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", look],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    for line in ran.stdout.splitlines():
        assert Path(line).is_relative_to(tmp_path / "signage" / "_assets")
        assert Path(line).is_dir()


# The locks


def test_the_locks_hold_every_part_of_the_project() -> None:
    runtime = {bare(part) for part in project()["project"]["dependencies"]}
    dev = {bare(part) for part in project()["dependency-groups"]["dev"]}
    assert runtime <= locked("requirements.lock").keys()
    assert runtime | dev <= locked("requirements-dev.lock").keys()
    assert not dev & locked("requirements.lock").keys()


def test_the_locks_agree() -> None:
    runtime, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: entry.splitlines()[0] for name, entry in runtime.items()} == {
        name: dev[name].splitlines()[0] for name in runtime
    }


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_part_has_hashes_and_no_address(name: str) -> None:
    for entry in locked(name).values():
        assert re.match(r"[a-z0-9-]+==[\w.]+ ;", entry), entry
        assert "--hash=sha256:" in entry
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_only_one_minor_release_of_uvicorn_fits() -> None:
    wanted = [part for part in project()["project"]["dependencies"] if bare(part) == "uvicorn"]
    assert len(wanted) == 1
    assert re.fullmatch(r"uvicorn==\d+\.\d+\.\*", wanted[0])


# The scripts


@pytest.mark.parametrize("name", ["serve", "test", "check", "lock", "../.ci/run"])
def test_a_script_can_be_run(name: str) -> None:
    script = ROOT / "scripts" / name
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


def ready(command: str, path: Path) -> subprocess.CompletedProcess[str]:
    """What a line of shell does after scripts/ready.sh, with nothing but `path` and coreutils."""
    return subprocess.run(
        ["bash", "-c", f'. "{ROOT}/scripts/ready.sh"; PATH="{path}:$PATH"; {command}'],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_the_first_python_that_can_make_a_venv_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "python3.13", "exit 1")
    put(tmp_path, "python3.12", 'case "$2" in *ensurepip*) exit 1;; esac')
    put(tmp_path, "python3.11", "exit 0")
    assert ready("choose_python", tmp_path).stdout == "python3.11\n"


def test_what_is_installed_is_said_with_its_reason(tmp_path: Path) -> None:
    for name in ("apt-get", "sudo"):
        put(tmp_path, name, 'echo "$@" >>"$LOG"')
    command = f'export LOG="{tmp_path}/log"; as_root() {{ shift 2; "$@"; }}'
    ran = ready(f'{command}; install_packages "speaks" alsa-utils', tmp_path)
    assert ran.returncode == 0
    assert ran.stderr.endswith("installing alsa-utils (speaks)\n")
    assert "--no-remove alsa-utils" in (tmp_path / "log").read_text()


def test_an_install_that_fails_shows_why(tmp_path: Path) -> None:
    put(tmp_path, "apt-get", "echo no such package; exit 100")
    command = 'as_root() { shift 2; "$@"; }; install_packages "speaks" alsa-utils'
    ran = ready(command, tmp_path)
    assert ran.returncode == 1
    assert "no such package" in ran.stderr


# Parts that a machine may lack


def test_a_missing_part_skips_and_where_all_must_run_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(vars_of_parts(), "faketime", ("faketime",))
    with pytest.raises(pytest.skip.Exception, match="scripts/test installs it"):
        require_part("faketime", strict=False)
    with pytest.raises(pytest.fail.Exception, match="faketime is not installed"):
        require_part("faketime", strict=True)
    put(tmp_path, "faketime", "exit 0")
    require_part("faketime", strict=True)


def vars_of_parts() -> dict[str, tuple[str, ...]]:
    assert isinstance(PARTS, dict)
    return PARTS


# The checkers: what is well is let through, and each planted fault is found.


def test_the_checkout_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    planted = tmp_path / "static" / "new.js"
    planted.write_text("let a = b ?? c;\n", encoding="utf-8")
    assert list(faults(tmp_path, [planted])) == ["static/new.js:1: ?? is too new for Chromium 53"]


def test_pages_may_use_more_than_screens() -> None:
    assert engine_of(Path("static/pages/counter.js")) == DESKTOP
    assert engine_of(Path("static/screen/board.js")) == TELEVISION
    assert engine_of(Path("static/tokens.css")) == TELEVISION


OLD_SCRIPT: Final = """
(function () {
  "use strict";
  class Board { draw(view) { return `${view.zone}: ${[...view.calls].length}`; } }
  const { zone, calls = [] } = view, [first, ...rest] = calls;
  const at = { at: 1, keep: 2 }, sum = (...all) => all.reduce((a, b) => a + b, 0);
  function* numbers() { yield* rest; }
  for (const call of numbers()) { sum(call.seq, at.at); }
  try { new Board().draw(Object.assign({}, view)); } catch (error) { console.log(error); }
  socket = new WebSocket((secure ? "wss://" : "ws://") + location.host + "/live");
  beat.after(1, 2, () => /^[A-Z]+(?=-)/u.test("A-1"));
  document.createElementNS("http://www.w3.org/2000/svg", "path");
}());
"""

TOO_NEW_FOR_A_TELEVISION: Final = [
    "a?.b",
    "a?.[0]",
    "a ?? b",
    "a ||= b",
    "a ** b",
    "async () => 1",
    "async function f() { await g(); }",
    "class A { async draw() {} }",
    "class A { size = 1 }",
    "class A { #size; }",
    "x = {...a}",
    "const {a, ...b} = c;",
    "try {} catch {}",
    "f(a,)",
    "function f(a,) {}",
    "1_000",
    "10n",
    "/(?<year>a)/.test(b)",
    "/(?<=a)b/.test(c)",
    "/a/s.test(b)",
    "import a from './b.js';",
    "export const a = 1;",
    "import('./b.js')",
    "customElements.define('a-b', A)",
    "window.customElements.define('a-b', A)",
    "Object.entries(a)",
    "a.padStart(3, '0')",
    "node.append(other)",
    "promise.finally(f)",
    "fetch(a, { keepalive: true })",
    "new ResizeObserver(f)",
    "globalThis.x = 1",
    "navigator.serviceWorker.register('a.js')",
    "x = <a/>",
]


def test_a_screens_script_of_2015_is_let_through() -> None:
    assert list(script_faults(OLD_SCRIPT, TELEVISION)) == []


@pytest.mark.parametrize("source", TOO_NEW_FOR_A_TELEVISION)
def test_a_script_too_new_for_a_television_is_found(source: str) -> None:
    assert list(script_faults(source, TELEVISION))


MODULE: Final = """
import { join } from "./live.js";
import { draw } from "../shared/draw.js";
export class Panel extends HTMLElement { #view = null; show = () => this.#view?.call ?? null; }
customElements.define("counter-panel", Panel);
const { a, ...rest } = await_(Object.entries({ ...join }).flatMap((pair) => pair));
export const start = async () => { for await (const view of join()) { draw?.(view); } };
"""

WRONG_IN_A_MODULE: Final = [
    "import { join } from 'live';",
    "import { join } from 'https://example.org/live.js';",
    "await start();",
    "if (a) { await start(); }",
    "class A { static { start(); } }",
    "calls.at(-1)",
    "Object.hasOwn(a, 'b')",
    "crypto.randomUUID()",
    "navigator.serviceWorker",
    "fetch('http://example.org/')",
    "let a = ;",
    "row.innerHTML = name;",
    "row.insertAdjacentHTML('beforeend', name);",
    "document.write(name);",
    "eval(name);",
    "new Function(name)();",
    "document.createElement('script');",
    "function (",
    "x = {",
]


def test_a_module_of_a_page_is_let_through() -> None:
    assert list(script_faults(MODULE, DESKTOP)) == []


@pytest.mark.parametrize("source", WRONG_IN_A_MODULE)
def test_a_wrong_module_is_found(source: str) -> None:
    assert list(script_faults(source, DESKTOP))


OLD_STYLE: Final = """
@font-face { font-family: "A"; src: url(a.woff2) format("woff2"), url('b.woff') }
:root { --ink: #08192b; --soft: rgba(1, 2, 3, .5) }
.board > li:not(:first-child)::before { display: flex; flex: 1 1 0; margin-left: calc(1vw + 2px) }
@media (prefers-reduced-motion: reduce) { .board { animation: none; color: var(--ink) } }
@keyframes arrive { from { transform: translateY(8px) } to { opacity: 1 } }
"""

TOO_NEW_IN_A_STYLE: Final = [
    ("a { display: grid }", TELEVISION),
    ("a { grid-template-columns: 1fr }", TELEVISION),
    ("a { display: flex; gap: 1px }", TELEVISION),
    ("a { inset: 0 }", TELEVISION),
    ("a { inset-inline-start: 0 }", TELEVISION),
    ("a { aspect-ratio: 1 }", TELEVISION),
    ("a { width: clamp(1px, 2px, 3px) }", TELEVISION),
    ("a { width: calc(1px + min(2px, 3px)) }", TELEVISION),
    ("a { width: max(2px, 3px) }", TELEVISION),
    ("a { position: sticky }", TELEVISION),
    ("a { color: #ffff }", TELEVISION),
    ("a { color: rgb(1 2 3 / 50%) }", TELEVISION),
    ("a:focus-visible { color: red }", TELEVISION),
    ("@media print { a { display: grid } }", TELEVISION),
    ("@keyframes x { to { inset: 0 } }", TELEVISION),
    ("a { aspect-ratio: 1 }", DESKTOP),
    ("a:has(b) { color: red }", DESKTOP),
    ("a { height: 100dvh }", DESKTOP),
    ("a { b { color: red } }", DESKTOP),
    ("a { &:hover { color: red } }", DESKTOP),
    ("@layer base { a { color: red } }", DESKTOP),
    ("@media (width >= 3px) { a { color: red } }", DESKTOP),
    ("a { color: color-mix(in srgb, red, blue) }", DESKTOP),
    ("@import url(//example.org/a.css);", DESKTOP),
    ("a { background: url(https://example.org/a.png) }", DESKTOP),
    ("a { background: url('//example.org/a.png') }", DESKTOP),
    ("a { color red }", DESKTOP),
]


def test_a_screens_style_is_let_through() -> None:
    assert list(style_faults(OLD_STYLE, TELEVISION)) == []
    newer = (
        "a { display: grid; gap: 1px; inset: 0; width: min(1px, 2px) } a:focus-visible { top: 0 }"
    )
    assert list(style_faults(newer, DESKTOP)) == []


@pytest.mark.parametrize(("source", "engine"), TOO_NEW_IN_A_STYLE)
def test_a_style_too_new_for_its_engine_is_found(source: str, engine: Engine) -> None:
    assert list(style_faults(source, engine))


PAGE: Final = """{% extends "base.html" %}{# a note #}
<title>{{ title }}</title><a href="{{ link }}">{% trans %}Loket{% endtrans %}</a>
<svg xmlns="http://www.w3.org/2000/svg"></svg>
<link rel="stylesheet" href="/static/screen/board.css">
<script nonce="{{ nonce }}" src="/static/screen/main.js"></script>
"""

WRONG_IN_A_TEMPLATE: Final = [
    "{% if a %}",
    "{{ name|safe }}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "<script>start()</script>",
    "<script src='/static/pages/counter.js'></script>",
    "<script type='application/json'>{}</script>",
    "<button onclick='press()'>",
    '<body\n  onload="start()">',
    "<a href='javascript:press()'>",
    "<a href={{ link }}>",
    "<img src='//example.org/a.png'>",
    "<a href='https://example.org/'>",
]


def test_an_honest_template_is_let_through() -> None:
    assert list(template_faults(PAGE, classic=True)) == []
    module = "<script type='module' nonce='{{ n }}' src='/static/pages/counter.js'></script>"
    assert list(template_faults(module, classic=False)) == []


@pytest.mark.parametrize("source", WRONG_IN_A_TEMPLATE)
def test_a_wrong_template_is_found(source: str) -> None:
    assert list(template_faults(source, classic=False))


def test_a_module_on_a_screens_page_is_found() -> None:
    module = "<script type='module' nonce='{{ n }}' src='/static/screen/main.js'></script>"
    assert list(template_faults(module, classic=True))


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("Environment(autoescape=True)", 0),
        ("Jinja2Templates(env=env)", 0),
        ("Environment()", 1),
        ("jinja2.Environment(autoescape=select_autoescape())", 1),
        ("SandboxedEnvironment(autoescape=False)", 1),
        ("Jinja2Templates(directory='templates')", 1),
    ],
)
def test_an_environment_that_escapes_some_files_only_is_found(source: str, count: int) -> None:
    assert len(list(environment_faults(source))) == count


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("a { color: red } :root { --a: 1 } /workers/ /rooted network/work ./work", 0),
        ("python -m venv .venv", 0),
        ("index = https://files." + "pythonhosted" + ".org/a", 1),
        ("registry." + "npmjs" + ".org", 1),
        ("cd /" + "work/main", 1),
        ("open('/" + "root/.cache')", 1),
    ],
)
def test_a_registry_or_a_path_of_one_machine_is_found(source: str, count: int) -> None:
    assert len(list(text_faults(source))) == count
