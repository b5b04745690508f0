"""The rule of calling in the file: what it may be, and every way to get it wrong."""

from __future__ import annotations

import pytest

from signage.errors import ConfigError
from signage.queueing.calling import OFF, Calling, Share
from tests.config.test_loading import SMALL, read

RULE = """
[calling]
share = "2:1"
pass_limit = 45
no_show = "after 3"
"""


def test_without_it_the_wait_alone_counts() -> None:
    hall = read(SMALL).hall
    assert hall.calling == Calling()
    assert hall.rule["3"].share == OFF
    assert hall.rule["3"].lane("lansia") == "ordinary"


def test_what_is_written_holds_at_every_counter() -> None:
    hall = read(SMALL + RULE).hall
    share = Share(priority=2, ordinary=1)
    assert hall.calling == Calling(share=share, pass_limit=45, no_show="after 3")
    rule = hall.rule["3"]
    assert (rule.share, rule.limits["ktp"]) == (share, 45 * 60_000)
    assert (rule.lane("lansia"), rule.lane(None)) == ("priority", "ordinary")


def test_a_share_in_numbers_and_a_class_that_is_only_shown() -> None:
    text = SMALL.replace('name = "Lansia"', 'name = "Lansia"\nshares = false')
    hall = read(text + "[calling]\nshare = { priority = 1, ordinary = 3 }").hall
    assert hall.calling.share == Share(priority=1, ordinary=3)
    assert hall.rule["3"].lane("lansia") == "ordinary"


def test_a_service_and_a_counter_have_their_own() -> None:
    text = SMALL.replace('name = "KTP"', 'name = "KTP"\npass_limit = 0')
    text = text.replace('zone = "hall-a"', 'zone = "hall-a"\nshare = "off"\nweights = { kk = 2 }')
    rule = read(text + RULE).hall.rule["3"]
    assert (rule.share, rule.weights, rule.limits["ktp"]) == (OFF, {"kk": 2}, 0)


def test_services_that_agree_need_no_share_of_the_counter() -> None:
    text = SMALL.replace('name = "KTP"', 'name = "KTP"\nshare = "1:1"')
    text = text.replace('name = "KK"', 'name = "KK"\nshare = "1:1"')
    assert read(text).hall.rule["3"].share.on


@pytest.mark.parametrize(
    ("old", "new", "key", "told"),
    [
        ('share = "2:1"', 'share = "half"', "calling.share", "write “1:1”"),
        ('share = "2:1"', 'share = "0:1"', "calling.share", "would wait for ever"),
        ('share = "2:1"', 'share = "99:1"', "calling.share", "1 to 20"),
        ('share = "2:1"', "share = { priority = 1 }", "calling.share.ordinary", "missing"),
        ("pass_limit = 45", "pass_limit = -1", "calling.pass_limit", "at least 0"),
        ("pass_limit = 45", "pass_limit = 481", "calling.pass_limit", "at most 480"),
        ('"after 3"', '"after 0"', "calling.no_show", "is no place in a line"),
        ('"after 3"', '"middle"', "calling.no_show", "“front”"),
        ('name = "KTP"', 'name = "KTP"\nshare = "1:x"', "services.share", "is no share"),
        ('name = "KTP"', 'name = "KTP"\nshare = "off"', "counters.services", "a share of its own"),
        ('zone = "hall-a"', 'zone = "hall-a"\nweights = { kk = 0 }', "counters.weights.kk",
         "1 to 20"),
        ('zone = "hall-a"', 'zone = "hall-a"\nweights = { sim = 2 }', "counters.weights.sim",
         "does not serve “sim”"),
        ('name = "Lansia"', 'name = "Lansia"\nshares = 1', "priorities.shares", "true or false"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named_with_the_way_out(
    old: str, new: str, key: str, told: str
) -> None:
    text = SMALL + RULE
    assert old in text
    with pytest.raises(ConfigError) as caught:
        read(text.replace(old, new, 1))
    assert (caught.value.key, told in caught.value.problem) == (key, True), caught.value
