"""No coefficient, published amount or norm of the seed can change without a golden file saying so."""

from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest

from models.policy.law.law import Law
from tests.models.seed_frames import Seed, golden, whole
from tests.models.worked import half_up

PERSON = "đồng mỗi người mỗi tháng"
DECREES = {date(2023, 7, 1): "đồng từ 7/2023", date(2024, 7, 1): "đồng từ 7/2024"}
RISE = {
    date(2024, 7, 1): (date(2023, 7, 1), Fraction(1357, 1000)),
    date(2026, 7, 1): (date(2024, 7, 1), Fraction(108, 100)),
}
"""The percentages the tables of steps were raised by: 35,7 % in 2024; 8 % in 2026, an estimate."""


def wrong_coefficients(groups: pl.DataFrame) -> set[tuple[str, str]]:
    """Groups paid by coefficient whose monthly amount is not the golden one, at any of the three norms."""
    halves = {(row["scheme"], row["group"]): row["half_coefficient"] for row in groups.iter_rows(named=True)}
    paid = {key for key, half in halves.items() if half is not None}
    rows = golden("muc_huong_bao_tro")
    known = {(row["chương trình"], row["mã nhóm"]) for row in rows}
    wrong = {
        key
        for row in rows
        if (key := (row["chương trình"], row["mã nhóm"])) in paid
        and Fraction(halves[key] * whole(row["mức chuẩn"]), 2) != whole(row[PERSON])
    }
    return wrong | (known ^ paid)


def wrong_amounts(amounts: pl.DataFrame) -> set[tuple[str, date]]:
    """Published merit amounts, of groups by decree, that are not the golden ones."""
    mine = amounts.filter(pl.col("scheme") == "merit").select("group", "applies_from", "amount_vnd")
    found = {(group, applies): amount for group, applies, amount in mine.iter_rows()}
    wanted = {
        (row["mã nhóm"], applies): whole(row[column])
        for row in golden("nguoi_co_cong")[:-1]
        for applies, column in DECREES.items()
    }
    return {key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key)}


def wrong_steps(amounts: pl.DataFrame) -> set[tuple[str, date]]:
    """Steps of the invalidity tables that are not the step of the decree before, raised and rounded to 1.000."""
    mine = amounts.filter(pl.col("scheme") == "merit_step").select("group", "applies_from", "amount_vnd")
    found = {(step, applies): amount for step, applies, amount in mine.iter_rows()}
    return {
        (step, applies)
        for (step, applies), amount in found.items()
        if applies in RISE
        and amount != 1_000 * half_up(Fraction(found[step, RISE[applies][0]]) * RISE[applies][1] / 1_000)
    }


def wrong_norms(parameters: pl.DataFrame) -> set[tuple[str, int, str]]:
    """Rows of law that are not in the golden table of norms, or only there."""
    found = {
        (name, row.value, f"{row.applies_month} {row.paid_month} {row.known_on}")
        for name, rows in Law.from_frame(parameters).series
        for row in rows
    }
    said = {
        (
            row["name"],
            row["value"],
            f"{row['in_force_from']} {row['in_force_until']} {row['document']} {row['evidence']}",
        )
        for row in parameters.iter_rows(named=True)
    }
    wanted = {
        (row["tham số"], whole(row["mức"]), f"{row['áp dụng từ']} {row['chi theo mức mới từ']} {row['biết từ ngày']}")
        for row in golden("muc_chuan")
    }
    told = {
        (row["tham số"], whole(row["mức"]), " ".join([*dates, row["văn bản"], row["nguồn"]]))
        for row in golden("muc_chuan")
        for dates in [[row[column] or "None" for column in ("có hiệu lực", "đến ngày")]]
    }
    return (found ^ wanted) | (said ^ told)


def changed(frame: pl.DataFrame, place: int, column: str, value: object) -> pl.DataFrame:
    """The frame with one cell changed."""
    old = frame[column]
    return frame.with_columns(pl.Series(column, [*old[:place], value, *old[place + 1 :]], dtype=old.dtype))


def test_the_seed_is_what_the_golden_files_say(seed: Seed) -> None:
    assert wrong_coefficients(seed.groups) == set()
    assert wrong_amounts(seed.amounts) == set()
    assert wrong_steps(seed.amounts) == set()
    assert wrong_norms(seed.parameters) == set()


@pytest.mark.parametrize("by", [-1, 1])
def test_any_coefficient_that_changes_is_seen(seed: Seed, by: int) -> None:
    """All schemes: community, carers, centres, funerals, emergency."""
    seen = 0
    for place, row in enumerate(seed.groups.iter_rows(named=True)):
        if row["half_coefficient"] is not None:
            frame = changed(seed.groups, place, "half_coefficient", row["half_coefficient"] + by)
            assert wrong_coefficients(frame) == {(row["scheme"], row["group"])}
            seen += 1
    assert seen == len({(row["chương trình"], row["mã nhóm"]) for row in golden("muc_huong_bao_tro")}) == 31


@pytest.mark.parametrize("by", [-1_000, 25])
def test_any_published_merit_amount_that_changes_is_seen(seed: Seed, by: int) -> None:
    mine = seed.amounts.filter(pl.col("scheme") == "merit")
    for place, row in enumerate(mine.iter_rows(named=True)):
        frame = changed(mine, place, "amount_vnd", row["amount_vnd"] + by)
        assert wrong_amounts(frame) == {(row["group"], row["applies_from"])}
    assert mine.height == 2 * 26


@pytest.mark.parametrize("by", [1_000])
def test_any_step_of_the_invalidity_tables_that_changes_is_seen(seed: Seed, by: int) -> None:
    mine = seed.amounts.filter(pl.col("scheme") == "merit_step")
    for place, row in enumerate(mine.iter_rows(named=True)):
        assert wrong_steps(changed(mine, place, "amount_vnd", row["amount_vnd"] + by))
    assert mine.height == 3 * 160


@pytest.mark.parametrize(
    "column", ["value", "applies_from", "first_paid", "issued_on", "in_force_from", "in_force_until"]
)
def test_any_norm_or_date_that_changes_is_seen(seed: Seed, column: str) -> None:
    for place, row in enumerate(seed.parameters.iter_rows(named=True)):
        if row[column] is None:
            continue
        value = row[column] + 1_000 if column == "value" else row[column] + timedelta(days=40)
        assert wrong_norms(changed(seed.parameters, place, column, value)), (row["name"], column)


def test_a_row_of_law_that_is_dropped_is_seen(seed: Seed) -> None:
    for place in range(seed.parameters.height):
        assert wrong_norms(pl.concat([seed.parameters[:place], seed.parameters[place + 1 :]]))
    for place in range(seed.groups.height):
        if seed.groups["half_coefficient"][place] is not None:
            assert wrong_coefficients(pl.concat([seed.groups[:place], seed.groups[place + 1 :]]))
