"""Pictures and videos over HTTP: sent in, listed, fetched by screens, renamed, taken away."""

from __future__ import annotations

import asyncio
import hashlib
import io
import secrets
import signal
import subprocess
import zlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import pytest_asyncio
from PIL import Image

from signage.errors import Malformed, Refused, RegistryTrouble
from signage.media.children import Died, Ended, fate
from signage.media.jobs import Note
from signage.media.receiving import GIBIBYTE, reserve, room, spare
from signage.media.shelf import Shelf
from signage.web.media import allowance
from signage.web.sender import NONE, PIECE, Part, Sender, part_of
from tests.halls import SMALL
from tests.media.files import bad, jpeg, mp4, png, saved, still, webm
from tests.web.asking import FREE, House, house, refused

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with house(tmp_path_factory.mktemp("hall")) as made:
        made.hall.desk.tools = lambda: None  # without ffmpeg
        yield made


async def send(asked: House, name: str, content: bytes, by: str = "manager") -> httpx.Response:
    return await asked.ask("POST", "/api/media", by, params={"name": name}, content=content)


def left(asked: House) -> list[str]:
    """Every file of the media's folder, those in the making too."""
    folder = asked.folder / "media"
    return sorted(p.name for p in folder.rglob("*") if p.is_file() and p.name != "ended.json")


async def test_a_picture_comes_goes_out_and_is_taken_away(asked: House) -> None:
    answer = await send(asked, "Libur.jpg", jpeg())
    assert answer.status_code == 201, answer.text
    row = answer.json()
    assert (row["name"], row["kind"], row["type"]) == ("Libur.jpg", "image", "image/jpeg")
    assert (row["width"], row["height"], row["length"], row["poster"]) == (64, 40, None, None)
    assert (row["used"], row["by"]) == ([], "Sri")

    fetched = await asked.ask("GET", row["url"], "screen-hall")
    assert fetched.headers["content-type"] == "image/jpeg"
    assert fetched.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in fetched.headers["cache-control"]
    assert hashlib.sha256(fetched.content).hexdigest() == row["id"]
    assert (len(fetched.content), f"{zlib.crc32(fetched.content):08x}") == (
        row["size"], row["crc32"],
    )  # fmt: skip

    listed = (await asked.ask("GET", "/api/media", "admin")).json()
    assert [one["id"] for one in listed["media"]] == [row["id"]]
    assert (listed["bytes"], listed["ffmpeg"], listed["video"]) == (row["size"], False, True)

    again = await send(asked, "lain.jpg", jpeg())
    assert (again.status_code, again.json()["id"], again.json()["name"]) == (
        201, row["id"], "Libur.jpg",
    )  # fmt: skip

    path = f"/api/media/{row['id']}"
    renamed = await asked.ask("POST", path, "manager", json={"name": "Cuti bersama"})
    assert renamed.json()["name"] == "Cuti bersama"
    refused(await asked.ask("POST", path, "manager", json={"name": "a/b"}), 422, "media_name")
    gone = await asked.ask("POST", f"{path}/remove", "manager")
    assert gone.status_code == 200, gone.text
    assert left(asked) == []
    refused(await asked.ask("GET", row["url"], "screen-hall"), 404, "media_unknown")
    refused(await asked.ask("POST", f"{path}/remove", "manager"), 404, "media_unknown")
    told = (await asked.ask("GET", "/api/audit?action=media", "admin")).json()
    assert [one["action"] for one in told["records"]] == [
        "media.removed", "media.renamed", "media.added",
    ]  # fmt: skip


async def test_a_large_picture_has_a_small_one_for_lists(asked: House) -> None:
    row = (await send(asked, "a.png", saved(still((900, 300), "RGBA"), "PNG"))).json()
    assert len(left(asked)) == 2
    small = (await asked.ask("GET", row["poster"]["url"], "manager")).content
    assert (small[:2], len(small)) == (b"\xff\xd8", row["poster"]["size"])
    assert asked.hall.desk.shelf.facts[row["id"]].poster is None
    await asked.ask("POST", f"/api/media/{row['id']}/remove", "manager")
    assert left(asked) == []


