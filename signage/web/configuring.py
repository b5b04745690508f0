"""The interface to `config.toml`: its tables as they are, and changes that are checked like it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from signage.config.changing import LISTS, OPTIONAL, SECTIONS, Change, all_of
from signage.config.differing import NOUNS, Difference, Tables, differences, table_of, tables
from signage.config.editing import Edit, revision_of
from signage.config.paths import by_hand
from signage.config.placing import Placed
from signage.config.settings import Config
from signage.edits import Edits, Version
from signage.errors import Malformed, Refused
from signage.queueing import business
from signage.queueing.hall import Text
from signage.queueing.refusals import sentence
from signage.screens.playlists import lacking
from signage.versions import How, Note
from signage.web import bodies
from signage.web.audited import audited, called
from signage.web.consequences import EffectRow, effect_rows
from signage.web.gate import Caller
from signage.web.house import House, house
from signage.web.operations import Operation, answer
from signage.web.problems import FaultRow, fault_rows

LARGEST_BODY = 1_048_576
"""Bytes: as much as the wire lets through; the largest file that is read, and its marks."""

AUDITED = 50
"""Tables of one change that the audit names."""


class ChangeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """New values of one table; null takes a key out, `values` null the whole table. In a list the
    table is named by `id`, or by its place `at`; with neither one is added. `to` is the place in
    the list to which it goes, with the remarks right above it."""

    section: str
    values: dict[str, Any] | None
    id: str | None = None
    at: int | None = None
    to: int | None = None


class ChangesBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Changes of the file that has this revision."""

    revision: str
    changes: tuple[ChangeBody, ...]


class ConfigReply(msgspec.Struct, frozen=True):
    """The file's tables as they are written: nothing is filled in. `faults` are what a hand has
    made wrong since it was applied."""

    revision: str
    sections: dict[str, Any]
    faults: tuple[FaultRow, ...]


class CheckedReply(msgspec.Struct, frozen=True):
    """What is wrong with changes; when nothing is, what they do."""

    faults: tuple[FaultRow, ...]
    effects: tuple[EffectRow, ...]


class AppliedReply(msgspec.Struct, frozen=True):
    """The revision of the file after changes, and what they do."""

    revision: str
    effects: tuple[EffectRow, ...]


async def config(request: Request) -> Response:
    """GET /api/config"""
    rooms, _ = who_configures(request)
    text = await file_of(rooms).text()
    faults: tuple[Placed, ...] = ()
    try:
        await file_of(rooms).read()
    except Malformed as wrong:
        faults = faults_of(wrong)
    read = tables(text)
    if faults and not read:
        raise Malformed("config_refused", key="", line=faults[0].line, problem=faults[0].told)
    return answer(ConfigReply(revision_of(text), _sections(read), fault_rows(request, faults)))


async def check(request: Request) -> Response:
    """POST /api/config/check"""
    rooms, _ = who_configures(request)
    asked = bodies.decode(await bodies.read(request, LARGEST_BODY), ChangesBody)
    return answer(await checked(request, rooms, _edit(asked), asked.revision))


async def change(request: Request) -> Response:
    """POST /api/config"""
    rooms, caller = who_configures(request)
    asked = bodies.decode(await bodies.read(request, LARGEST_BODY), ChangesBody)
    return answer(await applied(request, rooms, caller, _edit(asked), asked.revision, "page"))


# ---- what every way to change the file shares


def who_configures(request: Request) -> tuple[House, Caller]:
    """The house, and who asks. Raises Unauthorised or Forbidden."""
    rooms = house(request)
    caller = rooms.device(request)
    rooms.gate.allow(caller, "configure", rooms.live.state.hall)
    return rooms, caller


def file_of(rooms: House) -> Edits:
    """The door to the file. Raises Refused for a hall that has none."""
    if rooms.edits is None:
        raise Refused("config_unwritable", problem="")
    return rooms.edits


def faults_of(wrong: Malformed) -> tuple[Placed, ...]:
    """The faults of a file that is refused."""
    found: Any = wrong.facts.get("faults", ())
    return tuple(found)


async def checked(request: Request, rooms: House, edit: Edit | str, revision: str) -> CheckedReply:
    """What a change would meet and do; nothing is written. Raises Refused `config_changed`."""
    try:
        before, after = await file_of(rooms).propose(edit, revision)
    except Malformed as wrong:
        if wrong.code != "config_refused":
            raise
        return CheckedReply(fault_rows(request, faults_of(wrong)), ())
    against = await _against(rooms, before, after)
    return CheckedReply(
        fault_rows(request, against), await effect_rows(request, rooms, after.config)
    )


async def applied(
    request: Request,
    rooms: House,
    caller: Caller,
    edit: Edit | str,
    revision: str,
    how: How,
    of: int | None = None,
) -> AppliedReply:
    """Change the file and run by it, whole or not at all."""
    told: tuple[EffectRow, ...] = ()
    was: Tables = {}

    async def judge(before: str, after: Version) -> None:
        nonlocal told, was
        was = _tables(rooms, before)
        now = tables(after.text)
        for printer in by_hand(was, now):
            raise Refused("path_by_hand", printer=printer)
        for refused in _gone(rooms, after.config):
            raise refused
        for refused in _logos(rooms, after.config):
            raise refused
        used = await rooms.past.used(differences(was, now))
        if used:
            raise Refused("thing_in_use", things=_things(used))
        told = await effect_rows(request, rooms, after.config)

    note = Note(who=called(caller), how=how, of=of)
    after = await file_of(rooms).make(edit, revision, note, judge)
    if was:
        await _audit(request, caller, was, tables(after.text))
    return AppliedReply(after.revision, told)


