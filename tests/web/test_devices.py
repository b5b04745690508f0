"""Devices over HTTP: pairing and its bad inputs, the list, revoking, retiring, alerts."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from signage.devices.presence import Report
from signage.errors import RegistryTrouble
from signage.queueing.hours import Moment
from signage.registry.audit import Wanted
from signage.registry.devices import Devices
from tests.halls import Hands
from tests.web.asking import FREE, SPOKEN, House, house, refused
from tests.web.test_session import Viewer

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCREEN = {"kind": "screen", "place": "hall", "name": "TV pintu"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall"), SPOKEN + FREE) as made:
        yield made


async def shown(asked: House, opened: str = "screen") -> dict[str, Any]:
    """A page without a secret asks for a code."""
    answer = await asked.ask("POST", "/api/pairings", json={"opened": opened})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def watching(asked: House, token: str) -> Viewer:
    """The page's socket."""
    viewer = Viewer()
    session = asked.hall.room.session(viewer, headers={}, address="192.0.2.1")
    session.text(f'{{"watch": ["pairing/{token}"]}}')
    return viewer


async def paired(asked: House, **wanted: Any) -> tuple[str, str]:
    """(the id, the secret) of a page that was paired."""
    code = await shown(asked)
    page = watching(asked, code["token"])
    body = {**SCREEN, **wanted, "code": code["code"]}
    answer = await asked.ask("POST", "/api/devices", "admin", json=body)
    assert answer.status_code == 201, answer.text
    await asyncio.sleep(0)
    assert "secret" not in answer.json() or answer.json()["secret"] is None
    return answer.json()["device"], page.frames[-1]["view"]["secret"]


async def me(asked: House, secret: str) -> Any:
    return await asked.ask("GET", "/api/me", headers={"Authorization": f"Bearer {secret}"})


async def row(asked: House, device: str) -> dict[str, Any]:
    listed = (await asked.ask("GET", "/api/devices", "admin")).json()["devices"]
    found: dict[str, Any] = next(one for one in listed if one["device"] == device)
    return found


async def test_a_page_is_paired_by_its_code(asked: House) -> None:
    code = await shown(asked)
    page = watching(asked, code["token"])
    assert page.frames[-1]["view"]["code"] == code["code"]
    device, secret = await paired(asked)
    answer = await me(asked, secret)
    assert (answer.json()["id"], answer.json()["place"]) == (device, "hall")
    told = await row(asked, device)
    assert (told["name"], told["first"], told["created_by"]) == ("TV pintu", False, "admin")
    assert told["state"] == "silent" and told["seen"]  # it has asked, and has no page open
    assert (await me(asked, code["token"])).status_code == 401


async def test_a_token_that_nobody_has_opens_nothing(asked: House) -> None:
    page = watching(asked, "x" * 32)
    assert (page.closed, page.frames) == (4004, [])


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"code": None}, 422, "pairing_needed"),
        ({"code": "abc"}, 422, "pairing_malformed"),
        ({"code": "ABCD2345"}, 404, "pairing_unknown"),
        ({"place": None}, 422, "device_place"),
        ({"place": "nowhere"}, 404, "zone_unknown"),
        ({"place": "1"}, 404, "zone_unknown"),
        ({"kind": "counter"}, 404, "counter_unknown"),
        ({"kind": "counter", "place": "x" * 500}, 404, "counter_unknown"),
        ({"kind": "feed"}, 422, "device_place"),
        ({"kind": "button", "place": "1"}, 422, "pairing_not_for"),
        ({"kind": "admin", "place": None}, 422, "malformed"),
        ({"kind": "toaster"}, 422, "malformed"),
        ({"name": "x" * 61}, 422, "device_name"),
        ({"name": "a\nb"}, 422, "device_name"),
        ({"name": "a\u202eb"}, 422, "device_name"),
        ({"secret": "mine"}, 422, "malformed"),
    ],
)
async def test_what_makes_no_device_is_refused_and_leaves_the_code(
    asked: House, change: dict[str, Any], status: int, code: str
) -> None:
    page = await shown(asked)
    before = len(asked.hall.devices.enrolled())
    body = {**SCREEN, "code": page["code"], **change}
    refused(await asked.ask("POST", "/api/devices", "admin", json=body), status, code)
    assert len(asked.hall.devices.enrolled()) == before
    view = asked.hall.pairings.view(page["token"])
    assert view is not None and view.state == "waiting"
    good = await asked.ask("POST", "/api/devices", "admin", json={**SCREEN, "code": page["code"]})
    assert good.status_code == 201


