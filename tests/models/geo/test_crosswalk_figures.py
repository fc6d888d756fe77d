"""Figures on other borders: exact where nothing is unknown, a range where it is, and always the same total."""

from fractions import Fraction

import pytest

from models.geo.crosswalk import Converted, Crosswalk, Level, NoRouteError, Route, convert, rate_bounds, route
from models.money import PPM
from tests.models.atlas.crosswalks import DAYS, DISTRICTS, Link, commune, crosswalk

OLD = [commune(1, n) for n in (1, 2, 3)]
NEW = [commune(2, n) for n in (1, 2, 3)]


def way(*links: Link) -> Route:
    return route(crosswalk([*OLD, *NEW], links), DAYS[1], DAYS[2])


def ranges(found: Converted) -> dict[int, tuple[int | None, int | None]]:
    return {row.target.id: (row.low, row.high) for row in found.rows}


WHOLE = ((101, 201, PPM), (102, 201, PPM), (103, 202, PPM))
SPLIT = ((101, 201, PPM), (102, 202, PPM), (103, 202, None), (103, 203, None))


def test_units_that_were_not_split_are_exact() -> None:
    found = convert(way(*WHOLE), {101: 10, 102: 20, 103: 5})
    assert ranges(found) == {201: (30, 30), 202: (5, 5), 203: (None, None)}
    assert [row.exact for row in found.rows] == [True, True, False]
    assert found.total == 35


def test_a_split_unit_gives_each_successor_from_none_to_all() -> None:
    found = convert(way(*SPLIT), {101: 10, 102: 20, 103: 7})
    assert ranges(found) == {201: (10, 10), 202: (20, 27), 203: (0, 7)}
    assert [row.exact for row in found.rows] == [True, False, False]
    assert found.total == 37


def test_with_a_weight_both_are_exact_and_the_total_holds_to_the_unit() -> None:
    links = (*SPLIT[:2], (103, 202, 333_333), (103, 203, None))
    found = convert(way(*links), {101: 10, 102: 20, 103: 7})
    assert ranges(found) == {201: (10, 10), 202: (22, 22), 203: (5, 5)}
    assert all(row.exact for row in found.rows)


@pytest.mark.parametrize("value", [1, 2, 7, 999_999_999_999, -1, -7, 0])
def test_three_equal_weights_never_lose_or_make_a_unit(value: int) -> None:
    thirds: tuple[Link, ...] = ((101, 201, 333_333), (101, 202, 333_333), (101, 203, None))
    found = convert(way(*thirds, (102, 201, PPM), (103, 201, PPM)), {101: value})
    parts = [row.low or 0 for row in found.rows]
    assert sum(parts) == value == found.total
    assert max(parts) - min(parts) <= 1 + abs(value) // 100_000


def test_a_negative_change_has_its_range_below_nothing() -> None:
    found = convert(way(*SPLIT), {101: 10, 102: 20, 103: -7})
    assert ranges(found) == {201: (10, 10), 202: (13, 20), 203: (-7, 0)}


def test_nothing_is_nothing_wherever_it_went() -> None:
    found = convert(way(*SPLIT), {101: 10, 102: 20, 103: 0})
    assert [row.exact for row in found.rows] == [True, True, True]


def test_the_sources_and_steps_of_a_target_are_told() -> None:
    target = convert(way(*SPLIT), {101: 10, 102: 20, 103: 7}).of(202)
    assert [(part.source.id, part.low, part.high) for part in target.parts] == [(102, 20, 20), (103, 0, 7)]
    [step] = target.parts[1].steps
    assert (step.from_id, step.to_id, step.changed_on, step.weight_ppm) == (103, 202, DAYS[2], None)
    assert target.converted


def test_a_source_without_a_figure_is_missing_and_never_nothing() -> None:
    found = convert(way(*SPLIT), {101: None, 102: 20})
    assert ranges(found) == {201: (None, None), 202: (20, 20), 203: (None, None)}
    assert [[unit.id for unit in row.missing] for row in found.rows] == [[101], [103], [103]]
    assert not any(row.exact for row in found.rows)
    assert (found.total, [unit.id for unit in found.missing]) == (20, [101, 103])


def test_a_table_nobody_filled_has_no_total() -> None:
    assert convert(way(*SPLIT), {}).total is None


@pytest.mark.parametrize("rate", [2.11, True, "5"])
def test_rates_are_refused(rate: object) -> None:
    with pytest.raises(TypeError, match="only whole numbers"):
        convert(way(*SPLIT), {101: rate})  # type: ignore[dict-item]


@pytest.mark.parametrize("area", [DISTRICTS[0], 201, 5])
def test_an_area_of_another_level_or_vintage_is_refused(area: int) -> None:
    with pytest.raises(ValueError, match="no areas of the vintage"):
        convert(way(*SPLIT), {101: 1, area: 1})


