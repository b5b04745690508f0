"""What can happen in a hall: pure rules over frozen values; no clock, no disk, no network."""
