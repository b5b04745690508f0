"""The fairness of a day: who was passed over, how often, by whom and why. Pure: events in."""
