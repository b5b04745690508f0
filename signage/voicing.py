"""What `signage voices` and `signage say` do: list, make, check and try the voices of a hall."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from signage import assets
from signage.config import Config
from signage.errors import ConfigError, Malformed, SignageError
from signage.hearing import Trial, tried
from signage.queueing.announcements import TEXT_LIMIT
from signage.queueing.hall import Zone
from signage.queueing.wording import voice_reason
from signage.registry.devices import first_secrets
from signage.serving import ADDRESS
from signage.verbs import Options, Told, actions_of
from signage.voice.clips import Clip
from signage.voice.codes import Style
from signage.voice.packs import Pack
from signage.voice.packs_check import checked
from signage.voice.packs_folder import load_pack
from signage.voice.repertoire import Repertoire, load_repertoire
from signage.voice.say import play, say_announcement, say_level_test, say_text, say_ticket
from signage.voice.scripts import Line, parse_script, reading, written
from signage.voice.settings import VoiceSettings
from signage.voice.slicing import PAUSE
from signage.voice.takes import slice_take, start_pack

_LEVEL: Final = {
    "id": "Uji suara. Satu, dua, tiga, empat, lima. Nomor antrean A, 0, 1, 2, silakan menuju "
    "loket 3.",
    "en": "Sound test. One, two, three, four, five. Ticket number A, 0, 1, 2, please proceed to "
    "counter 3.",
}
_SOME: Final = 5  # missing clips that a warning names
Read = Callable[[], Config]


def add_actions(voices: argparse.ArgumentParser) -> None:
    """The actions of `signage voices`; without one it lists."""
    action = actions_of(voices)

    action("list", "List the voices that this machine has.")
    script = action("script", "Print what is to be read aloud for a pack of this hall.")
    script.add_argument("--language", choices=("id", "en"), help="default: the mall's first")
    script.add_argument("--lacking", metavar="PACK", help="only what this pack does not have yet")
    slicing = action("slice", "Cut one long take by its silences into the clips of a pack.")
    slicing.add_argument("take", type=Path, help="the recording of all lines, in their order")
    slicing.add_argument("--script", type=Path, help="what was read (default: the hall's script)")
    slicing.add_argument("--pack", type=Path, required=True, help="the pack's folder")
    slicing.add_argument("--language", choices=("id", "en"), help="default: the mall's first")
    slicing.add_argument(
        "--pause", type=_pause, default=PAUSE,
        help=f"seconds of silence that part two lines, 0.1 to 5 (default: {PAUSE})",
    )  # fmt: skip
    checking = action("check", "Say what a pack lacks for this hall.")
    checking.add_argument("pack", help="the pack's name, or its folder")
    saying = action("say", "Say a ticket or a text with a chosen voice.")
    saying.add_argument("--voice", required=True, help="a voice that `signage voices` lists")
    add_sentence(saying)
    level = action("test", "Play the installer's level test: chime, noise, a sentence.")
    level.add_argument("--zone", required=True, help="the zone whose speaker plays it")
    level.add_argument("--out", type=Path, help="write it into a WAV file instead")


def add_sentence(say: argparse.ArgumentParser) -> None:
    """What `signage say` takes."""
    say.add_argument("text", help="a ticket such as A012 with --counter, else a free text")
    say.add_argument("--counter", help="the counter's id or name; makes the text a ticket")
    say.add_argument("--zone", help="say it as this zone would; --play uses its speaker")
    say.add_argument("--language", choices=("id", "en"), help="default: those of the mall")
    say.add_argument("--out", type=Path, help="the WAV file to write")
    say.add_argument("--play", action="store_true", help="play it")


def run(options: Options, read: Read) -> Told:
    """One action of `signage voices`; `read` gives the hall's file, checked."""
    return _ACTIONS[options.action or "list"](options, read)


