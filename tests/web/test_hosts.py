"""Which names are ours: everything that a newcomer types, nothing that a stranger can register."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from signage.web.handshake import BadOpening, accept, parse_head
from signage.web.hosts import machine_names, own_host, shown
from tests.halls import SMALL
from tests.web.asking import FREE, House, house, refused
from tests.web.live import opening

OURS = [
    None, "127.0.0.1", "127.0.0.1:8000", "192.168.1.10:8000", "10.0.0.1", "8.8.8.8", "localhost",
    "localhost:8000", "LOCALHOST:80", "hall.localhost", "[::1]", "[::1]:8000",
    "[fe80::1%25eth0]:80", "antrian", "antrian:8000", "mini_pc", "mpp.local:8000", "MPP.Local",
    "mpp.local.", "mpp.lan", "mpp.home.arpa", "mpp.internal", "mal.example.go.id",
    "Mal.Example.go.id:443",
]  # fmt: skip
THEIRS = [
    "", "evil.example", "evil.example:8000", "mal.example.go.id.evil.example", "evil.local.example",
    "127.0.0.1.evil.example", "evil.example#.local", "[evil]", "[::1", "[::1].evil.example",
    "a b", "mal.example.go.id@evil.example", "1.2.3.4.5", "x" * 64, "192-168-1-10.evil.example",
    "hall.test.evil.example", "münchen.example", "mal.example.go.id,evil.example",
]  # fmt: skip


@pytest.mark.parametrize("host", OURS)
def test_what_a_newcomer_types_is_ours(host: str | None) -> None:
    assert own_host(host, {"mal.example.go.id"})


@pytest.mark.parametrize("host", THEIRS)
def test_what_somebody_can_register_is_not(host: str) -> None:
    assert not own_host(host, {"mal.example.go.id"})


def test_a_machine_knows_its_names() -> None:
    hosts = (
        "127.0.0.1 localhost\n127.0.1.1 Mall.Metro.go.id mall # it\n::1 six\n10.0.0.9 other.id\n"
    )
    resolver = "nameserver 10.0.0.1\nsearch kota.go.id. example.net\noptions x\n"
    assert machine_names("Mall", hosts, resolver) == {
        "localhost", "mall.metro.go.id", "mall", "six", "mall.kota.go.id", "mall.example.net",
    }  # fmt: skip
    assert machine_names("") == frozenset()
    assert machine_names("mall.kota.go.id") == {"mall.kota.go.id"}


def test_a_host_stands_in_a_sentence_only_as_a_name() -> None:
    assert shown("evil.example:80") == "evil.example"
    assert [shown(host) for host in (None, "", "<b>", "{x}", "a\nb", "x" * 99)] == ["?"] * 6


@pytest_asyncio.fixture
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    text = (
        SMALL + FREE + '\n[server]\nhosts = ["Mal.Example.go.id"]\naddress = "http://mpp.id:80"\n'
    )
    async with house(tmp_path_factory.mktemp("hall"), text) as made:
        yield made


async def test_a_page_that_renamed_itself_reads_and_presses_nothing(asked: House) -> None:
    for method, path in [("GET", "/"), ("GET", "/api/health"), ("POST", "/api/counters/1/next")]:
        headers = {"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}
        answer = await asked.ask(method, path, "admin", headers=headers)
        refused(answer, 421, "host_unknown")
        assert "evil.example" in answer.json()["detail"]
        assert "hosts" in answer.json()["detail"]
    twice = await asked.client.get("/", headers=[("Host", "hall.test"), ("Host", "evil.example")])
    assert twice.status_code == 421
    for host in ("mal.example.go.id", "MPP.id:80", "127.0.0.1:8000"):
        assert (await asked.ask("GET", "/", headers={"Host": host})).status_code == 200


async def test_nor_opens_a_socket(asked: House) -> None:
    names = asked.hall.limits.hosts
    for host, status in (("evil.example", 421), ("mal.example.go.id", 101), ("mpp.id", 101)):
        head = parse_head(opening(f"Host: {host}", without=["Host"]))
        try:
            accept(head, hosts=names)
        except BadOpening as bad:
            assert bad.status == status
        else:
            assert status == 101
