"""A hall whose every string is an attack: no page runs any of it, or has it stopped."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Error, Page

from signage import serving
from signage.web.policy import fresh_nonce, policies
from tests.media.files import jpeg
from tests.web import table
from tests.web.asking import BOOKINGS, FREE, House, house

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

ATTACK: Final = "<img src=/x onerror=ran()><svg/onload=ran()><script>ran()</script>\"'><b>"
BRIEF: Final = "<img src=/x onerror=ran()><svg/onload=ran()>"
"""For an officer's note, which has 80 characters, and for what is shown large."""
SEEN: Final = "onerror=ran()"
COUNTERS: Final = """document.addEventListener('securitypolicyviolation',
  (event) => stopped(event.violatedDirective + ' ' + event.blockedURI), true);"""
SECRETS: Final = {"/screen": "screen-hall", "/kiosk": "kiosk-hall", "/counter": "counter-1"}
PROGRAMME: Final = ("playlists/p", "schedules", "schedules/s", "notices", "notices/n", "tickers/0")
LAYOUTS: Final = (
    "#layouts/layouts/lobby",
    "#layouts/themes",
    "#layouts/themes/batik",
    "#screens/all",
)
INNER: Final = (
    *(f"#programme/{place}" for place in PROGRAMME),
    *LAYOUTS,
    "#takeovers/event",
)
"""Places of the admin page that no menu leads to."""
PLAIN: Final = {"/ca.crt"}
"""What a browser would keep as a file."""


def _words(attack: str = ATTACK) -> str:
    """The next text in both languages, each with a number, so that none is another's double."""
    number = next(_NUMBERS)
    quoted = attack.replace('"', '\\"')
    return f'{{ id = "{number}{quoted}", en = "e{number}{quoted}" }}'


_NUMBERS: Final = itertools.count(1)


def _hall() -> str:
    """Every string that people give a hall; its phrases and lexicon take no signs."""
    return f"""
[mall]
id = "small"
name = {_words()}
time_zone = "Asia/Jakarta"
hours = "always"

[voice]
languages = ["id"]

[[priorities]]
id = "old"
name = {_words()}

[[origins]]
id = "near"
name = {_words()}

[[zones]]
id = "hall"
name = {_words()}
direction = {_words()}
speaker = "screen"

[[zones]]
id = "ballroom"
name = {_words()}
hears = ["hall"]
speaker = "none"

[[agencies]]
id = "civil"
name = {_words()}
short = {_words(BRIEF)}
spoken = {_words()}

[[services]]
id = "card"
agency = "civil"
name = {_words()}
prefix = "A"
papers = [{_words()}, {_words()}]
priorities = ["old"]
asks_origin = true

[[services]]
id = "birth"
agency = "civil"
name = {_words()}
prefix = "B"

[[counters]]
id = "1"
name = "{BRIEF}"
zone = "hall"
services = ["card", "birth"]
direction = {_words()}

[[counters]]
id = "2"
name = "2{BRIEF}"
zone = "hall"
services = ["card"]

[[layouts]]
id = "lobby"
name = {_words()}
regions = [
  {{ kind = "board", x = 0, y = 0, w = 32, h = 17 }},
  {{ kind = "status", x = 0, y = 17, w = 32, h = 1 }},
]

[[themes]]
id = "batik"
name = {_words()}

[[emergencies]]
id = "fire"
name = {_words()}
text = {_words()}

[[printers]]
id = "desk"
name = {_words()}
kind = "browser"
zones = ["hall"]
footer = {_words()}

[[notices]]
id = "n"
title = {_words()}
text = {_words()}

[[playlists]]
id = "p"
name = {_words()}
items = [{{ notice = "n" }}, {{ slide = "hours", agency = "civil" }}]

[[schedules]]
id = "s"
name = {_words()}
playlist = "p"
screens = ["{BRIEF}"]

[[schedules]]
id = "t"
name = {_words()}
playlist = "p"

[[tickers]]
text = {_words()}
screens = ["{BRIEF}"]

[[takeovers]]
id = "event"
zone = "ballroom"
name = {_words()}
greeting = {_words()}
playlist = "p"
programme = [{{ at = "09:00", text = {_words()} }}]

[survey]
intro = {_words()}

[[elements]]
id = "parkir"
name = {_words()}
question = {_words()}
answers = [{_words("<i>")}, {_words("<i>")}, {_words("<i>")}, {_words("<i>")}]
{BOOKINGS}{FREE}
"""


@dataclass(slots=True)
class Watch:
    """What ran, what the policy stopped, and what was asked for that an attack asks for."""

    ran: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    async def on(self, context: BrowserContext) -> None:
        """Counts in every page of this context."""

        async def ran(source: Any, *_: object) -> None:
            self.ran.append(source["page"].url)

        async def stopped(source: Any, what: str) -> None:
            self.stopped.append(f"{source['page'].url} {what}")

        def asked(request: Any) -> None:
            if request.url.endswith("/x"):
                self.fetched.append(request.frame.url)

        await context.expose_binding("ran", ran)
        await context.expose_binding("stopped", stopped)
        await context.add_init_script(COUNTERS)
        context.on("request", asked)


