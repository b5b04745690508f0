"""The server: what it prints, its signals, and what keeps it from starting."""

from __future__ import annotations

import json
import re
import signal
import socket
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from signage.serving import PortTaken, _listen, _shown, to_its_owner
from tests.halls import SMALL
from tests.serving import Server, signage

MORE = SMALL + '\n[[counters]]\nid = "3"\nzone = "hall"\nservices = ["card"]\n'


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("serving")) as running:
        yield running


@contextmanager
def _watch(server: Server, device: str, *topics: str) -> Iterator[ClientConnection]:
    url = f"ws://127.0.0.1:{server.port}/live"
    with connect(url, open_timeout=20, close_timeout=1) as client:
        client.send(json.dumps({"watch": topics, "secret": server.secret(device)}))
        for _ in topics:
            client.recv(timeout=20)
        yield client


def _counters(server: Server) -> set[str]:
    answer = httpx.get(f"{server.url}/api/links", headers=server.bearer("admin"))
    return {link["place"] for link in answer.json() if link["kind"] == "counter"}


def test_a_first_minute_needs_four_links(server: Server) -> None:
    text = "".join(server.printed)
    links = dict(re.findall(r"^  (\w+) +(http://\S+)", text, re.MULTILINE))
    assert set(links) == {"admin", "screen", "counter", "kiosk"}
    assert len(re.findall("http://127", text)) == 5  # and where the hall is open
    assert links["screen"] == f"{server.url}/screen#{server.secret('screen-hall')}"
    assert links["counter"] == f"{server.url}/counter#{server.secret('counter-1')}"
    assert links["kiosk"].endswith(server.secret("kiosk-hall"))
    assert links["admin"] == f"{server.url}/#{server.secret('admin')}"
    assert httpx.get(links["screen"]).status_code == 200


def test_only_its_owner_reads_the_folder(server: Server) -> None:
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700
    files = {path.name: path for path in server.data.rglob("*")}
    assert {"first-secrets.json", "registry.db", "ticket.key", "journal.db-wal"} <= set(files)
    for name, path in files.items():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, name


def test_links_are_printed_again(server: Server) -> None:
    where = ("--config", str(server.config), "--data", str(server.data))
    links = json.loads(signage("links", "--json", *where).stdout)
    for link in links:
        assert {"kind", "place", "url", "secret"} <= set(link)
    found = {(link["kind"], link["place"]) for link in links}
    assert len(found) == len(links)
    assert found == {
        ("admin", None), ("feed", None),
        *(("screen", zone) for zone in ("hall", "ballroom")),
        *(("kiosk", zone) for zone in ("hall", "ballroom")),
        *((kind, counter) for kind in ("counter", "button") for counter in ("1", "2")),
    }  # fmt: skip
    button = next(link for link in links if link["kind"] == "button" and link["place"] == "1")
    pressed = httpx.get(button["url"], auth=("", button["secret"]))
    assert pressed.json() == {"call": None}
    based = json.loads(signage("links", "--json", "--base", "http://mal:1/", *where).stdout)
    assert {link["url"][:13] for link in based} == {"http://mal:1/"}
    assert server.url in signage("links", *where).stdout


def test_a_second_server_is_refused(server: Server) -> None:
    where = ("--config", str(server.config), "--data", str(server.data))
    second = signage("serve", "--port", "0", *where)
    assert second.returncode == 1
    assert f"process {server.process.pid}" in second.stderr
    for verb in ("verify", "rebuild"):
        other = signage(verb, *where)
        assert (other.returncode, "Another signage server" in other.stderr) == (1, True)
    assert "Traceback" not in second.stderr


def test_a_port_that_is_taken_is_said(server: Server, tmp_path: Path) -> None:
    taken = signage(
        "serve", "--host", "127.0.0.1", "--port", str(server.port), "--data", str(tmp_path / "d"),
        "--config", str(server.config),
    )  # fmt: skip
    assert taken.returncode == 1
    assert re.fullmatch(r"signage serve: 127\.0\.0\.1:\d+ can't be listened on .*\n", taken.stderr)
    assert "--port" in taken.stderr


def test_a_changed_file_applies_on_sighup_and_a_wrong_one_does_not(server: Server) -> None:
    with _watch(server, "admin", "floor") as client:
        server.reload(MORE, "config.toml is applied")
        assert _counters(server) == {"1", "2", "3"}
        assert '"3"' in str(client.recv(timeout=20))
    wrong = {
        "syntax": MORE.replace("[mall]", "[mall", 1),
        "unknown key": MORE + "\n[limits]\ncolour = 1\n",
        "no zone": MORE + '\n[[counters]]\nid = "4"\nzone = "x"\nservices = ["card"]\n',
        "not UTF-8": MORE + "# \udcff",
    }
    for name, text in wrong.items():
        server.reload(text, "config.toml is refused, the hall stays as it was")
        assert _counters(server) == {"1", "2", "3"}, name
    server.config.unlink()
    since = len(server.log)
    server.process.send_signal(signal.SIGHUP)
    server.told("can't be read", since)
    httpx.post(f"{server.url}/api/tickets", headers=server.bearer("kiosk-hall"),
               json={"service": "card"}).raise_for_status()  # fmt: skip
    pressed = f"{server.url}/api/counters/3/next"
    httpx.post(pressed, headers=server.bearer("counter-3")).raise_for_status()
    server.reload(SMALL, "Counter 3 still has A001")  # refused by the rules: it is in use
    assert _counters(server) == {"1", "2", "3"}
    finish = f"{server.url}/api/counters/3/finish"
    httpx.post(finish, headers=server.bearer("counter-3")).raise_for_status()
    server.reload(SMALL + "\n[limits]\ntopics = 8\n", "waits for a restart")
    assert _counters(server) == {"1", "2"}


