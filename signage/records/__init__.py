"""Read tables drawn from the journal: visits, calls, announcements. Reports query these."""
