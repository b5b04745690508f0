"""`config.toml`: its text read into frozen values, or refused with file, line, key and way out.

Never opens a file: the text comes in, and so do the questions which time zones exist and which
days are public holidays.
"""

from signage.config.calendars import PublicDay, PublicDays
from signage.config.loading import load
from signage.config.settings import Config, Machine
from signage.config.tables import KEYS, Limits

__all__ = ["KEYS", "Config", "Limits", "Machine", "PublicDay", "PublicDays", "load"]
