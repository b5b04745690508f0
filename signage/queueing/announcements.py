"""Rules for what is said in a zone besides calls, and for what became of each announcement."""

from __future__ import annotations

from typing import Final
from unicodedata import bidirectional, category

from signage.errors import Malformed, NotFound, Refused
from signage.queueing import commands as c
from signage.queueing import events as e
from signage.queueing.model import State
from signage.queueing.tickets import echo

TEXT_LIMIT = 400
"""Characters of a notice, or of an emergency in one language: about half a minute of speech."""


def notice(state: State, command: c.Announce) -> tuple[e.Event, ...]:
    """A spoken notice, on one line and without control characters."""
    zone = state.hall.zone.get(command.zone)
    if zone is None:
        raise NotFound("zone_unknown", zone=echo(command.zone))
    text = one_line(command.text)
    if not sayable(text):
        raise Malformed("text_empty")
    if command.language not in state.hall.mall.languages:
        raise Malformed("language_unknown", language=echo(command.language))
    if zone.speaker == "none":
        raise Refused("zone_silent", zone=zone.name)
    return (e.NoticeAnnounced(zone=zone.id, text=text, language=command.language),)


def one_line(text: str) -> str:
    """What can be shown and said of a text. Raises Malformed when that is too long."""
    plain = (char for char in text if char.isspace() or not _dumb(char))
    line = " ".join("".join(plain).split())
    if len(line) > TEXT_LIMIT:
        raise Malformed("text_too_long", limit=TEXT_LIMIT)
    return line


def sayable(text: str) -> bool:
    """Whether a voice has anything to say of it: signs and emoji alone are silence."""
    return any(char.isalnum() for char in text)


def turns(char: str) -> bool:
    """Whether it turns the direction of what follows, unseen, so that a text is read otherwise
    than it is written and said."""
    return bidirectional(char) in _TURNING


def _dumb(char: str) -> bool:
    return category(char) in ("Cc", "Cs") or turns(char)


_TURNING: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def begin(state: State, command: c.BeginAnnouncement) -> tuple[e.Event, ...]:
    """The voice is about to say it; written before the first sound, again after a crash."""
    if not _open(state, command.zone, command.announcement):
        raise Refused("announcement_over")
    return (e.AnnouncementBegun(announcement=command.announcement, zone=command.zone),)


def end(state: State, command: c.EndAnnouncement) -> tuple[e.Event, ...]:
    """What became of it; the first word stands. An emergency that stands is never done."""
    if command.announcement in {f"{one.seq}-{command.zone}" for one in state.emergencies}:
        return ()
    if not _open(state, command.zone, command.announcement):
        return ()
    ended = e.AnnouncementEnded(
        announcement=command.announcement, zone=command.zone,
        result=command.result, reason=command.reason,
    )  # fmt: skip
    return (ended,)


def _open(state: State, zone: str, id: str) -> bool:
    return any(a.id == id and a.result is None for a in state.announcements.get(zone, ()))
