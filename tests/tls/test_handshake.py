"""Real handshakes on this machine, with the hall's own authority and with files."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from signage.tls.keeper import Keeper, OwnKeeper
from signage.tls.names import Names, names_of

NOW = 1_795_669_200.0
HERE = frozenset({ipaddress.ip_address("127.0.0.1")})


@asynccontextmanager
async def _listening(keeper: Keeper) -> AsyncIterator[int]:
    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"hello")
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0, ssl=keeper.context)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _names_served(port: int, root: bytes | None, name: str = "127.0.0.1") -> set[str]:
    """Shakes hands as a device that trusts this root, and gives the names in what it was shown."""
    trusting = ssl.create_default_context(cadata=root)
    if root is None:
        trusting.load_default_certs()
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=trusting, server_hostname=name
    )
    shown = writer.get_extra_info("peercert")
    assert await reader.read() == b"hello"
    writer.close()
    return {value for _, value in shown["subjectAltName"]}


def _own(folder: Path, names: Names) -> OwnKeeper:
    return OwnKeeper(folder / "tls", "Mal", lambda: names, lambda: NOW)


async def test_a_device_with_the_root_trusts_the_server(tmp_path: Path) -> None:
    keeper = _own(tmp_path, names_of("mal", ["antrian.lan"], HERE))
    keeper.look()
    root = keeper.standing.root
    async with _listening(keeper) as port:
        # by address (a television names no server), by its name, by another one of its names
        for name in ("127.0.0.1", "antrian.lan", "mal.local"):
            assert "antrian.lan" in await _names_served(port, root, name)
        with pytest.raises(ssl.SSLCertVerificationError):
            await _names_served(port, None)
        with pytest.raises(ssl.SSLCertVerificationError):
            await _names_served(port, root, "elsewhere.example")


async def test_a_new_certificate_reaches_the_next_connection(tmp_path: Path) -> None:
    here = {"names": names_of("mal", [], HERE)}
    keeper = OwnKeeper(tmp_path / "tls", "Mal", lambda: here["names"], lambda: NOW)
    keeper.look()
    async with _listening(keeper) as port:
        assert "neu.lan" not in await _names_served(port, keeper.standing.root)
        here["names"] = names_of("mal", ["neu.lan"], HERE)
        keeper.look()
        assert "neu.lan" in await _names_served(port, keeper.standing.root)


async def test_nothing_older_than_tls_1_2(tmp_path: Path) -> None:
    keeper = _own(tmp_path, names_of("mal", [], HERE))
    keeper.look()
    old = ssl.create_default_context(cadata=keeper.standing.root)
    with pytest.warns(DeprecationWarning):
        old.minimum_version = ssl.TLSVersion.TLSv1_1
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    async with _listening(keeper) as port:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            await asyncio.open_connection("127.0.0.1", port, ssl=old)
