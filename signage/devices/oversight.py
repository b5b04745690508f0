"""What is known of the devices just now: who gave a sign and when, and what to tell of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from signage.devices.alerts import Alerts
from signage.devices.presence import Presence
from signage.devices.roster import DeviceRow, Scene, rows, troubles
from signage.live import Live
from signage.queueing.calendar import mall_spans
from signage.queueing.hours import inside
from signage.queueing.shapes import AlertRow, PrinterStatus, VoiceStatus
from signage.registry.devices import Devices

log = logging.getLogger("signage.devices")


class Oversight:
    """The devices of a hall, as the list and the alerts need them."""

    def __init__(
        self,
        live: Live,
        presence: Presence,
        devices: Devices,
        *,
        printers: Callable[[], tuple[PrinterStatus, ...]],
        voices: Callable[[], Mapping[str, VoiceStatus]],
        version: str,
    ) -> None:
        self._live = live
        self._presence = presence
        self._devices = devices
        self._printers = printers
        self._voices = voices
        self._version = version
        self._seen: dict[str, tuple[int, str]] = {}
        self._unwritten: set[str] = set()
        self.alerts = Alerts()

    def seen(self, id: str, address: str) -> None:
        """A device gave a sign: it asked something, or its page said something."""
        self._seen[id] = (self._live.now().at, address)
        self._unwritten.add(id)

    def forget(self, id: str) -> None:
        """Another machine is this device now."""
        self._seen.pop(id, None)
        self._unwritten.discard(id)

    def rows(self) -> tuple[DeviceRow, ...]:
        """Every device of the hall."""
        return rows(self._scene())

    def look(self) -> bool:
        """Once a second: tells what is wrong and what is well again; True when that is news."""
        live, scene = self._live, self._scene()
        now, state = live.now(), live.state
        spans = mall_spans(state.hall, now.date)
        opened = state.day_open and (now.doubtful or inside(spans, now.minute))
        wrong = troubles(scene, rows(scene), now.at, lambda counter: state.desk(counter).open)
        news = self.alerts.look(wrong if opened else (), opened=opened, at=now.at)
        for alert in news:
            _say(alert)
        return bool(news)

    def floor(self) -> tuple[AlertRow, ...]:
        """The alerts that the floor page shows."""
        return self.alerts.for_floor(self._live.now().at)

    def unwritten(self) -> dict[str, tuple[int, str]]:
        """The signs that the registry does not have yet; it is to be given them now."""
        ids, self._unwritten = self._unwritten, set()
        return {id: self._seen[id] for id in ids if id in self._seen}

    def _scene(self) -> Scene:
        presence = self._presence
        return Scene(
            hall=self._live.state.hall,
            enrolled=self._devices.enrolled(),
            pages=presence.pages(),
            seen=self._seen.get,
            age=presence.age,
            state=presence.state,
            sound=presence.sound,
            printers=self._printers(),
            voices=self._voices(),
            version=self._version,
        )


def _say(alert: AlertRow) -> None:
    if alert.ended is None:
        log.warning("alert %d: %s (%s)", alert.alert, alert.text.en, alert.device)
    else:
        log.info("alert %d is over: %s is well again", alert.alert, alert.title.en)