def lacking(config: Config, data: Path, file: str) -> list[str]:
    """What the packs that the mall chose lack for its hall, a sentence each.

    Raises ConfigError for one that can't be read at all.
    """
    repertoire, found = _repertoire(data), []
    for language in config.voice.languages:
        profile, key = repertoire.profile(language, config.voice), f"voice.profiles.{language}"
        if profile.engine != "pack":
            continue
        pack = repertoire.packs.get(profile.voice)
        if pack is None:
            why = repertoire.broken.get(profile.voice, f"there is no pack {profile.voice}")
            raise ConfigError(why, file=file, key=key)
        phrases = repertoire.words.phrases[language]
        style = config.voice.style(language, leading_zero=phrases.leading_zero)
        report = checked(pack, config.hall, style)
        instead = f"{profile.instead} says those" if profile.instead else "nobody says those"
        if report.missing:
            some = ", ".join(line.clip for line in report.missing[:_SOME])
            more = ", …" if len(report.missing) > _SOME else ""
            found.append(
                f"{key}: {pack.id} lacks {len(report.missing)} clips for this hall: {some}{more}; "
                f"{instead} (signage voices check {pack.id})"
            )
        found += [f"{key}: {fault}" for fault in report.faults]
    return found


def say(options: Options, read: Read) -> Told:
    """A ticket or a text, into a file or out of the speaker."""
    if not (options.out or options.play):
        return Told(None, "nothing to do; add --out FILE or --play", 2)
    config = read()
    device = _zone(options.zone, config).device if options.zone is not None else ""
    _sayable(options.text)
    clip = asyncio.run(_clip(options, config))
    if options.out:
        _copy(clip, options.out)
    told = {
        "caption": clip.caption, "length": round(clip.length, 3), "complete": clip.complete,
        "reason": clip.reason, "out": str(options.out) if options.out else None,
        "voices": clip.voices, "instead": clip.instead,
    }  # fmt: skip
    text = f"{clip.caption} ({clip.length:.1f} s)"
    text += f"\n{clip.instead}" if clip.instead else ""
    text += "" if clip.complete else f"\nThe chime alone: {voice_reason(clip.reason).en}"
    if options.play:
        _play(clip, device)
    return Told(told, text, 0 if clip.complete else 1)


def _sayable(text: str) -> None:
    """What the hall itself would refuse is refused here, too."""
    if not any(letter.isalnum() for letter in text):
        raise Malformed("text_empty")
    if len(text) > TEXT_LIMIT:
        raise Malformed("text_too_long", limit=TEXT_LIMIT)


def _pause(text: str) -> float:
    seconds = float(text)
    if not 0.1 <= seconds <= 5:
        raise ValueError
    return seconds


# ---- the actions


def _list(options: Options, read: Read) -> Told:
    repertoire = _repertoire(options.data)
    rows = [
        {
            "voice": name,
            "engine": profile.engine,
            "language": profile.language,
            "place": str(repertoire.places[name]),
        }
        for name, profile in sorted(repertoire.profiles.items())
    ]
    lines = [
        f"{row['voice']:16} {row['language']:3} {row['engine']:7} {row['place']}" for row in rows
    ]
    lines += [f"{name:16} can't be used: {why}" for name, why in repertoire.broken.items()]
    return Told(rows, "\n".join(lines))


def _script(options: Options, read: Read) -> Told:
    config = read()
    if options.lacking:
        pack = _pack(options.lacking, options.data)
        _same_language(options.language, pack)
        style = _style(config, pack.language)
        own = config.voice.own_calls(pack.language)
        lines = reading(config.hall, style, pack.sentences, pack.clips, own)
        wanted = [line for line in lines if line.clip not in pack.clips]
        lines = tuple(replace(line, number=index + 1) for index, line in enumerate(wanted))
        return Told(lines, written(lines) or f"# {pack.id} lacks nothing of this hall.")
    lines = _hall_script(config, _language(options, config))
    return Told(lines, written(lines))


def _slice(options: Options, read: Read) -> Told:
    config = read()
    language = _language(options, config)
    lines = _script_file(options.script) if options.script else _hall_script(config, language)
    files = slice_take(options.take, lines, options.pack, options.pause)
    style = _style(config, language)
    begun = start_pack(options.pack, language, style.numbers, style.zero_word)
    text = f"{len(files)} clips are in {options.pack}."
    if begun:
        text += f" Now fill in speaker, licence and consent in {options.pack / 'pack.toml'}."
    return Told({"ok": True, "clips": [str(file) for file in files], "begun": begun}, text)


