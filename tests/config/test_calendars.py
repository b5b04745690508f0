"""The calendar as a mall writes it: holidays, exceptional days, dates, quotas, cut-offs."""
# ruff: noqa: E501 -- a table of sentences reads best with one row a line

from __future__ import annotations

from collections.abc import Iterator

import pytest

from signage.config import PublicDay, load
from signage.config.quotas import MOST
from signage.errors import ConfigError
from signage.queueing.hall import Hall, Part, Quota, SpecialDay, Text
from signage.queueing.hours import Span
from tests.config.test_loading import SMALL, read

OFFICE = 'hours = { mon = "08:00-15:30", tue = "08:00-15:30", thu = "08:00-15:30" }'
MANNED = SMALL.replace('name = "Metro"', f'name = "Metro"\n{OFFICE}')
XMAS, LEAVE = Text("Natal", "Christmas"), Text("Cuti Bersama", "Joint leave")


def public_days() -> Iterator[PublicDay]:
    yield PublicDay("2026-12-25", XMAS)
    yield PublicDay("2026-12-24", LEAVE, joint=True)
    yield PublicDay("2027-01-01", Text("Tahun Baru", "New Year"))


def hall(more: str, text: str = SMALL) -> Hall:
    return load(text + more, "config.toml", lambda zone: True, public_days).hall


def days(more: str, text: str = SMALL) -> dict[str, str]:
    return {day.date: f"{day.kind} {day.name.en}" for day in hall(more, text).days}


def service(more: str, text: str = MANNED) -> str:
    """The file with more keys of its service ktp."""
    return text.replace('name = "KTP"', f'name = "KTP"\n{more}')


def agency(more: str, text: str = MANNED) -> str:
    return text.replace('name = "Dinas Kependudukan"', f'name = "Dinas Kependudukan"\n{more}')


def test_no_holiday_is_kept_unless_it_is_written() -> None:
    assert read(SMALL).hall.days == ()


def test_public_holidays_and_joint_leave() -> None:
    assert days("[calendar]\nholidays = true") == {
        "2026-12-25": "holiday Christmas", "2027-01-01": "holiday New Year",
    }  # fmt: skip
    assert days("[calendar]\njoint_leave = true") == {"2026-12-24": "holiday Joint leave"}
    assert [*days("[calendar]\nholidays = true\njoint_leave = true")] == [
        "2026-12-24", "2026-12-25", "2027-01-01",
    ]  # fmt: skip


def test_the_mall_adds_and_removes() -> None:
    found = days(
        """[calendar]
holidays = true
add = [
  { date = "2026-12-09", name = { id = "Pilkada", en = "Election" } },
  { date = "2026-12-25", name = "Natal di Metro" },
]
remove = ["2027-01-01", "2027-03-11"]
"""
    )
    assert found == {"2026-12-09": "holiday Election", "2026-12-25": "holiday Natal di Metro"}


def test_exceptional_days() -> None:
    found = hall(
        """[[days]]
dates = ["2026-12-30..2027-01-01", "2026-12-07"]
name = { id = "Tutup buku", en = "Closing the books" }
hours = ["08:00-10:00", "13:00-14:00"]
agencies = ["dukcapil"]

[[days]]
dates = "2026-12-07"
name = "Rapat"
services = ["ktp"]
"""
    ).days
    assert [day.date for day in found] == [
        "2026-12-07", "2026-12-30", "2026-12-31", "2027-01-01", "2026-12-07",
    ]  # fmt: skip
    assert found[0] == SpecialDay(
        date="2026-12-07", name=Text("Tutup buku", "Closing the books"),
        spans=(Span(480, 600), Span(780, 840)), agencies=("dukcapil",),
    )  # fmt: skip
    assert found[4] == SpecialDay(date="2026-12-07", name=Text("Rapat", "Rapat"), services=("ktp",))


def test_an_exceptional_day_comes_after_the_holiday_that_it_overrules() -> None:
    found = hall(
        '[calendar]\nholidays = true\n[[days]]\ndates = "2026-12-25"\nname = "Buka"\nhours = "08:00-10:00"'
    ).days
    assert [(day.date, day.kind) for day in found] == [
        ("2026-12-25", "holiday"), ("2027-01-01", "holiday"), ("2026-12-25", "day"),
    ]  # fmt: skip


