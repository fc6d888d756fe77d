"""Indicators, their units and how exact they are, as files name them."""

import pytest

from data.vocabulary.groups import read_qualifier
from data.vocabulary.indicators import OTHER_NAMES, indicator_names, indicator_units, read_indicator
from data.vocabulary.numbers import Unit, read_unit, split_unit_tail, unit_written
from data.vocabulary.problems import Fault
from models.wording.numbers import UNIT_WORDS


def test_every_indicator_of_the_seed_is_known_by_key_by_name_and_by_its_other_wordings() -> None:
    for key, name in indicator_names().items():
        assert read_indicator(key) == key
        assert read_indicator(name) == key
        assert read_indicator(name.upper()) == key
    for key, names in OTHER_NAMES.items():
        assert {read_indicator(name) for name in names.split("|")} == {key}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ho ngheo", "poverty.poor_households"),
        ("Tỷ lệ hộ nghèo (%)", "poverty.poor_rate"),
        ("- Hộ cận nghèo (hộ)", "poverty.near_poor_households"),
        ("1.2. Xuất khẩu lao động", "employment.overseas_workers"),
        ("II. Lao động được giải quyết việc làm (người)", "employment.new_jobs"),
        ("Kinh phí trợ cấp tại cộng đồng hằng tháng (triệu đồng/tháng)", "protection.monthly_budget"),
    ],
)
def test_numbering_and_a_unit_in_brackets_do_not_hide_an_indicator(text: str, key: str) -> None:
    assert read_indicator(text) == key


def test_a_near_name_is_suggested_and_never_applied() -> None:
    fault = read_indicator("Tỷ lệ hộ nghèoo")
    assert isinstance(fault, Fault)
    assert "có phải 'Tỷ lệ hộ nghèo'?" in fault.reason
    far = read_indicator("Số trẻ em được khai sinh")
    assert isinstance(far, Fault)
    assert far.reason == "không có trong danh mục chỉ tiêu"


def test_every_unit_of_the_seed_has_words_that_read_back_as_it() -> None:
    for unit in indicator_units().values():
        written = unit_written(UNIT_WORDS[unit])
        assert written is not None
        assert written.power == 0
        assert written.fits(unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("triệu đồng/tháng", Unit("money", 6)),
        ("Nghìn đồng/người/tháng", Unit("money", 3)),
        ("nghìn người", Unit("people", 3)),
        ("%", Unit("percent")),
        ("điểm %", Unit("points")),
        ("lao động", Unit("people")),
    ],
)
def test_units_are_read(text: str, unit: Unit) -> None:
    assert unit_written(text) == unit
    assert read_unit(text) == text


def test_an_unknown_unit_is_a_fault_and_brackets_without_a_unit_stay() -> None:
    assert isinstance(read_unit("chiếc"), Fault)
    assert read_unit("") == ""
    assert split_unit_tail("Hộ nghèo (theo chuẩn 2022)") == ("Hộ nghèo (theo chuẩn 2022)", "")


def test_hedges_are_signs() -> None:
    assert [read_qualifier(text) for text in ("", "Trên", "gần", "DƯỚI", "khoảng", "'=", ">", "≈")] == list("=><<~=>~")
    fault = read_qualifier("chắc là")
    assert isinstance(fault, Fault)
    assert "Khoảng" in fault.remedy
