"""The command `signage`. Exits with 0 done, 1 refused, 2 misused."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from signage import (
    assets,
    beginning,
    filing,
    kiosks,
    logs,
    peopling,
    printing,
    saving,
    service,
    trusting,
    voicing,
)
from signage.almanac import public_days
from signage.config import Config, PublicDay, load
from signage.devices.printers.checking import with_pictures
from signage.edits import Source
from signage.errors import BackupTrouble, ConfigError, FolderBusy, Refused, SignageError
from signage.journal.journal import Journal
from signage.journal.lock import hold
from signage.queueing.fairness.words import table
from signage.queueing.refusals import sentence
from signage.records.records import Records
from signage.registry.devices import first_secrets, retired_firsts
from signage.reporting import ask_fairness, read_fairness
from signage.serving import ADDRESS, Serving, serve
from signage.verbs import Options, Told
from signage.voice.repertoire import load_repertoire
from signage.web.links import link, standing


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit code."""
    options = parser().parse_args(argv)
    kind = logs.kind_of(getattr(options, "log", None), os.environ)
    logs.set_up(kind, sys.stderr, os.environ)
    try:
        run: Callable[[Options], int] = options.run
        return run(options)
    except SignageError as error:
        _refuse(options, error)
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """The command line: every verb, with what it does and what it takes."""
    top = argparse.ArgumentParser("signage", description="The voice and the screens of a hall.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    def verb(name: str, text: str, run: Callable[[Options], int]) -> argparse.ArgumentParser:
        made = verbs.add_parser(name, help=text, description=text)
        made.add_argument("--config", type=Path, help="the hall's file (default: config.toml)")
        made.add_argument("--data", type=Path, default=Path("data"), help="default: data/")
        made.add_argument("--json", action="store_true", help="answer in JSON")
        made.set_defaults(run=run)
        return made

    serving = verb("serve", "Run the hall.", _serve)
    serving.add_argument("--host", default="0.0.0.0", help="default: every address")  # noqa: S104
    serving.add_argument("--port", type=_port, default=8000, help="default: 8000; 0: any free one")
    serving.add_argument("--log", choices=logs.KINDS, help="lines for people, or JSON objects")
    verb("new", "Write a new hall's file, the smallest there is.", _new)
    verb("check", "Check config.toml: say what is wrong, with file, line and key.", _check)
    links = verb("links", "Print the ready links of this hall's devices.", _links)
    links.add_argument("--base", help="the server's address, such as http://192.0.2.7:8000")
    backing = verb(
        "backup", "Write all of this hall into one file, beside the running server.", _backup
    )
    saving.add_backup(backing)
    restoring = verb("restore", "Bring a backup back into a data folder.", _restore)
    saving.add_restore(restoring)
    verb("rebuild", "Draw the read tables again from the journal.", _rebuild)
    verifying = verb("verify", "Check the journal's chain from its first event.", _verify)
    saving.add_verify(verifying)
    report = verb("report", "Print a day's fairness; write other reports as files.", _report)
    filing.add_report(report)
    voices = verb("voices", "List the voices that this machine has; make and try them.", _voices)
    voicing.add_actions(voices)
    say = verb("say", "Say a ticket or a text, into a file or out of the speaker.", _say)
    voicing.add_sentence(say)
    printers = verb("printers", "List the printers of the hall; print a test page.", _printers)
    printing.add_actions(printers)
    kiosk = verb("kiosk", "Set the staff code of the kiosks.", _kiosk)
    kiosks.add_actions(kiosk)
    who = verb("people", "Say who can sign in; make a new password for somebody.", _people)
    peopling.add_actions(who)
    unit = verb("service", "Have the hall start with the machine, by systemd.", _service)
    service.add_actions(unit)
    verb("trust", "Say how devices come to trust this hall's own certificate.", _trust)
    return top


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65_535:
        raise ValueError
    return number


# ---- the verbs


def _serve(options: Options) -> int:
    serve(
        Serving(
            source=_source(options),
            data=options.data,
            host=options.host,
            port=options.port,
        )
    )
    return 0


def _new(options: Options) -> int:
    return _told(options, beginning.run(options))


def _check(options: Options) -> int:
    config = _config(options)
    hall = config.hall
    counted = {
        "zones": len(hall.zones),
        "agencies": len(hall.agencies),
        "services": len(hall.services),
        "counters": len(hall.counters),
    }
    told = ", ".join(f"{count} {name}" for name, count in counted.items())
    warnings = voicing.lacking(config, options.data, str(_file(options)))
    warnings += trusting.faults(config, _file(options))
    if not options.json:
        sys.stderr.writelines(f"signage check: {warning}\n" for warning in warnings)
    value = {"ok": True, **counted, "warnings": warnings}
    _answer(options, value, f"{_file(options)} is right: {told}.")
    return 0


def _links(options: Options) -> int:
    hall = _config(options).hall
    firsts = standing(first_secrets(options.data), hall)
    retired = retired_firsts(options.data)
    if not firsts and not retired:
        raise SignageError(
            f"there are no links in {options.data} yet; start the hall once with: signage serve"
        )
    base = options.base or _base(options.data)
    made = [link(first, hall, base.rstrip("/")) for first in firsts]
    lines = [f"{one.kind:8} {one.place or '-':12} {one.url}" for one in made]
    buttons = [one for one in made if one.kind in ("button", "feed")]
    lines += [f"{one.kind:8} {one.place or '-':12} secret {one.secret}" for one in buttons]
    if retired:
        lines.append(f"{retired} links were retired; new devices are paired on the page /admin.")
    _answer(options, made, "\n".join(lines))
    return 0


def _backup(options: Options) -> int:
    return _told(options, saving.backup(options, lambda: _config(options), _file(options)))


def _restore(options: Options) -> int:
    # a machine that has no file yet gets the backup's, and not that of the sample hall
    file = options.config or Path("config.toml")
    return _told(options, saving.bring_back(options, file))


def _rebuild(options: Options) -> int:
    async def rebuild() -> int:
        folder = _data(options)
        async with Journal.open(folder) as journal, Records.open(folder) as records:
            await records.rebuild(journal)
            return records.seq

    with hold(_data(options)):
        seq = asyncio.run(rebuild())
    _answer(options, {"events": seq}, f"The tables are drawn again from {seq} events.")
    return 0


def _verify(options: Options) -> int:
    async def verify() -> int:
        async with Journal.open(_data(options)) as journal:
            return await journal.verify()

    if options.backup is not None:
        return _told(options, saving.verify_backup(options))
    with hold(_data(options)):
        seq = asyncio.run(verify())
    _answer(options, {"events": seq, "whole": True}, f"The journal is whole: {seq} events.")
    return 0


def _report(options: Options) -> int:
    """From the folder, or from the server that runs on it."""
    folder = _data(options)
    if options.which != filing.FAIRNESS:
        return _told(options, filing.run(options, lambda: _config(options)))
    if options.out is not None:
        return _told(options, Told(None, "fairness is printed; with --json as JSON.", 2))
    try:
        with hold(folder):
            report = asyncio.run(read_fairness(folder, options.day))
    except FolderBusy:
        secrets = {first.kind: first.secret for first in first_secrets(folder)}
        if "feed" not in secrets:
            raise
        report = ask_fairness(_base(folder), secrets["feed"], options.day)
    _answer(options, report, table(report))
    return 0


def _voices(options: Options) -> int:
    return _told(options, voicing.run(options, lambda: _config(options)))


def _say(options: Options) -> int:
    return _told(options, voicing.say(options, lambda: _config(options)))


def _printers(options: Options) -> int:
    return _told(options, printing.run(options, lambda: _config(options)))


def _kiosk(options: Options) -> int:
    return _told(options, kiosks.run(options))


def _people(options: Options) -> int:
    return _told(options, peopling.run(options))


def _service(options: Options) -> int:
    return _told(options, service.run(options, lambda: _config(options), _file(options)))


def _trust(options: Options) -> int:
    return _told(options, trusting.run(options, lambda: _config(options)))


# ---- files and answers


def _file(options: Options) -> Path:
    if options.config is not None:
        chosen: Path = options.config
        return chosen
    here = Path("config.toml")
    return here if here.exists() else assets.sample_config()


def _config(options: Options) -> Config:
    return _source(options).read()


def _source(options: Options) -> Source:
    file = _file(options)

    def check(text: str) -> Config:
        config = load(text, str(file), _time_zones(), _public_days)
        _check_voices(config, file, options.data)
        return replace(config, printers=with_pictures(config.printers, file))

    return Source(file, check)


def _check_voices(config: Config, file: Path, data: Path) -> None:
    """A voice that isn't there would leave a hall with its chime alone."""
    repertoire = load_repertoire(assets.folder("voices"), data / "voices")
    for language in config.voice.languages:
        try:
            repertoire.profile(language, config.voice)
        except ConfigError as error:
            key = f"voice.profiles.{language}"
            raise ConfigError(error.problem, file=str(file), key=key) from error


def _public_days() -> Iterable[PublicDay]:
    return public_days(datetime.now(UTC).year)


@cache
def _time_zones() -> Callable[[str], bool]:
    return zoneinfo.available_timezones().__contains__


def _data(options: Options) -> Path:
    folder: Path = options.data
    if not (folder / "journal.db").exists():
        raise SignageError(f"there is no journal in {folder}; name the folder with --data")
    return folder


def _base(data: Path) -> str:
    try:
        return (data / ADDRESS).read_text().strip()
    except OSError:
        return "http://127.0.0.1:8000"


def _told(options: Options, told: Told) -> int:
    if told.code == 2:
        sys.stderr.write(f"signage {options.verb}: {told.text}\n")
    else:
        _answer(options, told.value, told.text)
    return told.code


def _answer(options: Options, value: Any, text: str) -> None:
    if options.json:
        text = msgspec.json.format(msgspec.json.encode(value)).decode()
    sys.stdout.write(text + "\n")


def _refuse(options: Options, error: SignageError) -> None:
    text = sentence(error).en if isinstance(error, Refused) else str(error)
    if options.json:
        told: dict[str, Any] = {"ok": False, "error": text}
        if isinstance(error, BackupTrouble):
            told |= {"code": error.code}
        if isinstance(error, ConfigError):
            told |= {"file": error.file, "line": error.line, "key": error.key}
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(told)).decode() + "\n")
        return
    sys.stderr.write(f"signage {options.verb}: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
