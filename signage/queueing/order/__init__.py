"""Who is next at a counter, why, and how many come before. A policy is a pure function."""

from signage.queueing.order.choice import Choice, Policy, in_order, longest_wait, queues_of
from signage.queueing.order.fair import calling_order, fair
from signage.queueing.order.places import Place, place_for
from signage.queueing.order.reasons import chosen
from signage.queueing.order.standing import ahead, foreseen

__all__ = [
    "Choice",
    "Place",
    "Policy",
    "ahead",
    "calling_order",
    "chosen",
    "fair",
    "foreseen",
    "in_order",
    "longest_wait",
    "place_for",
    "queues_of",
]
