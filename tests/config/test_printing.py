"""Printers in `config.toml`: what they are, and each way to get one wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from signage.config import Config
from signage.errors import ConfigError
from signage.queueing.hall import Text
from tests.halls import SMALL, small

SAMPLE = Path(__file__).parents[2] / "config.toml"
PRINTER = '[[printers]]\nid = "p"\nkind = "network"\naddress = "192.168.1.50"\n'


def loaded(text: str) -> Config:
    return small(f"{SMALL}\n{text}")


def test_a_hall_without_printers_has_none() -> None:
    assert small().printers == ()
    assert small().machine.address == ""


def test_a_printer_has_usual_values() -> None:
    (printer,) = loaded(PRINTER).printers
    assert (printer.address, printer.paper, printer.code_page) == ("192.168.1.50:9100", 80, "CP437")
    assert (printer.name, printer.cut, printer.copies) == (Text("p", "p"), True, 1)
    assert printer.serves("hall") and printer.serves("ballroom")


def test_a_printer_has_all_its_keys() -> None:
    text = """
[[printers]]
id = "a"
name = { id = "Kios", en = "Kiosk" }
zones = ["hall"]
kind = "usb"
address = "04B8:0E15"
paper = 58
profile = "TM-T88V"
code_page = "cp858"
logo = "logo kota.png"
cut = false
copies = 2
footer = { id = "Gratis", en = "Free" }

[[printers]]
id = "b"
kind = "browser"

[server]
address = "http://192.168.1.10:8000/"
"""
    config = loaded(text)
    first, second = config.printers
    assert (first.address, first.code_page, first.logo) == ("04b8:0e15", "CP858", "logo kota.png")
    assert (first.paper, first.cut, first.copies) == (58, False, 2)
    assert first.footer == Text("Gratis", "Free")
    assert first.serves("hall") and not first.serves("ballroom")
    assert (second.kind, second.address) == ("browser", "")
    assert config.machine.address == "http://192.168.1.10:8000"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("192.168.1.50:9101", "192.168.1.50:9101"),
        ("Printer.local", "printer.local:9100"),
        ("[fe80::1]:9100", "[fe80::1]:9100"),
    ],
)
def test_addresses_are_read(address: str, found: str) -> None:
    assert loaded(PRINTER.replace("192.168.1.50", address)).printers[0].address == found


@pytest.mark.parametrize(
    ("wrong", "key", "said"),
    [
        (PRINTER.replace("192.168.1.50", ""), "address", "192.168.1.50:9100"),
        (PRINTER.replace("192.168.1.50", "a b"), "address", "192.168.1.50:9100"),
        (PRINTER.replace("192.168.1.50", "x:99999"), "address", "no address"),
        (PRINTER.replace("192.168.1.50", "x:0"), "address", "no address"),
        (PRINTER.replace("network", "usb"), "address", "04b8:0e15"),
        (PRINTER.replace("network", "file"), "address", "/dev/usb/lp0"),
        (PRINTER.replace("network", "browser"), "address", "take the address out"),
        (PRINTER.replace("network", "fax"), "kind", "browser"),
        (PRINTER + 'zones = ["attic"]\n', "zones", "there is no zone “attic”"),
        (PRINTER + "paper = 57\n", "paper", "“58”"),
        (PRINTER + "copies = 0\n", "copies", "at least 1"),
        (PRINTER + "copies = 4\n", "copies", "at most 3"),
        (PRINTER + 'logo = "../secret.png"\n', "logo", "beside this file"),
        (PRINTER + 'logo = "/etc/logo.png"\n', "logo", "beside this file"),
        (PRINTER + 'logo = "logo.jpg"\n', "logo", "no PNG"),
        (PRINTER + 'footer = ""\n', "footer", "empty"),
        (PRINTER + 'colour = "red"\n', "colour", "no such key"),
        (PRINTER + PRINTER.replace("192.168.1.50", "other"), "id", "there already"),
        (PRINTER + PRINTER.replace('"p"', '"q"'), "address", "at this address already"),
        (PRINTER.replace('"p"', '"a b"'), "id", "is no id"),
        ('[server]\naddress = "192.168.1.10"\n', "server.address", "write it like http://"),
        ('[server]\naddress = "http://a:99999"\n', "server.address", "write it like http://"),
        ('[server]\naddress = "http://a:b:c"\n', "server.address", "write it like http://"),
        ('[server]\nallowed_origins = ["http://a:0"]\n', "server.allowed_origins", "no origin"),
        ('[server]\naddress = "http://a/b"\n', "server.address", "no path"),
    ],
)
def test_what_is_wrong_is_named(wrong: str, key: str, said: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(said)) as caught:
        loaded(wrong)
    assert caught.value.key == (key if "." in key else f"printers.{key}")
    assert caught.value.line > 0


def test_the_example_in_the_sample_is_right() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    head, _, example = text.partition("# [[printers]]")
    shown = "\n".join(line.removeprefix("#").removeprefix(" ") for line in example.splitlines())
    (printer,) = small(f"{head}[[printers]]{shown}\n").printers
    assert (printer.id, printer.zones, printer.logo) == ("kiosk-a", ("hall-a",), "logo.png")
