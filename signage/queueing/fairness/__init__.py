"""The fairness of a day: who was passed over, how often, by whom and why. Pure: events in."""

from signage.queueing.fairness.report import fairness
from signage.queueing.fairness.shapes import FairnessReport

__all__ = ["FairnessReport", "fairness"]
