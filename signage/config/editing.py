"""Edits of `config.toml`: its text in, its text out, with every comment and blank line kept.

An edit is a function of the document. It touches what it must and leaves the rest as it is; what
comes out is checked by `load` like any other text, so an edit need not judge what it writes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from hashlib import sha256
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Comment, InlineTable, Item, Table, Whitespace
from tomlkit.toml_document import TOMLDocument

from signage.config.syntax import parsed
from signage.errors import ConfigError, NotFound, SignageError

Document = TOMLDocument
Edit = Callable[[Document], None]
LAID_OUT = "the file is laid out so that this can't be written into it; edit it by hand."


def edited(text: str, edit: Edit) -> str:
    """The text after an edit. Lines end as they did, and a byte order mark stays.

    Raises ConfigError where the file is written so that the edit can't be put into it.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix("\ufeff")
    windows = "\r\n" in plain and "\n" not in plain.replace("\r\n", "")
    before = plain.replace("\r\n", "\n") if windows else plain
    document = _parsed(before)
    try:
        edit(document)
        after = tomlkit.dumps(document)
        after.encode()
    except SignageError:
        raise
    except Exception as error:  # tomlkit fails on odd layouts in every way there is
        raise ConfigError(LAID_OUT) from error
    if after != before and len(after) - len(after.rstrip("\n")) > 1:
        after = after.rstrip("\n") + "\n"
    _must_mean(after, document)
    return mark + (after.replace("\n", "\r\n") if windows else after)


def revision_of(text: str) -> str:
    """A short name for a text: another one when a single character changes."""
    return sha256(text.encode()).hexdigest()[:16]


# ---- what edits are made of


def section(document: Document, *names: str) -> MutableMapping[str, Any]:
    """A table by its keys, such as `section(document, "lexicon", "id")`; made at the end of the
    file where it is not there."""
    around: Any = document
    for depth, name in enumerate(names):
        if name not in around:
            last = depth == len(names) - 1
            inline = isinstance(around, InlineTable)
            around[name] = tomlkit.inline_table() if inline else tomlkit.table(not last)
        around = around[name]
    found: MutableMapping[str, Any] = around
    return found


def clear(document: Document, *names: str) -> None:
    """Take a table out if nothing is left in it, and then the one around it."""
    for depth in range(len(names), 0, -1):
        around: Any = document
        for name in names[: depth - 1]:
            around = around[name]
        if around[names[depth - 1]]:
            return
        del around[names[depth - 1]]


def things(document: Document, name: str) -> AoT:
    """A list of tables, such as `things(document, "services")`; made where it is not there."""
    if name not in document:
        document[name] = tomlkit.aot()
    every: Any = document[name]
    if not isinstance(every, AoT):
        raise ConfigError(LAID_OUT)
    return every


def thing(document: Document, name: str, id: str) -> Table:
    """One of a list of tables by its id. Raises NotFound."""
    for one in things(document, name).body if name in document else ():
        if one.get("id") == id:
            return one
    raise NotFound("thing_unknown", section=name, id=id[:40])


def thing_at(document: Document, name: str, at: int) -> Table:
    """One of a list of tables by its place. Raises NotFound."""
    every = things(document, name).body if name in document else []
    if not 0 <= at < len(every):
        raise NotFound("thing_unknown", section=name, id=str(at)[:40])
    return every[at]


def put(document: Document, name: str, id: str, values: Mapping[str, Any]) -> None:
    """Set keys of one of a list of tables; None takes a key out. Added at the end if it is new."""
    try:
        table = thing(document, name, id)
    except NotFound:
        add(document, name, {"id": id, **values})
        return
    fill(table, values)


def add(document: Document, name: str, values: Mapping[str, Any]) -> None:
    """One more at the end of a list of tables."""
    every = things(document, name)
    after: list[Item] = loosed(every[-1]) if every else [tomlkit.nl()]
    table = tomlkit.table()
    fill(table, values)
    if every:
        tied(every[-1], [tomlkit.nl()])
    tied(table, after)
    if not every and len(document.body) > 1:
        table.trivia.indent = "\n"
    every.append(table)


def take_out(document: Document, name: str, id: str) -> None:
    """Take one out of a list of tables, by its id. Raises NotFound."""
    take_off(document, name, thing(document, name, id))