def test_a_service_keeps_what_is_written() -> None:
    ktp = read(
        service(
            """tickets_before = 30
cut_off = 60
dates = ["2026-11-30", "2026-12-01"]
quota = { day = 60, "13:00-15:30" = 20, "08:00-12:00" = 40 }
papers = [{ id = "KTP asli", en = "Identity card" }, "KK"]"""
        )
    ).hall.service["ktp"]
    assert (ktp.tickets_before, ktp.cut_off) == (30, 60)
    assert ktp.dates == ("2026-11-30", "2026-12-01")
    assert ktp.quota == Quota(day=60, parts=(Part(Span(480, 720), 40), Part(Span(780, 930), 20)))
    assert ktp.papers == (Text("KTP asli", "Identity card"), Text("KK", "KK"))
    assert read(service("quota = 40")).hall.service["ktp"].quota == Quota(day=40)
    assert read(service('dates = "2026-11-30..2026-12-01"')).hall.service["ktp"].dates == ktp.dates


def test_an_agency_and_a_mall_keep_what_is_written() -> None:
    text = agency('hours = { mon = "08:00-12:00" }\ntickets_before = 10\ncut_off = 20')
    text = text.replace(
        'time_zone = "Asia/Jakarta"',
        'time_zone = "Asia/Jakarta"\ntickets_before = 30\ncut_off = 15',
    )
    found = read(text).hall
    dukcapil = found.agencies[0]
    assert (dukcapil.tickets_before, dukcapil.cut_off) == (10, 20)
    assert (found.mall.tickets_before, found.mall.cut_off) == (30, 15)
    assert found.weeks["ktp"].days[:2] == ((Span(480, 720),), ())


