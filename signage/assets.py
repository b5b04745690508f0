"""Where the product's own files lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Folder = Literal["templates", "static", "voices"]


def folder(name: Folder) -> Path:
    """The folder of templates, static files or voices."""
    return _root() / name


def sample_config() -> Path:
    """The sample hall's `config.toml`."""
    return _root() / "config.toml"


def _root() -> Path:
    package = Path(__file__).parent
    inside = package / "_assets"
    return inside if inside.is_dir() else package.parent
