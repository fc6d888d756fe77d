"""Which observations count as the province's."""

from datetime import date

import polars as pl
import pytest

from models.policy.answers.figures import newer_than_report, province_figures
from tests.models.seed_frames import Seed

NINH_BINH = date(2025, 7, 1)


def with_row(seed: Seed, area_id: int, period: str, quality: str = "uploaded") -> pl.DataFrame:
    """The report's figures and one of poor households more."""
    row = seed.figures.filter(indicator="poverty.poor_households", period="2023").with_columns(
        area_id=pl.lit(area_id, pl.Int64), period=pl.lit(period), value=pl.lit("7"), quality=pl.lit(quality)
    )
    return pl.concat([row, seed.figures])


def values(rows: pl.DataFrame, period: str) -> list[str]:
    return rows.filter(indicator="poverty.poor_households", period=period)["value"].to_list()


def of_the_report(seed: Seed) -> pl.DataFrame:
    """All that ships but the facts of districts and wards."""
    return seed.figures.filter(~pl.col("indicator").str.starts_with("area."))


def test_the_reports_figures_are_all_the_provinces(seed: Seed) -> None:
    assert province_figures(seed.figures, seed.areas).equals(of_the_report(seed))


@pytest.mark.parametrize("level", ["district", "commune"])
def test_a_part_of_the_province_is_never_taken_for_it(seed: Seed, level: str) -> None:
    for area_id in seed.areas.filter(level=level)["area_id"]:
        assert province_figures(with_row(seed, area_id, "2023"), seed.areas).equals(of_the_report(seed))


@pytest.mark.parametrize(
    ("code", "since", "period", "kept"),
    [
        ("35", date(2023, 1, 1), "2024", True),
        ("35", date(2023, 1, 1), "2025-06", True),
        ("35", date(2023, 1, 1), "2025-07", False),
        ("37", NINH_BINH, "2025-07", True),
        ("37", NINH_BINH, "2025-06", False),
        ("37", NINH_BINH, "2024", False),
        ("37", NINH_BINH, "2026", True),
    ],
)
def test_a_period_takes_the_province_that_it_had(seed: Seed, code: str, since: date, period: str, kept: bool) -> None:
    found = seed.areas.filter((pl.col("code") == code) & (pl.col("valid_from") == since))["area_id"].item()
    rows = province_figures(with_row(seed, found, period), seed.areas)
    assert values(rows, period) == (["7"] if kept else [])


def test_an_indicator_has_its_newest_figure_after_the_report(seed: Seed) -> None:
    province = seed.area("35")
    rows = [with_row(seed, province, period) for period in ("2023-06", "2024-03", "2024", "2024-11")]
    found = newer_than_report(pl.concat([row.head(1) for row in rows]))
    assert found["period"].to_list() == ["2024"], "the whole year stands for more than its months"


def test_what_was_not_sent_by_anybody_is_no_newer_figure(seed: Seed) -> None:
    province = seed.area("35")
    assert newer_than_report(seed.figures).is_empty()
    assert newer_than_report(with_row(seed, province, "2024", quality="derived")).is_empty()
    assert newer_than_report(with_row(seed, province, "2023")).is_empty()
