"""What is not an event and must be forgettable: devices and their secrets, the tickets' key."""
