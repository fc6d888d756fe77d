"""What may be shown of an area, and what must not."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from models.geo.area_values import AreaValue, area_value, count_of, known_amounts, shown_by_area

SEED = Path(__file__).parents[3] / "data" / "seed"


def seed_rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize(
    ("people", "state"), [(None, "missing"), (0, "known"), (1, "small"), (4, "small"), (5, "known"), (45_575, "known")]
)
def test_under_five_people_is_apart_from_missing_and_from_zero(people: int | None, state: str) -> None:
    assert area_value("347", people, heads=people).state == state
    assert area_value("347", people, heads=people, illustrative=True).state == {"known": "illustrative"}.get(
        state, state
    )


def test_money_of_few_people_is_hidden_like_their_number() -> None:
    assert area_value("347", 1_800_000, heads=4) == AreaValue("347", "small")
    assert area_value("347", 1_800_000, heads=5).known == 1_800_000
    assert area_value("347", 1_800_000).known == 1_800_000
    assert area_value("347", None, heads=3).state == "missing"


@pytest.mark.parametrize(
    "subject",
    [
        "hiv_adult_poor",
        "hiv_child_u4",
        "elderly_foster",
        "orphan_u4",
        "foster_elder",
        "children.special_hiv",
        "protection.people.hiv_adult_poor",
        "protection.coefficient.elderly_foster",
    ],
)
def test_tiny_groups_are_never_shown_by_area_however_many_they_are(subject: str) -> None:
    for amount, illustrative in ((110, False), (110, True), (0, False), (None, False)):
        found = area_value("347", amount, heads=amount, subject=subject, illustrative=illustrative)
        assert found == AreaValue("347", "withheld")


@pytest.mark.parametrize("subject", ["", "disab_severe", "orphan_4_16", "heroic_mother", "children.special_total"])
def test_other_groups_are_shown(subject: str) -> None:
    assert area_value("347", 110, subject=subject).state == "known"


def test_no_group_of_the_catalogues_is_forgotten() -> None:
    """Whatever the seed keeps with the province or names after HIV stays off the map."""
    groups = [(row["group"], row["split_by_area"], row["name_vi"]) for row in seed_rows("protection_groups.csv")]
    kept = [code for code, split, _name in groups if split == "no"]
    named = [code for code, _split, name in groups if "HIV" in name]
    named += [row["key"] for row in seed_rows("indicators.csv") if "HIV" in ",".join(row.values())]
    assert len(kept) == 5
    assert len(named) == 4
    assert [code for code in kept + named if shown_by_area(code)] == []
    split = [code for code, split, _name in groups if split == "yes" and not code.startswith("foster_")]
    assert [code for code in split if not shown_by_area(code)] == []


def test_a_hidden_amount_is_not_carried_along() -> None:
    with pytest.raises(ValueError, match="contradict"):
        AreaValue("347", "small", Fraction(3))
    with pytest.raises(ValueError, match="contradict"):
        AreaValue("347", "known")


def test_illustrative_amounts_can_be_drawn_but_are_not_known() -> None:
    illustrative = area_value("347", 8_500, illustrative=True)
    assert illustrative.amount == 8_500
    assert illustrative.known is None
    shown = [illustrative, area_value("349", 7), area_value("350", None)]
    assert known_amounts(shown) == {"349": 7}
    assert [count_of(shown, state) for state in ("known", "missing", "small", "illustrative")] == [1, 1, 0, 1]
    with pytest.raises(ValueError, match="twice"):
        known_amounts([*shown, area_value("350", None)])