@dataclass(frozen=True, slots=True)
class Attacked:
    """The hall, where it is served, and the paths of its pages with what opens them."""

    house: House
    url: str
    pages: tuple[str, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hall(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Attacked]:
    async with house(tmp_path_factory.mktemp("attacked"), _hall()) as made:
        secrets = await _fill(made)
        listening = serving._listen("127.0.0.1", 0)
        server = serving._server(made.hall)
        running = asyncio.create_task(server.serve([listening]))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        paths = [path for method, path in table.routes(made.hall.app) if method == "GET"]
        pages = [path for path in paths if _is_page(path)]
        yield Attacked(made, url, tuple(_opened(made, path, secrets) for path in pages))
        server.should_exit = True
        await running
        listening.close()


def _is_page(path: str) -> bool:
    apart = ("/api/", "/static", "/metrics", "/button", "/sounds", "/media", *PLAIN)
    return not path.startswith(apart)


def _opened(made: House, path: str, named: dict[str, str]) -> str:
    """The address that opens a page: with its token, or with its device's secret behind a #."""
    if "{" in path:
        return path.format(**named)
    if path == "/booking":
        return f"{path}#{named['code']}"
    return f"{path}#{made.secret(SECRETS.get(path, 'admin'))}"


async def _fill(made: House) -> dict[str, str]:
    """A day of attacks: tickets with notes, an emergency, a notice, a booking."""
    asks = [{"service": "card", "priority": "old", "origin": "near"}, {"service": "card"}]
    tickets = [(await made.ask("POST", "/api/tickets", "admin", json=ask)).json() for ask in asks]
    await made.ask("POST", "/api/tickets", "admin", json={"service": "birth"})
    await made.press("1", "next")
    assert (await made.press("1", "park", json={"note": BRIEF})).status_code == 200
    await made.press("1", "next")
    assert (await made.press("1", "note", json={"text": BRIEF})).status_code == 200
    said = await made.ask(
        "POST", "/api/zones/hall/announcements", "admin", json={"text": ATTACK, "language": "id"}
    )
    assert said.status_code == 201, said.text
    alarm = {"text": {"id": ATTACK, "en": ATTACK}, "zones": ["ballroom"], "drill": True}
    assert (await made.ask("POST", "/api/emergencies", "admin", json=alarm)).status_code == 201
    made.hall.desk.tools = lambda: None
    name = {"name": f"{ATTACK.replace('/', '')}.jpg"}
    sent = await made.ask("POST", "/api/media", "admin", params=name, content=jpeg())
    assert sent.status_code == 201, sent.text
    event = await made.ask(
        "POST", "/api/zones/ballroom/takeover", "admin", json={"takeover": "event"}
    )
    assert event.status_code == 201, event.text
    days = (await made.ask("GET", "/api/bookings/slots/card")).json()["days"]
    slot = {"service": "card", "date": days[1]["date"], "start": days[1]["slots"][0]["start"]}
    booking = (await made.ask("POST", "/api/bookings", json=slot)).json()
    wrote = {"service": "card", "values": {"parkir": 1}, "suggestion": ATTACK, "complaint": True}
    assert (await made.ask("POST", "/api/surveys", "admin", json=wrote)).status_code == 201
    await _staff(made)
    return {"token": tickets[1]["token"], "code": booking["code"]}


async def _staff(made: House) -> None:
    """People and devices with such names, the audit that tells of them, a page that lies."""
    for role in ("officer", "floor"):
        login = None if role == "officer" else "penyerang"
        person = {"name": ATTACK[:40], "role": role, "login": login}
        added = await made.ask("POST", "/api/people", "administrator", json=person)
        assert added.status_code == 201, added.text
    for device in ("screen-hall", "counter-1"):
        renamed = await made.ask(
            "POST", f"/api/devices/{device}/rename", "administrator", json={"name": BRIEF}
        )
        assert renamed.status_code == 200, renamed.text
    page = made.hall.room.session(
        table.Socket(), headers=table.small(made.bearer("screen-hall")), address="192.0.2.1"
    )
    page.text('{"watch": ["zone/hall"]}')
    lie = {"seq": 1, "engine": BRIEF[:40], "version": BRIEF[:32], "showing": BRIEF[:32]}
    page.text(json.dumps({"beat": {**lie, "page": BRIEF}}))


@pytest_asyncio.fixture(loop_scope="module")
async def watched(hall: Attacked, browser: Browser) -> AsyncIterator[tuple[Watch, BrowserContext]]:
    watch, context = Watch(), await browser.new_context()
    await watch.on(context)
    name, _, token = hall.house.bearer("administrator")["Cookie"].partition("=")
    await context.add_cookies([{"name": name, "value": token, "url": hall.url}])
    yield watch, context
    await context.close()


async def test_no_page_runs_a_string(hall: Attacked, watched: tuple[Watch, BrowserContext]) -> None:
    watch, context = watched
    pages = (*hall.pages, "/admin", "/floor")  # and as a person who is signed in
    shown = await asyncio.gather(*(_look(context, hall.url + path) for path in pages))
    assert (watch.ran, watch.stopped, watch.fetched) == ([], [], [])
    # most pages had the attacks to show, and showed them as text
    seen = {path.partition("#")[0] for path, found in zip(pages, shown, strict=True) if found}
    bare = {path.partition("#")[0] for path in pages} - seen
    assert bare <= {"/", "/login", "/voices", "/trust", "/screen/preview"}, bare


async def test_what_is_in_an_address_runs_on_no_page(
    hall: Attacked, watched: tuple[Watch, BrowserContext]
) -> None:
    watch, context = watched
    page = await context.new_page()
    survey = (f"/survey/{BRIEF}", f"/survey#{ATTACK}", f"/skm?month={ATTACK}")
    for path in (
        *survey,
        f"/{ATTACK}",
        f"/t/{BRIEF}",
        f"/booking#{ATTACK}",
        f"/?lang={ATTACK}#{ATTACK}",
    ):
        await page.goto(hall.url + path)
    assert (watch.ran, watch.stopped, watch.fetched) == ([], [], [])


async def _look(context: BrowserContext, url: str) -> bool:
    """Opens a page, presses whatever it offers, and tells whether it showed an attack as text."""
    page = await context.new_page()
    await page.goto(url)
    shown = await _until(page, lambda text: SEEN in text)
    rooms = "Array.from(document.querySelectorAll('a[href^=\"#\"]'), (link) => link.hash)"
    inner = INNER if "/admin" in url else ()
    for place in ["", *(await _told(page, rooms) or ()), *inner]:
        if place:  # a section of the page
            await _told(page, "(place) => { location.hash = place; }", place)
            shown = await _until(page, lambda text: SEEN in text, tries=8) or shown
        for number in range(4 if place else 6):
            await _press(page, number)
    await page.close()
    return shown


async def _press(page: Page, number: int) -> None:
    # what stands around the main part signs people out
    pressed = """(at) => { const main = document.querySelector('main') || document;
      const all = main.querySelectorAll('button'); all[at]?.click(); }"""
    await _told(page, pressed, number)
    await page.wait_for_timeout(25)


async def _until(page: Page, right: Callable[[str], bool], tries: int = 25) -> bool:
    for _ in range(tries):
        if right(str(await _told(page, "document.body && document.body.innerText"))):
            return True
        await page.wait_for_timeout(60)
    return False


async def _told(page: Page, question: str, given: object = None) -> Any:
    """What a page answers; nothing when it goes elsewhere at that moment."""
    try:
        return await page.evaluate(question, given)
    except Error:
        await page.wait_for_load_state()
        return None


@pytest.mark.parametrize("guarded", [False, True])
async def test_both_counters_count(
    hall: Attacked, watched: tuple[Watch, BrowserContext], guarded: bool
) -> None:
    """The control: the same strings as markup run without a policy, and are stopped by ours."""
    watch, context = watched
    page = await context.new_page()
    body = f"<!doctype html><body>{ATTACK}</b></body>"
    headers = {"content-type": "text/html"}
    if guarded:
        # one header with both, as a browser joins them
        headers["content-security-policy"] = ", ".join(policies("127.0.0.1", fresh_nonce()))
    await page.route("**/control", lambda route: route.fulfill(body=body, headers=headers))
    await page.goto(f"{hall.url}/control")
    await page.wait_for_timeout(200)
    assert bool(watch.ran) is not guarded
    assert bool(watch.stopped) is guarded
    assert watch.fetched or guarded


async def test_text_can_not_become_markup(
    hall: Attacked, watched: tuple[Watch, BrowserContext]
) -> None:
    """Trusted types: a page's own script that slips is stopped, and counted."""
    watch, context = watched
    page = await context.new_page()
    await page.goto(hall.url)
    with pytest.raises(Error, match="TrustedHTML"):
        await page.evaluate("(attack) => { document.body.innerHTML = attack; }", ATTACK)
    loaded = """(url) => new Promise((done) => { const script = document.createElement('script');
      script.onload = () => done('loaded'); script.onerror = () => done('stopped');
      try { script.src = url; document.body.append(script); } catch (_) { done('stopped'); } })"""
    assert await page.evaluate(loaded, "/static/pages/markup.js") == "stopped"
    await page.wait_for_timeout(100)
    assert watch.ran == [] and watch.stopped
