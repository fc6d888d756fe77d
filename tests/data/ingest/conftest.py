"""Fixtures of the ingest tests."""

from functools import partial
from pathlib import Path

import pytest

from tests.data.ingest.tables import CheckText, check_bytes


@pytest.fixture
def check(tmp_path: Path) -> CheckText:
    """Checks a text or bytes as an uploaded file."""
    return partial(check_bytes, tmp_path)
