"""The server behind its own certificate: both doors, sockets, a proxy's word, and its end."""

from __future__ import annotations

import hashlib
import json
import re
import signal
import socket
import ssl
import time
from pathlib import Path

import httpx
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.halls import SMALL
from tests.serving import Server, signage

OWN = '\n[tls]\nmode = "own"\nport = 0\n\n[server]\nproxies = ["127.0.0.1"]\n'


def test_a_hall_is_open_encrypted_and_plain(tmp_path: Path) -> None:
    with Server(tmp_path, SMALL + OWN) as server:
        text = "".join(server.printed)
        port = int(re.findall(r"^Encrypted, at https://127\.0\.0\.1:(\d+)$", text, re.M)[0])
        root = httpx.get(f"{server.url}/ca.crt")
        assert root.headers["content-type"] == "application/x-x509-ca-cert"
        digest = hashlib.sha256(root.content).hexdigest().upper()
        printed = re.findall(r"^  ((?:[0-9A-F]{2}:){15}[0-9A-F]{2})$", text, re.MULTILINE)
        assert digest == "".join(printed).replace(":", "")
        page = httpx.get(f"{server.url}/trust").text
        assert digest == "".join("".join(re.findall(r"<code>([^<]*)", page)).split())
        where = ("--config", str(server.config), "--data", str(server.data), "--json")
        told = json.loads(signage("trust", *where).stdout)
        assert told["fingerprint"].replace(":", "") == digest

        trusting = ssl.create_default_context(cadata=root.content)
        health = httpx.get(f"https://127.0.0.1:{port}/api/health", verify=trusting)
        assert health.json()["certificate"] is None
        assert "strict-transport-security" not in health.headers  # old televisions go on by HTTP
        url = f"wss://localhost:{port}/live"
        origin = Origin(f"https://localhost:{port}")
        with connect(url, ssl=trusting, origin=origin, close_timeout=1) as live:
            live.send(json.dumps({"watch": ["zone/hall"], "secret": server.secret("screen-hall")}))
            assert json.loads(live.recv(timeout=20))["topic"] == "zone/hall"
            idle = socket.create_connection(("127.0.0.1", port))  # no handshake
            kept = httpx.Client(verify=trusting, base_url=f"https://127.0.0.1:{port}")
            with kept, kept.stream("GET", "/api/events", headers=server.bearer("feed")) as feed:
                assert next(feed.iter_lines()).startswith("id: ")
                began = time.monotonic()
                assert server.end(signal.SIGTERM) == 0
                assert time.monotonic() - began < 20  # not the 30 s of a shutdown that waits
            idle.close()
        assert "Traceback" not in server.log


def test_without_tls_the_start_says_so_in_one_line(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        assert server.log.count("nothing is encrypted") == 1
        assert httpx.get(f"{server.url}/ca.crt").json()["code"] == "root_none"
        assert httpx.get(f"{server.url}/trust").status_code == 200


def test_a_port_that_is_taken_does_not_end_the_hall(tmp_path: Path) -> None:
    """A page may have written it; the hall runs, so that it can be mended there."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with Server(tmp_path, SMALL + OWN.replace("port = 0", f"port = {port}")) as server:
            assert httpx.get(f"{server.url}/api/health").status_code == 200
            assert "nothing is encrypted: 127.0.0.1" in server.log


def test_check_looks_at_the_files(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(SMALL + '\n[tls]\nmode = "files"\ncertificate = "a.pem"\nkey = "b.pem"\n')
    done = signage("check", "--config", str(config), "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["key"] == "tls.certificate" and "a.pem can't be read" in told["error"]
