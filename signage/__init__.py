"""The voice and the screens of a public service hall."""
