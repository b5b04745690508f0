"""Whether a request meant this server: the name in its Host header.

A page from elsewhere can have its own name point to our address (DNS rebinding); then the browser
takes us for the page's own server, and its Origin agrees. Such a page can't choose the name: what
its browser says is a name that somebody registered. So addresses are let in, and names that nobody
can register, that this machine has itself, or that its owner wrote into `config.toml`.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from typing import Final

# Nobody can register a name under these (RFC 2606, 6761, 6762, 8375, 9476 and routers' habit).
_NOBODYS: Final = (".localhost", ".local", ".internal", ".home.arpa", ".lan", ".test")
# What is said back to who asked; anything else is no name.
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,80}(?::\d{1,5})?")
_DOTTED: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63}){0,30}")
_NUMBERS: Final = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")


def own_host(host: str | None, names: Collection[str] = ()) -> bool:
    """Whether this Host is an address, a name that only the own network gives, or one of `names`.

    A name without a dot is in no public DNS. No Host at all is no browser.
    """
    if host is None:
        return True
    name = _without_port(host.lower()).removesuffix(".")
    if name.startswith("[") and name.endswith("]"):
        return _is_address(name)
    if _DOTTED.fullmatch(name) is None:
        return False
    if "." not in name or name in names or _NUMBERS.fullmatch(name):
        return True
    return name.endswith(_NOBODYS)


def shown(host: str | None) -> str:
    """A Host as it may stand in a sentence."""
    return host.partition(":")[0] if host and _NAME.fullmatch(host) else "?"


def machine_names(name: str, hosts: str = "", resolver: str = "") -> frozenset[str]:
    """The names that a machine has on its own word, in small letters.

    `hosts` and `resolver` are the texts of /etc/hosts and /etc/resolv.conf: what stands there for
    this machine itself, and its name in the domains that its own network searches. Nobody is asked,
    since without a network an answer takes seconds.
    """
    own = {name.lower().rstrip(".")}
    for fields in _lines(hosts):
        if fields[0] == "::1" or fields[0].startswith("127."):
            own.update(fields[1:])
    short = name.lower().partition(".")[0]
    for fields in _lines(resolver):
        if fields[0] in ("search", "domain"):
            own.update(f"{short}.{domain.strip('.')}" for domain in fields[1:])
    return frozenset(one for one in own if _NAME.fullmatch(one))


def _lines(text: str) -> list[list[str]]:
    rows = (line.partition("#")[0].lower().split() for line in text.splitlines())
    return [fields for fields in rows if fields]


def _without_port(host: str) -> str:
    if host.startswith("["):
        end = host.find("]") + 1
        return host[:end] if host[end:] == "" or host[end] == ":" else host
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.IPv6Address(name[1:-1])
    except ValueError:
        return False
    return True
