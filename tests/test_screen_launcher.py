"""`scripts/screen`: the right browser with the right flags, for ever, once the server answers."""

from __future__ import annotations

import ast
import http.server
import importlib.machinery
import importlib.util
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

SCRIPT: Final = Path(__file__).parents[1] / "scripts" / "screen"
URL: Final = "http://127.0.0.1:8000/screen#secret"


def loaded() -> Any:
    loader = importlib.machinery.SourceFileLoader("screen_launcher", str(SCRIPT))
    spec = importlib.util.spec_from_loader("screen_launcher", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    write, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = write
    return module


screen: Final = loaded()


def here(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_it_is_one_file_for_the_python_that_is_there() -> None:
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 9))
    parts = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    assert {part.partition(".")[0] for part in parts} <= set(sys.stdlib_module_names)


def test_the_browser_that_is_here() -> None:
    assert screen.find_browser("", here("firefox", "google-chrome")) == "/usr/bin/google-chrome"
    assert screen.find_browser("", here("firefox")) == "/usr/bin/firefox"
    assert screen.find_browser("firefox", here("chromium", "firefox")) == "/usr/bin/firefox"
    assert screen.find_browser("", here()) is None
    assert screen.find_browser("opera", here("chromium")) is None


def test_chromiums_flags(tmp_path: Path) -> None:
    words = screen.command_of(
        "/usr/bin/chromium", URL, tmp_path, position=(1920, 0), size=(1080, 1920), printing=True,
        more=("--app-flag",),
    )  # fmt: skip
    for flag in ("--kiosk", "--autoplay-policy=no-user-gesture-required", "--noerrdialogs",
                 "--hide-crash-restore-bubble", f"--user-data-dir={tmp_path}",
                 "--window-position=1920,0", "--window-size=1080,1920", "--kiosk-printing",
                 "--app-flag"):  # fmt: skip
        assert flag in words
    assert (words[0], words[-1]) == ("/usr/bin/chromium", URL)
    plain = screen.command_of("/usr/bin/chromium", URL, tmp_path)
    assert not any(word.startswith(("--window", "--kiosk-printing")) for word in plain)
    # one list of features only: Chromium takes the last and forgets the others
    assert sum(word.startswith("--disable-features") for word in plain) == 1


def test_firefoxs_flags_and_preferences(tmp_path: Path) -> None:
    words = screen.command_of("/usr/bin/firefox-esr", URL, tmp_path, monitor=1)
    assert words[-4:] == ["--kiosk-monitor", "1", "--kiosk", URL]
    assert words[words.index("--profile") + 1] == str(tmp_path)
    screen.prepare("/usr/bin/firefox-esr", tmp_path / "p")
    told = (tmp_path / "p" / "user.js").read_text()
    assert 'user_pref("media.autoplay.default", 0);' in told
    assert 'user_pref("browser.sessionstore.resume_from_crash", false);' in told


def test_a_profile_forgets_that_it_was_cut_off(tmp_path: Path) -> None:
    folder = tmp_path / "p" / "Default"
    folder.mkdir(parents=True)
    (folder / "Preferences").write_text('{"profile": {"exit_type": "Crashed", "name": "x"}}')
    (tmp_path / "p" / "SingletonLock").symlink_to("another-machine-12")
    screen.prepare("/usr/bin/chromium", tmp_path / "p")
    assert json.loads((folder / "Preferences").read_text())["profile"] == {
        "exit_type": "Normal", "exited_cleanly": True, "name": "x",
    }  # fmt: skip
    assert not (tmp_path / "p" / "SingletonLock").is_symlink()
    (folder / "Preferences").write_text("{broken")
    screen.prepare("/usr/bin/chromium", tmp_path / "p")


def test_a_snap_keeps_its_profile_where_it_sees_it(tmp_path: Path) -> None:
    wrapper = tmp_path / "chromium-browser"
    wrapper.write_text("#!/bin/sh\nexec /snap/bin/chromium\n")
    found = screen.profile_of(str(wrapper), "screen", tmp_path)
    assert found == tmp_path / "snap" / "chromium" / "common" / "signage-screen"
    assert ".local" in screen.profile_of("/usr/bin/chromium", "screen", tmp_path).parts


def test_two_pages_of_one_machine_have_profiles_of_their_own() -> None:
    names = {
        screen.name_of(URL, None), screen.name_of(URL, (1920, 0)),
        screen.name_of("http://a/kiosk?printer=x#s", None), screen.name_of("http://a/", None),
    }  # fmt: skip
    assert names == {"screen", "screen-1920-0", "kiosk", "start"}


