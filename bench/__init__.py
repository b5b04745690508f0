"""Figures of DESIGN's promises, as ratios in one run on one machine: `scripts/bench NAME`."""
