"""The law as dated rows with document and evidence."""

from datetime import date

import polars as pl
import pytest

from data.engine import Database
from data.seed_files import day, seed_rows
from data.seeding.law import _halves
from data.store import queries


def test_each_norm_has_its_four_dates_document_and_evidence(database: Database) -> None:
    with database.reading() as connection:
        found = queries.parameters(connection, 1)
    listed = seed_rows("norms.csv")
    assert len(found) == len(listed) == 102
    for row in listed:
        [norm] = found.filter(name=row["parameter"], applies_from=day(row["applies_from"])).rows(named=True)
        assert norm["value"] == int(row["value"])
        assert norm["issued_on"] == day(row["issued_on"])
        assert norm["in_force_from"] == day(row["in_force_from"])
        assert norm["in_force_until"] == day(row["in_force_until"])
        assert norm["first_paid"] == day(row["first_paid_default"])
        assert norm["document"] == row["document"] != ""
        assert norm["evidence"] == row["evidence"]
        assert norm["verified_by"] is None


def test_the_norm_of_2024_counts_from_july_and_was_first_paid_in_august(database: Database) -> None:
    with database.reading() as connection:
        found = queries.parameters(connection, 1)
    [norm] = found.filter(name="protection.norm", value=500_000).rows(named=True)
    assert (norm["applies_from"], norm["first_paid"]) == (date(2024, 7, 1), date(2024, 8, 1))


def test_groups_are_counted_by_scheme_and_stand_in_the_decree_s_order(database: Database) -> None:
    with database.reading() as connection:
        found = queries.groups(connection, 1)
    assert dict(found.group_by("scheme").len().rows()) == {
        "protection": 17,
        "protection_carers": 8,
        "protection_centre": 2,
        "protection_funeral": 2,
        "protection_emergency": 2,
        "merit": 26,
    }
    assert found["clause"].str.len_chars().min() > 0
    for _, scheme in found.group_by("scheme"):
        assert scheme["position"].is_sorted()


def test_coefficients_are_whole_halves(database: Database) -> None:
    with database.reading() as connection:
        found = queries.groups(connection, 1)
    for row in seed_rows("protection_groups.csv"):
        [group] = found.filter(scheme=row["scheme"], group=row["group"]).rows(named=True)
        assert group["half_coefficient"] == 2 * float(row["coefficient"])
    assert found.filter(scheme="merit")["half_coefficient"].null_count() == 26


def test_a_coefficient_that_is_no_whole_number_of_halves_stops_the_seed() -> None:
    assert [_halves(text) for text in ("1", "1.0", "1.5", "20.0")] == [2, 2, 3, 40]
    with pytest.raises(ValueError, match="halves"):
        _halves("1.25")


def test_published_amounts_of_merit_stand_by_decree(database: Database) -> None:
    with database.reading() as connection:
        found = queries.amounts(connection, 1)
    listed = seed_rows("merit_groups.csv")
    merit = found.filter(scheme="merit")
    assert len(merit) == 2 * len(listed)
    for row in listed:
        amounts = merit.filter(group=row["group"]).sort("applies_from")
        assert amounts.select("applies_from", "amount_vnd").rows() == [
            (date(2023, 7, 1), int(row["amount_2023_07"])),
            (date(2024, 7, 1), int(row["amount_2024_07"])),
        ]
    steps = found.filter(scheme="merit_step")
    assert len(steps) == 3 * len(seed_rows("merit_invalid_rates.csv"))
    assert found.filter(pl.col("document") == "").is_empty()


def test_an_estimate_says_so(database: Database) -> None:
    with database.reading() as connection:
        found = queries.amounts(connection, 1)
    estimates = found.filter(pl.col("applies_from") == date(2026, 7, 1))
    assert len(estimates) > 0
    assert estimates["document"].str.contains("ước tính").all()
