"""The benches run and say what they measured; how good the figures are is no test's business."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["attacks", "fanout", "line", "media", "phones", "reports", "storm", "stuck", "voice"]
)
def test_a_bench_fills_its_table(name: str, tmp_path: Path) -> None:
    if shutil.which("cc") is None:
        pytest.skip("cc is not installed")
    file = tmp_path / "figures.json"
    line = [sys.executable, "-m", "bench", name, "--quick", "--json", str(file)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    told = json.loads(file.read_text())
    assert told["bench"] == name
    assert told["figures"]
    assert all(figure["met"] is None for figure in told["figures"])
    assert all(figure["what"] in done.stdout for figure in told["figures"])


def test_an_unknown_bench_is_refused() -> None:
    line = [sys.executable, "-m", "bench", "no-such"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "fanout" in done.stderr
