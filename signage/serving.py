"""`signage serve`: the hall behind uvicorn, its signals, and what the first minute needs."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import os
import resource
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from signage.app import running
from signage.backups.contents import RESTORING
from signage.config import Config
from signage.config.tables import Limits
from signage.edits import Source
from signage.errors import BackupTrouble, ConfigError, Refused, SignageError
from signage.journal.lock import hold
from signage.logs import in_journal
from signage.queueing.refusals import sentence
from signage.registry import booking_file
from signage.registry.devices import first_secrets
from signage.running import Running
from signage.tls.keeper import Keeper, Secured
from signage.trusting import keeper_of, split
from signage.watching import look
from signage.watchman import Watchman, patience, teller
from signage.web import http, wire
from signage.web.links import link, standing
from signage.web.lobby import Bounds, Lobby
from signage.whole import write_whole

log = logging.getLogger("signage")

BACKLOG = 4096
HANDSHAKE = 10.0
"""Seconds in which a client must have shaken hands."""
FAREWELL = 1.0
"""Seconds in which it may answer that a connection ends."""
FILES = 16_384
ADDRESS = "address"
"""The file of the data folder that holds where the server listens, for `signage links`."""


class PortTaken(SignageError):
    """The port can't be listened on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What to serve, and where. `source` is `config.toml`."""

    source: Source
    data: Path
    host: str
    port: int


def serve(serving: Serving) -> None:
    """Run the hall until a signal ends it. Raises FolderBusy, ConfigError or PortTaken."""
    config = serving.source.read()
    os.umask(0o077)  # also for the files that SQLite makes beside its own
    with hold(serving.data):
        to_its_owner(serving.data)
        if (serving.data / RESTORING).exists():
            raise BackupTrouble(
                f"bringing a backup back into {serving.data} was cut off; do it again with: "
                "signage restore"
            )
        doors = _doors(serving, config)
        files = _more_files()
        run = asyncio.Runner(loop_factory=_loop_factory())
        with run, contextlib.ExitStack() as open_doors:
            for listening in (doors.plain, doors.encrypted):
                if listening is not None:
                    open_doors.enter_context(listening)
            run.run(_serve(serving, config, doors, files))


@dataclass(frozen=True, slots=True)
class Doors:
    """The listening sockets: plain HTTP, and beside it the encrypted one with its certificate."""

    plain: socket.socket
    encrypted: socket.socket | None = None
    keeper: Keeper | None = None

    @property
    def secured(self) -> Secured | None:
        """For the hall, which shows what stands with the certificate."""
        if self.keeper is None or self.encrypted is None:
            return None
        return Secured(self.keeper, self.encrypted.getsockname()[1])


def _doors(serving: Serving, config: Config) -> Doors:
    plain = _listen(serving.host, serving.port)
    keeper = keeper_of(config, serving.source.file, serving.data)
    if keeper is None:
        log.warning(
            'nothing is encrypted: on a network that others share, set [tls] mode = "own" in %s',
            serving.source.file,
        )
        return Doors(plain)
    try:
        encrypted = _listen(serving.host, config.machine.tls.port, "tls.port")
    except PortTaken as taken:  # a page may have set it: the hall runs, and can be mended there
        log.error("nothing is encrypted: %s", taken)
        return Doors(plain)
    keeper.look()
    return Doors(plain, encrypted, keeper)


def to_its_owner(data: Path) -> None:
    """Databases of a release that left them open to everybody."""
    for path in data.glob("*.db*"):
        with contextlib.suppress(OSError):
            path.chmod(path.stat().st_mode & 0o700)


async def _serve(serving: Serving, config: Config, doors: Doors, files: int) -> None:
    async with running(config, serving.data, serving.source, secured=doors.secured) as hall:
        server = _server(hall, files, doors)
        loop = asyncio.get_running_loop()
        reloads = set[asyncio.Task[None]]()

        def reload() -> None:
            task = asyncio.create_task(_reload(hall))
            reloads.add(task)
            task.add_done_callback(reloads.discard)

        with contextlib.suppress(NotImplementedError, AttributeError):  # Windows has no SIGHUP
            loop.add_signal_handler(signal.SIGHUP, reload)
        port = doors.plain.getsockname()[1]
        base = f"http://{_shown(serving.host)}:{port}"
        with contextlib.suppress(OSError):
            write_whole(serving.data / ADDRESS, base.encode())
        _welcome(hall, serving.data, base)
        gc.collect()
        gc.freeze()
        async with _watched(hall, base):
            await server.serve([doors.plain])


@contextlib.asynccontextmanager
async def _watched(hall: Running, base: str) -> AsyncIterator[None]:
    """systemd, if it started us, is told that the hall is open, how it is, and that it closes."""
    watchman = Watchman(teller(os.environ), patience(os.environ, os.getpid()), lambda: look(hall))

    async def close() -> None:
        await hall.stopping.wait()
        watchman.stopping()

    tasks = [asyncio.create_task(watchman.run()), asyncio.create_task(close())]
    watchman.ready(base)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)


