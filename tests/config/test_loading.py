"""`config.toml` read whole: the sample hall, and every way to get it wrong."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from signage.config import KEYS, Config, Limits, Machine, load
from signage.config.loading import LARGEST
from signage.config.tables import Tables, hints, item_of
from signage.errors import ConfigError
from signage.queueing import hours
from signage.queueing.hall import Text
from signage.queueing.hours import Span, Week
from signage.voice.settings import VoiceSettings

SAMPLE = Path(__file__).parents[2] / "config.toml"

SMALL = """\
[mall]
id = "metro"
name = "Metro"
time_zone = "Asia/Jakarta"

[[zones]]
id = "hall-a"
name = "Hall A"

[[zones]]
id = "hall-b"
name = "Hall B"
hears = ["hall-a"]

[[agencies]]
id = "dukcapil"
name = "Dinas Kependudukan"

[[services]]
id = "ktp"
agency = "dukcapil"
name = "KTP"
prefix = "B"

[[services]]
id = "kk"
agency = "dukcapil"
name = "KK"
prefix = "BK"

[[counters]]
id = "3"
zone = "hall-a"
services = ["ktp", "kk"]

[[priorities]]
id = "lansia"
name = "Lansia"

[[origins]]
id = "kota"
name = "Kota"

[server]
allowed_origins = []

[buttons]
debounce_ms = 700

[limits]
topics = 64

[voice]
languages = ["id"]
"""


def zone_names() -> set[str]:
    return {"Asia/Jakarta", "Asia/Makassar"}


def read(text: str) -> Config:
    return load(text, "config.toml", zone_names().__contains__)


def edited(old: str, new: str) -> tuple[str, int]:
    """The small file with one place changed, and the line of that place."""
    assert old in SMALL
    return SMALL.replace(old, new, 1), SMALL[: SMALL.index(old)].count("\n") + 1


# ---- what is right


def test_the_small_file_is_filled_up() -> None:
    config = read(SMALL)
    hall = config.hall
    assert hall.mall.languages == ("id", "en")
    assert hall.mall.hours.always
    assert (hall.mall.unfinished, hall.mall.undo) == ("served", 30)
    assert [zone.age_limit for zone in hall.zones] == [120, 60]
    assert hall.agency["dukcapil"].spoken == Text("Dinas Kependudukan", "Dinas Kependudukan")
    assert hall.counter["3"].name == "3"
    assert hall.service["ktp"].number(12) == "B012"
    assert config.machine == Machine(limits=Limits(), debounce_ms=700, allowed_origins=())
    assert config.voice == VoiceSettings(zeros={"id": "nol"})


def test_what_is_written_is_what_runs() -> None:
    text = SMALL.replace(
        'time_zone = "Asia/Jakarta"',
        """time_zone = "Asia/Makassar"
languages = ["en", "id"]
hours = { mon = "08:00-15:30" }
unfinished = "no_show"
undo = 0""",
    )
    text = text.replace('id = "hall-a"', 'id = "hall-a"\nspeaker = "screen"\nage_limit = 45', 1)
    text = text.replace(
        'name = "KTP"',
        """name = { id = "KTP", en = "Identity card" }
separator = "-"
width = 2
hours = { mon = ["08:00-09:00"] }""",
    )
    text = text.replace(
        'zone = "hall-a"',
        """zone = "hall-a"
name = "Meja 3"
direction = { id = "sisi kiri", en = "left side" }""",
    )
    text = text.replace(
        "allowed_origins = []",
        """allowed_origins = ["https://mal.example.go.id"]
