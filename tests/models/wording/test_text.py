"""Text as every database keeps it, and names without the type of their unit."""

import pytest

from models.wording.words import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [("Thành phố Phủ Lý", "Phủ Lý"), ("Thị xã Duy Tiên", "Duy Tiên"), ("Huyện Lý Nhân", "Lý Nhân"), ("Xã Xã", "Xã")],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short
    assert short_name(short) == short
