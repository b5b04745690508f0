"""What the handlers need, built once by `app.py` and kept in the application's state."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request

from signage.config.settings import Config, OfficerRule, ReadyText, Reservations
from signage.devices.oversight import Oversight
from signage.devices.pairing import Pairings
from signage.edits import Edits
from signage.errors import Forbidden, NotFound, Unauthorised
from signage.exporting import Exports
from signage.figuring import Figures
from signage.hearing import Hearing
from signage.hub import Hub
from signage.journal.journal import Journal
from signage.live import Live
from signage.media.desk import Desk
from signage.papers import Papers
from signage.past import Past
from signage.presses import Presses
from signage.queueing.model import Ticket
from signage.registry.audit import Audit
from signage.registry.bookings import Bookings
from signage.registry.devices import Devices, FirstSecret
from signage.registry.officers import Officers
from signage.registry.people import People
from signage.registry.plays import Plays
from signage.registry.sessions import Sessions, csrf_of
from signage.registry.staff_code import StaffCode, Tries
from signage.reporting import Reports
from signage.screens.schedules import ScreenPlace
from signage.showing import Shown
from signage.surveying import Surveys
from signage.tls.keeper import Secured
from signage.web.gate import Caller, Gate, SignedIn, cookie_of, secret_of
from signage.web.guessing import Grants
from signage.web.limits import Buckets
from signage.web.pins import Pins
from signage.web.sender import Sender
from signage.web.signing import SigningIn
from signage.web.sockets import Sockets

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
CSRF = "x-csrf-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """The running parts. `strangers` bounds an address without a good secret, `phones` the link of
    one ticket. `sound(name)` gives the WAV of that name, `links` the first secrets.
    `reservations` are the rules of bookings, None where the mall takes none; `bookers` the
    addresses that book; `texts` are ready for emergencies. `address` is where the file says that
    phones reach the server; `secured` keeps the certificate, where there is one.
    `product_words` are the lexicon that the mall's own words stand over, `edits` the door to its
    file, None where the hall has none; `past` knows what was used, `config` gives what runs;
    `reports`, `figures` and `exports` None without a journal. `stopping` is set when answers that
    have no end must end.
    `sockets` are the open ones by whose they are; `signing` bounds who guesses passwords, and
    hashes. `desk` takes pictures and videos in, `sender` sends them out. `data` is the folder of
    all that is written, `since` the steady clock's count in ms when the server started. `surveys`
    keeps and counts the answers of visitors, `tablets` bounds what one tablet or interviewer
    brings. `plays` is the proof of play, `screens` gives the hall's screens, `shelf` the ids of the
    media, `shown` what stands behind every screen."""

    live: Live
    hub: Hub
    presses: Presses
    gate: Gate
    journal: Journal | None
    body_limit: int
    tickets: Buckets
    strangers: Buckets
    phones: Buckets
    sound: Callable[[str], Path | None]
    links: Callable[[], tuple[FirstSecret, ...]]
    hearing: Hearing
    trials: Buckets
    product_words: Mapping[str, Mapping[str, str]]
    edits: Edits | None
    past: Past
    config: Callable[[], Config]
    stopping: asyncio.Event
    bookings: Bookings
    bookers: Buckets
    reservations: Callable[[], Reservations | None]
    reports: Reports | None
    figures: Figures | None
    exports: Exports | None
    texts: Callable[[], tuple[ReadyText, ...]]
    papers: Papers
    staff_code: StaffCode
    tries: Tries
    address: str
    devices: Devices
    pairings: Pairings
    oversight: Oversight
    people: People
    sessions: Sessions
    audit: Audit
    sockets: Sockets
    signing: SigningIn
    data: Path
    since: int
    secured: Secured | None
    grants: Grants
    pins: Pins
    officers: Officers
    officer_rule: Callable[[], OfficerRule]
    surveys: Surveys
    tablets: Buckets
    plays: Plays
    screens: Callable[[], tuple[ScreenPlace, ...]]
    shelf: Callable[[], Collection[str]]
    desk: Desk
    sender: Sender
    shown: Callable[[], Shown]

    def known(self, request: Request) -> Caller | None:
        """Who asks, if it is a paired device or a person who is signed in."""
        secret = secret_of(request.headers)
        if secret is not None:
            return self.gate.known(secret)
        if "authorization" in request.headers:
            return None
        found = self.gate.signed_in(cookie_of(request.headers))
        return found.person if found else None

    def signed_in(self, request: Request) -> SignedIn | None:
        """The person of this browser, where no secret is given. Raises Forbidden for a change
        that no page of this session asks for."""
        if "authorization" in request.headers:
            return None
        found = self.gate.signed_in(cookie_of(request.headers))
        if found is not None and request.method not in SAFE:
            said = request.headers.get(CSRF, "").encode()
            if not hmac.compare_digest(said, csrf_of(found.token).encode()):
                raise Forbidden("csrf_missing")
        return found

    def device(self, request: Request) -> Caller:
        """Who asks: a device, or a person. Raises Unauthorised, Forbidden("csrf_missing"),
        Forbidden("password_renew"), or Refused for an address that only guesses."""
        found = self.signed_in(request)
        if found is not None:
            if found.person.renew:
                raise Forbidden("password_renew")
            return self._standing(request, found.person)
        secret = secret_of(request.headers)
        known = self.gate.known(secret)
        if known is None:
            self.strangers.take(address_of(request))
            return self.gate.device(secret)
        self.oversight.seen(known.id, address_of(request))
        return self._standing(request, known)

    def _standing(self, request: Request, caller: Caller) -> Caller:
        """The caller, who is looked at again (`bodies.still`) once a slow body has come whole."""

        def still() -> None:
            now = self.known(request)
            if now is None or (now.id, now.kind, now.place) != (
                caller.id, caller.kind, caller.place,
            ):  # fmt: skip
                raise Unauthorised("secret_missing")

        request.state.still = still
        return caller

    def ticket(self, request: Request) -> Ticket:
        """Whose token is in the path. Raises NotFound, the same for one that is dead and one that
        never was, or Refused for an address that only guesses and for a link that asks too often.
        """
        ticket = self.live.ticket(request.path_params["token"])
        if ticket is None:
            self.strangers.take(address_of(request))
            raise NotFound("link_unknown")
        self.phones.take(ticket.id)
        return ticket


def address_of(request: Request) -> str:
    """The network address of whoever asks."""
    return request.client.host if request.client else ""


def house(request: Request) -> House:
    """The house that serves this request."""
    found: House = request.app.state.house
    return found