DAY = '[[days]]\nname = "X"\n'


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        (SMALL + DAY + 'dates = "2026-02-30"', "days.dates", "“2026-02-30” is no date"),
        (SMALL + DAY + 'dates = "besok"', "days.dates", "write it like 2026-12-31"),
        (SMALL + DAY + "dates = 2026-12-24", "days.dates", 'this must be a text in "quotes" or a list in [ ], and is a date'),
        (SMALL + DAY + 'dates = ["2026-12-24", "x"]', "days.dates", "“x” is no date"),
        (SMALL + DAY + 'dates = "2026-12-24..2026-12-20"', "days.dates", "ends before it begins"),
        (SMALL + DAY + 'dates = "2026-12-24.."', "days.dates", "“” is no date"),
        (SMALL + DAY + 'dates = "2026-01-01..2028-01-01"', "days.dates", "has 731 days; at most 366"),
        (SMALL + DAY + 'dates = ["2026-12-24", "2026-12-20..2026-12-25"]', "days.dates", "“2026-12-24” stands here twice"),
        (SMALL + DAY + 'dates = "2026-12-24"\n' + DAY + 'dates = "2026-12-24"', "days.dates", "a day of the mall already"),
        (SMALL + DAY + 'dates = "2026-12-24"\nservices = ["ktp"]\n' + DAY + 'dates = "2026-12-24"\nservices = ["kk", "ktp"]', "days.dates", "a day of “ktp” already"),
        (SMALL + DAY + 'dates = "2026-12-24"\nagencies = ["dukcapil"]\n' + DAY + 'dates = "2026-12-24"\nagencies = ["dukcapil"]', "days.dates", "a day of agency “dukcapil” already"),
        (SMALL + DAY + 'dates = "2026-12-24"\n[calendar]\nadd = [{date = "2026-12-24", name = "Y"}]', "days.dates", "a day of the mall already"),
        (SMALL + DAY + 'dates = "2026-12-24"\nhours = "10:00-08:00"', "days.hours", "ends before it begins"),
        (SMALL + DAY + 'dates = "2026-12-24"\nagencies = ["dukcapi"]', "days.agencies", "no agency “dukcapi”; did you mean “dukcapil”?"),
        (SMALL + DAY + 'dates = "2026-12-24"\nservices = ["kkk"]', "days.services", "no service “kkk”; did you mean “kk”?"),
        (SMALL + '[[days]]\nname = "X"', "days.dates", "this key is missing"),
        (SMALL + '[[days]]\ndates = "2026-12-24"', "days.name", "this key is missing"),
        (SMALL + '[[days]]\ndates = "2026-12-24"\nname = " "', "days.name", "this is empty"),
        (MANNED + DAY + 'dates = "2026-12-02"\nhours = "08:00-10:00"\nservices = ["ktp"]', "days.hours", "on 2026-12-02 these hours never meet the mall's"),
        (MANNED + DAY + 'dates = "2026-12-03"\nhours = "16:00-17:00"\nagencies = ["dukcapil"]', "days.hours", "give the mall hours on that date under [[days]] too"),
        (SMALL + '[calendar]\nadd = [{date = "2026-13-01", name = "Y"}]', "calendar.add.date", "“2026-13-01” is no date"),
        (SMALL + '[calendar]\nadd = [{date = "2026-12-01", name = "Y"}, {date = "2026-12-01", name = "Z"}]', "calendar.add.date", "added already"),
        (SMALL + '[calendar]\nadd = [{date = "2026-12-01"}]', "calendar.add.name", "this key is missing"),
        (SMALL + '[calendar]\nadd = [{date = "2026-12-01", name = "Y", hours = "x"}]', "calendar.add.hours", "use “date”, “name”"),
        (SMALL + '[calendar]\nadd = [{date = "2026-12-01", name = {id = "Y", fr = "x"}}]', "calendar.add.name.fr", "use “id”, “en”"),
        (SMALL + '[calendar]\nremove = ["Natal"]', "calendar.remove", "“Natal” is no date"),
        (SMALL + '[calendar]\nremove = ["2026-12-25", "2026-12-25"]', "calendar.remove", "removed already"),
        (SMALL + '[calendar]\nadd = [{date = "2026-12-01", name = "Y"}]\nremove = ["2026-12-01"]', "calendar.remove", "added and removed"),
        (SMALL + '[calendar]\nholidays = "yes"', "calendar.holidays", "true or false"),
        (service("quota = 0"), "services.quota", "a quota of 0 would never give a ticket"),
        (service("quota = -3"), "services.quota", "a quota of -3"),
        (service('quota = "many"'), "services.quota", "a whole number"),
        (service(f"quota = {MOST + 1}"), "services.quota", "at most 100000"),
        (service("quota = {}"), "services.quota", "this says no number"),
        (service("quota = { day = 0 }"), "services.quota.day", "a quota of 0"),
        (service('quota = { "08:00" = 4 }'), "services.quota.08:00", "write it like 08:00-15:30"),
        (service('quota = { "08:00-12:00" = 4, "11:00-15:00" = 4 }'), "services.quota.11:00-15:00", "08:00-12:00 and 11:00-15:00 overlap"),
        (service("cut_off = -1"), "services.cut_off", "at least 0"),
        (service("cut_off = 721"), "services.cut_off", "at most 720"),
        (service("cut_off = 450"), "services.cut_off", "would never give a ticket"),
        (service('hours = { mon = "16:00-17:00" }'), "services.hours", "the hours of “ktp” never meet the mall's (mon 08:00-15:30; tue"),
        (service('hours = { wed = "08:00-10:00" }'), "services.hours", "no ticket of “ktp” would ever be given"),
        (agency('hours = { wed = "08:00-10:00" }'), "agencies.hours", "the hours of agency “dukcapil” never meet"),
        (service('dates = "2026-12-02"'), "services.dates", "“ktp” comes on 2026-12-02 (wed), when the mall or its agency is shut"),
        (service('papers = [""]'), "services.papers", "this is empty"),
        (service('priorities = ["lansi"]'), "services.priorities", "there is no priority class “lansi”"),
        (service("asks_origin = true").split("[[origins]]")[0], "services.asks_origin", "there is no [[origins]] to choose"),
        (service('asks_origin = "yes"'), "services.asks_origin", "this must be true or false"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_line_and_key(text: str, key: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(text, "config.toml", lambda zone: True, public_days)
    assert caught.value.key == key
    assert told in caught.value.problem
    written = key.split(".")[-1].partition(":")[0]
    assert (
        written in text.splitlines()[(caught.value.line or 0) - 1]
        or key == "days.dates"
        or "missing" in told
    )


def test_a_date_on_a_shut_weekday_is_right_when_the_mall_opens_on_it() -> None:
    text = service('dates = "2026-12-02"') + DAY + 'dates = "2026-12-02"\nhours = "08:00-10:00"'
    assert read(text).hall.service["ktp"].dates == ("2026-12-02",)


def test_a_date_that_becomes_a_holiday_does_not_keep_the_server_from_starting() -> None:
    text = service('dates = ["2026-12-07", "2026-12-24"]')
    more = '[calendar]\njoint_leave = true\nadd = [{date = "2026-12-07", name = "Y"}]'
    assert hall(more, text).service["ktp"].dates == ("2026-12-07", "2026-12-24")


def test_who_does_not_know_the_holidays_says_so() -> None:
    with pytest.raises(ConfigError) as caught:
        read(SMALL + "[calendar]\nholidays = true")
    assert caught.value.key == "calendar"
    assert "not known here" in caught.value.problem
