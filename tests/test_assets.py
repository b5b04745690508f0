"""Where the product's own files lie, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from signage import assets


def test_a_checkout_has_everything() -> None:
    for name in get_args(assets.Folder):
        assert any(assets.folder(name).iterdir()), name
    assert assets.sample_config().is_file()


def test_a_wheel_carries_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_assets" / "voices").mkdir(parents=True)
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "assets.py"))
    assert assets.folder("voices") == tmp_path / "_assets" / "voices"
    assert assets.sample_config() == tmp_path / "_assets" / "config.toml"
