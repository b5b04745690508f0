"""A certificate and its key as files: whether they are there, belong together, and are in date."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from signage.errors import TlsTrouble
from signage.tls.names import Names

SOON_DAYS: Final = 14
# What a television of 2018 knows, and nothing older.
_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A certificate that can be served."""

    context: ssl.SSLContext
    names: Names
    starts: datetime
    ends: datetime

    def days_left(self, now: datetime) -> int:
        """Whole days; negative when it has ended."""
        return (self.ends - now).days

    def fault(self, now: datetime) -> str:
        """What is wrong with its dates, or nothing."""
        if now >= self.ends:
            return f"the certificate ended on {self.ends:%Y-%m-%d}; get a new one"
        if now < self.starts:
            return f"the certificate begins on {self.starts:%Y-%m-%d}; is the clock right?"
        return ""


def read_pair(certificate: Path, key: Path) -> Pair:
    """Reads both files. Raises TlsTrouble, whose text says which of them and what to do."""
    chain, secret = _bytes(certificate), _bytes(key)
    try:
        leaf = x509.load_pem_x509_certificates(chain)[0]
    except ValueError as error:
        raise TlsTrouble(
            f"{certificate} holds no certificate in PEM; it begins with -----BEGIN CERTIFICATE-----"
        ) from error
    try:
        private = serialization.load_pem_private_key(secret, None)
    except (ValueError, TypeError) as error:  # TypeError: it wants a password
        raise TlsTrouble(f"{key} holds no key in PEM without a password") from error
    if private.public_key() != leaf.public_key():
        raise TlsTrouble(
            f"{key} is not the key of {certificate}; name the two that belong together"
        )
    return Pair(
        context=_context(certificate, key),
        names=_names(leaf),
        starts=leaf.not_valid_before_utc,
        ends=leaf.not_valid_after_utc,
    )


def blank_context() -> ssl.SSLContext:
    """What every server's context has; without a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.set_ciphers(_CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    return context


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = blank_context()
    try:
        context.load_cert_chain(certificate, key)
    except (ssl.SSLError, OSError) as error:
        raise TlsTrouble(f"{certificate} can't be served ({error})") from error
    return context


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TlsTrouble(f"{path} can't be read ({error.strerror})") from error


def _names(leaf: x509.Certificate) -> Names:
    try:
        found = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return Names(frozenset(), frozenset())
    hosts = found.get_values_for_type(x509.DNSName)
    addresses = found.get_values_for_type(x509.IPAddress)
    single = (ipaddress.IPv4Address, ipaddress.IPv6Address)
    return Names(frozenset(hosts), frozenset(one for one in addresses if isinstance(one, single)))
