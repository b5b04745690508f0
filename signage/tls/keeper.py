"""Keeps the server's certificate good: makes it, renews it, takes it in again when it changes."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol

from signage.errors import TlsTrouble
from signage.tls.authority import EARLIER, LASTS, Authority, open_authority
from signage.tls.names import Names
from signage.tls.pairs import SOON_DAYS, Pair, blank_context, read_pair
from signage.whole import write_whole

log = logging.getLogger("signage.tls")

FOLDER: Final = "tls"
_CERTIFICATE, _KEY = "server.crt", "server.key"
_RENEW: Final = LASTS / 3
_YEAR: Final = datetime(2026, 1, 1, tzinfo=UTC) + EARLIER


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What there is to say of the certificate now. `root`: what devices install, its fingerprint
    beside it; empty when the certificate comes from elsewhere."""

    trouble: str
    days_left: int | None
    names: tuple[str, ...]
    root: bytes = b""
    fingerprint: str = ""

    @property
    def warning(self) -> str:
        """What an operator has to be told, or nothing."""
        if self.trouble:
            return self.trouble
        if self.days_left is not None and self.days_left <= SOON_DAYS:
            return f"the certificate ends in {self.days_left} days; get a new one"
        return ""


class Keeper(Protocol):
    """Looks after one certificate."""

    def look(self) -> None:
        """Takes in what is new; called at the start, once a minute, and on SIGHUP. Never raises:
        what is wrong is in `standing`."""

    @property
    def context(self) -> ssl.SSLContext:
        """For the listening socket; each new connection gets the newest certificate."""

    @property
    def standing(self) -> Standing:
        """What stands with it."""


class _Held:
    """A context whose connections get whatever pair is held at that moment."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._trouble = ""
        self._warned = ""
        self.pair: Pair | None = None
        self.context: Final = blank_context()
        self.context.sni_callback = self._choose

    @property
    def now(self) -> datetime:
        """A year before this product is a clock with an empty battery, and not believed."""
        return max(datetime.fromtimestamp(self._now(), UTC), _YEAR)

    def _choose(self, connection: Any, name: str | None, context: ssl.SSLContext) -> None:
        if self.pair is not None:
            connection.context = self.pair.context

    def failed(self, trouble: str) -> None:
        self._trouble = trouble

    def told(self, root: bytes = b"", fingerprint: str = "") -> Standing:
        """What stands, said once in the log when there is something to do."""
        pair, now = self.pair, self.now
        return Standing(
            trouble=self._trouble or (pair.fault(now) if pair else ""),
            days_left=pair.days_left(now) if pair else None,
            names=pair.names.sorted if pair else (),
            root=root,
            fingerprint=fingerprint,
        )

    def warn(self, standing: Standing) -> None:
        if standing.warning != self._warned:
            self._warned = standing.warning
            if standing.warning:
                log.warning("TLS: %s", standing.warning)


class FileKeeper:
    """For certificates that somebody else makes: read again when the files change."""

    def __init__(self, certificate: Path, key: Path, now: Callable[[], float]) -> None:
        self._paths = (certificate, key)
        self._held = _Held(now)
        self._seen: tuple[Any, ...] = ()

    @property
    def context(self) -> ssl.SSLContext:
        """See Keeper."""
        return self._held.context

    @property
    def standing(self) -> Standing:
        """See Keeper."""
        return self._held.told()

    def look(self) -> None:
        """See Keeper. A new pair that is wrong leaves the old one in service."""
        seen = tuple(_mark(path) for path in self._paths)
        if seen != self._seen:
            self._seen = seen
            try:
                self._held.pair = read_pair(*self._paths)
                self._held.failed("")
                log.info("TLS: the certificate is in service")
            except TlsTrouble as trouble:
                self._held.failed(str(trouble))
        self._held.warn(self.standing)


class OwnKeeper:
    """For the hall's own authority: the certificate follows names, addresses and time by itself."""

    def __init__(
        self, folder: Path, mall: str, names: Callable[[], Names], now: Callable[[], float]
    ) -> None:
        self._folder = folder
        self._mall = mall
        self._names = names
        self._held = _Held(now)
        self._authority: Authority | None = None
        self._left_out: Names | None = None

    @property
    def context(self) -> ssl.SSLContext:
        """See Keeper."""
        return self._held.context

    @property
    def standing(self) -> Standing:
        """See Keeper."""
        own = self._authority
        return self._held.told(own.der, own.fingerprint) if own else self._held.told()

    def look(self) -> None:
        """See Keeper."""
        try:
            self._follow()
            self._held.failed("")
        except (TlsTrouble, OSError, ValueError) as trouble:
            self._held.failed(str(trouble))
        self._held.warn(self.standing)

    def _follow(self) -> None:
        names = self._names()
        if self._authority is None:
            self._authority = open_authority(self._folder, self._mall, names)
        if self._held.pair is None:
            self._held.pair = self._read()
        covered = self._authority.covers(names)
        if covered != names and names != self._left_out:
            self._left_out = names
            left = set(names.sorted) - set(covered.sorted)
            log.warning(
                "TLS: the root was made before the names %s; to have them, move %s away, start "
                "anew and install the new root",
                ", ".join(sorted(left)),
                self._folder,
            )
        pair, now = self._held.pair, self._held.now
        good = (
            pair is not None
            and pair.names == covered
            and pair.starts <= now
            and pair.ends - now > _RENEW
        )
        if not good:
            self._renew(self._authority, covered, now)

    def _renew(self, authority: Authority, names: Names, now: datetime) -> None:
        issued = authority.issue(names, now)
        write_whole(self._folder / _KEY, issued.key)
        write_whole(self._folder / _CERTIFICATE, issued.certificate)
        self._held.pair = read_pair(self._folder / _CERTIFICATE, self._folder / _KEY)
        log.info("TLS: a new certificate for %s", ", ".join(names.sorted))

    def _read(self) -> Pair | None:
        """The one of the last run; a new one takes its place when it is none."""
        try:
            return read_pair(self._folder / _CERTIFICATE, self._folder / _KEY)
        except TlsTrouble:
            return None


def _mark(path: Path) -> tuple[int, int, int] | None:
    """Another one when the file is another."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


@dataclass(frozen=True, slots=True)
class Secured:
    """Who keeps the certificate, and the port that it is for."""

    keeper: Keeper
    port: int
