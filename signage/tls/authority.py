"""The hall's own certificate authority: a root that devices install once, and what it signs.

The root can vouch only for private addresses, names that only a closed network gives, and the
names of the mall's file: who steals its key can pass for no bank on the devices that trust it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from signage.errors import TlsTrouble
from signage.tls.names import Names, Network
from signage.whole import write_whole

ROOT_KEY, ROOT = "root.key", "root.crt"
# Fixed: a mini PC whose battery is empty must not make a root that is valid in 1970 only.
_FIRST: Final = datetime(2026, 1, 1, tzinfo=UTC)
_LAST: Final = datetime(2046, 1, 1, tzinfo=UTC)
# Devices take no server's certificate for longer than 397 days.
LASTS: Final = timedelta(days=180)
EARLIER: Final = timedelta(days=2)
"""For devices whose clock is behind."""
PRIVATE_NAMES: Final = ("localhost", "local", "lan", "internal", "home.arpa", "test")
PRIVATE: Final[tuple[Network, ...]] = tuple(
    ipaddress.ip_network(text)
    for text in """
    10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16
    ::1/128 fc00::/7 fe80::/10
    """.split()
)


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate with its key, as PEM."""

    certificate: bytes
    key: bytes


class Authority:
    """One root, its key, and the certificates that it signs."""

    def __init__(self, root: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self._root = root
        self._key = key

    @property
    def der(self) -> bytes:
        """The root as devices install it."""
        return self._root.public_bytes(serialization.Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the root, as devices show it."""
        return fingerprint(self._root)

    def covers(self, names: Names) -> Names:
        """Those names that the root may vouch for."""
        limits = self._root.extensions.get_extension_for_class(x509.NameConstraints).value
        permitted = [one.value for one in limits.permitted_subtrees or ()]
        domains = [one for one in permitted if isinstance(one, str)]
        networks = [one for one in permitted if not isinstance(one, str)]
        return Names(
            frozenset(
                host
                for host in names.hosts
                if any(host == one or host.endswith(f".{one}") for one in domains)
            ),
            frozenset(
                address
                for address in names.addresses
                if any(address.version == one.version and address in one for one in networks)
            ),
        )

    def issue(self, names: Names, now: datetime) -> Issued:
        """A certificate for these names, with a new key. Raises TlsTrouble after the root's end."""
        key = ec.generate_private_key(ec.SECP256R1())
        start, end = max(now - EARLIER, _FIRST), min(now + LASTS, _LAST)
        if start >= end:
            raise TlsTrouble(f"the root ended in {_LAST.year}; is the clock right?")
        builder = (
            _builder(key, self._root.subject, "server", start, end)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(digital_signature=True), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
            .add_extension(_alternatives(self.covers(names)), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
        )
        made = builder.sign(self._key, hashes.SHA256())
        return Issued(made.public_bytes(serialization.Encoding.PEM), _pem(key))


def open_authority(folder: Path, mall: str, names: Names) -> Authority:
    """The authority of this folder, made if there is none. Raises TlsTrouble."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / ROOT).exists():
            _make(folder, mall, names)
        root = x509.load_pem_x509_certificate((folder / ROOT).read_bytes())
        key = serialization.load_pem_private_key((folder / ROOT_KEY).read_bytes(), None)
    except (OSError, ValueError) as error:
        raise TlsTrouble(
            f"{folder} can't be used ({error}); put its backup there, or move it away: then every "
            "device needs the new root"
        ) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != root.public_key():
        raise TlsTrouble(f"{folder / ROOT_KEY} is not the key of {folder / ROOT}")
    return Authority(root, key)


def read_root(folder: Path) -> str:
    """The fingerprint of the root in this folder. Raises TlsTrouble."""
    try:
        return fingerprint(x509.load_pem_x509_certificate((folder / ROOT).read_bytes()))
    except (OSError, ValueError) as error:
        raise TlsTrouble(f"{folder / ROOT} can't be read ({error})") from error


def fingerprint(certificate: x509.Certificate) -> str:
    """Two digits a byte, such as AB:CD:…"""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _make(folder: Path, mall: str, names: Names) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, mall[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, "Signage root"),
        ]
    )
    domains = dict.fromkeys((*PRIVATE_NAMES, *sorted(names.hosts)))
    outside = [one for one in names.addresses if not any(_in(one, net) for net in PRIVATE)]
    networks = [*PRIVATE, *(ipaddress.ip_network(one) for one in sorted(outside, key=str))]
    permitted: list[x509.GeneralName] = [
        *(x509.DNSName(one) for one in domains),
        *(x509.IPAddress(one) for one in networks),
    ]
    root = (
        _builder(key, subject, subject, _FIRST, _LAST)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        # not critical: a device that doesn't know the limits would refuse the whole root
        .add_extension(x509.NameConstraints(permitted, None), critical=False)
        .sign(key, hashes.SHA256())
    )
    write_whole(folder / ROOT_KEY, _pem(key))  # the key first: a root without one is of no use
    write_whole(folder / ROOT, root.public_bytes(serialization.Encoding.PEM))


def _in(address: ipaddress.IPv4Address | ipaddress.IPv6Address, network: Network) -> bool:
    return address.version == network.version and address in network


def _builder(
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name,
    subject: x509.Name | str,
    start: datetime,
    end: datetime,
) -> x509.CertificateBuilder:
    if isinstance(subject, str):
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Signage {subject}")])
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _alternatives(names: Names) -> x509.SubjectAlternativeName:
    written: Iterable[x509.GeneralName] = (
        *(x509.DNSName(host) for host in sorted(names.hosts)),
        *(x509.IPAddress(address) for address in sorted(names.addresses, key=str)),
    )
    return x509.SubjectAlternativeName(written)


def _usage(**given: bool) -> x509.KeyUsage:
    names = """
    digital_signature content_commitment key_encipherment data_encipherment key_agreement
    key_cert_sign crl_sign encipher_only decipher_only
    """.split()
    return x509.KeyUsage(**{name: given.get(name, False) for name in names})


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
