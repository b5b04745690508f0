"""The screen page in Chromium 53, the engine of a television of 2018."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from signage.screens.themes import THEMES
from tests.browser.fakes import (
    ROOT,
    SECRET,
    FakeHall,
    call_row,
    serving,
    silence,
    zone_view,
)
from tests.browser.test_layouts import screen_view, waiting

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOOL = ROOT.parent / "shared" / "tools" / "oldtv"
QUIET = {
    "state": "ready",
    "reason": None,
    "quiet": {"name": {"id": "Salat Jumat", "en": "Friday prayer"}, "until": "13:05",
              "voice": "silent"},
}  # fmt: skip
SEEN = """({
  numbers: Array.prototype.map.call(document.querySelectorAll('.tile .number'),
    function (node) { return node.textContent; }),
  now: document.querySelectorAll('.tile.now').length,
  cut: Array.prototype.filter.call(document.querySelectorAll('body, .tile, .number, .counter'),
    function (node) { return node.scrollWidth > node.clientWidth + 1; }).length,
  face: document.fonts.check("700 20px 'Atkinson Hyperlegible'"),
  line: document.getElementById('line-text').textContent,
  clock: document.getElementById('clock').textContent
})"""


@pytest.fixture(scope="module")
def shoot() -> Path:
    """The tool that shows a page in the old engine, made ready; skipped where it can't be."""
    if not (TOOL / "shoot").is_file():
        pytest.skip("the old television is not beside this checkout (shared/tools/oldtv)")
    if shutil.which("xvfb-run") is None:
        pytest.skip("the old television needs xvfb, which scripts/test installs")
    return TOOL / "shoot"