CASES = ("empty", "SVG as PNG", "folder up", "JPEG as MP4", "JPEG with a ZIP", "moving GIF",
         "50,000 pixels", "bomb in a text", "MP4 cut", "sound in WebM", "no name")  # fmt: skip


@pytest.mark.parametrize("case", CASES)
async def test_what_is_refused_leaves_nothing(asked: House, case: str) -> None:
    name, content, code = bad()[case]
    refused(await send(asked, name, content), 422, code)
    assert left(asked) == []
    incoming = (asked.folder / "media" / ".incoming").iterdir()
    assert {path.name for path in incoming} <= {"ended.json"}


async def test_without_ffmpeg_what_browsers_play_is_kept_as_it_is(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    for name, content, length in (("a.mp4", mp4(), 4.0), ("b.webm", webm(), 4.0)):
        row = (await send(asked, name, content)).json()
        assert (row["length"], row["width"], row["height"]) == (length, 640, 360)
        # the page that sent it draws its picture
        path = f"/api/media/{row['id']}/poster"
        refused(await asked.ask("POST", path, "manager", content=png()), 422, "media_foreign")
        refused(await asked.ask("POST", path, "manager", content=jpeg()[:99]), 422, "media_cut")
        with monkeypatch.context() as disk:
            disk.setattr(Path, "write_bytes", full)
            refused(await asked.ask("POST", path, "manager", content=jpeg()), 503, "media_disk")
        drawn = await asked.ask("POST", path, "manager", content=saved(still((2000, 900)), "JPEG"))
        poster = drawn.json()["poster"]
        whole = Image.open(io.BytesIO((await asked.ask("GET", poster["url"], "manager")).content))
        assert (whole.format, whole.size) == ("JPEG", (1280, 576))
        assert asked.hall.desk.shelf.facts[row["id"]].poster is not None
        again = await asked.ask("POST", path, "manager", content=jpeg())
        assert again.json()["poster"] == poster and len(left(asked)) == 2
        await asked.ask("POST", f"/api/media/{row['id']}/remove", "manager")
    refused(await send(asked, "a.mp4", mp4(codec=b"hvc1")), 422, "media_unplayable")
    refused(await send(asked, "a.webm", webm(codec=b"V_AV1")), 422, "media_unplayable")
    refused(await send(asked, "a.webm", webm(seconds=0)), 422, "media_no_length")
    refused(await send(asked, "a.mp4", mp4(seconds=7200)), 422, "media_too_long")
    assert left(asked) == []


async def test_a_file_that_is_used_is_on_its_screens_and_stays(asked: House) -> None:
    row = (await send(asked, "a.png", png())).json()
    playlist = {
        "id": "pagi", "name": {"id": "Pagi", "en": "Morning"},
        "items": [{"media": row["id"][:12], "seconds": 9}],
    }  # fmt: skip
    theme = {"id": "kota", "name": "Kota", "base": "malam", "logo": row["id"][:12]}
    changes = [
        {"section": "playlists", "values": playlist},
        {"section": "screens", "values": {"playlist": "pagi"}},
        {"section": "themes", "values": theme},
    ]
    await change(asked, changes)
    view = asked.hall.message("screen/screen-hall")
    assert view is not None
    programme = msgspec.json.decode(view)["view"]["programme"]
    shown = programme["playlists"]["pagi"]["items"][0]["media"]
    assert (shown["url"], shown["size"], shown["crc32"]) == (row["url"], row["size"], row["crc32"])

    answer = await asked.ask("POST", f"/api/media/{row['id']}/remove", "manager")
    refused(answer, 409, "media_used")
    assert "Pagi" in answer.json()["detail"] and "Kota" in answer.json()["detail"]
    listed = (await asked.ask("GET", "/api/media", "manager")).json()["media"][0]
    assert listed["used"] == ["pagi"]
    assert {"section": "themes", "id": "kota", "name": "Kota"} in listed["uses"]
    await change(
        asked,
        [
            {"section": "themes", "id": "kota", "values": None},
            {"section": "screens", "values": {"playlist": None}},
            {"section": "playlists", "id": "pagi", "values": None},
        ],
    )
    gone = await asked.ask("POST", f"/api/media/{row['id']}/remove", "manager")
    assert gone.status_code == 200, gone.text


async def change(asked: House, changes: list[dict[str, Any]]) -> None:
    """Changes the settings, as a page does."""
    revision = (await asked.ask("GET", "/api/config", "admin")).json()["revision"]
    body = {"revision": revision, "changes": changes}
    answer = await asked.ask("POST", "/api/config", "admin", json=body)
    assert answer.status_code == 200, answer.text


async def test_parts_and_heads(asked: House) -> None:
    row = (await send(asked, "a.png", png())).json()
    whole = (await asked.ask("GET", row["url"], "kiosk-hall")).content
    size = len(whole)
    for header, start, end in (
        ("bytes=0-0", 0, 1), ("bytes=5-", 5, size), ("bytes=-3", size - 3, size),
        ("bytes=2-99999999", 2, size),
    ):  # fmt: skip
        part = await asked.ask("GET", row["url"], "counter-1", headers={"Range": header})
        assert (part.status_code, part.content) == (206, whole[start:end])
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
    behind = await asked.ask("GET", row["url"], "admin", headers={"Range": f"bytes={size}-"})
    assert (behind.status_code, behind.headers["content-range"]) == (416, f"bytes */{size}")
    head = await asked.ask("HEAD", row["url"], "screen-hall")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(size), b"")
    mark = head.headers["etag"]
    kept = await asked.ask("GET", row["url"], "screen-hall", headers={"If-None-Match": mark})
    assert (kept.status_code, kept.content) == (304, b"")
    other = {"Range": "bytes=0-0", "If-Range": '"other"'}
    assert (await asked.ask("GET", row["url"], "screen-hall", headers=other)).status_code == 200
    refused(await asked.ask("GET", row["url"]), 401, "secret_missing")
    for name in ("..%2fregistry.db", "../registry.db", "media.db", f"{row['id']}.svg", ".incoming"):
        assert (await asked.ask("GET", f"/media/{name}", "screen-hall")).status_code == 404
    await asked.ask("POST", f"/api/media/{row['id']}/remove", "manager")


