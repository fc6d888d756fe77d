"""Months of rehabilitation in a file of rules: whole months, and neither đồng nor percent."""

import pytest

from data.ingest.law_rows import read_months, read_rule
from data.store.parameters import value_words
from data.vocabulary.parameters import MONTHS, PERCENTS
from data.vocabulary.problems import Fault


@pytest.mark.parametrize(("text", "value"), [("24", 24), ("24 tháng", 24), ("36,0", 36), ("60", 60)])
def test_months_are_read(text: str, value: int) -> None:
    assert read_months(text) == value


@pytest.mark.parametrize("text", ["", "0", "61", "2 năm", "24,5"])
def test_what_is_no_number_of_months_is_refused_with_an_example(text: str) -> None:
    found = read_months(text)
    assert isinstance(found, Fault)
    assert "24" in found.remedy


def test_a_rule_of_months_is_read_as_such() -> None:
    texts = {"value": "18 tháng", "applies_from": "01/01/2028", "document": "Luật mới", "evidence": "text"}
    for name in MONTHS:
        rule = read_rule({"name": name, **texts}, 2026).rule
        assert rule is not None
        assert (rule.value, value_words(name, rule.value)) == (18, "18 tháng")
    assert not MONTHS & PERCENTS
