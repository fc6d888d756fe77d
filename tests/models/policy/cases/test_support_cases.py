"""Example cases of the areas beside protection and merit, against cases worked by hand (golden/truong_hop_ho_tro.csv),
and what holds for every card: parts make the whole, open is not nothing, law is named."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from models.periods import Month
from models.policy.cases.support_cases import CARDS, CaseLine, Side, SupportCard, Term, line, product_of, supported
from models.policy.law.law import DatedValue, Law
from models.policy.levers.levers import LeverValue
from tests.examples import examples
from tests.models.lever_strategies import positions
from tests.models.seed_frames import NOVEMBER_2026, Seed, golden, whole
from tests.models.worked import result_of

BY_KEY = {card.key: card for card in CARDS}
ROWS = golden("truong_hop_ho_tro")
TOLD: dict[str, LeverValue] = {"days": 30, "far": 1, "wage": 5_000_000}
"""What cards need to be told before all their lines can be reckoned."""
EACH = pytest.mark.parametrize("card", CARDS, ids=lambda card: card.key)


def settings_of(card: SupportCard, text: str) -> dict[str, LeverValue]:
    known = {field.key: field for field in card.fields}
    pairs = [part.strip().split("=") for part in text.split(";") if part.strip()]
    return {key: known[key].parse(value) for key, value in pairs}


def lines_of(seed: Seed, card: SupportCard, month: str, text: str = "") -> dict[str, CaseLine]:
    side = Side(Month.parse(month), seed.law.known_on(NOVEMBER_2026), settings_of(card, text))
    return {each.key: each for each in card.lines(side)}


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['mã trường hợp']} {row['tháng']} {row['đặt']} {row['khoản']}"
)
def test_a_line_comes_to_the_sum_of_its_row(seed: Seed, row: dict[str, str]) -> None:
    found = lines_of(seed, BY_KEY[row["mã trường hợp"]], row["tháng"], row["đặt"])[row["khoản"]]
    assert found.vnd == whole(row["đồng"])
    written = result_of(row["phép tính"])
    assert written in (None, whole(row["đồng"]))
    assert written is not None or row["phép tính"] == row["đồng"]


@EACH
def test_every_line_of_every_card_is_worked_by_hand(seed: Seed, card: SupportCard) -> None:
    rows = [row for row in ROWS if row["mã trường hợp"] == card.key]
    everything = "; ".join({"far": "far=1", "top_up": "top_up=5"}.get(field.key, "") for field in card.fields)
    assert {row["khoản"] for row in rows} == set(lines_of(seed, card, "2024-06", everything))
    touched = {part.split("=")[0].strip() for row in rows for part in row["đặt"].split(";")}
    assert {field.key for field in card.fields} - touched <= {"orientation", "health_check"}


@EACH
def test_a_moved_field_changes_the_side_after_alone(seed: Seed, card: SupportCard) -> None:
    told: dict[str, LeverValue] = {
        field.key: value for field in card.fields for value in [TOLD.get(field.key)] if value
    }
    side = Side(card.months[1], seed.law.known_on(NOVEMBER_2026), told)
    for field in card.moved:
        pairs = card.compared(side, replace(side, values={**told, field.key: field.minimum + field.step}))
        assert tuple(pair.before for pair in pairs if pair.before is not None) == card.lines(side)
        assert any(pair.before is None or pair.after is None or pair.before.vnd != pair.after.vnd for pair in pairs)


def test_the_decree_of_7_2025_raises_a_poor_payer_s_help_by_66_000(seed: Seed) -> None:
    """165.000 - 99.000; tự đóng còn 165.000 thay cho 231.000."""
    card = BY_KEY["bhxh-tu-nguyen"]
    law = seed.law.known_on(NOVEMBER_2026)
    pairs = {pair.line.key: pair for pair in card.compared(*(Side(month, law, {}) for month in card.months))}
    found = {key: (pair.before and pair.before.vnd, pair.after and pair.after.vnd) for key, pair in pairs.items()}
    assert found == {"contribution": (330_000, 330_000), "state": (99_000, 165_000), "own": (231_000, 165_000)}
    state = pairs["state"]
    assert state.before is not None
    assert state.after is not None
    assert "Nghị định 134/2015/NĐ-CP, Điều 14" in state.before.documents
    assert "Nghị định 159/2025/NĐ-CP" in state.after.documents
    assert (state.before.evidence, state.after.evidence) == ("memory", "memory"), "22% is remembered in both"


def test_a_line_only_one_side_has_stands_beside_nothing(seed: Seed) -> None:
    card = BY_KEY["bhxh-tu-nguyen"]
    side = Side(Month(2025, 7), seed.law.known_on(NOVEMBER_2026), {})
    pairs = {pair.line.key: pair for pair in card.compared(side, replace(side, values={"top_up": 10}))}
    assert (pairs["top_up"].before, pairs["top_up"].after and pairs["top_up"].after.vnd) == (None, 33_000)


@pytest.mark.parametrize(
    ("key", "lacking"),
    [
        ("hoc-nghe", {"meals": "Số ngày thực học"}),
        ("di-nuoc-ngoai", {"meals": "Số ngày học được hỗ trợ tiền ăn"}),
        ("that-nghiep", {"monthly": "Tiền lương đóng bảo hiểm bình quân 6 tháng", "total": "trợ cấp một tháng"}),
    ],
)
def test_what_nobody_has_told_is_missing_and_not_nothing(seed: Seed, key: str, lacking: dict[str, str]) -> None:
    found = lines_of(seed, BY_KEY[key], "2024-06")
    assert {name: each.missing for name, each in found.items() if each.vnd is None} == {
        name: (label,) for name, label in lacking.items()
    }
    assert supported(list(found.values())) is None
    assert all(each.missing == () for name, each in found.items() if name not in lacking)


@pytest.mark.parametrize("key", ["the-bhyt-can-ngheo", "bhxh-tu-nguyen", "that-nghiep"])
def test_without_law_every_sum_is_missing(key: str) -> None:
    found = BY_KEY[key].lines(Side(Month(2024, 6), Law(()), {"wage": 5_000_000}))
    assert [each.vnd for each in found] == [None] * len(found)
    assert all(each.missing for each in found)


@EACH
@settings(max_examples=examples(60), deadline=None)
@given(data=st.data())
def test_parts_make_the_whole_and_nobody_pays_less_than_nothing(
    seed: Seed, card: SupportCard, data: st.DataObject
) -> None:
    values = {field.key: data.draw(positions(field)) for field in card.fields if data.draw(st.booleans())}
    month = data.draw(st.sampled_from([*card.months, Month(2026, 8), Month(2027, 1)]))
    found = card.lines(Side(month, seed.law.known_on(NOVEMBER_2026), values))
    for each in found:
        assert each.vnd is None or each.vnd >= 0
        assert each.legal_source
    for own in (each for each in found if each.part == "own"):
        full = next(each for each in found if each.part == "whole")
        assert full.vnd == (own.vnd or 0) + sum(each.vnd or 0 for each in found if each.part == "support")


def test_the_ceiling_says_that_it_decided(seed: Seed) -> None:
    card = BY_KEY["that-nghiep"]
    high = lines_of(seed, card, "2024-06", "wage=20000000; sector=state")["monthly"]
    low = lines_of(seed, card, "2024-06", "wage=5000000; sector=state")["monthly"]
    open_cap = lines_of(seed, card, "2024-06", "wage=90000000")["monthly"]
    assert (high.capped, low.capped, open_cap.capped) == (True, False, False)
    assert (high.vnd, open_cap.vnd) == (9_000_000, 54_000_000)
    assert open_cap.cap[-1] == Term(None, "money", "Lương tối thiểu vùng")


def test_a_typed_amount_is_nobody_s_decree(seed: Seed) -> None:
    card = BY_KEY["hoc-nghe"]
    ours = lines_of(seed, card, "2024-06", "cost=1500000")["cost"]
    decreed = lines_of(seed, card, "2024-06")["cost"]
    assert (ours.documents, ours.evidence) == ((), "")
    assert (decreed.documents, decreed.evidence) == (("Quyết định 46/2015/QĐ-TTg",), "secondary")


def test_a_sum_is_known_no_better_than_its_weakest_term() -> None:
    terms = [Term(2, "count", "a", "NĐ 1", "text"), Term(3, "money", "b", "NĐ 2", "press"), Term(1, "count", "c")]
    assert line("x", "x", "support", "once", "", terms, legal_source="NĐ 1").evidence == "press"
    row = DatedValue(60, date(2015, 1, 1), "NĐ 3", "memory", verified_by="cán bộ")
    side = Side(Month(2024, 1), Law.of([("unemployment.share", row)]), {})
    assert side.norm("unemployment.share", "percent", "mức hưởng").evidence == "text"


def test_a_product_is_rounded_once_and_halves_go_up() -> None:
    assert product_of([Term(1_001, "money", ""), Term(45, "per_thousand", ""), Term(50, "percent", "")]) == 23
    assert product_of([Term(1, "money", ""), Term(50, "percent", "")]) == 1
    assert product_of([Term(1, "money", ""), Term(None, "percent", "")]) is None


@EACH
def test_fields_start_where_they_may_stand(card: SupportCard) -> None:
    assert set(card.moved) <= set(card.fields)
    assert len({field.key for field in card.fields}) == len(card.fields)
    for field in card.fields:
        assert field.accept(field.default) == field.default
        assert all(field.accept(preset.value) == preset.value for preset in field.presets)
