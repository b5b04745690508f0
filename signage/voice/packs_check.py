"""What a pack lacks for a hall, and which of its files can't be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from signage.errors import ConfigError
from signage.queueing.hall import Hall
from signage.voice.codes import Style
from signage.voice.packs import LICENCE_FILE, PACK_FILE, Pack
from signage.voice.packs_folder import read_clip, strangers
from signage.voice.scripts import Line, reading, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was found. `missing` are lines to be read, `faults` sentences, `unused` files."""

    ok: bool
    pack: str
    clips: int
    missing: tuple[Line, ...]
    faults: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For people."""
        rows = [*self.faults]
        if self.missing:
            rows.append(f"{self.pack} lacks {len(self.missing)} clips for this hall:")
            rows.append(written(self.missing))
        rows += [f"{file}: no sentence uses this file" for file in self.unused]
        if self.ok:
            rows.append(f"{self.pack} is complete for this hall: {self.clips} clips.")
        return "\n".join(rows)


def checked(pack: Pack, hall: Hall, style: Style, own: Sequence[str] = ()) -> Checked:
    """Read every clip, and hold the pack against all that the hall may call; `own` are its own
    templates of calls."""
    faults = [*_settings(pack, style), *_clips(pack)]
    lines = reading(hall, style, pack.sentences, pack.clips, own)
    missing = tuple(line for line in lines if line.clip not in pack.clips)
    folder = _folder(pack)
    if folder is not None and not (folder / LICENCE_FILE).is_file():
        faults.append(f"{pack.id}/{LICENCE_FILE}: is missing; write down what may be done with it")
    return Checked(
        ok=not missing and not faults,
        pack=pack.id,
        clips=len(pack.clips),
        missing=missing,
        faults=tuple(faults),
        unused=tuple(f"{pack.id}/{file}" for file in strangers(folder)) if folder else (),
    )


def _settings(pack: Pack, style: Style) -> list[str]:
    file = f"{pack.id}/{PACK_FILE}"
    faults = []
    if not pack.says_numbers(style.numbers):
        faults.append(
            f"{file}: number_style: the hall says numbers as {style.numbers!r}, "
            f"the pack was recorded for {pack.number_style!r}"
        )
    if pack.zero != style.zero_word:
        faults.append(f"{file}: zero: the hall says {style.zero_word!r}, the pack {pack.zero!r}")
    return faults


def _clips(pack: Pack) -> list[str]:
    faults = []
    for name in pack.clips:
        try:
            read_clip(pack, name)
        except ConfigError as error:
            faults.append(str(error))
    return faults


def _folder(pack: Pack) -> Path | None:
    return next((path.parent.parent for path in pack.clips.values()), None)
