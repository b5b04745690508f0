"""From facts to a clip, and what becomes of it without an engine."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import soundfile

from signage.errors import VoiceTrouble
from signage.voice.chime import chime
from signage.voice.clips import ClipStore
from signage.voice.codes import Numbers
from signage.voice.engine import Engine
from signage.voice.loudness import CEILING, TARGET, loudness, true_peak
from signage.voice.maker import ClipMaker, system_maker
from signage.voice.packs_voice import PackVoice
from signage.voice.phrases import Announcement, Brevity, Utterance
from signage.voice.profiles import Profile
from signage.voice.repertoire import Repertoire, load_repertoire
from signage.voice.settings import VoiceSettings
from signage.voice.sound import Sound, read_wav, trimmed
from signage.voice.templates import Phrasing
from tests.voice.fakes import awake
from tests.voice.test_loudness import metered, oversampled_peak
from tests.voice.test_phrases import CALL
from tests.voice.test_sound import tone

REPERTOIRE = load_repertoire(Path(__file__).parents[2] / "voices")
BREVITIES: tuple[Brevity, ...] = ("whole", "short")
BOTH = VoiceSettings(languages=("id", "en"))


@dataclass
class Tones:
    """An engine that answers a tone, or fails at the languages that it is told."""

    mute: tuple[str, ...] = ()
    asked: list[str] = field(default_factory=list)
    closed: bool = False

    async def prepare(self, profile: Profile) -> None:
        if profile.language in self.mute:
            raise VoiceTrouble("no_engine")

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        self.asked.append(utterance.text)
        await self.prepare(profile)
        return tone(1.0)

    async def close(self) -> None:
        self.closed = True


def maker(folder: Path, engine: Tones, settings: VoiceSettings = BOTH) -> ClipMaker:
    return ClipMaker(REPERTOIRE, settings, {"espeak": engine}, ClipStore(folder, 10**7))


async def test_a_clip_is_chime_and_both_sentences(tmp_path: Path) -> None:
    clip = await maker(tmp_path, Tones()).make(CALL)
    assert clip.complete
    assert clip.length == pytest.approx(chime(22_050).length + 2 + 3 * BOTH.gap, abs=0.2)
    assert soundfile.info(str(clip.path)).duration == pytest.approx(clip.length, abs=0.001)
    assert clip.caption.startswith("Nomor antrean A nol satu dua")
    assert clip.caption.endswith("counter three.")


async def test_the_same_words_are_made_once(tmp_path: Path) -> None:
    engine = Tones()
    made = await maker(tmp_path, engine).make(CALL)
    found = await maker(tmp_path, engine).make(replace(CALL, id="77-hall-b", seq=77))
    assert (found.name, found.caption) == (made.name, made.caption)
    assert found.length == pytest.approx(made.length, abs=0.001)
    assert len(engine.asked) == 2


async def test_a_repeat_or_no_chime_is_another_clip(tmp_path: Path) -> None:
    engine = Tones()
    plain = await maker(tmp_path, engine).make(CALL)
    twice = await maker(tmp_path, engine).make(CALL, times=2)
    bare = await maker(tmp_path, engine).make(CALL, chime=False)
    assert len({plain.name, twice.name, bare.name}) == 3
    assert twice.length == pytest.approx(plain.length + 2 + 2 * BOTH.gap, abs=0.2)
    assert bare.length == pytest.approx(plain.length - chime(22_050).length - BOTH.gap, abs=0.2)
    assert twice.caption == plain.caption


async def test_other_words_or_voices_are_another_clip(tmp_path: Path) -> None:
    names = {
        (await maker(tmp_path, Tones(), settings).make(call, brevity)).name
        for settings in (BOTH, VoiceSettings(), VoiceSettings(gap=0.1))
        for call in (CALL, replace(CALL, counter="4"))
        for brevity in ("whole", "short")
    }
    assert len(names) == 12


async def test_half_a_voice_is_the_chime_alone(tmp_path: Path) -> None:
    clip = await maker(tmp_path, Tones(mute=("en",))).make(CALL)
    assert (clip.complete, clip.reason) == (False, "no_engine")
    assert clip.length == pytest.approx(chime(22_050).length + BOTH.gap, abs=0.01)
    assert clip.caption.endswith("counter three.")
    assert (await maker(tmp_path, Tones(mute=("id",))).make(CALL)).name == clip.name


async def test_the_chime_alone_is_never_taken_for_the_sentence(tmp_path: Path) -> None:
    await maker(tmp_path, Tones(mute=("id", "en"))).make(CALL)
    assert (await maker(tmp_path, Tones()).make(CALL)).complete


async def test_a_voice_that_is_not_there(tmp_path: Path) -> None:
    settings = VoiceSettings(profiles={"id": "siti"})
    clip = await maker(tmp_path, Tones(), settings).make(CALL)
    assert clip.reason == "voice_unknown"


async def test_a_disk_that_refuses(tmp_path: Path) -> None:
    (tmp_path / "sounds").write_bytes(b"")
    with pytest.raises(VoiceTrouble) as caught:
        await maker(tmp_path / "sounds", Tones()).make(CALL)
    assert caught.value.code == "store_failed"


async def test_trouble_is_known_beforehand(tmp_path: Path) -> None:
    assert await maker(tmp_path, Tones()).trouble() is None
    assert await maker(tmp_path, Tones(mute=("en",))).trouble() == "no_engine"


async def test_close(tmp_path: Path) -> None:
    engine = Tones()
    await maker(tmp_path, engine).close()
    assert engine.closed


# ---- another voice for the whole sentence


def standing_in(instead: str) -> Repertoire:
    """A first voice that stands back for another."""
    first = Profile(name="first", engine="system", language="id", instead=instead)
    return replace(REPERTOIRE, profiles={**REPERTOIRE.profiles, "first": first})


def two(folder: Path, first: Tones, other: Tones, instead: str = "espeak-id") -> ClipMaker:
    return ClipMaker(
        standing_in(instead), VoiceSettings(profiles={"id": "first"}),
        {"system": first, "espeak": other}, ClipStore(folder, 10**7),
    )  # fmt: skip


OWN = Phrasing(language="id", zones=("hall-a",), templates={"call": "Tiket {ticket} ke {counter}."})


async def test_a_pack_without_the_clips_of_a_malls_own_sentence_says_nothing_of_it(
    tmp_path: Path,
) -> None:
    """Another voice says the whole of it; and the pack goes on with what it has."""
    espeak = Tones()
    settings = VoiceSettings(profiles={"id": "sample-id"}, phrases=(OWN,))
    engines: dict[str, Engine] = {"pack": PackVoice(REPERTOIRE.packs), "espeak": espeak}
    made = ClipMaker(REPERTOIRE, settings, engines, ClipStore(tmp_path, 10**7))
    clip = await made.make(replace(CALL, zone="hall-a", agency={}))
    assert (clip.complete, clip.voices) == (True, ("espeak-id",))
    assert "sample-id lacks phrase/tiket, phrase/ke" in clip.instead
    assert clip.caption == "Tiket A nol satu dua ke tiga."
    other = await made.make(replace(CALL, zone="hall-b", agency={}))
    assert (other.voices, other.instead) == (("sample-id",), "")
    again = await made.make(replace(CALL, zone="hall-a", kind="recall", agency={}))
    assert again.voices == ("sample-id",)


async def test_new_words_and_gaps_are_said_from_the_next_sentence_on(tmp_path: Path) -> None:
    engine = Tones()
    made = maker(tmp_path, engine)
    before = await made.make(CALL, times=2)
    made.adopt(replace(BOTH, phrases=(replace(OWN, zones=()),), lexicon={"en": {"counter": "x"}}))
    after = await made.make(CALL)
    assert after.caption.startswith("Tiket A nol satu dua ke tiga. Ticket")
    made.adopt(replace(BOTH, language_gap=BOTH.gap + 1.0, repeat_gap=BOTH.gap + 2.0))
    longer = await made.make(CALL, times=2)
    assert longer.length == pytest.approx(before.length + 2 * 1.0 + 2.0, abs=0.01)
    made.adopt(BOTH)
    assert (await made.make(CALL, times=2)).name == before.name


class Turning(Tones):
    """An engine in whose first sentence the mall takes other gaps."""

    made: ClipMaker | None = None

    async def render(self, utterance: Utterance, profile: Profile) -> Sound:
        if self.made is not None:
            self.made.adopt(replace(BOTH, language_gap=BOTH.gap + 2.0))
            self.made = None
        return await super().render(utterance, profile)


async def test_a_clip_that_is_being_made_has_the_gaps_of_its_name(tmp_path: Path) -> None:
    engine = Turning()
    made = maker(tmp_path, engine)
    engine.made = made
    before = await made.make(CALL)
    after = await made.make(CALL)
    assert after.name != before.name
    assert after.length == pytest.approx(before.length + 2.0, abs=0.01)


async def test_another_voice_says_the_whole_sentence_and_it_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = Tones()
    made = two(tmp_path, Tones(mute=("id",)), other)
    for _ in range(2):
        clip = await made.make(CALL)
        assert (clip.complete, clip.voices) == (True, ("espeak-id",))
        assert clip.stand_ins == ("espeak-id",)
        assert clip.instead == "espeak-id says it, not first: no_engine"
    assert other.asked[0] == "Nomor antrean A, 0, 1, 2, silakan menuju loket 3, Disdukcapil."
    assert len([r for r in caplog.records if "not first" in r.getMessage()]) == 1
    assert await made.trouble() is None


async def test_the_other_voices_clip_is_never_taken_for_the_firsts(tmp_path: Path) -> None:
    by_other = await two(tmp_path, Tones(mute=("id",)), Tones()).make(CALL)
    by_first = await two(tmp_path, Tones(), Tones()).make(CALL)
    assert by_first.name != by_other.name
    assert (by_first.voices, by_first.stand_ins, by_first.instead) == (("first",), (), "")
    found = await two(tmp_path, Tones(), Tones()).make(CALL)
    assert (found.name, found.voices) == (by_first.name, ("first",))


@pytest.mark.parametrize("instead", ["", "espeak-id"])
async def test_when_nobody_can_it_is_the_chime(tmp_path: Path, instead: str) -> None:
    made = two(tmp_path, Tones(mute=("id",)), Tones(mute=("id",)), instead)
    clip = await made.make(CALL)
    assert (clip.complete, clip.reason, clip.voices) == (False, "no_engine", ())
    assert await made.trouble() == "no_engine"


async def test_a_pack_that_lacks_a_clip_is_not_mixed_with_a_voice(tmp_path: Path) -> None:
    pack = PackVoice(REPERTOIRE.packs)
    espeak = Tones()
    made = ClipMaker(
        REPERTOIRE, VoiceSettings(profiles={"id": "sample-id"}),
        {"pack": pack, "espeak": espeak}, ClipStore(tmp_path, 10**7),
    )  # fmt: skip
    clip = await made.make(CALL)
    assert (clip.voices, espeak.asked) == (("sample-id",), [])
    clip = await made.make(replace(CALL, agency={"id": "Dinas Baru"}))
    assert clip.voices == ("espeak-id",)
    assert "sample-id lacks agency/dinas-baru" in clip.instead
    assert espeak.asked == ["Nomor antrean A, 0, 1, 2, silakan menuju loket 3, Dinas Baru."]
    notice = replace(CALL, kind="notice", text="Halo.", language="id")
    assert (await made.make(notice)).voices == ("espeak-id",)


# ---- real voices

VOICES = sorted(name for name, one in REPERTOIRE.profiles.items() if one.engine != "piper")
LONG = {
    "id": "Layanan Kartu Keluarga pindah ke lantai 2. Silakan menuju tangga di sebelah kanan, dan "
    "tunjukkan nomor antrean Anda kepada petugas. Terima kasih atas kesabaran Anda semua. " * 3,
    "en": "The family card service has moved to the second floor. Please take the stairs to your "
    "right, and show your ticket to the officer. Thank you all for your patience. " * 3,
}


@pytest.mark.parametrize("numbers", ["number", "digits"])
@pytest.mark.parametrize("name", VOICES)
async def test_every_voice_carries(tmp_path: Path, name: str, numbers: Numbers) -> None:
    profile = REPERTOIRE.profiles[name]
    settings = VoiceSettings(
        languages=(profile.language,), profiles={profile.language: name}, numbers=numbers
    )
    real = system_maker(REPERTOIRE, settings, tmp_path)
    notice = replace(CALL, kind="notice", text=LONG[profile.language], language=profile.language)
    said: list[tuple[Announcement, Brevity]] = [
        (CALL, "whole"),
        (CALL, "short"),
        (replace(CALL, kind="recall"), "whole"),
    ]
    said += [(notice, "whole")] if profile.engine != "pack" else []
    try:
        await awake(real)
        for announcement, brevity in said:
            # Alone, and with its chime: neither the one nor the other may break the ceiling.
            for chimed in (False, True):
                clip = await real.make(announcement, brevity, chime=chimed)
                assert (clip.complete, clip.voices) == (True, (name,)), clip.instead
                sound = read_wav(clip.path.read_bytes())
                assert sound is not None
                assert oversampled_peak(sound.samples) <= CEILING
                if not chimed:
                    assert metered(trimmed(sound)) == pytest.approx(TARGET, abs=0.5)
    finally:
        await real.close()


async def test_the_real_voice_carries(tmp_path: Path) -> None:
    real = system_maker(REPERTOIRE, BOTH, tmp_path)
    try:
        await awake(real)
        for brevity in ("whole", "short"):
            clip = await real.make(CALL, brevity)
            assert clip.complete
            raw = await asyncio.to_thread(clip.path.read_bytes)
            samples, rate = soundfile.read(io.BytesIO(raw), dtype="float32")
            # As a whole: with the softer chime and the gaps, which the gate does not leave out.
            assert loudness(Sound(samples, rate)) == pytest.approx(TARGET, abs=1.0)
            assert true_peak(Sound(samples, rate)) <= CEILING
    finally:
        await real.close()
