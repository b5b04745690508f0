"""Tickets on paper: what is on them, the bytes a printer takes, and one task for each printer."""