async def test_ranges() -> None:
    assert part_of("", 10) is None
    assert part_of("bytes=-", 10) is None
    assert part_of("bytes=0-1,3-4", 10) is None
    assert part_of("bytes=5-2", 10) is None
    assert part_of("lines=1-2", 10) is None
    assert part_of("bytes=-0", 10) == NONE
    assert part_of("bytes=10-", 10) == NONE
    assert part_of("bytes=-99", 10) == Part(0, 10)


async def test_all_senders_share_one_pace(tmp_path: Path) -> None:
    now = [100.0]
    sender = Sender(Shelf(tmp_path), lambda: now[0], pace=10 * PIECE)
    assert sender.wait(PIECE) == pytest.approx(0.05)
    assert sum(sender.wait(PIECE) for _ in range(10)) > 5  # the tenth waits a second
    now[0] += 60
    assert sender.wait(PIECE) == pytest.approx(0.05)
    sender.close()


async def test_who_may(asked: House) -> None:
    for who in ("reader", "floor", "screen-hall", "kiosk-hall", "feed"):
        refused(await send(asked, "a.jpg", jpeg(), who), 403, "not_allowed")
    refused(await asked.ask("POST", "/api/media?name=a.jpg", content=jpeg()), 401, "secret_missing")
    granted = allowance(asked.hall.room.gate, lambda: asked.hall.config, asked.hall.desk.shelf)
    for who, most in (("manager", 500_000_000), ("admin", 500_000_000), ("floor", 0)):
        headers = {name.lower(): value for name, value in asked.bearer(who).items()}
        assert granted(b"POST", b"/api/media?name=x", headers) == most
        assert granted(b"POST", b"/api/config", headers) == 0
        assert granted(b"GET", b"/api/media", headers) == 0
    assert granted(b"POST", b"/api/media", {}) == 0
    assert granted(b"POST", b"/api/media", {"authorization": "Bearer x"}) == 0