async def ready() -> None:
    setup = await asyncio.create_subprocess_exec(
        str(TOOL / "setup.sh"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await setup.communicate()
    if setup.returncode != 0:
        pytest.skip(f"the old television can't be set up here: {said.decode()[-300:].strip()}")


async def shown(
    shoot: Path, url: str, picture: Path, size: str, wait: int = 3, look: str = SEEN
) -> dict[str, Any]:
    """What the page is there. The engine itself dies now and then before it has shown anything
    (a SIGSEGV on a busy machine); a page that kills it each time is another thing."""
    out, troubles = b"", b""
    for _ in range(3):
        looking = await asyncio.create_subprocess_exec(
            *(str(shoot), url, str(picture), "--wait", str(wait), "--size", size, "--eval", look),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, troubles = await looking.communicate()
        if out or b"Segmentation fault" not in troubles:
            break
    assert out, troubles.decode()
    report: dict[str, Any] = json.loads(out.splitlines()[-1])
    return report


@pytest.mark.parametrize("size", ["1920x1080", "1080x1920"])
async def test_a_burst_is_on_the_television_of_2018(shoot: Path, tmp_path: Path, size: str) -> None:
    await ready()
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": ["zone/hall-a"]}
    calls = [call_row(43 - place, f"B{place:03}", str(place)) for place in range(7)]
    async with serving(FakeHall(me=me | {"language": "id"})) as hall:
        await hall.show("zone/hall-a", zone_view(*calls, voice=QUIET))
        url = f"{hall.url}/screen#{SECRET}"
        report = await shown(shoot, url, tmp_path / "screen.png", size)
        assert hall.said("shown") == [43]
    assert "Chrome/53" in report["user_agent"]
    assert report["ok"]
    assert report["console"] == []
    assert report["value"] == {
        "numbers": [call["number"] for call in calls],
        "now": 1,
        "cut": 0,
        "face": True,
        "line": "Waktu tenang sampai 13.05: nomor tampil tanpa diucapkan.",
        "clock": "09:42",
    }


@pytest.mark.parametrize(
    ("clip", "result", "sound"), [("a", "ended", "ready"), ("b", "failed", "missing")]
)
async def test_the_television_of_2018_speaks_and_says_how_it_went(
    shoot: Path, tmp_path: Path, clip: str, result: str, sound: str
) -> None:
    """Its engine asks for no touch; `b` is a clip that the server has not."""
    await ready()
    topics = ["zone/hall-a", "screen/s", "sound/hall-a"]
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": topics, "language": "id"}
    async with serving(FakeHall(me=me)) as hall:
        hall.sounds["a.wav"] = silence(0.5)
        await hall.show("zone/hall-a", zone_view(call_row(41, "B001", "1")))
        await hall.show("screen/s", {"screen": "s", "name": "s", "zone": "hall-a", "speaks": True})
        looking = asyncio.create_task(
            shown(shoot, f"{hall.url}/screen#{SECRET}", tmp_path / "screen.png", "1920x1080", 6)
        )
        while not hall.said("beat"):  # noqa: ASYNC110 - a fake's plain field
            await asyncio.sleep(0.1)
        said = {"id": "41-hall-a", "seq": 41, "url": f"/sounds/{clip}.wav", "length": 0.5}
        await hall.show("sound/hall-a", said | {"lease": hall.said("beat")[-1]["page"]})
        report = await looking
        assert report["console"] == []
        assert hall.heard_of("41-hall-a") == [result]
        assert hall.said("beat")[-1]["sound"] == sound


ALARMED = """({
  band: document.getElementById('alarm-kind').textContent,
  words: document.getElementById('alarm-text').textContent.length,
  line: document.getElementById('line-text').textContent,
  cut: ['alarm-words', 'line-text'].filter(function (id) {
    var node = document.getElementById(id);
    return node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;
  }),
  above: document.elementFromPoint(innerWidth / 2, innerHeight / 2).id.indexOf('alarm') === 0,
  large: parseFloat(getComputedStyle(document.getElementById('alarm-text')).fontSize) >
    Math.min(innerWidth, innerHeight) * 0.04
})"""


@pytest.mark.parametrize("size", ["1920x1080", "1080x1920"])
@pytest.mark.parametrize("drill", [False, True])
async def test_an_emergency_fills_the_television_of_2018(
    shoot: Path, tmp_path: Path, size: str, drill: bool
) -> None:
    await ready()
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": ["zone/hall-a"]}
    words = {"id": "Tinggalkan gedung sekarang. " * 14, "en": "Leave the building now. " * 16}
    alarm = {"emergency": "e9", "text": words, "since": 2.0, "drill": drill}
    async with serving(FakeHall(me=me | {"language": "id"})) as hall:
        view = zone_view(call_row(43, "B001", "3"), emergency=alarm, emergencies=[alarm])
        await hall.show("zone/hall-a", view)
        url = f"{hall.url}/screen#{SECRET}"
        report = await shown(shoot, url, tmp_path / "alarm.png", size, look=ALARMED)
    assert "Chrome/53" in report["user_agent"]
    assert report["console"] == []
    assert report["value"] == {
        "band": "LATIHAN · DRILL" if drill else "DARURAT · EMERGENCY",
        "words": len(words["id"]),
        "line": "Panggilan: B001 → Loket 3",
        "cut": [],
        "above": True,
        "large": True,
    }


PLACED = """({
  regions: document.querySelectorAll('.region').length,
  outside: Array.prototype.filter.call(document.querySelectorAll('.region, #calls.shown, #line'),
    function (node) {
      var box = node.getBoundingClientRect();
      return box.width < 9 || box.height < 9 || box.right > innerWidth + 1 ||
        box.bottom > innerHeight + 1;
    }).length,
  now: document.querySelectorAll('.tile.now').length,
  ground: getComputedStyle(document.body).backgroundColor
})"""


@pytest.mark.parametrize(
    ("layout", "size", "regions"), [("all", "1920x1080", 9), ("banner", "1080x1920", 2)]
)
async def test_a_layout_stands_on_the_television_of_2018(
    shoot: Path, tmp_path: Path, layout: str, size: str, regions: int
) -> None:
    await ready()
    topics = ["zone/hall-a", "screen/s"]
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": topics, "language": "id"}
    way = "landscape" if size.startswith("1920") else "portrait"
    theme = {"id": "siang", "tokens": dict(THEMES["siang"].tokens), "logo": None}
    async with serving(FakeHall(me=me)) as hall:
        await hall.show("screen/s", screen_view(layout, way, theme=theme))
        calls = [
            call_row(43 - place, f"B{place:03}", str(place), age=place * 15) for place in range(7)
        ]
        await hall.show("zone/hall-a", zone_view(*calls, waiting=waiting(9)))
        url = f"{hall.url}/screen#{SECRET}"
        report = await shown(shoot, url, tmp_path / "screen.png", size, look=PLACED)
    assert "Chrome/53" in report["user_agent"]
    assert report["console"] == []
    assert report["value"] == {
        "regions": regions, "outside": 0, "now": 1, "ground": "rgb(233, 238, 243)",
    }  # fmt: skip


async def test_the_television_of_2018_is_paired(shoot: Path, tmp_path: Path) -> None:
    """It says that it comes from nowhere unless it is told not to, and would be refused."""
    await ready()
    me = {"kind": "screen", "id": "s", "place": "hall-a", "topics": ["zone/hall-a"]}
    async with serving(FakeHall(me=me | {"language": "id"}, code="ABCD2345")) as hall:
        await hall.show("zone/hall-a", zone_view(call_row(41, "B001", "1")))
        look = "[document.body.className, location.hash]"
        looking = asyncio.create_task(
            shown(shoot, f"{hall.url}/screen", tmp_path / "screen.png", "1920x1080", 5, look)
        )
        while not hall.sockets:  # noqa: ASYNC110 - a fake's plain field
            await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        await hall.show("pairing/t", {"state": "paired", "kind": "screen", "secret": SECRET})
        report = await looking
        assert hall.origins == [hall.url]
        assert hall.said("shown") == [41]
    assert "without" not in report["value"][0] and report["value"][1] == ""
    assert report["console"] == []