async def _audit(request: Request, caller: Caller, before: Tables, after: Tables) -> None:
    """The tables that are different, as they were and as they are; of a whole new file the first
    ones."""
    for one in differences(before, after)[:AUDITED]:
        subject = one.section if one.id is None else f"{one.section}/{one.id}"
        was, now = table_of(before, one), table_of(after, one)
        await audited(request, caller, "config.changed", subject, was, now)


def _edit(asked: ChangesBody) -> Edit:
    return all_of(
        [
            Change(section=one.section, values=one.values, id=one.id, at=one.at, to=one.to)
            for one in asked.changes
        ]
    )


def _sections(read: Mapping[str, Any]) -> dict[str, Any]:
    """Every section: an empty list or table where the file has none, null where that would say
    something else."""
    empty: dict[str, Any] = {
        name: [] if name in LISTS else None if name in OPTIONAL else {} for name in SECTIONS
    }
    return {**empty, **read}


async def _against(rooms: House, before: str, after: Version) -> tuple[Placed, ...]:
    """What stands against a file that is right in itself: what was used, and who is served now."""
    was, now = _tables(rooms, before), tables(after.text)
    found = [
        _placed(one.section, one.id, sentence(Refused("thing_in_use", things=_things((one,)))))
        for one in await rooms.past.used(differences(was, now))
    ]
    found += [
        _placed("printers", printer, sentence(Refused("path_by_hand", printer=printer)))
        for printer in by_hand(was, now)
    ]
    found += [
        _placed("playlists", str(refused.facts["playlist"]), sentence(refused), "items")
        for refused in _gone(rooms, after.config)
    ]
    found += [
        _placed("themes", str(refused.facts["theme"]), sentence(refused), "logo")
        for refused in _logos(rooms, after.config)
    ]
    try:
        business.change_hall(rooms.live.state, after.config.hall)
    except Refused as refused:
        found.append(_placed("", None, sentence(refused)))
    return tuple(found)


def _tables(rooms: House, before: str) -> Tables:
    """The tables of a text; of one that a hand has broken, the things of the hall that runs."""
    hall = rooms.live.state.hall
    return tables(before) or {
        "agencies": [{"id": one.id} for one in hall.agencies],
        "services": [{"id": one.id} for one in hall.services],
        "counters": [{"id": one.id} for one in hall.counters],
    }


def _gone(rooms: House, config: Config) -> Iterator[Refused]:
    """Playlists that newly name media that are not there; one that did so before may stay as it
    is, or nothing else could be changed."""
    before, shelf = rooms.config().rules.playlists, rooms.shelf()
    for playlist in config.rules.playlists.values():
        old = before.get(playlist.id)
        known = lacking(old, shelf) if old is not None else ()
        gone = [name for name in lacking(playlist, shelf) if name not in known]
        if gone:
            files = ", ".join(f"“{name}”" for name in gone[:3])
            yield Refused("media_gone", files=files, playlist=playlist.id)


def _logos(rooms: House, config: Config) -> Iterator[Refused]:
    """Themes that newly name a logo that is no picture of the shelf."""
    before, shelf = rooms.config().screens.themes, rooms.shelf()
    for theme in config.screens.themes.values():
        old = before.get(theme.id)
        fresh = theme.logo is not None and (old is None or old.logo != theme.logo)
        if fresh and sum(id.startswith(theme.logo or "") for id in shelf) != 1:
            yield Refused("logo_gone", file=theme.logo, theme=theme.id)


def _placed(section: str, id: str | None, told: Text, key: str = "") -> Placed:
    return Placed(section=section, id=id, at=None, key=key, line=0, told=told)


def _things(used: tuple[Difference, ...]) -> Text:
    """Things of the hall by kind and id, for a sentence."""
    names = [(NOUNS[one.section], one.id) for one in used[:5]]
    more = f", … (+{len(used) - 5})" if len(used) > 5 else ""
    said = Text(
        ", ".join(f"{noun.id} “{id}”" for noun, id in names) + more,
        ", ".join(f"{noun.en} “{id}”" for noun, id in names) + more,
    )
    return Text(said.id[:1].upper() + said.id[1:], said.en[:1].upper() + said.en[1:])


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET", path="/api/config", summary="The hall's file, table by table",
        verb="configure", reply=ConfigReply, handle=config,
    ),
    Operation(
        method="POST", path="/api/config/check", summary="What changes of the file would do",
        verb="configure", body=ChangesBody, reply=CheckedReply, handle=check,
    ),
    Operation(
        method="POST", path="/api/config", summary="Change the file and run by it",
        verb="configure", body=ChangesBody, reply=AppliedReply, handle=change,
    ),
)  # fmt: skip
