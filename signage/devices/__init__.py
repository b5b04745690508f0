"""Screens, buttons and other things that hang on the hall."""
