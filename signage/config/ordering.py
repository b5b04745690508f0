"""The order of a list of tables in `config.toml`: one goes to another place with its remarks."""

from __future__ import annotations

from tomlkit.items import Table

from signage.config.editing import Document, loosed, remarks, things, tied
from signage.errors import NotFound


def move(document: Document, name: str, table: Table, to: int) -> None:
    """Put one of a list of tables at a place, counted as the list is afterwards.

    Remarks right above a table go with it; those that a blank line parts from it stay where they
    are, and so do those above the first table, which are about the whole list. Raises NotFound.
    """
    body = things(document, name).body
    at = next((i for i, one in enumerate(body) if one is table), None)
    if at is None or not 0 <= to < len(body):
        raise NotFound("thing_unknown", section=name, id=str(to)[:40])
    tails = [_parted("".join(item.as_string() for item in loosed(one))) for one in body]
    own = {id(body[i + 1]): lead for i, (_, lead) in enumerate(tails[:-1])}
    last = "".join(tails[-1])
    body.insert(to, body.pop(at))
    first = own.get(id(body[0]), "")
    if first:
        body[0].trivia.indent = first + body[0].trivia.indent
    for i, one in enumerate(body[:-1]):
        tied(one, remarks(tails[i][0] + own.get(id(body[i + 1]), "")))
    tied(body[-1], remarks(last))


def _parted(text: str) -> tuple[str, str]:
    """What stands below a table: up to the last blank line, and the remarks behind that."""
    lines = text.splitlines(keepends=True)
    own = len(lines)
    while own and lines[own - 1].lstrip().startswith("#"):
        own -= 1
    return "".join(lines[:own]), "".join(lines[own:])
