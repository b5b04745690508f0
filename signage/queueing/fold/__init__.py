"""The hall after an event: `apply` is the only way in which a hall changes, live and on replay."""

from signage.queueing.fold.applying import apply
from signage.queueing.fold.calls import ROW_AGE, ROWS_KEPT
from signage.queueing.fold.desks import RECENT_KEPT
from signage.queueing.fold.voices import OTHER_REASON, REASONS_KEPT, SAID_KEPT

__all__ = [
    "OTHER_REASON",
    "REASONS_KEPT",
    "RECENT_KEPT",
    "ROWS_KEPT",
    "ROW_AGE",
    "SAID_KEPT",
    "apply",
]
