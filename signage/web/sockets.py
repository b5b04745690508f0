"""Open sockets by whose they are, so that they end when a device or a person is no longer known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from signage.hub import Viewer
from signage.web.talk import NO_SECRET


class Sockets:
    """Names are ids of devices, of people and of their sessions."""

    def __init__(self) -> None:
        self._open: Final[dict[str, set[Viewer]]] = {}

    def enter(self, names: Iterable[str], viewer: Viewer) -> None:
        """This socket is of these names now."""
        for name in names:
            self._open.setdefault(name, set()).add(viewer)

    def leave(self, names: Iterable[str], viewer: Viewer) -> None:
        """This socket is gone, or somebody else's."""
        for name in names:
            found = self._open.get(name)
            if found is not None:
                found.discard(viewer)
                if not found:
                    del self._open[name]

    def watched(self, name: str) -> bool:
        """Whether any is open under this name."""
        return name in self._open

    def evict(self, name: str) -> None:
        """Close all of this name."""
        for viewer in self._open.pop(name, ()):
            viewer.cut(NO_SECRET, "secret or session ended")