def _check(options: Options, read: Read) -> Told:
    config = read()
    pack = _pack(options.pack, options.data)
    own = config.voice.own_calls(pack.language)
    found = checked(pack, config.hall, _style(config, pack.language), own)
    return Told(found, found.sentence, 0 if found.ok else 1)


def _say(options: Options, read: Read) -> Told:
    profile = _repertoire(options.data).profiles.get(options.voice)
    if profile is None:
        known = ", ".join(sorted(_repertoire(options.data).profiles))
        raise SignageError(f"there is no voice {options.voice}; there are {known}")
    if options.language not in (None, profile.language):
        raise SignageError(f"{options.voice} speaks {profile.language}, not {options.language}")
    options.language = profile.language

    def chosen() -> Config:
        config = read()
        profiles = {**config.voice.profiles, profile.language: profile.name}
        return replace(config, voice=replace(config.voice, profiles=profiles))

    return say(options, chosen)


def _test(options: Options, read: Read) -> Told:
    config = read()
    zone = _zone(options.zone, config)
    if zone.speaker == "none" and options.out is None:
        raise SignageError(f"{zone.id} has no voice; give it a speaker, or write with --out FILE")
    if zone.speaker == "screen" and options.out is None:
        return _on_screen(zone, config.voice.languages[0], options.data)
    ticket, counter, agency = _example(config, zone)
    clip = asyncio.run(
        say_level_test(
            ticket, counter, repertoire=_repertoire(options.data), settings=config.voice,
            folder=options.data / "sounds", agency=agency, zone=zone.id,
        )
    )  # fmt: skip
    where = f"into {options.out}" if options.out else f"on {zone.device or 'the usual sound card'}"
    if options.out:
        _copy(clip, options.out)
    else:
        _play(clip, zone.device)
    told = {
        "zone": zone.id, "device": zone.device, "out": str(options.out) if options.out else None,
        "noise_lufs": -13, "caption": clip.caption, "length": round(clip.length, 3),
        "complete": clip.complete, "reason": clip.reason,
    }  # fmt: skip
    text = (
        f"{zone.id}, {where}: the chime, 5 s of pink noise at −13 LUFS, then as the hall hears it: "
        f"{clip.caption} ({clip.length:.0f} s)"
    )
    text += "" if clip.complete else f"\nThe sentence could not be made: {clip.reason}"
    return Told(told, text, 0 if clip.complete else 1)


