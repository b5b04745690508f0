"""What a command with an id was answered, so that its retry is answered the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """`digest` names device, method, path and key; `fingerprint` the body that was asked.

    `day` is the business date on which it was given, ISO.
    """

    digest: bytes
    fingerprint: bytes
    status: int
    body: bytes
    day: str


def row_of(answer: Answer) -> tuple[str, str, int, str, str]:
    """The answer as the journal's JSON carries it. Raises ValueError if it can't."""
    if b"\0" in answer.body:
        raise ValueError("SQLite's JSON ends a text at a zero byte, which no JSON answer has")
    # Latin-1 keeps any bytes exactly, and leaves ASCII, which JSON mostly is, as it is.
    body = answer.body.decode("latin-1")
    return answer.digest.hex(), answer.fingerprint.hex(), answer.status, body, answer.day


def answer_of(digest: bytes, row: tuple[bytes, int, bytes, bytes]) -> Answer:
    """The answer again, from its row in the file."""
    fingerprint, status, body, day = row
    return Answer(
        digest=digest,
        fingerprint=bytes.fromhex(fingerprint.decode()),
        status=status,
        body=body.decode().encode("latin-1"),
        day=day.decode(),
    )
