"""Areas beside each other: what each one says, and what is never reckoned."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from models.geo import comparison
from models.geo.area_values import (
    AreaMean,
    AreaValue,
    Denominator,
    NoAverage,
    RateTable,
    area_mean,
    area_value,
    average,
    measured_by,
    rates,
)
from models.geo.comparison import (
    BudgetOption,
    Distance,
    NoChange,
    NoPeers,
    NoTrend,
    PeerGroup,
    Period,
    Reading,
    Trend,
    TrendPoint,
)
from models.periods import Month
from tests.models.atlas.drawn import DISTRICTS, maps, values

NAMES = {code: f"Huyện {code}" for code in DISTRICTS}
TOWNS = PeerGroup("towns", ("347", "349"))
SHOWN = [
    *values(12, 8),
    area_value("350", None),
    area_value("351", 3, heads=3),
    area_value("352", 500, illustrative=True),
    area_value("353", 8),
]


def compared(shown: list[AreaValue], **told: object) -> comparison.Comparison:
    given = {
        "names": NAMES,
        "province": area_mean(shown),
        "peers": TOWNS,
        "peer_average": area_mean(shown, TOWNS.members),
        **told,
    }
    return comparison.of(shown, **given)  # type: ignore[arg-type]


def test_each_area_has_its_rank_and_distances() -> None:
    found = compared(SHOWN)
    assert [(row.code, row.rank.rank, row.rank.of, row.rank.tied) for row in found.ranked if row.rank] == [
        ("347", 1, 3, False),
        ("349", 2, 3, True),
        ("353", 2, 3, True),
    ]
    assert found.province == AreaMean(Fraction(28, 3), 3, 6)
    assert found.of("347").from_province == Distance(Fraction(8, 3), Fraction(200, 7), False)
    assert found.of("347").from_peers == Distance(Fraction(2), Fraction(20), False)
    assert found.of("353").from_peers == Distance(Fraction(-2), Fraction(-20), False)
    assert [row.code for row in found.rows if row.is_peer] == ["347", "349"]
    assert found.of("347").name == "Huyện 347"


def test_what_is_not_known_is_neither_ranked_nor_divided() -> None:
    found = compared(SHOWN, now={v.code: Reading(1, 2024, v) for v in SHOWN}, before={})
    assert [row.code for row in found.unranked] == ["350", "351", "352"]
    for row in found.unranked:
        assert (row.rank, row.from_province, row.from_peers) == (None, None, None)
        assert isinstance(row.change, NoChange)
    assert found.illustrative
    assert found.count("small") == 1
    assert found.values == tuple(SHOWN)


def test_rates_are_measured_by_the_average_of_rates_in_points() -> None:
    heads = [Denominator(code, 1_000 * (i + 1), "Niên giám", "2023") for i, code in enumerate(DISTRICTS)]
    table = rates(values(10, 40, 30, 20, 50, 60), heads, "people", 100)
    assert isinstance(table, RateTable)
    province = average(table)
    found = compared([*table.values], province=province, peer_average=average(table, TOWNS.members), percentages=True)
    assert measured_by(province) == 1
    assert found.of("349").from_province == Distance(Fraction(1), None, True)
    assert found.of("347").from_peers == Distance(Fraction(1) - Fraction(5, 3), None, True)


def test_no_group_has_no_distance() -> None:
    found = compared(SHOWN, peers=NoPeers("nobody"))
    assert found.peer_average is None
    assert all(row.from_peers is None and not row.is_peer for row in found.rows)
    too_few = compared(SHOWN, peer_average=NoAverage("too_few_known", 1, 2))
    assert all(row.from_peers is None for row in too_few.rows)


def test_a_mean_needs_two_known_members_of_the_list() -> None:
    assert area_mean(SHOWN, ["350", "347"]) == NoAverage("too_few_known", 1, 2)
    assert area_mean(SHOWN, ["352", "353"]) == NoAverage("too_few_known", 1, 2), "an illustrative value is no member"
    assert area_mean(SHOWN, []) == NoAverage("no_members", 0, 0)
    assert area_mean(SHOWN, ["347", "349", "999"]) == NoAverage("unknown_member", 2, 3)
    assert area_mean(values(0, 0)) == AreaMean(Fraction(0), 2, 2)


def test_change_on_the_year_before_or_why_not() -> None:
    now = {v.code: Reading(1, 2024, v) for v in SHOWN}
    before = {
        "347": Reading(1, 2023, AreaValue("347", "known", Fraction(10))),
        "349": Reading(2, 2023, AreaValue("349", "known", Fraction(10))),
    }
    found = compared(SHOWN, now=now, before=before)
    assert found.of("347").change == Distance(Fraction(2), Fraction(20), False)
    assert found.of("349").change == NoChange("other_area")
    assert found.of("353").change == NoChange("no_earlier")
    assert compared(SHOWN).of("347").change == NoChange("no_earlier")
    with pytest.raises(ValueError, match="347"):
        compared(SHOWN, now={"347": replace(now["347"], value=AreaValue("347", "missing"))})


def test_budget_is_there_for_every_area_and_option() -> None:
    trial = BudgetOption("trial", {"347": area_value("347", 5_000_000), "351": area_value("351", 900_000, heads=3)})
    found = compared(SHOWN, budget=[BudgetOption("baseline", {"347": area_value("347", 0)}), trial])
    assert [value.amount for value in found.of("347").budget] == [0, 5_000_000]
    assert [value.state for value in found.of("351").budget] == ["missing", "small"]
    assert [value.state for value in found.of("353").budget] == ["missing", "missing"]


def period(month: int, *numbers: int | None, **told: object) -> Period:
    shown = values(*numbers)
    return Period(Month(2024, month), shown, area_mean(shown), area_mean(shown, TOWNS.members), **told)  # type: ignore[arg-type]


def test_lines_are_in_order_and_break_where_nothing_is_known() -> None:
    periods = [period(4, 5, 6), period(1, 1, 2), period(2, None, 3), period(3, 4, 5)]
    found = compared(SHOWN, periods=periods).trend(["347", "350"])
    assert isinstance(found, Trend)
    assert [month.month for month in found.months] == [1, 2, 3, 4]
    assert found.areas == {
        "347": (
            TrendPoint(Month(2024, 1), Fraction(1), 0),
            TrendPoint(Month(2024, 3), Fraction(4), 1),
            TrendPoint(Month(2024, 4), Fraction(5), 1),
        )
    }
    assert [(point.month.month, point.value, point.stretch) for point in found.province] == [
        (1, Fraction(3, 2), 0),
        (3, Fraction(9, 2), 1),
        (4, Fraction(11, 2), 1),
    ]
    assert found.peers == found.province


def test_a_line_breaks_where_borders_changed() -> None:
    periods = [
        period(1, 1, 2, area_ids={"347": 1}),
        period(2, 2, 3, area_ids={"347": 1}),
        period(3, 3, 4, area_ids={"347": 9}),
    ]
    found = compared(SHOWN, periods=periods).trend(["347"])
    assert isinstance(found, Trend)
    assert [point.stretch for point in found.areas["347"]] == [0, 0, 1]


def test_why_there_is_no_trend() -> None:
    one, two = period(1, 1, 2), period(2, 2, None)
    assert compared(SHOWN).trend(["347"]) == NoTrend("no_period")
    assert compared(SHOWN).trend([]) == NoTrend("nothing_chosen")
    assert compared(SHOWN, periods=[one]).trend(["347"]) == NoTrend("one_period", (Month(2024, 1),))
    months = (Month(2024, 1), Month(2024, 2))
    assert compared(SHOWN, periods=[two, one]).trend([]) == NoTrend("nothing_chosen", months)
    assert compared(SHOWN, periods=[two, one]).trend(["349", "353"]) == NoTrend("not_known", months)
    with pytest.raises(ValueError, match="month stands twice"):
        compared(SHOWN, periods=[one, one])


def test_an_area_that_is_not_compared_is_an_error() -> None:
    with pytest.raises(KeyError, match="999"):
        compared(SHOWN).of("999")
    with pytest.raises(ValueError, match="stands twice"):
        compared([*SHOWN, SHOWN[0]])


@given(maps(), st.data())
def test_distances_add_up_and_nothing_hidden_comes_out(drawn: list[AreaValue], data: st.DataObject) -> None:
    codes = [value.code for value in drawn]
    members = tuple(data.draw(st.lists(st.sampled_from(codes), unique=True))) if codes else ()
    group = PeerGroup("by_hand", members) if members else NoPeers("nobody")
    found = comparison.of(
        drawn,
        names={code: code for code in codes},
        province=area_mean(drawn),
        peers=group,
        peer_average=area_mean(drawn, members),
    )
    assert [row.value for row in found.rows] == drawn
    assert len(found.ranked) + len(found.unranked) == len(drawn)
    assert {row.rank.of for row in found.ranked if row.rank} <= {len(found.ranked)}
    differences = [row.from_province.difference for row in found.rows if row.from_province]
    assert sum(differences, Fraction(0)) == 0
    for row in found.rows:
        if row.value.state != "known":
            assert (row.rank, row.from_province, row.from_peers) == (None, None, None)
        elif row.from_peers is not None and row.value.known is not None:
            known = [value.known for value in drawn if value.code in members and value.known is not None]
            assert row.value.known - row.from_peers.difference == sum(known, Fraction(0)) / len(known)
