"""The bytes of a ticket, read back and drawn: what stands on it, how large, and its code."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PIL import Image, ImageChops, ImageDraw

from signage.devices.printers import pictures
from signage.devices.printers.drawing import ProfileTrouble, escpos_bytes
from signage.devices.printers.paper import Slip, Words, ticket, trial_page
from signage.devices.printers.pictures import DOTS, LogoTrouble
from signage.devices.printers.settings import PaperWidth, PrinterSettings
from signage.queueing.hall import Text
from tests.devices.printers import reader

URL: Final = "http://192.168.1.10:8000/t/AbCdEfGhIjKlMnOpQrStUv"
PICTURES: Final = Path(__file__).parent / "pictures"
WIDTHS: Final[tuple[PaperWidth, ...]] = (58, 80)

SLIP: Final = Slip(
    language="id",
    languages=("id", "en"),
    number="4K-1000",
    url=URL,
    mall=Text("Mal Pelayanan Publik Kota Metro", "Kota Metro Public Service Mall"),
    agency=Text("Badan Pendapatan Daerah – Samsat", "Regional Revenue Agency – Samsat"),
    service=Text("Pajak kendaraan bermotor (PKB)", "Motor vehicle tax (PKB)"),
    zones=(Text("Hall Pelayanan A", "Service Hall A"), Text("Ballroom", "Ballroom")),
    where=(Text("Lantai 1, sisi kiri", "Ground floor, left"),),
    ahead=9,
    priority=Text("Lansia", "Elderly"),
    date="Kamis, 26 November 2026",
    time="09.42",
    footer=Text("Layanan ini gratis", "This service is free"),
)


def printer(paper: PaperWidth = 58, **more: object) -> PrinterSettings:
    made: dict[str, object] = {"id": "p", "name": Text("Kios", "Kiosk"), **more}
    return PrinterSettings(kind="network", paper=paper, **made)  # type: ignore[arg-type]


def logo_png(size: tuple[int, int] = (500, 200)) -> bytes:
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(drawn).ellipse((150, 10, 350, 190), outline=(0, 0, 0, 255), width=16)
    held = io.BytesIO()
    drawn.save(held, "PNG")
    return held.getvalue()


def texts(data: bytes) -> dict[str, reader.Text]:
    return {one.text: one for one in reader.read(data) if isinstance(one, reader.Text)}


@pytest.mark.parametrize("paper", WIDTHS)
def test_the_paper_of_a_ticket_says_all_that_it_must(paper: PaperWidth) -> None:
    said = " ".join(reader.lines(escpos_bytes(ticket(SLIP), printer(paper))))
    for part in (
        "Mal Pelayanan Publik Kota Metro", "Badan Pendapatan Daerah - Samsat", "4K-1000",
        "Prioritas: Lansia", "Pajak kendaraan bermotor (PKB)", "Motor vehicle tax (PKB)",
        "Tunggu di Hall Pelayanan A atau Ballroom", "Lantai 1, sisi kiri", "9 nomor di depan Anda",
        "9 ahead of you", "Kamis, 26 November 2026, 09.42", "Simpan struk ini sampai selesai",
        "Layanan ini gratis", "This service is free",
    ):  # fmt: skip
        assert part in said.replace("Hall Pelayanan  A", "Hall Pelayanan A"), part
    assert "ULANG" not in said


def test_it_speaks_the_visitors_language() -> None:
    said = " ".join(reader.lines(escpos_bytes(ticket(replace(SLIP, language="en")), printer(80))))
    for part in (
        "Kota Metro Public Service Mall", "Your queue number", "Priority: Elderly",
        "Motor vehicle tax (PKB)", "Wait in Service Hall A or Ballroom", "9 ahead of you",
        "Keep this ticket until the end",
    ):  # fmt: skip
        assert part in said, part
    alone = replace(SLIP, languages=("id",))
    assert "ahead" not in " ".join(reader.lines(escpos_bytes(ticket(alone), printer())))


@pytest.mark.parametrize("paper", WIDTHS)
def test_during_an_event_it_says_whole_where_to_wait(paper: PaperWidth) -> None:
    zones = ("Aula Serbaguna Kelurahan", "Hall Pelayanan A dan Hall Pelayanan B")
    moved = Text(
        f"{zones[0]} dipakai untuk acara. Nomor Anda dipanggil di {zones[1]}; tunggu di sana.",
        f"{zones[0]} is taken by an event. Your number is called in {zones[1]}; please wait there.",
    )
    said = " ".join(
        reader.lines(escpos_bytes(ticket(replace(SLIP, waits_at=moved)), printer(paper)))
    )
    assert moved.id in " ".join(said.split()) and moved.en in " ".join(said.split())
    assert "Tunggu di" not in said and "Lantai 1, sisi kiri" in said


def test_a_paper_that_is_printed_again_says_so() -> None:
    again = replace(SLIP, again="10.05", ahead=None)
    said = reader.lines(escpos_bytes(ticket(again), printer()))
    assert "CETAK ULANG 10.05" in said
    assert not [line for line in said if "depan" in line]
    first = replace(SLIP, ahead=0)
    assert "Anda pertama dalam antrean ini" in reader.lines(escpos_bytes(ticket(first), printer()))


@pytest.mark.parametrize(
    ("number", "paper", "times"), [("4K-1000", 58, 4), ("4K-1000", 80, 6), ("A012", 58, 6)]
)
def test_the_number_is_as_large_as_the_paper_is_wide(
    number: str, paper: PaperWidth, times: int
) -> None:
    set_ = texts(escpos_bytes(ticket(replace(SLIP, number=number)), printer(paper)))[number]
    assert (set_.width, set_.height, set_.bold, set_.align) == (times, times, True, "center")


@pytest.mark.parametrize(("number", "paper"), [("WWWWWW-000000", 58), ("W" * 20, 80)])
def test_a_number_that_is_too_long_is_a_picture(number: str, paper: PaperWidth) -> None:
    data = escpos_bytes(ticket(replace(SLIP, number=number)), printer(paper))
    assert number not in texts(data)
    drawn = [one.picture for one in reader.read(data) if isinstance(one, reader.Raster)]
    assert len(drawn) == 2
    dark = ImageChops.invert(drawn[0]).getbbox()
    assert dark is not None
    assert dark[0] >= 0 and dark[2] <= DOTS[paper]
    assert dark[2] - dark[0] > DOTS[paper] * 0.9


@pytest.mark.parametrize("paper", WIDTHS)
def test_the_code_is_the_tickets_link(paper: PaperWidth) -> None:
    data = escpos_bytes(ticket(SLIP), printer(paper))
    assert reader.codes(reader.paint(reader.read(data), DOTS[paper])) == [URL]
    other = escpos_bytes(ticket(replace(SLIP, url=URL + "x")), printer(paper))
    assert reader.codes(reader.paint(reader.read(other), DOTS[paper])) == [URL + "x"]


@pytest.mark.parametrize(
    "url", [URL, "http://a/t/x", f"https://{'antrean.' * 20}go.id/t/{'x' * 22}"]
)
def test_any_link_fits_the_paper(url: str) -> None:
    data = escpos_bytes(ticket(replace(SLIP, url=url)), printer(58))
    assert reader.codes(reader.paint(reader.read(data), DOTS[58])) == [url]


@pytest.mark.parametrize(
    ("page", "name", "said"),
    [("CP437", "cp437", "Café “"), ("CP858", "cp858", "Café “"), ("CP1252", "cp1252", "Café “")],
)
def test_each_code_page_prints_what_it_has(page: str, name: str, said: str) -> None:
    data = escpos_bytes((Words(said),), printer(code_page=page))
    (only,) = [one for one in reader.read(data) if isinstance(one, reader.Text)]
    assert only.page == name
    assert only.text == ("Café “" if page == "CP1252" else 'Café "')


def test_profiles_and_code_pages_that_are_not_there_are_named() -> None:
    with pytest.raises(ProfileTrouble, match="TM-T88V") as caught:
        escpos_bytes((), printer(profile="TM-T8000"))
    assert caught.value.key == "profile"
    with pytest.raises(ProfileTrouble, match="CP437") as caught:
        escpos_bytes((), printer(code_page="KLINGON"))
    assert caught.value.key == "code_page"


def test_the_narrower_of_profile_and_paper_rules() -> None:
    data = escpos_bytes(ticket(SLIP), printer(80, profile="POS-5890"))
    widths = {one.picture.width for one in reader.read(data) if isinstance(one, reader.Raster)}
    assert widths == {384}


def test_the_knife_is_used_or_the_paper_fed() -> None:
    assert isinstance(reader.read(escpos_bytes((), printer()))[-1], reader.Cut)
    torn = reader.read(escpos_bytes((), printer(cut=False)))
    assert not [one for one in torn if isinstance(one, reader.Cut)]
    assert [one for one in torn if isinstance(one, reader.Feed)]


@pytest.mark.parametrize("paper", WIDTHS)
def test_a_ticket_looks_as_it_did(paper: PaperWidth, request: pytest.FixtureRequest) -> None:
    """The pictures were looked at. To make them anew: delete them, run this, look at them."""
    picture = pictures.logo(logo_png(), paper)
    data = escpos_bytes(ticket(SLIP), printer(paper, picture=picture))
    drawn = reader.paint(reader.read(data), DOTS[paper]).convert("1")
    golden = PICTURES / f"ticket-{paper}.png"
    if not golden.exists():
        PICTURES.mkdir(exist_ok=True)
        drawn.save(golden, optimize=True)
    with Image.open(golden) as before:
        assert drawn.size == before.size
        apart = ImageChops.difference(drawn.convert("L"), before.convert("L"))
    different = sum(apart.histogram()[1:])
    assert different < drawn.width * drawn.height * 0.002


def test_the_test_page_has_every_size() -> None:
    data = escpos_bytes(trial_page(Text("Kios A", "Kiosk A"), ("58 mm",), URL), printer())
    assert {(one.width, one.height, one.font) for one in texts(data).values()} >= {
        (1, 1, "a"), (1, 1, "b"), (1, 2, "a"), (4, 4, "a"), (6, 6, "a"),
    }  # fmt: skip
    assert reader.codes(reader.paint(reader.read(data), DOTS[58])) == [URL]


# ---- logos


@pytest.mark.parametrize("paper", WIDTHS)
def test_a_logo_fits_the_paper(paper: PaperWidth) -> None:
    dots = pictures.logo(logo_png((3000, 1200)), paper)
    assert dots.width <= DOTS[paper]
    assert dots.height <= pictures.LOGO_HEIGHT
    back = pictures.image(dots)
    assert back.size == (dots.width, dots.height)
    assert pictures.bitmap(back) == dots
    corner = back.getpixel((0, 0))
    assert corner == 255  # what was transparent is the paper's white


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no PNG"),
        (b"GIF89a", "no PNG"),
        (logo_png()[:200], "damaged"),
        (b"x" * (pictures.LOGO_BYTES + 1), "at most"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(LogoTrouble, match=said):
        pictures.logo(content, 58)


def test_a_picture_bomb_is_not_unpacked() -> None:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    with pytest.raises(LogoTrouble, match=r"pixels|no PNG"):
        pictures.logo(held.getvalue(), 58)
