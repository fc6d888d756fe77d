"""Tiny groups of children come for the province or not at all."""

from pathlib import Path

import pytest

from data.vocabulary.indicators import indicator_names
from models.policy.areas.children import PROVINCE_ONLY
from tests.data.ingest.dataset_tables import checked, errors, rows


def table(indicator: str, area: str) -> str:
    return f"Đơn vị;Năm;Chỉ tiêu;Giá trị\n{area};2024;{indicator};12\n"


@pytest.mark.parametrize("key", sorted(PROVINCE_ONLY))
def test_a_district_or_commune_is_refused_and_the_province_is_taken(tmp_path: Path, key: str) -> None:
    name = indicator_names()[key]
    for area in ("Huyện Kim Bảng", "Xã Thanh Hải"):
        (message,) = errors(checked(tmp_path, "indicators", table(name, area)))
        assert "chỉ nhận số toàn tỉnh" in message
        assert "dòng 2" in message
    assert rows(checked(tmp_path, "indicators", table(name, "Toàn tỉnh")), "indicator") == [(key,)]


def test_the_other_groups_come_by_district(tmp_path: Path) -> None:
    check = checked(tmp_path, "indicators", table("Trẻ em mồ côi cả cha và mẹ", "Huyện Kim Bảng"))
    assert rows(check, "district_code", "indicator") == [("350", "children.special_orphan")]


def test_a_plan_by_district_is_refused_too(tmp_path: Path) -> None:
    text = f"Đơn vị;Năm;Chỉ tiêu;Kế hoạch năm\nHuyện Kim Bảng;2024;{indicator_names()['children.special_hiv']};12\n"
    (message,) = errors(checked(tmp_path, "targets", text))
    assert "chỉ nhận số toàn tỉnh" in message
