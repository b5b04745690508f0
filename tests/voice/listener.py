"""A listener that knows the words of a call: pocketsphinx with a grammar of tickets and counters.

Its acoustic model is English. Indonesian words are given to it in English sounds, by hand; that is
enough to tell whether digits can still be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from pocketsphinx import Decoder

from signage.voice.sound import Samples, Sound

RATE: Final = 16_000
_PAD: Final = 0.5  # seconds
_NOISE: Final[Mapping[str, float]] = {"id": 0.001, "en": 0.004}
_GAIN: Final[Mapping[str, float]] = {"id": 0.0, "en": -12.0}  # dB: where its model hears best

SOUNDS: Final[Mapping[str, str]] = {
    "nomor-id": "N OW M OW R", "antrean-id": "AA N T R EY AA N", "silakan-id": "S IY L AA K AA N",
    "menuju-id": "M AH N UW JH UW", "loket-id": "L OW K EH T",
    "nol-id": "N OW L", "satu-id": "S AA T UW", "dua-id": "D UW AH", "tiga-id": "T IY G AA",
    "empat-id": "AH M P AA T", "lima-id": "L IY M AA", "enam-id": "AH N AA M",
    "tujuh-id": "T UW JH UH",
    "delapan-id": "D AH L AA P AA N", "sembilan-id": "S AH M B IY L AA N",
    "huruf-a": "AA", "huruf-be": "B EY", "huruf-ef": "EH F", "huruf-ka": "K AA",
    "tujuh-id(2)": "T UW CH UW", "tujuh-id(3)": "T UH JH UH HH", "seven(2)": "S EH V N",
    "seven(3)": "S EH B AH N",
    "letter-a": "EY", "letter-b": "B IY", "letter-f": "EH F", "letter-k": "K EY",
}  # fmt: skip
DIGITS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": (
        "nol-id", "satu-id", "dua-id", "tiga-id", "empat-id", "lima-id", "enam-id", "tujuh-id",
        "delapan-id", "sembilan-id",
    ),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}  # fmt: skip
LETTERS: Final[Mapping[str, Mapping[str, str]]] = {
    "id": {"A": "huruf-a", "B": "huruf-be", "F": "huruf-ef", "K": "huruf-ka"},
    "en": {"A": "letter-a", "B": "letter-b", "F": "letter-f", "K": "letter-k"},
}
_SENTENCES: Final[Mapping[str, str]] = {
    "id": "nomor-id antrean-id <letter> <digit> <digit> <digit> "
    "silakan-id menuju-id loket-id <counter>",
    "en": "ticket number <letter> <digit> <digit> <digit> please proceed to counter <counter>",
}


@dataclass(frozen=True, slots=True)
class Call:
    """What a call says: a letter, three digits, and the counter's one."""

    ticket: str
    counter: str

    def digits_right(self, heard: Call | None) -> int:
        """How many of its four digits were heard."""
        if heard is None:
            return 0
        said = self.ticket[1:] + self.counter
        return sum(a == b for a, b in zip(said, heard.ticket[1:] + heard.counter, strict=True))


class Listener:
    """Hears calls of one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._decoder = Decoder(samprate=RATE, lm=None, lw=1.0, loglevel="FATAL")
        for word, sounds in SOUNDS.items():
            self._decoder.add_word(word, sounds, False)
        digits, letters = DIGITS[language], LETTERS[language]
        grammar = (
            "#JSGF V1.0;\ngrammar call;\n"
            f"<letter> = {' | '.join(letters.values())};\n"
            f"<digit> = {' | '.join(digits)};\n"
            f"<counter> = {' | '.join(digits[1:])};\n"
            f"public <call> = {_SENTENCES[language]};\n"
        )
        self._decoder.add_jsgf_string("call", grammar)
        self._decoder.activate_search("call")

    def hear(self, sound: Sound, room: Samples | None = None) -> Call | None:
        """The call that a sound says, if any can be made out, in a quiet room or a noisy one.

        `room` is the room's own sound at RATE, as long as need be.
        """
        said = np.pad(sound.resampled(RATE).samples, round(_PAD * RATE))
        noise = np.random.default_rng(5).standard_normal(len(said)) * _NOISE[self._language]
        mixed = said + (0 if room is None else room[: len(said)])
        mixed = mixed * 10 ** (_GAIN[self._language] / 20) + noise
        whole = np.clip(np.rint(mixed * 32767), -32768, 32767).astype("<i2")
        self._decoder.start_utt()
        self._decoder.process_raw(whole.tobytes(), full_utt=True)
        self._decoder.end_utt()
        hypothesis = self._decoder.hyp()
        return None if hypothesis is None else self._call(str(hypothesis.hypstr).split())

    def _call(self, words: list[str]) -> Call | None:
        figures = {word: str(figure) for figure, word in enumerate(DIGITS[self._language])}
        letters = {word: letter for letter, word in LETTERS[self._language].items()}
        heard = [letters.get(word) or figures[word] for word in words if word in letters | figures]
        return Call("".join(heard[:4]), heard[4]) if len(heard) == 5 else None
