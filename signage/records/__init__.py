"""Read tables drawn from the journal: visits, calls, announcements. Reports query these."""

from signage.records.records import Records

__all__ = ["Records"]
