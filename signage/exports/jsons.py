"""Tables as one JSON document, written row by row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from signage.exports.tables import Language, Table, plain, words


def write(file: Path, tables: Iterable[Table], language: Language) -> int:
    """`{"tables": [{"name", "columns": [{"key", "title", "kind"}], "rows": [[…]]}]}`; times are
    seconds. Gives how many rows."""
    count = 0
    encode = msgspec.json.encode
    with file.open("wb") as out:
        out.write(b'{"tables":[')
        for index, table in enumerate(tables):
            columns = [
                {"key": c.key, "title": words(c.title, language), "kind": c.kind}
                for c in table.columns
            ]
            name = encode(words(table.name, language))
            out.write(b",\n" * bool(index) + b'{"name":' + name + b',"columns":' + encode(columns))
            out.write(b',"rows":[')
            for at, row in enumerate(table.rows):
                told = encode([plain(cell, language) for cell in row])
                out.write((b",\n" if at else b"\n") + told)
                count += 1
            out.write(b"]}")
        out.write(b"]}\n")
    return count