def _on_screen(zone: Zone, language: str, data: Path) -> Told:
    """Have the running hall say a notice there: nobody else can make a screen sound."""
    admin = next((first.secret for first in first_secrets(data) if first.kind == "admin"), None)
    address = data / ADDRESS
    otherwise = "; or write the test with --out FILE, and play that on the screen"
    if admin is None or not address.exists():
        raise SignageError(
            f"{zone.id} is voiced by one of its screens: start the hall first, and name its folder "
            f"with --data{otherwise}"
        )
    base = address.read_text().strip()
    body = {"text": _LEVEL[language], "language": language}
    request = urllib.request.Request(  # noqa: S310 - its own server's address
        f"{base}/api/zones/{zone.id}/announcements", msgspec.json.encode(body),
        {"Authorization": f"Bearer {admin}", "Content-Type": "application/json"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            announced = msgspec.json.decode(answer.read())
    except urllib.error.HTTPError as refused:
        raise SignageError(f"the hall at {base} refuses: {refused.code}{otherwise}") from refused
    except OSError as error:
        raise SignageError(f"no hall answers at {base}{otherwise}") from error
    told = {"zone": zone.id, "out": None, "announcement": announced["announcement"]}
    text = (
        f"{zone.id}, on the screen that speaks: the hall says “{_LEVEL[language]}” when it is its "
        "turn. What became of it stands on the counter pages and in the journal. For the pink "
        "noise write the test with --out FILE, and play that on the screen."
    )
    return Told(told, text)


_ACTIONS: Final[Mapping[str, Callable[[Options, Read], Told]]] = {
    "list": _list,
    "script": _script,
    "slice": _slice,
    "check": _check,
    "say": _say,
    "test": _test,
}


# ---- what they share


async def _clip(options: Options, config: Config) -> Clip:
    folder = options.data / "sounds"
    if options.zone is not None:
        facts, brevity = tried(config.hall, _trial(options))
        return await say_announcement(
            facts, brevity, repertoire=_repertoire(options.data), settings=config.voice,
            folder=folder, language=options.language,
        )  # fmt: skip
    if options.counter is None:
        return await say_text(
            options.text, repertoire=_repertoire(options.data),
            settings=config.voice, folder=folder, language=options.language,
        )  # fmt: skip
    counter = config.hall.counter.get(options.counter)
    return await say_ticket(
        options.text, counter.name if counter else options.counter,
        repertoire=_repertoire(options.data), settings=config.voice, folder=folder,
        language=options.language, agency=_agency(config, counter.services) if counter else {},
    )  # fmt: skip


def _trial(options: Options) -> Trial:
    """What `signage say` is asked to say in a zone."""
    if options.counter is None:
        return Trial(
            zone=options.zone, kind="notice", text=options.text, language=options.language or ""
        )
    return Trial(zone=options.zone, kind="call", ticket=options.text, counter=options.counter)


def _agency(config: Config, services: tuple[str, ...]) -> Mapping[str, str]:
    """How the voice names the agency of a counter's first service, by language."""
    hall = config.hall
    if not services:
        return {}
    spoken = hall.agency[hall.service[services[0]].agency].spoken
    return {"id": spoken.id, "en": spoken.en}


def _example(config: Config, zone: Zone) -> tuple[str, str, Mapping[str, str]]:
    """A call that this zone may hear: ticket, counter and agency."""
    for counter in config.hall.counters:
        if zone.id in config.hall.zones_of(counter.id) and counter.services:
            service = config.hall.service[counter.services[0]]
            return service.number(12), counter.name, _agency(config, counter.services)
    return "A012", "1", {}


def _zone(id: str, config: Config) -> Zone:
    zone = config.hall.zone.get(id)
    if zone is None:
        known = ", ".join(one.id for one in config.hall.zones)
        raise SignageError(f"there is no zone {id}; there are {known}")
    return zone


def _language(options: Options, config: Config) -> str:
    language: str = options.language or config.voice.languages[0]
    return language


def _style(config: Config, language: str) -> Style:
    phrases = load_repertoire(assets.folder("voices")).words.phrases[language]
    settings: VoiceSettings = config.voice
    return settings.style(language, leading_zero=phrases.leading_zero)


def _hall_script(config: Config, language: str) -> tuple[Line, ...]:
    return reading(config.hall, _style(config, language), own=config.voice.own_calls(language))


def _script_file(file: Path) -> tuple[Line, ...]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SignageError(f"{file} can't be read; name what was read with --script") from error
    return parse_script(text)


def _pack(name: str, data: Path) -> Pack:
    """A pack by its folder, or by its name among the voices. Raises ConfigError."""
    own, product = data / "voices" / name, assets.folder("voices") / name
    return load_pack(next((one for one in (Path(name), own) if one.is_dir()), product))


def _same_language(language: str | None, pack: Pack) -> None:
    if language not in (None, pack.language):
        raise SignageError(f"{pack.id} speaks {pack.language}, not {language}")


def _repertoire(data: Path) -> Repertoire:
    return load_repertoire(assets.folder("voices"), data / "voices")


def _copy(clip: Clip, file: Path) -> None:
    try:
        shutil.copyfile(clip.path, file)
    except OSError as error:
        raise SignageError(f"{file} can't be written: {error.strerror}") from error


def _play(clip: Clip, device: str) -> None:
    outcome = asyncio.run(play(clip, device))
    if outcome.result != "heard":
        raise SignageError(f"it was not heard: {voice_reason(outcome.reason or '').en}")