async def test_bounds(asked: House, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = asked.hall.desk
    rules = desk.rules()
    for limit, content, status, code in (
        ({"image_bytes": 500}, jpeg() + bytes(9000), 413, "media_too_large"),
        ({"total_bytes": 300}, jpeg(), 409, "media_full"),
        ({"video": False}, mp4(), 422, "media_video_off"),
    ):
        monkeypatch.setattr(desk, "rules", lambda limit=limit: replace(rules, **limit))
        name = "a.mp4" if "video" in limit else "a.jpg"
        refused(await send(asked, name, content), status, code)
    monkeypatch.undo()
    monkeypatch.setattr(desk, "_usage", lambda path: (10**12, 0, 5 * 10**9))
    refused(await send(asked, "a.jpg", jpeg()), 503, "media_disk")
    monkeypatch.setattr(desk, "_coming", 3)
    refused(await send(asked, "a.jpg", jpeg()), 429, "media_busy")
    assert left(asked) == []


async def test_a_disk_keeps_room_for_presses(tmp_path: Path) -> None:
    assert reserve(64 * GIBIBYTE) == 64 * GIBIBYTE // 10
    assert reserve(2 * GIBIBYTE) == GIBIBYTE
    assert reserve(4000 * GIBIBYTE) == 10 * GIBIBYTE
    room(tmp_path, GIBIBYTE, lambda path: (10 * GIBIBYTE, 0, 2 * GIBIBYTE))
    with pytest.raises(Refused):
        room(tmp_path, GIBIBYTE + 1, lambda path: (10 * GIBIBYTE, 0, 2 * GIBIBYTE))
    assert spare(tmp_path, lambda path: (10 * GIBIBYTE, 0, 3 * GIBIBYTE)) == 2 * GIBIBYTE


async def test_what_is_made_may_be_as_large_as_the_disk_has_room(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []

    async def make(*said: Any) -> None:
        given.append(said[-1])
        raise Malformed("media_damaged")

    monkeypatch.setattr("signage.media.desk.make", make)
    usage = (64 * GIBIBYTE, 0, 64 * GIBIBYTE // 10 + GIBIBYTE)
    monkeypatch.setattr(asked.hall.desk, "_usage", lambda path: usage)
    refused(await send(asked, "a.jpg", jpeg(quality=33)), 422, "media_damaged")
    assert given == [GIBIBYTE]


async def test_a_body_that_breaks_off_leaves_nothing(asked: House) -> None:
    async def half() -> AsyncIterator[bytes]:
        yield jpeg()[:300]
        raise Refused("malformed", problem="cut")

    with pytest.raises(Refused):
        await asked.hall.desk.take(half(), "a.jpg", "x", lambda: None)
    assert left(asked) == []


async def test_a_list_that_can_not_be_written_leaves_no_file(
    asked: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(media: object) -> None:
        raise RegistryTrouble("the disk is full")

    monkeypatch.setattr(asked.hall.desk.shelf._index, "add", full)
    refused(await send(asked, "a.jpg", jpeg()), 503, "registry_failed")
    assert left(asked) == []


async def test_whoever_was_sent_away_meanwhile_adds_nothing(asked: House) -> None:
    async def whole() -> AsyncIterator[bytes]:
        yield jpeg()

    def gone() -> None:
        raise Refused("secret_missing")

    with pytest.raises(Refused):
        await asked.hall.desk.take(whole(), "a.jpg", "x", gone)
    assert left(asked) == []


def film(file: Path, *how: str) -> bytes:
    made = ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=50:d=2"]
    subprocess.run([*made, *how, str(file)], check=True)
    return file.read_bytes()


async def test_with_ffmpeg_a_video_is_made_anew(
    tmp_path: Path, require: Callable[[str], None]
) -> None:
    require("ffmpeg")
    content = film(tmp_path / "v.mkv", "-c:v", "mpeg4")
    async with house(tmp_path, SMALL + FREE) as asked:
        answer = await send(asked, "v.mkv", content)
        told: dict[str, Any] = answer.json()
        if answer.status_code == 202:
            await asked.hall.desk.job(told["job"]).ended.wait()
            told = (await asked.ask("GET", f"/api/media/jobs/{told['job']}", "manager")).json()
        row = told if answer.status_code == 201 else told["media"]
        assert (row["type"], row["width"], row["height"]) == ("video/mp4", 320, 180)
        assert row["length"] == pytest.approx(2, abs=0.2)
        poster = (await asked.ask("GET", row["poster"]["url"], "screen-hall")).content
        assert poster.startswith(b"\xff\xd8\xff")
        video = (await asked.ask("GET", row["url"], "screen-hall")).content
        assert b"avc1" in video and video.index(b"moov") < video.index(b"mdat")
        refused(await send(asked, "v.mkv", content[: len(content) // 2]), 422, "media_cut")
        assert (await send(asked, "w.mkv", content)).json()["id"] == row["id"]
        assert len(left(asked)) == 2
        refused(await asked.ask("GET", "/api/media/jobs/x", "manager"), 404, "media_job_unknown")


async def test_what_a_crash_has_left_is_swept(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + FREE) as asked:
        kept = (await send(asked, "a.png", png())).json()["id"]
        lost = (await send(asked, "a.jpg", jpeg())).json()["id"]
    folder = tmp_path / "media"
    stray = f"{'0' * 64}.jpg"
    (folder / ".incoming" / "abc").mkdir()
    (folder / ".incoming" / "abc" / "sent").write_bytes(b"x")
    (folder / stray).write_bytes(b"x")
    (folder / "of-a-person.txt").write_bytes(b"x")
    (folder / f"{lost}.jpg").unlink()
    Shelf(tmp_path)._index.coming([stray, f"{kept}.jpg"])
    async with house(tmp_path, SMALL + FREE) as asked:
        assert left(asked) == sorted([f"{kept}.jpg", "of-a-person.txt"])
        assert list(asked.hall.desk.shelf.every) == [kept]
        assert (await send(asked, "a.jpg", jpeg())).json()["id"] == lost


def came(folder: Path, content: bytes, **counts: int) -> str:
    """A file that had come when the server was killed; gives its job."""
    work = folder / "media" / ".incoming" / secrets.token_hex(12)
    work.mkdir()
    (work / "sent").write_bytes(content)
    (work / "made.jpg").write_bytes(b"half")
    note = Note(
        job=work.name, name="a.jpg", by="Sri", at=1, kind="jpeg", size=len(content),
        source=hashlib.sha256(content).hexdigest(), **counts,
    )  # fmt: skip
    (work / "job.json").write_bytes(msgspec.json.encode(note))
    return work.name


async def outcome(asked: House, job: str) -> dict[str, Any]:
    await asked.hall.desk.job(job).ended.wait()
    told: dict[str, Any] = (await asked.ask("GET", f"/api/media/jobs/{job}", "manager")).json()
    return told


async def test_what_had_come_is_made_after_a_kill_and_its_outcome_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path, SMALL + FREE):
        pass
    jobs = [came(tmp_path, jpeg(), begun=2), came(tmp_path, b"\xff\xd8\xff no picture")]
    often, deadly = (
        came(tmp_path, jpeg(quality=5), begun=3),
        came(tmp_path, jpeg(quality=6), died=2),
    )
    other = came(tmp_path, jpeg(quality=50))
    incoming = tmp_path / "media" / ".incoming"
    (incoming / other / "sent").write_bytes(b"cut off")
    elsewhere = (incoming / came(tmp_path, jpeg(quality=7))).rename(tmp_path / "elsewhere")
    (elsewhere / "own").touch()
    (incoming / "link").symlink_to(elsewhere)  # what lies elsewhere is nobody's to sweep
    told = []
    for _ in range(2):  # the second time all is over, and is still told
        async with house(tmp_path, SMALL + FREE) as asked:
            told.append([await outcome(asked, job) for job in jobs])
            for job in (often, deadly):
                assert (await outcome(asked, job))["refused"]["code"] == "media_stopped"
            answer = await asked.ask("GET", f"/api/media/jobs/{other}", "manager")
            refused(answer, 404, "media_job_unknown")
            assert left(asked) == [told[0][0]["media"]["url"].rpartition("/")[2]]
    assert len([*elsewhere.iterdir()]) == 4 and not (incoming / "link").exists()
    assert [one["state"] for one in told[0]] == ["done", "refused"]
    assert told[0][1]["refused"]["code"] == "media_cut" and told[0] == told[1]

    async def dies(*said: Any) -> None:
        tries.append(1)
        raise Died("SIGKILL")

    async def gone_already(*said: Any) -> bool:
        return True

    async def hangs(*said: Any) -> None:
        begun.set()
        await asyncio.Event().wait()

    tries, begun = list[int](), asyncio.Event()
    async with house(tmp_path, SMALL + FREE) as asked:
        monkeypatch.setattr("signage.media.desk.make", dies)
        refused(await send(asked, "a.jpg", jpeg(quality=7)), 422, "media_stopped")
        assert len(tries) == 2
        monkeypatch.setattr("signage.media.desk.make", hangs)
        monkeypatch.setattr("signage.web.media.SOON", 0.01)
        job = (await send(asked, "a.jpg", jpeg(quality=8))).json()["job"]
        await begun.wait()
        listed = (await asked.ask("GET", "/api/media", "manager")).json()["jobs"]
        assert [(one["job"], one["state"]) for one in listed] == [(job, "working")]
        with monkeypatch.context() as gone_away:  # before the answer: nobody wants it any more
            gone_away.setattr("starlette.requests.Request.is_disconnected", gone_already)
            gone_away.setattr("signage.web.media.SOON", 45)
            refused(await send(asked, "c.jpg", jpeg(quality=10)), 409, "media_cancelled")
        other = (await send(asked, "b.jpg", jpeg(quality=9))).json()["job"]
        path = f"/api/media/jobs/{other}"
        for _ in range(2):
            gone = (await asked.ask("POST", f"{path}/cancel", "manager", json={})).json()
            assert (gone["state"], gone["refused"]["code"]) == ("refused", "media_cancelled")
        assert gone == await outcome(asked, other)
        told = (await asked.ask("GET", "/api/audit?action=media", "admin")).json()["records"]
        assert [one["action"] for one in told][:2] == ["media.cancelled", "media.added"]
    (note,) = (tmp_path / "media").rglob("job.json")
    assert msgspec.json.decode(note.read_bytes(), type=Note).begun == 0  # it ended in good order
    monkeypatch.undo()
    async with house(tmp_path, SMALL + FREE) as asked:
        assert (await outcome(asked, job))["state"] == "done"


async def test_how_a_child_ended() -> None:
    assert fate(Ended(code=1, said=b"")).code == 1
    with pytest.raises(Malformed, match="media_heavy"):
        fate(Ended(code=-signal.SIGXCPU, said=b""))
    with pytest.raises(Died, match="SIGSEGV"):
        fate(Ended(code=-signal.SIGSEGV, said=b""))


async def test_a_list_that_is_damaged_stops_no_hall(tmp_path: Path) -> None:
    async with house(tmp_path, SMALL + FREE):
        pass
    (tmp_path / "media.db").write_bytes(b"no database" * 100)
    async with house(tmp_path, SMALL + FREE) as asked:
        assert (await asked.ask("GET", "/api/health")).status_code == 200
        refused(await asked.ask("GET", "/api/media", "manager"), 503, "registry_failed")
        refused(await send(asked, "a.jpg", jpeg()), 503, "registry_failed")
