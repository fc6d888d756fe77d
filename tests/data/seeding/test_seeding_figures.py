"""The report in the database: every figure with its words, nothing invented, nothing by district. Published facts of
areas are not the report's (test_seeding_area_facts.py)."""

from decimal import Decimal
from itertools import product

import polars as pl
import sqlalchemy as sa

from data.engine import Database
from data.seed_files import REPORT, seed_rows
from data.store import queries
from models.base import Base
from models.frames import CATEGORIES, COUNTED, FIGURES, household_key
from models.policy.answers.standing import REACH_PERCENT
from models.policy.areas.catalogue import SUPPORT_INPUTS

OBSERVATION = Base.metadata.tables["observation"]


def figures(database: Database, quality: str) -> dict[tuple[str, str], sa.RowMapping]:
    """By indicator and period."""
    own = sa.and_(OBSERVATION.c.quality == quality, OBSERVATION.c.evidence.is_(None))
    with database.reading() as connection:
        rows = connection.execute(sa.select(OBSERVATION).where(own)).mappings()
        return {(row["indicator_key"], row["period"]): row for row in rows}


def of_the_report(connection: sa.Connection) -> pl.DataFrame:
    return queries.observations(connection, 1).filter(pl.col("evidence").is_null())


def caseload(database: Database) -> pl.DataFrame:
    with database.reading() as connection:
        return queries.caseload(connection, 1)


def test_each_reported_figure_stands_with_its_phrase_and_qualifier(database: Database) -> None:
    found, listed = figures(database, "reported"), seed_rows("reported_figures.csv")
    assert len(found) == len(listed) == 28
    for row in listed:
        figure = found[row["indicator"], row["period"]]
        assert figure["value"] == Decimal(row["value"])
        assert figure["phrase"] == row["phrase"]
        assert figure["qualifier"] == row["qualifier"]
        assert figure["source"] == REPORT
        assert figure["formula"] is None


def test_each_phrase_is_a_verbatim_piece_of_a_passage(database: Database) -> None:
    with database.reading() as connection:
        passages = queries.passages(connection, 1)["text"].to_list()
    for figure in figures(database, "reported").values():
        assert any(figure["phrase"] in passage for passage in passages), figure["phrase"]


def test_the_qualifier_says_what_the_phrase_says(database: Database) -> None:
    words = {">": "trên ", "<": "gần ", "~": "khoảng "}
    for figure in figures(database, "reported").values():
        said = {sign for sign, word in words.items() if word in figure["phrase"]}
        assert said == {figure["qualifier"]} - {"="}, figure["phrase"]


def test_derived_figures_carry_their_formula_and_bounds(database: Database) -> None:
    found, listed = figures(database, "derived"), seed_rows("derived_figures.csv")
    assert len(found) == len(listed) == 10
    for row in listed:
        figure = found[row["indicator"], row["period"]]
        assert figure["formula"] == row["formula"] != ""
        assert figure["phrase"] is None
        assert figure["value"] == Decimal(row["value"])
        if row["low"]:
            assert figure["low"] <= figure["value"] <= figure["high"]
        else:
            assert (figure["low"], figure["high"]) == (None, None)


def test_what_follows_from_the_report_adds_up(database: Database) -> None:
    reported, derived = figures(database, "reported"), figures(database, "derived")
    for thing in ("poor", "near_poor"):
        for what, change in (("households", "change"), ("rate", "rate_change")):
            now = reported[f"poverty.{thing}_{what}", "2023"]["value"]
            moved = reported[f"poverty.{thing}_{change}", "2023"]["value"]
            assert derived[f"poverty.{thing}_{what}", "2022"]["value"] == now - moved


def test_there_is_no_figure_of_another_quality(database: Database) -> None:
    assert figures(database, "illustrative") == figures(database, "assumed") == {}
    assert figures(database, "uploaded") == {}


def test_policy_areas_without_a_number_in_the_report_have_none(database: Database) -> None:
    with database.reading() as connection:
        areas = set(of_the_report(connection)["policy_area"])
    assert areas == {"merit", "employment", "training", "protection", "poverty"}


def test_no_figure_is_about_a_district(database: Database) -> None:
    with database.reading() as connection:
        [province] = queries.areas(connection, 1).filter(code="35", level="province")["area_id"]
        assert set(of_the_report(connection)["area_id"]) == {province}
        assert set(queries.caseload(connection, 1)["area_id"]) == {province}


def test_the_caseload_starts_with_the_reported_totals(database: Database) -> None:
    totals = caseload(database).filter(group="")
    assert set(totals["quality"]) == {"reported"}
    rows = {row["scheme"]: (row["people"], row["amount_vnd"], row["qualifier"]) for row in totals.rows(named=True)}
    assert rows == {
        "protection": (45_575, 24_000_000_000, ">"),
        "merit": (20_355, 47_701_000_000, "<"),
        "protection_centre": (301, None, "="),
    }


def test_an_assumed_mix_is_marked_so_with_its_range_and_sums_to_the_reported_people(database: Database) -> None:
    mixes = caseload(database).filter((pl.col("group") != "") & (pl.col("scheme") != "protection_centre"))
    assert set(mixes["quality"]) == {"assumed"}
    with database.reading() as connection:
        sources = connection.execute(
            sa.text("SELECT DISTINCT source FROM caseload WHERE quality = 'assumed'")
        ).scalars()
        assert all(f"±{REACH_PERCENT}%" in source for source in sources)
    people = dict(mixes.group_by("scheme").agg(pl.col("people").sum()).rows())
    assert people == {"protection": 45_575, "merit": 20_355}
    assert mixes["amount_vnd"].null_count() == len(mixes)


def test_passages_are_those_of_the_report_in_its_order(database: Database) -> None:
    listed = seed_rows("report_passages.csv")
    with database.reading() as connection:
        found = queries.passages(connection, 1)
    assert found["text"].to_list() == [row["text"] for row in listed]
    assert found["key"].to_list() == [row["key"] for row in listed]
    assert found["position"].to_list() == list(range(1, 24))
    assert dict(found.group_by("section").len().rows()) == {"opening": 2, "result": 10, "difficulty": 5, "solution": 6}


WITHOUT_FIGURES = {"insurance", "gender", "children", "social_evils"}
"""Areas the report gives no figure of."""


def test_every_indicator_has_a_figure_but_those_of_poverty_reviews_of_levers_and_of_areas_without_any(
    database: Database,
) -> None:
    reviewed = {household_key(*key) for key in product(CATEGORIES, COUNTED, FIGURES)}
    with database.reading() as connection:
        with_figures = set(queries.observations(connection, 1)["indicator"])
    listed = [row["key"] for row in seed_rows("indicators.csv")]
    silent = {key for key in listed if key.partition(".")[0] in WITHOUT_FIGURES}
    silent |= SUPPORT_INPUTS | {"poverty.poor_card_people", "poverty.near_poor_card_people"}
    assert len(silent) == 46 + 70
    reviewed -= {"poverty.poor_households", "poverty.near_poor_households"}
    assert set(listed) - with_figures == reviewed | silent
    assert [row["position"] for row in seed_rows("indicators.csv")] == [str(n) for n in range(1, len(listed) + 1)]


def test_every_figure_has_a_name_and_a_unit(database: Database) -> None:
    with database.reading() as connection:
        found = queries.observations(connection, 1)
    assert found["name"].null_count() == 0
    assert found["unit"].null_count() == 0
