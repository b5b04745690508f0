"""One line for each change: who made it, from where, and what was before and after."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from starlette.requests import Request

from signage.errors import RegistryTrouble
from signage.registry.people import Person
from signage.replies import Reply
from signage.web.gate import Caller
from signage.web.house import address_of, house

log = logging.getLogger("signage.web")


async def audited(
    request: Request,
    caller: Caller,
    action: str,
    subject: str,
    before: Any = None,
    after: Any = None,
) -> None:
    """Note a change that was made. Never give it a secret, a PIN or a password.

    What was done stays done where the note can't be written; then the log says so.
    """
    person = isinstance(caller, Person)
    try:
        await asyncio.to_thread(
            house(request).audit.write,
            who=caller.id,
            kind=caller.kind,
            name=caller.name if isinstance(caller, Person) else "",
            device=_browser(request) if person else caller.id,
            address=address_of(request),
            action=action,
            subject=subject,
            before=before,
            after=after,
        )
    except RegistryTrouble as trouble:
        log.error("a change is in no audit (%s): %s", action, trouble)


async def noted(
    request: Request, caller: Caller, action: str, subject: str, reply: Reply, after: Any = None
) -> None:
    """Note a press that has just been carried out; one that is only answered again was."""
    if not reply.kept:
        await audited(request, caller, action, subject, after=after)


def called(caller: Caller) -> str:
    """The name of whoever made a version of the file: a person's, or a device's id."""
    return caller.name if isinstance(caller, Person) else caller.id


def _browser(request: Request) -> str:
    said = request.headers.get("user-agent", "")[:160]
    return "".join(letter if letter.isprintable() else " " for letter in said)
