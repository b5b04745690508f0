"""The voice and the screens of a public service hall."""

RELEASE = "0.1.0"
"""The release of this checkout, as `pyproject.toml` has it."""
