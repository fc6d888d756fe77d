"""What a unit became and came from, with the share that is known."""

import polars as pl
import pytest

from models.frames import AREAS
from models.geo.crosswalk import CHANGES, Crosswalk, Outcome
from models.money import PPM
from tests.models.atlas.crosswalks import DAYS, DISTRICTS, commune, crosswalk

NEW = [commune(2, 1), commune(2, 2), commune(2, 3)]


def outcome(*links: tuple[int, int, int | None]) -> Outcome:
    return crosswalk([commune(1, 1), *NEW], links).outcome(101)


def test_a_whole_unit_goes_to_one() -> None:
    assert outcome((101, 201, PPM)) == Outcome({201: PPM})


def test_a_split_unit_without_a_share_stays_open() -> None:
    assert outcome((101, 201, None), (101, 202, None)) == Outcome({}, (201, 202), PPM)


def test_the_last_unknown_share_is_what_is_left() -> None:
    assert outcome((101, 201, 600_000), (101, 202, None)) == Outcome({201: 600_000, 202: 400_000})


def test_two_unknown_shares_divide_what_is_left_in_a_way_nobody_knows() -> None:
    found = outcome((101, 201, 600_000), (101, 202, None), (101, 203, None))
    assert found == Outcome({201: 600_000}, (202, 203), 400_000)


def test_nothing_is_left_for_an_unknown_share_beside_the_whole() -> None:
    assert outcome((101, 201, PPM), (101, 202, None), (101, 203, None)) == Outcome({201: PPM})


def test_more_than_the_whole_is_an_error() -> None:
    with pytest.raises(ValueError, match="more than the whole of area 101"):
        outcome((101, 201, 600_000), (101, 202, 400_001))


def test_a_unit_nobody_followed_may_be_in_any_of_its_district() -> None:
    listed = [commune(1, 1), commune(1, 2), commune(1, 3, DISTRICTS[1])]
    found = crosswalk([commune(0, 1), *listed], [])
    assert found.outcome(1) == Outcome({}, (101, 102), PPM)


def test_a_district_that_followed_another_takes_its_communes_candidates() -> None:
    units = [commune(0, 1), commune(1, 1, DISTRICTS[1])]
    assert crosswalk(units, []).outcome(1).is_lost
    followed = crosswalk(units, [(DISTRICTS[0], DISTRICTS[1], PPM)])
    assert followed.outcome(1) == Outcome({101: PPM})


def test_a_share_entered_for_one_candidate_leaves_the_rest_to_the_others() -> None:
    units = [commune(0, 1), commune(1, 1), commune(1, 2), commune(1, 3)]
    assert crosswalk(units, [(1, 102, 250_000)]).outcome(1) == Outcome({102: 250_000}, (101, 103), 750_000)


def test_where_a_unit_came_from_is_known_of_a_single_one_alone() -> None:
    old = [commune(1, 1), commune(1, 2), commune(1, 3)]
    links = [(101, 201, PPM), (102, 202, PPM), (103, 202, 300_000), (103, 203, 700_000)]
    found = crosswalk([*old, *NEW], links)
    assert found.origin(201) == Outcome({101: PPM})
    assert found.origin(202) == Outcome({}, (102, 103), PPM)
    assert found.origin(203) == Outcome({103: PPM})


def test_a_unit_may_go_whole_in_two_steps_or_be_divided_as_nobody_knows() -> None:
    units = [commune(1, 1), commune(1, 2), commune(1, 3), *NEW]
    found = crosswalk(
        units, [(101, 201, PPM), (102, 201, 600_000), (102, 202, 400_000), (103, 202, None), (103, 203, None)]
    )
    assert [found.is_known(unit) for unit in (101, 102, 103, 201)] == [True, True, False, True]
    assert [found.goes_whole(unit) for unit in (101, 102, 103)] == [True, False, False]


def test_heirs_are_told_through_all_lists_and_of_a_district_by_its_communes() -> None:
    units = [commune(0, 1), commune(0, 2), commune(1, 1), commune(1, 2), *NEW]
    links = [(1, 101, PPM), (101, 201, None), (101, 202, None), (102, 202, 0), (102, 203, PPM)]
    found = crosswalk(units, links)

    def heirs(unit: int) -> list[int]:
        return [heir.id for heir in found.heirs(unit)]

    assert heirs(1) == [201, 202]
    assert heirs(2) == []
    assert heirs(102) == [203]
    assert heirs(203) == [203]
    assert heirs(DISTRICTS[0]) == [201, 202, 203]
    assert heirs(DISTRICTS[1]) == []


def test_steps_lead_both_ways() -> None:
    found = crosswalk([commune(1, 1), commune(1, 2), *NEW], [(101, 201, None), (101, 202, None), (102, 202, PPM)])
    assert [step.to_id for step in found.successors(101)] == [201, 202]
    assert [step.from_id for step in found.predecessors(202)] == [101, 102]
    assert found.successors(201) == found.predecessors(101) == ()


def test_it_is_made_of_the_frames_of_a_version() -> None:
    row = {
        "area_id": 1,
        "code": "00001",
        "name": "A",
        "kind": "Xã",
        "level": "commune",
        "parent_id": 9,
        "valid_from": DAYS[0],
        "valid_to": DAYS[1],
    }
    areas = pl.DataFrame([{**dict.fromkeys(AREAS), **row}], schema=AREAS)
    step = (1, 2, DAYS[1], None, "NQ", "inferred, unverified")
    found = Crosswalk.of(areas, pl.DataFrame([step], schema=CHANGES, orient="row"))
    assert found.units[1].full_name == "Xã A"
    assert (found.units[1].parent_id, found.units[1].valid_to) == (9, DAYS[1])
    assert found.dates == (DAYS[1],)
    assert found.steps[0].inferred
    assert found.listed(DAYS[0], "commune") == (found.units[1],)
    assert found.listed(DAYS[1], "commune") == ()
