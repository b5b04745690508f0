"""From what tomllib gives to the tables of the file: unknown keys, missing keys, wrong types."""

from __future__ import annotations

from typing import Any, get_origin

import msgspec

from signage.config.faults import Faults, nearest
from signage.config.lines import Path
from signage.config.misfits import misfit
from signage.config.tables import Table, Tables, hints, item_of


def read(raw: dict[str, Any], faults: Faults) -> Tables:
    """The tables, or a ConfigError that names what does not fit."""
    _known((), raw, Tables, faults)
    for section, hint in hints(Tables).items():
        table = item_of(hint)
        if table is not None and section in raw:
            _section(section, raw[section], table, get_origin(hint) is tuple, faults)
    if "mall" not in raw:
        faults.add(("mall",), "this section is missing; add [mall] with id, name and time_zone.")
    faults.check()
    return msgspec.convert(raw, Tables)


def _section(name: str, raw: Any, table: type[Table], many: bool, faults: Faults) -> None:
    if not many:
        _table((name,), raw, table, f"[{name}]", faults)
    elif not isinstance(raw, list):
        faults.add((name,), f"this is a list of tables; write [[{name}]] above each.")
    else:
        for index, piece in enumerate(raw):
            _table((name, index), piece, table, f"[[{name}]]", faults)


def _table(path: Path, raw: Any, table: type[Table], header: str, faults: Faults) -> None:
    """At most one fault a table beside its unknown keys: the first often causes the next."""
    if not isinstance(raw, dict):
        faults.add(path, f"this is a table; write {header} above its keys.")
        return
    if not _known(path, raw, table, faults):
        return
    try:
        msgspec.convert(raw, table)
    except msgspec.ValidationError as error:
        wrong = misfit(str(error), table)
        problem = wrong.problem
        if wrong.reason == "missing":
            problem = f"this key is missing; add {wrong.path[-1]} = …"
        faults.add((*path, *wrong.path), problem)


def _known(path: Path, raw: dict[str, Any], table: type[Table], faults: Faults) -> bool:
    known = hints(table)
    unknown = [key for key in raw if key not in known]
    for key in unknown:
        faults.add((*path, key), f"there is no such key here; {nearest(key, known)}")
    return not unknown
