"""Who answers, as far as the regulation's form asks: nothing of it has to be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from signage.queueing.hall import Text

Sex = Literal["L", "P"]
Age = Literal["-19", "20-29", "30-39", "40-49", "50-59", "60-"]
Education = Literal["SD", "SMP", "SMA", "S1", "S2", "S3"]
Work = Literal["PNS", "TNI", "POLRI", "SWASTA", "WIRAUSAHA", "LAINNYA"]
Band = Literal["pagi", "siang"]
Way = Literal["phone", "tablet", "interviewer"]

UNSAID: Final = Text("Tidak diisi", "Not said")


class Respondent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The block of the form. An age is kept in bands: with the day, a year of birth says who."""

    sex: Sex | None = None
    age: Age | None = None
    education: Education | None = None
    work: Work | None = None


class Choice(msgspec.Struct, frozen=True):
    """What can be chosen, and how it is called."""

    id: str
    name: Text


class Field(msgspec.Struct, frozen=True):
    """A line of the block with its choices."""

    id: str
    name: Text
    choices: tuple[Choice, ...]


def _plain(*ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(id, Text(id, id)) for id in ids)


def _ages(*first: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"{n}-{n + 9}", Text(f"{n}–{n + 9}", f"{n}–{n + 9}")) for n in first)


BLOCK: Final = (
    Field("sex", Text("Jenis kelamin", "Sex"), (
        Choice("L", Text("Laki-laki", "Male")), Choice("P", Text("Perempuan", "Female")),
    )),
    Field("age", Text("Usia", "Age"), (
        Choice("-19", Text("Di bawah 20", "Under 20")), *_ages(20, 30, 40, 50),
        Choice("60-", Text("60 ke atas", "60 and over")),
    )),
    Field("education", Text("Pendidikan", "Education"), (
        Choice("SD", Text("SD", "Primary (SD)")), Choice("SMP", Text("SMP", "Junior high (SMP)")),
        Choice("SMA", Text("SMA", "Senior high (SMA)")), Choice("S1", Text("S1", "Bachelor (S1)")),
        Choice("S2", Text("S2", "Master (S2)")), Choice("S3", Text("S3", "Doctorate (S3)")),
    )),
    Field("work", Text("Pekerjaan", "Occupation"), (
        Choice("PNS", Text("PNS", "Civil servant")), *_plain("TNI", "POLRI"),
        Choice("SWASTA", Text("Swasta", "Private sector")),
        Choice("WIRAUSAHA", Text("Wirausaha", "Self-employed")),
        Choice("LAINNYA", Text("Lainnya", "Other")),
    )),
)  # fmt: skip
"""What a page asks."""
NOTED: Final = (
    *BLOCK,
    Field("band", Text("Jam survei", "Time of the survey"), (
        Choice("pagi", Text("08.00–12.00", "08:00–12:00")),
        Choice("siang", Text("13.00–17.00", "13:00–17:00")),
    )),
    Field("way", Text("Cara mengisi", "Way of answering"), (
        Choice("phone", Text("Ponsel", "Phone")), Choice("tablet", Text("Tablet", "Tablet")),
        Choice("interviewer", Text("Pewawancara", "Interviewer")),
    )),
)  # fmt: skip
"""What a report tells of the respondents."""


def band(hour: int) -> Band:
    """The form's two bands; the hour between them counts as the first, what is after as the
    second."""
    return "pagi" if hour < 13 else "siang"


def coarse(hour: int) -> int:
    """The first hour of its band: what is kept of the time, for the form asks no more."""
    return 8 if band(hour) == "pagi" else 13


def noted(respondent: Respondent, hour: int, way: Way) -> Mapping[str, str]:
    """What is counted of one who answered, by field; empty for what was not said."""
    return {
        "sex": respondent.sex or "",
        "age": respondent.age or "",
        "education": respondent.education or "",
        "work": respondent.work or "",
        "band": band(hour),
        "way": way,
    }