async def test_a_used_and_an_expired_code(asked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    page, late = await shown(asked), await shown(asked)
    body = {**SCREEN, "code": page["code"]}
    assert (await asked.ask("POST", "/api/devices", "admin", json=body)).status_code == 201
    refused(await asked.ask("POST", "/api/devices", "admin", json=body), 409, "pairing_used")
    now = asked.hall.pairings.now()
    monkeypatch.setattr(asked.hall.pairings, "_steady", lambda: now + 600_000)
    body = {**SCREEN, "code": late["code"]}
    refused(await asked.ask("POST", "/api/devices", "admin", json=body), 409, "pairing_expired")


async def test_two_managers_pair_one_page_at_once(asked: House) -> None:
    page = await shown(asked)
    before = len(asked.hall.devices.enrolled())
    bodies = [{**SCREEN, "name": name, "code": page["code"]} for name in ("A", "B")]
    answers = await asyncio.gather(
        *(asked.ask("POST", "/api/devices", "admin", json=body) for body in bodies)
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert page["code"] not in (asked.folder / "registry.db").read_bytes().decode("latin-1")
    assert len(asked.hall.devices.enrolled()) == before + 1


async def test_a_disk_that_fails_leaves_the_code(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise RegistryTrouble("full")

    page = await shown(asked)
    body = {**SCREEN, "code": page["code"]}
    with monkeypatch.context() as patched:
        patched.setattr(Devices, "add", full)
        answer = await asked.ask("POST", "/api/devices", "admin", json=body)
        refused(answer, 503, "registry_failed")
    assert (await asked.ask("POST", "/api/devices", "admin", json=body)).status_code == 201


async def test_a_second_screen_without_a_name_is_told_from_the_first(asked: House) -> None:
    ids = []
    for _ in range(2):
        page = await shown(asked)
        body = {**SCREEN, "name": "", "code": page["code"]}
        ids.append((await asked.ask("POST", "/api/devices", "admin", json=body)).json()["device"])
    rows = (await asked.ask("GET", "/api/devices", "admin")).json()["devices"]
    titles = [row["title"]["id"] for row in rows if row["device"] in ids]
    assert titles == ["Layar Balai 2", "Layar Balai 3"]


async def test_a_button_and_a_feed_get_their_secret_once(asked: House) -> None:
    body = {"kind": "button", "place": "1", "name": "Tombol 1"}
    made = (await asked.ask("POST", "/api/devices", "admin", json=body)).json()
    assert made["url"] == "/button/1/next"
    assert (await me(asked, made["secret"])).json()["kind"] == "button"
    feed = (await asked.ask("POST", "/api/devices", "admin", json={"kind": "feed"})).json()
    assert feed["url"] == "/api/events" and (await me(asked, feed["secret"])).status_code == 200
    new = await asked.ask("POST", f"/api/devices/{made['device']}/replace", "admin")
    assert (await me(asked, made["secret"])).json()["code"] == "secret_revoked"
    assert (await me(asked, new.json()["secret"])).json()["id"] == made["device"]
    listed = await asked.ask("GET", "/api/devices", "admin")
    for secret in (made["secret"], feed["secret"], new.json()["secret"]):
        assert secret not in listed.text


async def test_revoking_closes_sockets_at_once_and_is_said(asked: House) -> None:
    device, secret = await paired(asked)
    page, other = Viewer(), Viewer()
    for viewer, whose in ((page, secret), (other, asked.secret("screen-hall"))):
        session = asked.hall.room.session(viewer, headers={}, address="192.0.2.9")
        session.text(f'{{"watch": ["zone/hall"], "secret": "{whose}"}}')
    assert (await row(asked, device))["pages"][0]["address"] == "192.0.2.9"
    assert (await asked.ask("POST", f"/api/devices/{device}/revoke", "admin")).status_code == 200
    assert (page.closed, other.closed) == (4001, None)
    refused(await me(asked, secret), 401, "secret_revoked")
    assert (await row(asked, device))["state"] == "revoked"
    for verb, body in (("revoke", {}), ("replace", {"code": "ABCD2345"}), ("rename", {"name": ""})):
        answer = await asked.ask("POST", f"/api/devices/{device}/{verb}", "admin", json=body)
        assert answer.status_code in (404, 409), verb
        assert answer.json()["code"] in ("device_revoked", "pairing_unknown")
    unknown = await asked.ask("POST", "/api/devices/nobody/revoke", "admin")
    refused(unknown, 404, "device_unknown")


async def test_every_change_is_in_the_audit_and_no_secret_is(asked: House) -> None:
    device, secret = await paired(asked, name="TV audit")
    await asked.ask("POST", f"/api/devices/{device}/rename", "admin", json={"name": "TV lain"})
    await asked.ask("POST", f"/api/devices/{device}/revoke", "admin")
    records = [one for one in asked.hall.audit.read(Wanted()) if one.subject == device]
    actions = [one.action for one in reversed(records)]
    assert actions == ["device.paired", "device.renamed", "device.revoked"]
    assert {one.who for one in records} == {"admin"} and secret not in repr(records)


async def test_nobody_revokes_the_secret_that_asks(asked: House) -> None:
    for verb in ("revoke", "replace"):
        answer = await asked.ask("POST", f"/api/devices/admin/{verb}", "admin")
        refused(answer, 409, "device_self")


async def test_another_machine_takes_a_devices_place(asked: House) -> None:
    device, old = await paired(asked)
    page = await shown(asked)
    socket = watching(asked, page["token"])
    path = f"/api/devices/{device}/replace"
    refused(await asked.ask("POST", path, "admin"), 422, "pairing_needed")
    answer = await asked.ask("POST", path, "admin", json={"code": page["code"]})
    assert answer.status_code == 200
    await asyncio.sleep(0)
    new = socket.frames[-1]["view"]["secret"]
    assert (await me(asked, new)).json()["id"] == device
    refused(await me(asked, old), 401, "secret_revoked")
    await asked.ask("POST", f"/api/devices/{device}/rename", "admin", json={"name": " TV baru "})
    assert (await row(asked, device))["title"] == {"id": "TV baru", "en": "TV baru"}


async def test_the_list_has_what_a_page_says_of_itself(asked: House) -> None:
    viewer = Viewer()
    session = asked.hall.room.session(viewer, headers={}, address="192.0.2.3")
    secret = asked.secret("counter-1")
    session.text(f'{{"watch": ["counter/1"], "secret": "{secret}"}}')
    at = asked.hall.live.now().at + 90_000
    session.text(
        '{"beat": {"seq": 3, "page": "p", "size": [1280, 800], "engine": "Chrome/120", '
        f'"at": {at}, "version": "old", "showing": "free", "hidden": true}}}}'
    )
    told = await row(asked, "counter-1")
    page = told["pages"][0]
    assert (told["state"], told["title"]["id"]) == ("well", "Loket 1")
    assert (page["painted"], page["showing"], page["old"]) == (3, "free", True)
    assert abs(page["offset"] - 90) < 2 and page["size"] == [1280, 800]
    session.gone()
    assert (await row(asked, "counter-1"))["state"] == "silent"
    assert (await row(asked, "counter-2"))["state"] == "never"


async def test_waiting_pages_are_listed_without_their_codes(asked: House) -> None:
    page = await shown(asked, "kiosk")
    answer = await asked.ask("GET", "/api/devices", "admin")
    assert page["code"] not in answer.text and page["token"] not in answer.text
    assert answer.json()["waiting"][-1]["opened"] == "kiosk"


async def test_a_hung_and_a_muted_screen_are_on_the_floor_within_15_s(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P8, with the clock in the hand; the control is a screen that goes on painting."""
    hall, hands = asked.hall, Hands()
    monkeypatch.setattr(hall.presence, "_steady", hands.steady)
    monkeypatch.setattr(hall.presence, "_drawn", {})  # of the real clock
    now = hall.live.now
    start, wall = hands.steady(), now().at

    def later() -> Moment:
        return dataclasses.replace(now(), at=wall + hands.steady() - start)

    monkeypatch.setattr(hall.live, "now", later)
    pages = {name: hall.presence.join(f"screen-{name}", name) for name in ("hall", "ballroom")}
    told: dict[str, int] = {}
    for second in range(1, 16):
        hands.pass_(1000)
        hall.presence.drawn(["zone/hall", "zone/ballroom"], 1000 + second)
        if second % 5 == 0:
            seq = 1000 + second - 1
            hall.presence.beat(pages["hall"], "ready", "a", Report(painted=1000, version="v"))
            fine = Report(painted=seq, version="v")
            hall.presence.beat(pages["ballroom"], "ready", "b", fine)
        hall.presence.sweep()
        hall.oversight.look()
        view = (await asked.ask("GET", "/api/alerts", "admin")).json()
        for alert in view["alerts"]:
            told.setdefault(alert["device"], second)
    assert "screen-ballroom" not in told
    assert told["screen-hall"] <= 15
    floor = hall.live.view("floor")
    assert floor is not None
    alerts = {alert.device: alert.what for alert in floor.alerts}  # type: ignore[attr-defined]
    assert alerts["screen-hall"] == "hung"
    hall.presence.beat(pages["ballroom"], "blocked", "b")
    for _ in range(5):
        hands.pass_(1000)
        hall.oversight.look()
    latest = hall.oversight.alerts.latest()[0]
    assert (latest.device, latest.what) == ("screen-ballroom", "muted")
    text = (await asked.ask("GET", "/metrics", "feed")).text
    assert "signage_alerts 2.0" in text and 'signage_devices{state="hung"} 1.0' in text
    state = hall.live.state  # the evening: nothing stands any more, and nothing is told
    monkeypatch.setattr(hall.live, "state", dataclasses.replace(state, day_open=False))
    assert not hall.oversight.look() and hall.oversight.alerts.standing == ()
    for page in pages.values():
        hall.presence.leave(page)


async def test_first_secrets_are_retired_and_the_administrators_stays(asked: House) -> None:
    """Last: it takes away what the tests before it asked with."""
    reader = Viewer()
    asked.hall.room.sockets.enter(("feed",), reader)
    replaced = await asked.ask("POST", "/api/devices/first/retire", "admin")
    ended = set(replaced.json()["retired"])
    assert {"screen-hall", "button-1", "feed"} <= ended and "kiosk-hall" not in ended
    assert reader.closed == 4001
    assert "screen-hall" not in {
        one["kind"] for one in (await asked.ask("GET", "/api/links", "admin")).json()
    }
    last = await asked.ask("POST", "/api/devices/first/retire", "admin", json={"which": "all"})
    assert last.json()["left"] == ["admin"] and last.json()["over"]
    links = (await asked.ask("GET", "/api/links", "admin")).json()
    assert [one["kind"] for one in links] == ["admin"]
    bad = await asked.ask("POST", "/api/devices/first/retire", "admin", json={"which": "some"})
    refused(bad, 422, "malformed")
