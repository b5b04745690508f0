"""What a client may see of a state, drawn whole. Pure: what no journal knows comes as `Around`."""

from signage.queueing.views.alarm import emergency_rows
from signage.queueing.views.around import Around, FloorLimits, age
from signage.queueing.views.counter import counter_view
from signage.queueing.views.elsewhere import elsewhere_view
from signage.queueing.views.floor import floor_view
from signage.queueing.views.kiosk import kiosk_view
from signage.queueing.views.line import queue_view
from signage.queueing.views.offer import admitted, unserved
from signage.queueing.views.outline import outline_view
from signage.queueing.views.phone import line_view, ticket_view
from signage.queueing.views.rows import call_view, why_view
from signage.queueing.views.takeover import coming_rows, takeover_rows, waits_at
from signage.queueing.views.zone import zone_view

__all__ = [
    "Around",
    "FloorLimits",
    "admitted",
    "age",
    "call_view",
    "coming_rows",
    "counter_view",
    "elsewhere_view",
    "emergency_rows",
    "floor_view",
    "kiosk_view",
    "line_view",
    "outline_view",
    "queue_view",
    "takeover_rows",
    "ticket_view",
    "unserved",
    "waits_at",
    "why_view",
    "zone_view",
]
