"""The voice of a zone: what is said, in which order, with which sound, out of which speaker."""