class _Server(uvicorn.Server):
    """uvicorn raises a signal again when it is done, which would end us before the hall is shut.

    `stopping` is set first of all, so that answers without an end come to theirs. Beside the plain
    door it serves the encrypted one.
    """

    def __init__(
        self, config: uvicorn.Config, stopping: asyncio.Event, doors: Doors | None
    ) -> None:
        super().__init__(config)
        self._stopping = stopping
        self._doors = doors

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        doors = self._doors
        if doors is None or doors.keeper is None or doors.encrypted is None:
            return
        server = await asyncio.get_running_loop().create_server(
            self._protocol,
            sock=doors.encrypted,
            ssl=doors.keeper.context,
            backlog=BACKLOG,
            ssl_handshake_timeout=HANDSHAKE,
            ssl_shutdown_timeout=FAREWELL,
        )
        self.servers.append(server)

    def _protocol(self) -> asyncio.Protocol:
        """As uvicorn makes it for its own sockets."""
        kind: Any = self.config.http_protocol_class
        made: asyncio.Protocol = kind(
            config=self.config,
            server_state=self.server_state,
            app_state=self.lifespan.state,
            _loop=None,
        )
        return made

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping.set()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        ends = (signal.SIGINT, signal.SIGTERM)
        before = {sign: signal.signal(sign, self.handle_exit) for sign in ends}
        try:
            yield
        finally:
            for sign, handler in before.items():
                signal.signal(sign, handler)


def _server(hall: Running, files: int = FILES, doors: Doors | None = None) -> _Server:
    lean = wire.fits()
    if not lean:
        log.warning(
            "this uvicorn is not the one that the lean socket is for; using the plain one, "
            "and nothing bounds what a slow or large request costs"
        )
    kind: Any = wire.wire(hall.hub, hall.room.session, hall.limits) if lean else "websockets-sansio"
    lobby = Lobby(
        bounds(hall.config.machine.limits, files),
        speaks=hall.limits.proxies.believed,
        generous=hall.generous,
    )
    bounded: Any = http.http(lobby)
    return _Server(
        uvicorn.Config(
            hall.app,
            ws=kind,
            http=bounded if lean else "httptools",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            ws_per_message_deflate=False,
            ws_max_size=2 * hall.limits.message,  # the session itself refuses, with 4009
            timeout_graceful_shutdown=2,
            backlog=BACKLOG,
        ),
        hall.stopping,
        doors,
    )


def bounds(limits: Limits, files: int) -> Bounds:
    """What HTTP may cost. A quarter of the descriptors stays free: for files, and for those who are
    turned away, as many at a time as the system lets wait."""
    return Bounds(
        head_bytes=limits.head_bytes,
        head_seconds=limits.head_seconds,
        body_bytes=max(limits.body_bytes, booking_file.BYTES),
        body_seconds=limits.body_seconds,
        answer_seconds=limits.answer_seconds,
        connections=limits.connections or files - files // 4,
        per_address=limits.connections_per_address,
    )


async def _reload(hall: Running) -> None:
    """A changed file is applied whole, or not at all; a new certificate is taken in."""
    if hall.secured is not None:
        hall.secured.keeper.look()
    try:
        if hall.edits is not None:
            await hall.edits.reload()
    except ConfigError as error:
        log.error("config.toml is refused, the hall stays as it was: %s", error)
    except Refused as refused:
        log.error("config.toml is refused, the hall stays as it was: %s", sentence(refused).en)
    except (SignageError, OSError) as trouble:
        log.error("config.toml can't be applied now: %s", trouble)
    else:
        log.info("config.toml is applied")


def _listen(host: str, port: int, how: str = "--port") -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise PortTaken(
            f"{host}:{port} can't be listened on ({error.strerror}); "
            f"end the program that uses it, or choose another with {how}."
        ) from error
    listening.listen(BACKLOG)
    return listening


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # Windows
        return None
    return uvloop.new_event_loop


def _more_files() -> int:
    """A socket is a file: ask for as many as the system lets us have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def _shown(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _encrypted(secured: Secured, base: str) -> list[str]:
    """Where the hall is open encrypted, and how a device comes to trust it."""
    standing = secured.keeper.standing
    host = base.partition("://")[2].rpartition(":")[0]
    lines = [f"Encrypted, at https://{host}:{secured.port}"]
    if standing.warning:
        lines.append(f"  Mind: {standing.warning}")
    if standing.fingerprint:
        lines.append(f"  Devices trust it once they have its root: {base}/trust (SHA-256)")
        lines += [f"  {part}" for part in split(standing.fingerprint)]
    return lines


def _welcome(hall: Running, data: Path, base: str) -> None:
    """One screen, one counter, one kiosk: enough to see a call within a minute.

    The system's journal is read by others, and gets no secrets.
    """
    if in_journal(sys.stdout, os.environ):
        log.info("the hall is open at %s; its links: signage links --data %s", base, data)
        return
    state = hall.live.state
    counters = state.hall.counters
    zone = counters[0].zone if counters else ""
    wanted = {("admin", None), ("screen", zone), ("kiosk", zone)}
    if counters:
        wanted.add(("counter", counters[0].id))
    lines = [f"The hall is open at {base}"]
    if hall.secured is not None:
        lines += _encrypted(hall.secured, base)
    for first in standing(first_secrets(data), state.hall):
        if (first.kind, first.place) in wanted:
            made = link(first, state.hall, base)
            lines.append(f"  {made.kind:8} {made.url}   {made.name}")
    if not hall.people.has_first():
        lines.append("There is no administrator yet: the admin link makes the first one, once.")
    lines += [
        f"All links: signage links --data {data}",
        "For a television, put this machine's own address in them: --base http://<address>:<port>",
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
