"""Under which names and addresses this machine is reached: what its certificate must hold."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
import struct
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

_SIOCGIFADDR: Final = 0x8915
_TEMPORARY: Final = 0x01
_LOOPBACK: Final = (ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"))


@dataclass(frozen=True, slots=True)
class Names:
    """Host names in small letters, and addresses."""

    hosts: frozenset[str]
    addresses: frozenset[Address]

    @property
    def sorted(self) -> tuple[str, ...]:
        """All of them, as one reads them."""
        return (*sorted(self.hosts), *sorted(map(str, self.addresses)))


def names_of(
    machine: str, written: Iterable[str], addresses: Collection[Address] | None = None
) -> Names:
    """What this machine is called: by itself, by what the mall's file says, by its addresses."""
    hosts, found = {"localhost"}, set(_LOOPBACK)
    found.update(own_addresses() if addresses is None else addresses)
    own = machine.lower().rstrip(".")
    if own:
        hosts.add(own)
        if "." not in own:
            hosts.add(f"{own}.local")
    for name in written:
        try:
            found.add(ipaddress.ip_address(name.strip("[]")))
        except ValueError:
            hosts.add(name.lower())
    return Names(frozenset(hosts), frozenset(found))


def own_addresses() -> frozenset[Address]:
    """The addresses of this machine's interfaces, without those that live for a day only."""
    return frozenset((*_four(Path("/proc/net/dev")), *_six(Path("/proc/net/if_inet6"))))


def _four(table: Path) -> Iterable[Address]:
    # not socket.if_nameindex(): it asks by netlink, which systemd's unit doesn't allow
    try:
        interfaces = [line.partition(":")[0].strip() for line in table.read_text().splitlines()[2:]]
    except OSError:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for name in interfaces:
            wanted = struct.pack("256s", name.encode()[:15])
            try:
                told = fcntl.ioctl(asking.fileno(), _SIOCGIFADDR, wanted)
            except OSError:  # an interface without an address
                continue
            yield ipaddress.IPv4Address(told[20:24])


def _six(table: Path) -> Iterable[Address]:
    try:
        lines = table.read_text().splitlines()
    except OSError:
        return
    for line in lines:
        digits, _, _, _, flags, _ = line.split()
        address = ipaddress.IPv6Address(int(digits, 16))
        if not address.is_link_local and not int(flags, 16) & _TEMPORARY:
            yield address
