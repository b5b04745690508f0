"""What a password and a PIN must be, and new ones made by chance."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable
from typing import Final

from signage.errors import Malformed

SHORTEST: Final = 12
LONGEST: Final = 200
PIN_DIGITS: Final = 6
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS: Final = 4
"""Four groups of four of 31 letters that are not misread: 79 bits."""
_KEYBOARD: Final = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfv",
    "abcdefghijklmnopqrstuvwxyz",
)
_COMMON: Final = frozenset(
    """
    admin administrator adminadmin akses aku antrean antrian anjing allah alhamdulillah bandung
    bismillah blink cinta computer default dinas doraemon dragon football garuda gratis guest
    halo hello ibu indonesia indonesiaku iloveyou jakarta jaya kabupaten kamu kata kantor kota
    kerja komputer kuncen lampung letmein login loket love mal mall master merdeka metro monkey
    monyet mpp namaku office operator pass passw password passwort pelayanan petugas princess
    publik qwerty rahasia root sandi sandiku saya sayang sayangku secret selamat selamatpagi
    server service shadow signage sukses super superman sunshine system test tester terserah tuhan
    user welcome word bapak negara
    """.split()
)  # fmt: skip
_LEET: Final = str.maketrans("013457@$!|", "oieastasil")


def check_password(password: str, *, about: Iterable[str] = ()) -> None:
    """Raises Malformed for one that is short, or that is tried early. `about` are words that
    anybody knows of the person: the name, the login."""
    if len(password) < SHORTEST:
        raise Malformed("password_short", least=SHORTEST)
    if len(password) > LONGEST or not password.isprintable():
        raise Malformed("password_long", limit=LONGEST)
    if _common(password, about):
        raise Malformed("password_common")


def make_password() -> str:
    """A password to begin with, to be read out and typed once: `k7fd-2mqa-…`."""
    while True:
        groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))
        made = "-".join(groups)
        if not _common(made, ()):  # a856-a858-… is as good as any, but looks like one that is not
            return made


def make_pin(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Six digits by chance. People choose birthdays, of which there are few, so nobody chooses."""
    while True:
        pin = f"{below(10**PIN_DIGITS):0{PIN_DIGITS}}"
        if len(set(pin)) > 2:  # 111111 is as good as any, but nobody believes it
            return pin


def _common(password: str, about: Iterable[str]) -> bool:
    plain = password.lower()
    if len(set(plain)) < 5:
        return True
    known = {word for text in about for word in re.findall(r"[a-z]+", text.lower())}
    words = sorted(_COMMON | {word for word in known if len(word) >= 3}, key=len, reverse=True)
    return any(_left(text, words) < 6 for text in (plain, plain.translate(_LEET)))


def _left(text: str, words: Iterable[str]) -> int:
    """How many letters stay when what everybody knows is taken out."""
    for word in words:
        text = text.replace(word, " ")
    for row in _KEYBOARD:
        for size in range(len(row), 3, -1):
            for start in range(len(row) - size + 1):
                run = row[start : start + size]
                text = text.replace(run, " ").replace(run[::-1], " ")
    text = re.sub(r"(?:19|20)?[0-9]{1,8}|[^a-z]", " ", text)
    text = re.sub(r"(.+?)\1{2,}", r"\1", text)  # said three times, it is as good as once
    return len(re.sub(r"\s", "", text))