def take_off(document: Document, name: str, gone: Table) -> None:
    """Take one out of a list of tables.

    What stands below it up to the next table, such as the next section's remarks, stays.
    """
    every = things(document, name)
    at = next((i for i, one in enumerate(every) if one is gone), None)
    if at is None:  # it was taken out already
        raise NotFound("thing_unknown", section=name, id=str(gone.get("id", ""))[:40])
    after = "".join(item.as_string() for item in loosed(gone)).lstrip("\n")
    if len(every) == 1:
        _above_next(document, name, after)
        del document[name]
        return
    if at:
        tied(every[at - 1], remarks(after))
    elif after:
        following = every[1]
        following.trivia.indent = after + following.trivia.indent
    del every[at]


def take_away(document: Document, name: str) -> None:
    """Take a table out; what stands below it up to the next one stays."""
    gone: Any = document[name]
    after = loosed(gone) if isinstance(gone, Table) else []
    _above_next(document, name, "".join(item.as_string() for item in after).lstrip("\n"))
    del document[name]


def fill(table: MutableMapping[str, Any], values: Mapping[str, Any]) -> None:
    """Set keys of a table; None takes a key out, and what is as it should be is not touched."""
    after = loosed(table) if isinstance(table, Table) else []
    for key, value in values.items():
        if value is None:
            table.pop(key, None)
        elif table.get(key) != value:
            table[key] = _inline(value)
    if isinstance(table, Table):
        tied(table, after)


def word_said(language: str, word: str, said: str | None) -> Edit:
    """The mall's own way to say a word; None takes the entry out. Raises NotFound for that."""

    def edit(document: Document) -> None:
        if said is not None:
            fill(section(document, "lexicon", language), {word: said})
            return
        if word not in document.get("lexicon", {}).get(language, {}):
            raise NotFound("word_unknown", word=word[:60])
        del section(document, "lexicon", language)[word]
        clear(document, "lexicon", language)

    return edit


def _inline(value: Any) -> Any:
    """`{ id = "…", en = "…" }` on one line, as the file has it; a list of these a line each."""
    if isinstance(value, Mapping):
        return tomlkit.value(_written(value))
    if isinstance(value, list | tuple) and any(isinstance(one, Mapping) for one in value):
        return tomlkit.value("[\n" + "".join(f"  {_written(one)},\n" for one in value) + "]")
    return value


def _written(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        pairs = (f"{tomlkit.key([k]).as_string()} = {_written(v)}" for k, v in value.items())
        return f"{{ {', '.join(pairs)} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_written(one) for one in value)}]"
    return str(tomlkit.item(value).as_string())


def _last(table: Table) -> Table:
    """The table whose lines come last in it."""
    body = table.value.body
    last = body[-1][1] if body else None
    return _last(last) if isinstance(last, Table) else table


def loosed(table: Table) -> list[Item]:
    """The remarks and blank lines below a table's last key, taken off it."""
    body = _last(table).value.body
    after: list[Item] = []
    while body and body[-1][0] is None and isinstance(body[-1][1], Comment | Whitespace):
        after.insert(0, body.pop()[1])
    return after


def tied(table: Table, after: list[Item]) -> None:
    _last(table).value.body.extend((None, item) for item in after)


def remarks(text: str) -> list[Item]:
    return [item for _, item in tomlkit.parse(text).body]


def _above_next(document: Document, name: str, text: str) -> None:
    """Put remarks above what follows a section."""
    keys = [None if key is None else key.key for key, _ in document.body]
    for _, item in document.body[keys.index(name) + 1 :]:
        if isinstance(item, Table | AoT):
            first = item if isinstance(item, Table) else item[0]
            first.trivia.indent = text + first.trivia.indent
            return
    document.body.extend((None, item) for item in remarks(text))


def _parsed(text: str) -> Document:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        parsed(text, "")  # says where
        raise ConfigError(LAID_OUT) from error


def _must_mean(text: str, document: Document) -> None:
    """What was written must be read as it was meant: a file may be laid out in a way that the
    writer of TOML does not master."""
    try:
        same = tomllib.loads(text) == document.unwrap()
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise ConfigError(LAID_OUT)
