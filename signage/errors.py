"""Every error that this product raises on purpose, drawn as one tree.

SignageError
├── Refused                 the rules said no; has a stable code and a sentence for the person
│   ├── Malformed           what was asked makes no sense (422)
│   ├── NotFound            what was named does not exist (404)
│   ├── Unauthorised        no good secret (401)
│   └── Forbidden           a good secret, but not for this (403)
├── ConfigError             config.toml is wrong; knows file, line and key
├── JournalTrouble          the journal can't be written or trusted (503)
├── RegistryTrouble         a file of secrets can't be read
├── TlsTrouble              a certificate or key can't be used
├── FolderBusy              another server runs on this data folder
├── BackupTrouble           a backup can't be made, trusted or brought back
└── VoiceTrouble            no engine, no player, or a sentence that could not be made
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


class SignageError(Exception):
    """The root of the tree; never raised itself."""


class Refused(SignageError):
    """The rules said no. `facts` fill the sentence that belongs to `code`."""

    status: int = 409

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code: Final = code
        self.facts: Final = facts


class Malformed(Refused):
    """The request can't be understood, or names a value that can't be."""

    status = 422


class NotFound(Refused):
    """The thing that was named does not exist."""

    status = 404


class Unauthorised(Refused):
    """There was no secret, or one that nobody has."""

    status = 401


class Forbidden(Refused):
    """The secret is good, but its device may not do this."""

    status = 403


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a `config.toml`, and the way out in the same sentence.

    `path` is where: keys, and the indexes of list items; `line` 0 means that no line can be named.
    """

    line: int
    key: str
    problem: str
    path: tuple[str | int, ...] = ()


class ConfigError(SignageError):
    """`config.toml` is wrong. Line numbers start at 1; 0 means that no line can be named.

    `faults` are all that were found, by line; at least the first one, which the error names.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str = "",
        line: int = 0,
        key: str = "",
        faults: tuple[Fault, ...] = (),
    ) -> None:
        place = f"{file}:{line}: " if line else (f"{file}: " if file else "")
        super().__init__(f"{place}{key + ': ' if key else ''}{problem}")
        self.problem: Final = problem
        self.file: Final = file
        self.line: Final = line
        self.key: Final = key
        path = tuple(key.split(".")) if key else ()
        self.faults: Final = faults or (Fault(line, key, problem, path),)


class JournalTrouble(SignageError):
    """The journal can't take an event. `code`: disk_full, read_only, damaged or disk_failed."""

    def __init__(self, code: str, detail: str = "", seq: int = 0) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: Final = code
        self.detail: Final = detail
        self.seq: Final = seq


class RegistryTrouble(SignageError):
    """A file of the data folder that holds devices, secrets or keys can't be read."""


class TlsTrouble(SignageError):
    """A certificate or its key can't be made, read or used; the text says what to do."""


class FolderBusy(SignageError):
    """Another server holds the lock of the data folder."""


class BackupTrouble(SignageError):
    """A backup can't be made, trusted or brought back; the sentence says what to do.

    `code` is one that pages have words for, `backup_failed` where nothing more can be said.
    """

    def __init__(self, sentence: str, code: str = "backup_failed") -> None:
        super().__init__(sentence)
        self.code: Final = code


class VoiceTrouble(SignageError):
    """A sentence can't be made or played. `code` says why in one word."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: Final = code
        self.detail: Final = detail