def test_no_secret_is_in_the_log(server: Server) -> None:
    httpx.get(f"{server.url}/api/me", headers={"Authorization": "Bearer looks-like-a-secret"})
    httpx.get(f"{server.url}/api/me", headers=server.bearer("admin"))
    ticket = httpx.post(
        f"{server.url}/api/tickets", headers=server.bearer("admin"), json={"service": "birth"}
    ).json()
    with _watch(server, "counter-1", "counter/1", f"ticket/{ticket['token']}"):
        pass
    rows = json.loads((server.data / "first-secrets.json").read_text())
    assert server.log
    for hidden in (*(row["secret"] for row in rows), "looks-like", ticket["token"]):
        assert hidden not in server.log
    journal = b"".join(path.read_bytes() for path in server.data.glob("journal.db*"))
    assert ticket["token"].encode() not in journal


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_everything_open(tmp_path: Path, sign: signal.Signals) -> None:
    with Server(tmp_path) as server, ExitStack() as stack:
        url = server.url
        screens = [
            stack.enter_context(_watch(server, "screen-hall", "zone/hall")) for _ in range(5)
        ]
        idle = socket.create_connection(("127.0.0.1", server.port))
        half = socket.create_connection(("127.0.0.1", server.port))
        half.sendall(b"POST /api/tickets HTTP/1.1\r\nHost: x\r\nContent-Le")
        kept = httpx.Client(base_url=url)
        with kept, kept.stream("GET", "/api/events", headers=server.bearer("feed")) as feed:
            lines = feed.iter_lines()
            assert next(lines).startswith("id: ")
            kept.get("/api/health").raise_for_status()
            assert server.end(sign) == 0
            assert any("DayOpened" in line for line in lines)  # to its end, without an error
        for screen in screens:
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    screen.recv(timeout=20)
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012
        idle.close()
        half.close()
        # it ended of its own will: uvicorn's patience of 2 s was not used up
        assert "graceful shutdown exceeded" not in server.log
        assert "Traceback" not in server.log
    assert signage("verify", "--data", str(server.data)).returncode == 0


@pytest.mark.parametrize(
    ("config", "told"),
    [("[mall\n", "config.toml:1"), (SMALL.replace('prefix = "B"', 'prefix = "A"'), "prefix")],
)
def test_a_wrong_file_starts_nothing(tmp_path: Path, config: str, told: str) -> None:
    (tmp_path / "config.toml").write_text(config)
    done = signage(
        "serve", "--port", "0", "--config", str(tmp_path / "config.toml"),
        "--data", str(tmp_path / "data"),
    )  # fmt: skip
    assert done.returncode == 1
    assert told in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("broken", ["registry.db", "first-secrets.json", "ticket.key"])
def test_broken_secrets_start_nothing(tmp_path: Path, broken: str) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (tmp_path / "config.toml").write_text(SMALL)
    (data / broken).write_bytes(b"broken " * 500)
    done = signage(
        "serve", "--port", "0", "--config", str(tmp_path / "config.toml"), "--data", str(data)
    )
    assert done.returncode == 1
    assert broken in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("data", ["file", "file/below", "/proc/none"])
def test_a_data_folder_that_can_be_none(tmp_path: Path, data: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "config.toml").write_text(SMALL)
    done = signage(
        "serve", "--port", "0", "--config", str(tmp_path / "config.toml"),
        "--data", str(tmp_path / data),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr and "Traceback" not in done.stderr


def test_a_host_that_is_none_is_said_in_a_sentence() -> None:
    for host in ("nowhere.invalid", "999.1.1.1", "192.0.2.1", "::bad::"):
        with pytest.raises(PortTaken, match="can't be listened on") as refusal:
            _listen(host, 0)
        assert "Unknown error" not in str(refusal.value) and "None" not in str(refusal.value)


def test_an_address_is_shown_as_one_types_it() -> None:
    assert _shown("0.0.0.0") == _shown("::") == _shown("") == "127.0.0.1"
    assert (_shown("::1"), _shown("192.0.2.1")) == ("[::1]", "192.0.2.1")


def test_databases_that_everybody_could_read_are_narrowed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("records.db", "records.db-wal"):
        (tmp_path / "data" / name).touch(0o644)
        (tmp_path / "data" / name).chmod(0o644)
    to_its_owner(tmp_path / "data")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "data").iterdir()} == {0o600}
