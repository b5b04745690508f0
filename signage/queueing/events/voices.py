"""What is said, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Said = Literal["heard", "blocked", "failed", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeAnnounced:
    """A spoken notice was asked for in a zone."""

    zone: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementBegun:
    """The voice of a zone starts to say something; written before the first sound."""

    announcement: str
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementEnded:
    """What became of an announcement, and why it was not heard if it was not."""

    announcement: str
    zone: str
    result: Said
    reason: str | None