hosts = ["Antrian.example.go.id"]
address = "http://mal.example.go.id:8000/\"""",
    )
    text = text.replace(
        'languages = ["id"]',
        """languages = ["id", "en"]
zero = "kosong"
number_style = "number"
profiles = { en = "someone" }
gap_ms = 100
brief_after = 2
notice_age_limit = 30""",
    )
    config = read(text.replace("topics = 64", "store_megabytes = 10"))
    hall, voice = config.hall, config.voice
    assert hall.mall.time_zone == "Asia/Makassar"
    assert hall.mall.languages == ("en", "id")
    assert hall.mall.hours.days[0] == (Span(480, 930),)
    assert (hall.mall.unfinished, hall.mall.undo) == ("no_show", 0)
    assert (hall.zones[0].speaker, hall.zones[0].age_limit) == ("screen", 45)
    assert hall.service["ktp"].name == Text("KTP", "Identity card")
    assert hall.service["ktp"].number(7) == "B-07"
    assert hall.service["ktp"].hours is not None
    assert hall.counter["3"].name == "Meja 3"
    assert hall.counter["3"].direction == Text("sisi kiri", "left side")
    assert config.machine.allowed_origins == ("https://mal.example.go.id",)
    assert config.machine.hosts == ("antrian.example.go.id", "mal.example.go.id")
    assert voice == VoiceSettings(
        languages=("id", "en"), numbers="number", zeros={"id": "kosong"},
        profiles={"id": "espeak-id", "en": "someone"}, gap=0.1, age_limit_notice=30,
        short_from=2, store_limit=10 * 1024 * 1024,
    )  # fmt: skip


def test_texts_are_only_texts() -> None:
    names = ("<script>alert(1)</script>", "🏛️ Hall", "\u200fصالة", "x" * 200, "{zone}")
    for name in names:
        text, _ = edited('name = "Hall A"', f'name = "{name}"')
        assert read(text).hall.zone["hall-a"].name == Text(name, name)


def test_a_mark_that_some_editors_put_first_is_passed_over() -> None:
    assert read("\ufeff" + SMALL).hall == read(SMALL).hall
    assert read(SMALL.replace("\n", "\r\n")).hall == read(SMALL).hall


# ---- the sample hall


def test_the_sample_hall_is_the_one_of_the_mall() -> None:
    hall = load(SAMPLE.read_text(encoding="utf-8"), "config.toml", zone_names().__contains__).hall
    assert [zone.id for zone in hall.zones] == ["ballroom", "hall-a", "hall-b"]
    assert hall.zone["ballroom"].hears == ("hall-a", "hall-b")
    assert [counter.id for counter in hall.counters] == [*map(str, range(1, 14)), "4K-1"]
    assert {service.id: service.prefix for service in hall.services} == {
        "oss": "A", "konsultasi-izin": "AK", "ktp-el": "B", "kk": "BK", "akta-lahir": "BA",
        "ikd": "BD", "paspor-baru": "C", "paspor-ganti": "CP", "skck": "D", "sim": "DS",
        "pkb": "E", "info-sertipikat": "F", "cek-sertipikat": "FC", "bpjs-daftar": "G",
        "bpjs-ubah": "GU", "jht": "H", "kepesertaan": "HK", "npwp": "J", "spt": "JS",
        "tilang": "K", "konsultasi-hukum": "KH",
    }  # fmt: skip
    assert [c.id for c in hall.counters if c.zone == "hall-b"] == [
        "6", "7", "8", "9", "10", "13", "4K-1",
    ]  # fmt: skip
    assert len(hall.agencies) == 10
    assert len(hall.priorities) == 4
    assert [origin.id for origin in hall.origins] == [
        "kota-metro", "lampung-timur", "lampung-tengah", "lainnya",
    ]  # fmt: skip
    assert hall.mall.hours.always


def test_the_real_hours_beside_it_are_right_too() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    text = text.replace('hours = "always"\n', "", 1).replace("# hours = {", "hours = {", 1)
    hours = load(text, "config.toml", zone_names().__contains__).hall.mall.hours
    assert hours.days == (
        *((Span(480, 930),),) * 4, (Span(480, 690), Span(810, 930)), (), (),
    )  # fmt: skip


