"""A lever's move, a page opened again and a file's way to the map cross few files: a reader can follow them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.bench.server import ROOT

pytestmark = pytest.mark.bench

MOST = {"slider move": 40, "warm protection page": 50, "six CSV rows to the map": 101}
"""Files of models, data and pages in which at least one function is called. The first aim was 35, 40 and 90; the clock,
what an answer rests on, the effect of payments, the template of a page, starting assumptions, the file in the head
and the stamp of a lever's table added to it."""


def test_three_acts_cross_few_files() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.traces"], cwd=ROOT, capture_output=True, text=True, timeout=300, check=True
    )
    counted = {act: int(files) for act, files in re.findall(r"^([\w ]+): (\d+) files", run.stdout, re.MULTILINE)}
    print()
    for act, most in MOST.items():
        print(f"  {act}: {counted[act]} files (at most {most})")
    assert counted.keys() == MOST.keys()
    assert all(counted[act] <= most for act, most in MOST.items())
