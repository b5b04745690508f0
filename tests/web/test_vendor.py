"""What is carried in the repository from others is what they published, whole."""

from __future__ import annotations

import hashlib

import pytest

from signage import assets

PINNED = {
    "chart.js": "87364cc2b2a76a6684929e7d6b80b18a897794db38400caff1fcf1791c6925d2",
}


@pytest.mark.parametrize("name", sorted(PINNED))
def test_a_carried_file_is_the_published_one(name: str) -> None:
    file = assets.folder("static") / "vendor" / name
    assert hashlib.sha256(file.read_bytes()).hexdigest() == PINNED[name]
    assert (file.parent / f"{file.stem}.LICENSE.md").is_file()