def test_it_waits_for_the_server() -> None:
    answers, slept = iter([False, False, False, True]), list[float]()
    screen.wait_for(URL, lambda url: next(answers), slept.append)
    assert slept == [1.0, 1.5, 2.25]
    assert screen.answers("http://127.0.0.1:1/screen", 0.2) is False


def test_it_waits_longer_each_time_unless_the_browser_lived() -> None:
    waits = [0.5]
    for _ in range(7):
        waits.append(screen.next_wait(waits[-1], 2.0))
    assert waits[1:] == [1, 2, 4, 8, 16, 30, 30]
    assert screen.next_wait(30, 61.0) == 1


def test_the_display_stays_lit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    asked: list[Sequence[str]] = []
    screen.keep_lit(asked.append, here("xset", "gsettings", "systemd-inhibit"))
    assert ["xset", "-dpms"] in asked and ["xset", "s", "off"] in asked
    assert any("idle-delay" in words for words in asked)
    assert any(words[0] == "systemd-inhibit" for words in asked)
    asked.clear()
    screen.keep_lit(asked.append, here())
    assert asked == []


def test_what_starts_it_with_the_machine(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--url", URL, "--position", "1920,0", "--show"]
    assert screen.main([*words, "unit"]) == 0
    unit = capsys.readouterr().out
    assert f'"--url" "{URL}" "--position" "1920,0"\n' in unit and "Restart=always" in unit
    assert screen.main([*words, "autostart"]) == 0
    assert f'"--url" "{URL}" "--position" "1920,0"\n' in capsys.readouterr().out
    assert screen.main([*words, "command", "--browser", "sh"]) == 0
    assert "--window-position=1920,0" in capsys.readouterr().out
    assert screen.main(["--url", URL, "--browser", "no-such-browser"]) == 1
    assert "install one" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["--url", "screen"], [], ["--url", URL, "--position", "left"]])
def test_misuse_is_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        screen.main(wrong)
    assert ended.value.code == 2


# ---- the whole of it


class Hall(http.server.ThreadingHTTPServer):
    """Answers as a hall does, and counts who opens its page."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        super().__init__(("127.0.0.1", 0), Page)

    def wait(self, count: int, seconds: float = 30.0) -> None:
        end = time.monotonic() + seconds
        while len(self.opened) < count:
            assert time.monotonic() < end, self.opened
            time.sleep(0.05)


class Page(http.server.BaseHTTPRequestHandler):
    server: Hall

    def do_GET(self) -> None:
        if self.path.startswith("/screen"):
            self.server.opened.append(self.path)
        self.send_response(503 if self.path == "/api/health" else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>hall</title>")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hall() -> Iterator[Hall]:
    with Hall() as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server
        server.shutdown()


def started(hall: Hall, home: Path, browser: str, *more: str) -> subprocess.Popen[str]:
    environ = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    url = f"http://127.0.0.1:{hall.server_port}/screen#secret"
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), "--url", url, "--browser", browser, "--", *more],
        env={**environ, "HOME": str(home)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(launcher: subprocess.Popen[str]) -> str:
    launcher.send_signal(signal.SIGTERM)
    _, told = launcher.communicate(timeout=20)
    assert launcher.returncode == 0, told
    return told


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()


def test_a_browser_that_dies_comes_back(hall: Hall, tmp_path: Path) -> None:
    fake = tmp_path / "chromium"
    fake.write_text(
        f"#!{sys.executable}\nimport os, sys, time, urllib.request\n"
        "urllib.request.urlopen(sys.argv[-1].split('#')[0] + '?' + str(os.getpid()))\n"
        "time.sleep(60)\n"
    )
    fake.chmod(0o755)
    launcher = started(hall, tmp_path, str(fake))
    try:
        hall.wait(1)
        first = int(hall.opened[0].partition("?")[2])
        os.kill(first, signal.SIGKILL)
        hall.wait(2)
        second = int(hall.opened[1].partition("?")[2])
        assert second != first and alive(second)
    finally:
        told = ended(launcher)
    assert not alive(second)
    assert "the browser ended with -9" in told and "secret" not in told


@pytest.mark.browser
def test_a_real_browser_shows_the_page(hall: Hall, tmp_path: Path, chromium: str) -> None:
    flags = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync")
    launcher = started(hall, tmp_path, chromium, *flags, "--disable-background-networking")
    try:
        hall.wait(1)
    finally:
        ended(launcher)
    assert (tmp_path / ".local" / "share" / "signage-screen" / "screen" / "Default").is_dir()