def test_a_rate_has_the_bounds_of_its_parts() -> None:
    poor, all_ = (convert(way(*SPLIT), v) for v in ({101: 1, 102: 2, 103: 4}, {101: 10, 102: 20, 103: 80}))
    assert rate_bounds(poor.of(201), all_.of(201)) == (Fraction(1, 10), Fraction(1, 10))
    assert rate_bounds(poor.of(202), all_.of(202)) == (Fraction(2, 100), Fraction(6, 20))
    assert rate_bounds(poor.of(203), all_.of(203)) == (Fraction(0), None)
    lacking = convert(way(*SPLIT), {101: 10, 102: 20})
    assert rate_bounds(poor.of(202), lacking.of(202)) is None
    with pytest.raises(ValueError, match="different areas"):
        rate_bounds(poor.of(201), all_.of(202))


# --- Ways over several days, gathering, back

THREE = [commune(0, 1), commune(0, 2), *OLD, *NEW]


def through(links: tuple[Link, ...]) -> Route:
    return route(crosswalk(THREE, links), DAYS[0], DAYS[2])


def test_a_chain_multiplies_shares_and_rounds_once() -> None:
    links: tuple[Link, ...] = (
        (1, 101, 500_000),
        (1, 102, None),
        (2, 103, PPM),
        (101, 201, 500_000),
        (101, 202, None),
        (102, 202, PPM),
        (103, 203, PPM),
    )
    found = convert(through(links), {1: 6, 2: 1})
    assert ranges(found) == {201: (2, 2), 202: (4, 4), 203: (1, 1)}
    assert [(step.from_id, step.to_id) for step in found.of(202).parts[0].steps] == [
        (1, 101),
        (1, 102),
        (101, 202),
        (102, 202),
    ]


def test_an_unknown_share_that_meets_again_is_no_longer_unknown() -> None:
    links: tuple[Link, ...] = (
        (1, 101, None),
        (1, 102, None),
        (2, 103, PPM),
        (101, 201, PPM),
        (102, 201, PPM),
        (103, 202, PPM),
    )
    assert ranges(convert(through(links), {1: 6, 2: 1})) == {201: (6, 6), 202: (1, 1), 203: (None, None)}


def test_two_unknown_shares_in_a_row_are_both_open() -> None:
    links: tuple[Link, ...] = (
        (1, 101, None),
        (1, 102, None),
        (2, 103, PPM),
        (101, 201, None),
        (101, 202, None),
        (102, 202, PPM),
        (103, 203, PPM),
    )
    assert ranges(convert(through(links), {1: 6, 2: 1})) == {201: (0, 6), 202: (0, 6), 203: (1, 1)}


ACROSS = [commune(1, 1), commune(1, 2), commune(1, 3, DISTRICTS[1]), *NEW]
MERGED: tuple[Link, ...] = ((101, 201, PPM), (102, 201, PPM), (103, 202, 400_000), (103, 203, 600_000))


def test_back_a_merged_unit_is_open_and_a_share_forward_says_nothing() -> None:
    found = convert(route(crosswalk(ACROSS, MERGED), DAYS[2], DAYS[1]), {201: 9, 202: 4, 203: 5})
    assert ranges(found) == {101: (0, 9), 102: (0, 9), 103: (9, 9)}
    assert found.total == 18


def test_back_to_districts_a_ward_within_one_is_exact_and_a_straddling_one_is_not() -> None:
    def districts(*links: Link) -> dict[int, tuple[int | None, int | None]]:
        back = route(crosswalk(ACROSS, links), DAYS[2], DAYS[1], to_level="district")
        return ranges(convert(back, {201: 9, 202: 4, 203: 5}))

    assert districts(*MERGED) == {901: (9, 9), 902: (9, 9)}
    straddling: tuple[Link, ...] = ((101, 201, PPM), (102, 202, PPM), (103, 202, None), (103, 203, None))
    assert districts(*straddling) == {901: (9, 13), 902: (5, 9)}


def test_communes_are_gathered_under_their_districts_without_a_badge() -> None:
    found = convert(route(crosswalk(ACROSS, MERGED), DAYS[1], DAYS[1], to_level="district"), {101: 1, 102: 2, 103: 4})
    assert ranges(found) == {901: (3, 3), 902: (4, 4)}
    assert not any(row.converted for row in found.rows)


@pytest.mark.parametrize(
    ("start", "end", "level", "to_level", "reason"),
    [
        (1, 2, "district", None, "ended"),
        (1, 2, "district", "commune", "finer"),
        (2, 2, "district", None, "no_units"),
        (1, 2, "commune", "district", "no_units"),
    ],
)
def test_ways_that_do_not_exist_are_refused(
    start: int, end: int, level: Level, to_level: Level | None, reason: str
) -> None:
    found: Crosswalk = crosswalk(ACROSS, MERGED)
    with pytest.raises(NoRouteError) as refused:
        route(found, DAYS[start], DAYS[end], level=level, to_level=to_level)
    assert refused.value.reason == reason
