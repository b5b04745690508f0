"""Figures of a period: pure sums over the columns that the read tables keep of each day."""
