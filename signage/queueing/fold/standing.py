"""What stands over days: emergencies, and events that have a zone."""

from __future__ import annotations

from dataclasses import replace

from immutables import Map

from signage.queueing import events as e
from signage.queueing.model import Announcement, Recorded, State


def taken(state: State, now: Recorded, event: e.TakeoverStarted) -> State:
    taken = e.Takeover(
        id=event.takeover, zone=event.zone, name=event.name, greeting=event.greeting,
        playlist=event.playlist, programme=event.programme, calls_to=event.calls_to,
        since=now.at, until=event.until,
    )  # fmt: skip
    state = replace(state, takeovers=state.takeovers.set(event.zone, taken))
    return had(state, event.takeover, event.occasion)


def had(state: State, takeover: str, occasion: str) -> State:
    """The schedule of a takeover is done up to this occasion; it never goes back."""
    latest = max(occasion, state.occasions.get(takeover, ""))
    if not latest:
        return state
    return replace(state, occasions=state.occasions.set(takeover, latest))


def emergency_started(state: State, now: Recorded, event: e.EmergencyStarted) -> State:
    started = e.Emergency(
        id=event.emergency, zones=event.zones, text=event.text, languages=event.languages,
        drill=event.drill, seq=now.seq, at=now.at, tick=now.tick,
    )  # fmt: skip
    return replace(state, emergencies=(*state.emergencies, started))


def housed(state: State) -> State:
    """Emergencies stand in zones that are there, and what is forgotten has no schedule."""
    zones = state.hall.zone
    housed = tuple(
        replace(one, zones=tuple(zone for zone in one.zones if zone in zones))
        for one in state.emergencies
    )
    occasions = Map((id, at) for id, at in state.occasions.items() if id in state.hall.takeover)
    return replace(state, emergencies=housed, occasions=occasions)


def alarmed(state: State) -> State:
    """Every emergency is said in each of its zones that has a voice."""
    for one in state.emergencies:
        for zone in one.zones:
            every = state.announcements.get(zone, ())
            said = any(a.seq == one.seq for a in every)
            if not said and state.hall.zone[zone].speaker != "none":
                state = replace(state, announcements=_placed(state, one, zone))
    return state


def _placed(state: State, one: e.Emergency, zone: str) -> Map[str, tuple[Announcement, ...]]:
    new = Announcement(
        id=f"{one.seq}-{zone}", zone=zone, seq=one.seq, first=0, kind="emergency",
        at=one.at, tick=one.tick,
    )  # fmt: skip
    every = sorted((*state.announcements.get(zone, ()), new), key=lambda a: a.seq)
    return state.announcements.set(zone, tuple(every))