def test_the_sample_file_shows_every_key() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    # told in the remarks above the agencies and services, [calling] and the priority classes
    absent = {"services.share", "services.pass_limit", "counters.share"}
    absent |= {"counters.weights", "priorities.shares", "server.address", "server.hosts"}
    # told in the remarks above the zones, and above [screens]
    absent |= {f"zones.{key}" for key in ("layout", "theme", "orientation", "diagonal", "distance")}
    absent |= {"screens.playlist"}
    # these sections of the sample are empty: told in remarks, with examples
    remarks = (
        "quiet.",
        "volume.",
        "bookings.",
        "slots.",
        "printers.",
        "backup.",
        "reports.",
        "tls.",
        "people.",
        "survey.",
        "elements.",
        "notices.",
        "schedules.",
        "tickers.",
        "layouts.",
        "themes.",
        "media.",
    )
    absent |= {"server.proxies", *(key for key in KEYS if key.startswith(remarks))}
    told = text.partition("[prayer]")[2]
    assert all(key.split(".")[1] in told for key in KEYS if key.startswith(remarks))
    absent |= {key for key in KEYS if key.startswith(("phrases.", "lexicon."))}
    words = text.partition("# The mall's own sentences")[2].partition("# ---- Quiet")[0]
    assert all(f"# {key.split('.')[1]} = " in words for key in KEYS if key.startswith("phrases."))
    assert all(f"# [{key}]" in words for key in KEYS if key.startswith("lexicon."))
    absent |= {
        f"{of}.{key}"
        for of in ("agencies", "services")
        for key in ("hours", "tickets_before", "cut_off")
    }
    absent |= {f"{of}.closed" for of in ("agencies", "services", "counters")}
    absent |= {"services.dates", "services.quota", "services.priorities"}
    absent |= {"services.wait_warn", "services.wait_alarm", "services.standard", "counters.group"}
    absent |= {key for key in KEYS if key.startswith("floor.")}
    absent |= {key for key in KEYS if key.startswith(("days.", "takeovers."))}
    assert all(f"# {key.split('.')[1]}" in text for key in absent if key.startswith("days."))
    assert all(key.split(".")[1] in text for key in absent)
    section, shown = "", set[str]()
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif "=" in line and not line.startswith("#"):
            shown.add(f"{section}.{line.split('=')[0].strip()}")
    assert set(KEYS) - shown == absent


def test_the_keys_come_from_the_tables() -> None:
    assert len(KEYS) == len(set(KEYS))
    assert {"mall.id", "zones.hears", "limits.body_bytes", "voice.profiles"} <= set(KEYS)
    assert {key.split(".")[0] for key in KEYS} == set(hints(Tables))
    assert item_of(int) is None


# ---- what is wrong: what was written, what was written instead, the key, and the way out

