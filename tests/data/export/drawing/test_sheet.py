"""A sheet as a value: what it refuses, and that another process gets the same."""

from dataclasses import replace

import pytest

from data.export.drawing.sheet import Figure, MapSheet, Panel, State, polygons_of
from tests.data.export.drawing.sheets import BLUES, RATES, invented_sheet, sheet


@pytest.mark.parametrize("whole", [sheet(), invented_sheet()], ids=["rates", "invented"])
def test_json_and_back_is_the_same(whole: MapSheet) -> None:
    assert MapSheet.from_json(whole.to_json()) == whole
    assert hash(MapSheet.from_json(whole.to_json())) == hash(whole)


def test_half_a_letter_can_be_handed_over() -> None:
    whole = sheet(title="\ud800")
    assert MapSheet.from_json(whole.to_json().encode()) == whole


@pytest.mark.parametrize("state", ["illustrative", "small", "withheld", "missing"])
def test_only_a_reported_figure_is_classed(state: State) -> None:
    with pytest.raises(ValueError, match="classed"):
        Figure(state, "x", fill=BLUES[0])


@pytest.mark.parametrize("state", ["small", "withheld", "missing"])
@pytest.mark.parametrize("told", [{"value": "3"}, {"circle": 1}, {"brief": "3"}])
def test_what_is_not_shown_carries_nothing_to_be_read_from(state: State, told: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not shown"):
        Figure(state, "x", **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [-1, 1_000_001])
def test_a_circle_is_at_most_the_full_one(size: int) -> None:
    with pytest.raises(ValueError, match="full"):
        Figure("known", "x", circle=size)


def test_every_area_has_a_figure_in_every_period() -> None:
    with pytest.raises(ValueError, match="every area"):
        sheet(panels=(Panel("12/2023", RATES[:5]),))
    with pytest.raises(ValueError, match="at least one"):
        replace(sheet(), panels=())


def test_polygons_of_one_and_of_several_parts_and_without_heights() -> None:
    ring = [[105.9, 20.5, 7.0], [106.0, 20.5, 7.0], [106.0, 20.6, 7.0], [105.9, 20.5, 7.0]]
    one = polygons_of({"type": "Polygon", "coordinates": [ring]})
    assert one == (
        (((105_900_000, 20_500_000), (106_000_000, 20_500_000), (106_000_000, 20_600_000), (105_900_000, 20_500_000)),),
    )
    assert polygons_of({"type": "MultiPolygon", "coordinates": [[ring], [ring]]}) == one * 2
