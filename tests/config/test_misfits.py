"""What does not fit into a type is said in our words, in both languages, with its place."""

from __future__ import annotations

import tomllib
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from signage.config.misfits import in_words
from signage.config.syntax import broken


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    """One of a list."""

    way: Literal["up", "down"]
    size: Annotated[int, Meta(ge=1, le=9)] = 1


class Asked(msgspec.Struct, forbid_unknown_fields=True):
    """Every kind of thing that a body may have."""

    name: Annotated[str, Meta(max_length=5)]
    inner: Annotated[tuple[Inner, ...], Meta(max_length=2)] = ()
    pair: tuple[int, int] = (0, 0)
    many: dict[str, int] = msgspec.field(default_factory=dict)
    maybe: int | str | None = None
    least: Annotated[str, Meta(min_length=2)] = "xx"
    share: Annotated[float, Meta(gt=0)] = 1.0
    mode: Literal["always"] | dict[str, str] = "always"


UP = '{"way":"up"}'
CASES: dict[str, tuple[str, str]] = {
    '{"name": 3}': ("“name”: ini harus teks, bukan bilangan", "must be a text, and is a whole"),
    "{}": ("“name”: ini belum ada", "“name”: this is missing"),
    "[]": ("Ini harus objek, bukan daftar", "This must be an object, and is a list"),
    '{"name":"x","colour":1}': ("“colour”: kunci ini tidak ada", "use “name”, “inner”"),
    '{"name":"x","inner":[{"way":"up"},{"way":"left"}]}': (
        "“inner[1].way”: “left” bukan pilihan di sini; pakai “up”, “down”",
        "“inner[1].way”: “left” is no choice here; use “up”, “down”.",
    ),
    '{"name":"x","inner":[{"way":"up","size":0}]}': ("“inner[0].size”: ini paling kecil 1", "1."),
    '{"name":"x","inner":[{"way":"up","wide":0}]}': ("pakai “way”", "“inner[0].wide”"),
    f'{{"name":"x","inner":[{UP},{UP},{UP}]}}': ("terlalu banyak; paling banyak 2", "at most 2"),
    '{"name":"x","pair":[1]}': ("“pair”: daftar ini harus berisi 2", "must have 2 entries"),
    '{"name":"x","many":{"a":"b"}}': ("“many”: ini harus bilangan bulat", "a whole number"),
    '{"name":"x","maybe":[]}': ("bilangan bulat atau teks atau kosong", "a text or nothing"),
    '{"name":"xxxxxx"}': ("terlalu panjang; tulis paling banyak 5", "too long"),
    '{"name":"x","least":"x"}': ("terlalu pendek; tulis sekurangnya 2", "too short"),
    '{"name":"x","share":0}': ("ini harus lebih dari 0", "must be more than 0"),
    '{"name":"x","mode":"never"}': ("“never” bukan pilihan", "use “always”"),
    '{"name":"x",}': ("bukan JSON, pada byte 12", "no JSON at byte 12"),
    '{"name":"x"': ("JSON ini tidak berakhir", "has no end"),
    '{"name":"\\ud800" ': ("tidak berakhir", "no end"),
    '{"name":"x","pair":[1e99, 2]}': ("ini harus bilangan bulat", "a whole number"),
    '{"name":"x","inner":[{"way":"up","size":9e99}]}': ("ini harus bilangan bulat", "must be"),
}  # fmt: skip


@pytest.mark.parametrize("body", CASES)
def test_a_wrong_body_is_told_in_our_words(body: str) -> None:
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(body.encode("utf-8", "surrogatepass"), type=Asked)
    told, (indonesian, english) = in_words(caught.value, Asked), CASES[body]
    assert indonesian in told.id
    assert english in told.en
    assert told.id != told.en
    for theirs in ("Expected", "`", "$", "Object", "Invalid", "malformed"):
        assert theirs not in told.id + told.en


def test_bytes_that_are_no_text_and_lists_without_end() -> None:
    with pytest.raises(UnicodeDecodeError) as caught:
        msgspec.json.decode(b'{"name":"\xff"}', type=Asked)
    assert "bukan teks UTF-8" in in_words(caught.value, Asked).id
    assert "nested too deep" in in_words(RecursionError(), Asked).en


BROKEN: dict[str, str] = {
    "a = 1 b": "ada sesuatu di belakang nilainya",
    "!": "baris ini bukan kunci",
    "a 1": "tanda = di belakang kunci",
    "= 1": "baris ini bukan kunci",
    "a = [1": "tanda ] penutup daftar",
    "a = [1 2]": "tanda ] penutup daftar",
    "a = {b = 1": "tanda } penutup tabel",
    "a = {b = 1, b = 2}": "kunci ini tertulis dua kali",
    "a = x": "nilainya tidak terbaca",
    "a = ": "nilainya tidak terbaca",
    "a = 1\na = 2": "kunci ini tertulis dua kali",
    "[a]\n[a]": "tabel ini tertulis dua kali",
    "a = {}\n[a.b]": "tabel ini tertulis dua kali",
    "a = {b = {}}\na.b.c = 1": "tabel ini sudah ditutup",
    "[a": "tanda ] di belakang nama",
    "[[a]": "tanda ]] di belakang nama",
    'a = "x': 'tanda " penutup teks',
    'a = "\\q"': "tanda \\ dalam teks",
    'a = "\\uZZ"': "heksadesimal",
    'a = "\\ud800"': "tidak menyebut tanda",
    'a = "x\ny"': "tanda kendali atau baris baru",
    "a = 2026-02-30": "tanggal atau jam seperti itu",
    "a = 1 # \x00": "tanda kendali",
    "[]": "kuncinya tidak ada",
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_the_parser_says_is_said_in_our_words(text: str) -> None:
    from signage.config.indonesian import told

    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    error = broken(str(caught.value), text, "config.toml")
    assert error.line >= 1
    said: Any = told(error.problem)
    assert BROKEN[text] in said.id
    assert "can not be read" not in said.en
    assert "satu baris berbunyi kunci = nilai" in said.id


def test_what_somebody_wrote_is_repeated_in_short_and_is_no_reason() -> None:
    endless = b'{"name":"x","' + b"k" * 60_000 + b'":1}'
    quoting = b'{"name":"x","mode":"Object missing required field `secret`"}'
    for body, most, told in ((endless, 250, "kkk"), (quoting, 150, "“mode”: ")):
        with pytest.raises(msgspec.ValidationError) as wrong:
            msgspec.json.decode(body, type=Asked)
        said = in_words(wrong.value, Asked)
        assert told in said.en and len(said.en) < most and len(said.id) < most