FAULTS = [
    # keys and types
    ('name = "Metro"', 'nama = "Metro"', "mall.nama", "did you mean “name”?"),
    ("[voice]", "[vioce]", "vioce", "did you mean “voice”?"),
    ("[voice]", "[zzzz]", "zzzz", "use one of “mall”"),
    ("topics = 64", "topic = 64", "limits.topic", "did you mean “topics”?"),
    ('id = "kota"\n', "", "origins.id", "this key is missing; add id = …"),
    ('prefix = "B"\n', "", "services.prefix", "this key is missing; add prefix = …"),
    ('name = "Hall A"', "name = 3", "zones.name", 'must be a text in "quotes" or a table'),
    ('name = "Hall A"', 'name = { id = "A" }', "zones.name.en", "add en = …"),
    (
        'name = "Hall A"', 'name = { id = "A", en = "A", fr = "A" }', "zones.name.fr",
        "use “id”, “en”",
    ),
    ("debounce_ms = 700", 'debounce_ms = "700"', "buttons.debounce_ms", "must be a whole number"),
    ("debounce_ms = 700", "debounce_ms = 0.7", "buttons.debounce_ms", "a number with a point"),
    ("debounce_ms = 700", "debounce_ms = 2020-01-01", "buttons.debounce_ms", "and is a date."),
    ("topics = 64", "topics = 0", "limits.topics", "at least 1"),
    ("topics = 64", "topics = true", "limits.topics", "and is true or false"),
    ('languages = ["id"]', 'languages = "id"', "voice.languages", "must be a list in [ ]"),
    ('prefix = "B"\n', 'prefix = "B"\nwidth = 7\n', "services.width", "at most 6"),
    # ids
    ('id = "metro"', 'id = "Kota Metro"', "mall.id", "“Kota Metro” is no id"),
    ('id = "hall-b"', 'id = "-b"', "zones.id", "is no id"),
    ('id = "hall-b"', 'id = ""', "zones.id", "is no id"),
    ('id = "hall-b"', f'id = "{"x" * 41}"', "zones.id", "1 to 40"),
    ('id = "hall-b"', 'id = "../b"', "zones.id", "is no id"),
    ('id = "hall-b"', 'id = "hall-a"', "zones.id", "is there already"),
    ('id = "kk"', 'id = "ktp"', "services.id", "is there already"),
    # texts
    ('name = "Hall A"', 'name = " "', "zones.name", "this is empty"),
    ('name = "Hall A"', f'name = "{"x" * 201}"', "zones.name", "at most 200"),
    ('name = "Hall A"', 'name = "Hall\\nA"', "zones.name", "line break"),
    ('name = "Hall A"', 'name = "\\u200b\\u200d"', "zones.name", "this is empty"),
    ('name = "Hall A"', 'name = "\\u202eHall A"', "zones.name", "direction of writing"),
    ('name = "Hall A"', 'name = "Hall \\u2066A"', "zones.name", "direction of writing"),
    ('name = "Hall A"', 'name = "Hall\\u0000A"', "zones.name", "control character"),
    ('name = "Hall A"', 'name = "Hall\\u2028A"', "zones.name", "control character"),
    ('name = "Hall A"', 'name = { id = "A", en = "" }', "zones.name.en", "this is empty"),
    ('zone = "hall-a"', 'zone = "hall-a"\nname = ""', "counters.name", "this is empty"),
    # the mall
    ("Asia/Jakarta", "Asia/Jakata", "mall.time_zone", "use Asia/Jakarta"),
    ('name = "Metro"', 'name = "Metro"\nundo = 301', "mall.undo", "at most 300"),
    ('name = "Metro"', 'name = "Metro"\nundo = -1', "mall.undo", "at least 0"),
    (
        'name = "Metro"', 'name = "Metro"\nunfinished = "noshow"', "mall.unfinished",
        "use “served”, “no_show”",
    ),
    ('name = "Metro"', 'name = "Metro"\nlanguages = ["fr"]', "mall.languages", "“fr” is no"),
    ('name = "Metro"', 'name = "Metro"\nlanguages = ["id", "id"]', "mall.languages", "twice"),
    ('name = "Metro"', 'name = "Metro"\nlanguages = []', "mall.languages", "name one of"),
    (
        'name = "Metro"', 'name = "Metro"\nhours = { mon = "15:00-08:00" }', "mall.hours.mon",
        "ends before it begins",
    ),
    ('name = "Metro"', 'name = "Metro"\nhours = { mon = 8 }', "mall.hours", "a text in"),
    ('name = "KTP"', 'name = "KTP"\nhours = "never"', "services.hours", "is no hours"),
    # zones
    ('hears = ["hall-a"]', 'hears = ["hall-b"]', "zones.hears", "hears itself"),
    ('hears = ["hall-a"]', 'hears = ["hall-c"]', "zones.hears", "did you mean “hall-a”?"),
    ('hears = ["hall-a"]', 'hears = ["hall-a", "hall-a"]', "zones.hears", "twice"),
    ('hears = ["hall-a"]', 'speaker = "speaker"', "zones.speaker", "use “server”, “screen”"),
    ('hears = ["hall-a"]', "age_limit = 1", "zones.age_limit", "at least 5"),
    (
        'hears = ["hall-a"]', 'speaker = "screen"\ndevice = "usb"', "zones.device",
        "two speakers",
    ),
    # services
    ('agency = "dukcapil"', 'agency = "dukcapi"', "services.agency", "did you mean “dukcapil”?"),
    ('prefix = "BK"', 'prefix = "B"', "services.prefix", "is the prefix of “ktp” already"),
    ('prefix = "BK"', 'prefix = "B1"', "services.prefix", "would both print B1001"),
    ('prefix = "BK"', 'prefix = "bk"', "services.prefix", "1 to 6 capital letters"),
    ('prefix = "BK"', 'prefix = "BK-"', "services.prefix", "1 to 6 capital letters"),
    ('prefix = "BK"', 'prefix = ""', "services.prefix", "1 to 6 capital letters"),
    ('prefix = "BK"', 'prefix = "ABCDEFG"', "services.prefix", "1 to 6 capital letters"),
    ('prefix = "BK"', 'prefix = "É"', "services.prefix", "1 to 6 capital letters"),
    ('prefix = "BK"', 'prefix = "BK"\nseparator = "x"', "services.separator", "no letter"),
    ('prefix = "BK"', 'prefix = "BK"\nseparator = "---"', "services.separator", "one or two"),
    # counters
    ('zone = "hall-a"\n', "", "counters.zone", "stands in no zone; add zone = with one of “hall-a"),
    ('zone = "hall-a"', 'zone = "hall-aa"', "counters.zone", "did you mean “hall-a”?"),
    ('services = ["ktp", "kk"]', 'services = ["ktp", "kk", "kkk"]', "counters.services", "“kk”?"),
    ('services = ["ktp", "kk"]', 'services = ["ktp", "kk", "kk"]', "counters.services", "twice"),
    # server and voice
    ("allowed_origins = []", 'allowed_origins = ["x"]', "server.allowed_origins", "like https://"),
    (
        "allowed_origins = []", 'allowed_origins = ["https://a.b/c"]', "server.allowed_origins",
        "no path",
    ),
    ("allowed_origins = []", 'hosts = ["http://a.id"]', "server.hosts", "without http:// and port"),
    ("allowed_origins = []", 'hosts = ["a.id:80"]', "server.hosts", "antrian.example.go.id"),
    ("allowed_origins = []", 'hosts = ["*.a.id"]', "server.hosts", "no name of a server"),
    ("allowed_origins = []", 'hosts = ["a..id"]', "server.hosts", "no name of a server"),
    ("allowed_origins = []", "hosts = 'a.id'", "server.hosts", ""),
    ("allowed_origins = []", 'proxies = ["nginx"]', "server.proxies", "like 127.0.0.1"),
    ("allowed_origins = []", 'proxies = ["10.0.0.1/8"]', "server.proxies", "is no address"),
    ("[server]", '[tls]\nmode = "yes"\n\n[server]', "tls.mode", "use “off”, “own”, “files”"),
    ("[server]", '[tls]\nmode = "files"\n\n[server]', "tls.certificate", "the path of a PEM"),
    ("[server]", '[tls]\nkey = "x.pem"\n\n[server]', "tls.key", 'with mode = "files" only'),
    (
        "[server]", '[tls]\nmode = "own"\nnames = ["https://a.id"]\n\n[server]', "tls.names",
        "no name of a server",
    ),
    ("topics = 64", "head_bytes = 4095", "limits.head_bytes", "4096"),
    ("topics = 64", "head_seconds = 0", "limits.head_seconds", "1"),
    ("topics = 64", "body_seconds = 121", "limits.body_seconds", "120"),
    ("topics = 64", "answer_seconds = 0", "limits.answer_seconds", "1"),
    ("topics = 64", "pings_per_second = 501", "limits.pings_per_second", "500"),
    ("topics = 64", "connections = -1", "limits.connections", "0"),
    ("topics = 64", "connections_per_address = 15", "limits.connections_per_address", "16"),
    ('languages = ["id"]', 'languages = ["jv"]', "voice.languages", "“jv” is no language here"),
    ("[voice]", '[people]\nofficers = "maybe"\n[voice]', "people.officers",
     "use “off”, “optional”, “required”"),
    ("[voice]", '[bookings]\nturn = "first"\n[voice]', "bookings.turn", "use “slot”, “arrival”"),
    ("[voice]", '[reports]\nformat = "pdf"\n[voice]', "reports.format",
     "use “xlsx”, “csv”, “json”"),
    ("[voice]", '[media]\ncodec = "av1"\n[voice]', "media.codec", "use “h264”, “vp8”"),
    ("[voice]", '[reports]\nlanguage = "jv"\n[voice]', "reports.language", "use “id”, “en”"),
    ("[voice]", '[screens]\norientation = "up"\n[voice]', "screens.orientation", "use “auto”"),
    (
        "[voice]", '[[layouts]]\nid = "l"\nname = "L"\ncalls = "no"\n[voice]', "layouts.calls",
        "use “board”",
    ),
    (
        "[voice]", '[[layouts]]\nid = "l"\nname = "L"\nmedia = "no"\n[voice]', "layouts.media",
        "use “duck”",
    ),
    ('languages = ["id"]', 'zero = "null"', "voice.zero", "use “nol”, “kosong”"),
    ("[voice]", '[[quiet]]\nhours = "01:00-02:00"\nvoice = "loud"\n[voice]', "quiet.voice",
     "use “silent”, “soft”"),
    ("[voice]", '[[printers]]\nid = "p"\nkind = "fax"\n[voice]', "printers.kind",
     "use “network”, “usb”, “file”, “browser”"),
    ('languages = ["id"]', "profiles.id = 'a/b'", "voice.profiles.id", "“a/b” is no voice"),
    ('languages = ["id"]', "profiles.jv = 'a'", "voice.profiles.jv", "use “id”, “en”"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "key", "told"), FAULTS, ids=[f"{key}: {told}" for _, _, key, told in FAULTS]
)
def test_a_fault_is_named_with_file_line_key_and_the_way_out(
    old: str, new: str, key: str, told: str
) -> None:
    text, line = edited(old, new)
    with pytest.raises(ConfigError) as caught:
        read(text)
    fault = caught.value
    assert told in fault.problem
    assert (fault.file, fault.key) == ("config.toml", key)
    missing = not new
    lines = text.splitlines()
    if missing:
        assert lines[fault.line - 1].startswith("[["), "the table that lacks it"
        assert 0 < line - fault.line < 5
    else:
        assert any(part in lines[fault.line - 1] for part in key.split(".")[-2:])
        assert line <= fault.line <= line + new.count("\n")
    assert str(fault).startswith(f"config.toml:{fault.line}: {key}: ")


