"""HTTP, sockets and pages of the hall. No rules live here."""
