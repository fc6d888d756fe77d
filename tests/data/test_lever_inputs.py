"""Figures of the levers come by file: the filled template of an area makes every open factor's figure ready to be taken
over."""

import csv
import io
import uuid
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from data.engine import Database
from data.export.tables import csv_bytes
from data.export.templates import template
from data.ingest import check_file
from data.store import queries
from data.store.queries import targets
from data.vocabulary.indicators import indicator_names, indicator_units
from models.policy.answers.figures import Offer, offer, province_figures
from models.policy.areas.catalogue import AREAS, SUPPORT_INPUTS
from models.policy.areas.support import Factor, SupportArea
from tests.data.uploads import Upload, apply, version

QUALITIES = ("reported", "uploaded")
KEYS = {name: key for key, name in indicator_names().items()}
each_area = pytest.mark.parametrize("area", AREAS, ids=lambda area: area.slug)


def open_factors(area: SupportArea) -> list[Factor]:
    """Those a file may bring: all that hold nothing before somebody gives it, and amounts of which the law says only
    how high they may be, or how long a stay may be."""
    return [factor for factor in area.factors if factor.indicator or not factor.parameter]


def uploaded(database: Database, folder: Path, rows: list[list[str]], dataset: str = "indicators") -> Upload:
    name = f"so-lieu-{dataset}.csv"
    path = folder / f"{uuid.uuid4().hex}.csv"
    content = csv_bytes(rows[0], rows[1:])
    path.write_bytes(content)
    check = check_file(path, name, dataset)
    assert check.status == "accepted", check.messages
    file = Upload(check, content, name)
    apply(database, file)
    return file


def filled(database: Database, area: SupportArea, period: str, values: dict[str, int]) -> list[list[str]]:
    """The template of the area with a number in every line of the province that has one in `values`."""
    with database.reading() as connection:
        content = template(connection, version(database), "indicators", "2024", "csv", policy_area=area.policy_area)
    head, *lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    code, when, indicator, value = (head.index(name) for name in ("Mã huyện", "Kỳ", "Chỉ tiêu", "Giá trị"))
    rows = [head]
    for line in lines:
        if not line[code] and KEYS[line[indicator]] in values:
            line[value], line[when] = str(values[KEYS[line[indicator]]]), period
            rows.append(line)
    return rows


def offers(database: Database, area: SupportArea) -> dict[str, Offer | None]:
    """By indicator."""
    with database.reading() as connection:
        found = queries.observations(connection, version(database))
        areas = queries.areas(connection, version(database))
    rows = province_figures(found, areas).to_dicts()
    return {factor.indicator: offer(factor, rows, QUALITIES) for factor in open_factors(area)}


@each_area
def test_every_open_factor_has_an_indicator_of_its_area_with_a_name_and_a_unit(area: SupportArea) -> None:
    for factor in open_factors(area):
        assert factor.indicator.partition(".")[0] == area.policy_area, factor.now.key
        assert factor.indicator in indicator_names()
        money = indicator_units()[factor.indicator].startswith("VND")
        assert money == (factor.kind in ("money", "per_million"))
        assert (indicator_units()[factor.indicator] == "percent") == (factor.unit == "%")


def test_two_factors_of_an_area_never_share_an_indicator() -> None:
    for area in AREAS:
        named = [factor.indicator for factor in open_factors(area)]
        assert len(named) == len(set(named))


@each_area
def test_the_filled_template_makes_every_figure_ready(database: Database, tmp_path: Path, area: SupportArea) -> None:
    values = {factor.indicator: factor.now.maximum // 2 for factor in open_factors(area)}
    rows = filled(database, area, "2024", values)
    assert {KEYS[row[rows[0].index("Chỉ tiêu")]] for row in rows[1:]} == set(values)
    file = uploaded(database, tmp_path, rows)
    for indicator, found in offers(database, area).items():
        assert found is not None, indicator
        assert (found.value, found.period, found.quality) == (values[indicator], "2024", "uploaded")
        assert file.name in found.source
        assert not found.is_rounded


@each_area
def test_without_a_file_only_what_the_report_counts_is_ready(database: Database, area: SupportArea) -> None:
    ready = {indicator for indicator, found in offers(database, area).items() if found is not None}
    assert ready <= {"employment.overseas_workers", "training.enrolled_elementary", "training.enrolled_short"}
    assert ready.isdisjoint(SUPPORT_INPUTS)


def test_figures_of_some_months_are_no_count_of_a_year(database: Database, tmp_path: Path) -> None:
    """3 people in March: not "3 a year"; a cost of March is a cost."""
    [area] = [area for area in AREAS if area.policy_area == "children"]
    uploaded(
        database, tmp_path, filled(database, area, "2024-03", {"children.taught": 300, "children.course": 700_000})
    )
    found = offers(database, area)
    assert found["children.taught"] is None
    cost = found["children.course"]
    assert cost is not None
    assert (cost.value, cost.period) == (700_000, "2024-03")


def test_the_newest_figure_is_offered_rounded_to_what_the_lever_takes(database: Database, tmp_path: Path) -> None:
    [area] = [area for area in AREAS if area.policy_area == "insurance"]
    head, line = filled(database, area, "2023", {"insurance.months": 6})
    later = [{"6": "4,5", "2023": "2024"}.get(cell, cell) for cell in line]
    uploaded(database, tmp_path, [head, later, line])
    found = offers(database, area)["insurance.months"]
    assert found is not None
    assert (found.value, found.exact, found.period, found.is_rounded) == (5, Decimal("4.5"), "2024", True)


def test_what_the_lever_cannot_be_is_not_offered(database: Database, tmp_path: Path) -> None:
    [area] = [area for area in AREAS if area.policy_area == "gender"]
    uploaded(database, tmp_path, filled(database, area, "2024", {"gender.models": 5_001, "gender.support": 2_000_000}))
    found = offers(database, area)
    assert found["gender.models"] is None
    assert found["gender.support"] is not None


def test_a_share_of_the_workforce_is_planned_by_the_file_of_targets(database: Database, tmp_path: Path) -> None:
    head = ["Huyện, thành phố", "Năm", "Chỉ tiêu", "Kế hoạch năm"]
    uploaded(
        database,
        tmp_path,
        [head, ["Toàn tỉnh", "2024", indicator_names()["insurance.insured_share"], "42,5"]],
        "targets",
    )
    with database.reading() as connection:
        found = targets(connection, version(database)).filter(pl.col("indicator") == "insurance.insured_share")
    assert found.select("period", "value").rows() == [("2024", "42.5")]