def test_a_service_that_no_counter_serves() -> None:
    text, _ = edited('services = ["ktp", "kk"]', 'services = ["ktp"]')
    with pytest.raises(ConfigError, match="no counter serves “kk”") as caught:
        read(text)
    assert text.splitlines()[caught.value.line - 1] == 'id = "kk"'


def test_a_counter_that_serves_nothing() -> None:
    extra = '\n[[counters]]\nid = "4"\nzone = "hall-a"\n'
    with pytest.raises(ConfigError, match="counter “4” serves nothing"):
        read(SMALL + extra)


def test_one_sound_card_for_two_zones() -> None:
    text = SMALL.replace('name = "Hall A"', 'name = "Hall A"\ndevice = "usb"')
    text = text.replace('name = "Hall B"', 'name = "Hall B"\ndevice = "usb"')
    with pytest.raises(ConfigError, match="the sound card of zone “hall-a” already"):
        read(text)


def test_the_voice_speaks_only_languages_of_the_mall() -> None:
    text = SMALL.replace('name = "Metro"', 'name = "Metro"\nlanguages = ["id"]')
    text = text.replace('languages = ["id"]\n', "", 0).replace(
        '[voice]\nlanguages = ["id"]', '[voice]\nlanguages = ["en"]'
    )
    with pytest.raises(ConfigError, match="“en” is no language here"):
        read(text)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[mall]\nid = "metro\n', 2, "column"),
        ("[mall]\nid = metro\n", 2, "texts in"),
        ("[mall]\nid = 'a'\nid = 'b'\n", 3, "this key stands here twice"),
        ("[mall]\n[mall]\n", 2, "twice"),
        ("[mall]\nid = [", 2, "the end of the file"),
        ('[mall]\nid = """\n\n', 4, "the end of the file"),
        ("a = " + "[" * 20_000, 0, "nested too deep"),
        ("", 0, "[mall]"),
        ("mall = 3", 1, "write [mall] above its keys"),
        ("[[mall]]\nid = 'a'", 1, "write [mall] above its keys"),
        ("zones = 3\n[mall]\nid='a'\nname='b'\ntime_zone='c'", 1, "write [[zones]] above each"),
        ("zones = [3]\n[mall]\nid='a'\nname='b'\ntime_zone='c'", 1, "write [[zones]] above"),
        ("x" * (LARGEST + 1), 0, "at most"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_config_at_all(text: str, line: int, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert caught.value.line == line
    assert told in str(caught.value)


def test_all_faults_are_told_at_once_in_the_order_of_lines() -> None:
    text = SMALL.replace('zone = "hall-a"\n', "").replace('prefix = "BK"', 'prefix = "B"')
    text = text.replace("Asia/Jakarta", "Asia/Nowhere")
    with pytest.raises(ConfigError) as caught:
        read(text)
    first, *others = str(caught.value).splitlines()
    assert first.startswith("config.toml:4: mall.time_zone: ")
    assert [line.split(": ")[1] for line in others] == ["services.prefix", "counters.zone"]
    assert all(line.startswith("config.toml:") for line in others)
    assert (caught.value.line, caught.value.key) == (4, "mall.time_zone")


def test_of_very_many_faults_ten_are_told() -> None:
    with pytest.raises(ConfigError) as caught:
        read(SMALL + "\n".join(f"[s{n}]" for n in range(30)))
    told = str(caught.value).splitlines()
    assert len(told) == 11
    assert told[-1] == "… and 20 more."


def test_every_choice_in_the_tables_is_told_when_it_is_missed() -> None:
    literals = {
        key
        for section, hint in hints(Tables).items()
        if (table := item_of(hint)) is not None
        for key, kind in hints(table).items()
        if get_args(kind) and all(isinstance(choice, str) for choice in get_args(kind))
    }
    missed = {key.rsplit(".", 1)[-1] for _, _, key, told in FAULTS if told.startswith("use “")}
    assert literals - {"number_style"} <= missed


def test_a_large_hall_is_not_read_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is reckoned for all services at once is reckoned a few times, not once for each."""
    met = 0
    real = hours.meet

    def meet(one: Week, other: Week) -> Week:
        nonlocal met
        met += 1
        return real(one, other)

    monkeypatch.setattr("signage.queueing.hall.meet", meet)
    services = [f"s{n}" for n in range(60)]
    more = "".join(
        f'[[services]]\nid = "{id}"\nagency = "dukcapil"\nname = "x"\nprefix = "X{n}"\n'
        'separator = "-"\n'
        for n, id in enumerate(services)
    )
    text = SMALL.replace('services = ["ktp", "kk"]', f"services = {['ktp', 'kk', *services]}")
    loaded = load(
        text.replace("[server]", more + "[server]").replace("'", '"'),
        "x",
        zone_names().__contains__,
    )
    assert len(loaded.hall.services) == 62
    assert met <= 8 * 62
