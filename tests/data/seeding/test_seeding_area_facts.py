"""Published facts of areas: of every list, with their source and how well they are known, and only once."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
import sqlalchemy as sa

from data.engine import Database
from data.seeding.geography import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from data.startup import prepare
from data.store import queries
from models.base import Base

OBSERVATION = Base.metadata.tables["observation"]
DENSITY = {"347": 2036, "349": 1319, "350": 857, "351": 869, "352": 1138, "353": 1290}
"""People to the square kilometre, as published with the sizes of 2024."""


def facts(database: Database, indicator: str) -> dict[tuple[str, date], dict[str, object]]:
    """By code and first day of the area."""
    with database.reading() as connection:
        areas = queries.areas(connection, 1).select("area_id", "code", "valid_from")
        found = queries.observations(connection, 1).filter(pl.col("indicator") == indicator)
    return {(row["code"], row["valid_from"]): row for row in found.join(areas, on="area_id").iter_rows(named=True)}


def test_density_is_known_of_the_six_districts_on_both_their_lists(database: Database) -> None:
    found = {key: int(str(row["value"])) for key, row in facts(database, "area.density").items() if key[0] in DENSITY}
    town = {("350", VINTAGE_2025_01): DENSITY["350"]}
    assert found == {(code, VINTAGE_2023): value for code, value in DENSITY.items()} | town


def test_density_of_every_ward_is_its_people_on_its_land(database: Database) -> None:
    people, land = facts(database, "area.population_size"), facts(database, "area.land_km2")
    wards = {key: row for key, row in facts(database, "area.density").items() if key[1] == VINTAGE_2025_07}
    assert len(wards) == 33
    for key, row in wards.items():
        exact = Decimal(str(people[key]["value"])) / Decimal(str(land[key]["value"]))
        assert Decimal(str(row["value"])) == exact.quantize(Decimal(1), ROUND_HALF_UP)
    assert int(str(wards["13285", VINTAGE_2025_07]["value"])) == 5312


def test_people_of_wards_and_of_districts_are_the_same_people(database: Database) -> None:
    sizes = {key: int(str(row["value"])) for key, row in facts(database, "area.population_size").items()}
    for day in (VINTAGE_2023, VINTAGE_2025_07):
        assert sum(size for (_code, since), size in sizes.items() if since == day) == 1_013_705


def test_every_fact_says_where_it_is_from_what_it_means_and_how_well_it_is_known(database: Database) -> None:
    with database.reading() as connection:
        found = queries.observations(connection, 1).filter(pl.col("evidence").is_not_null())
    assert set(found["policy_area"]) == {"area"}
    assert set(found["quality"]) == {"published", "derived"}
    assert set(found["evidence"]) == {"secondary", "press"}
    assert found.filter((pl.col("source") == "") | pl.col("formula").is_null()).is_empty()
    assert set(found.filter(indicator="area.density")["quality"]) == {"derived"}, "we work it out"


def test_a_database_of_an_earlier_release_gets_them_at_the_next_start_and_only_once(database: Database) -> None:
    before = facts(database, "area.density")
    with database.writer.begin() as connection:
        connection.execute(sa.delete(OBSERVATION).where(OBSERVATION.c.evidence.is_not(None)))
    assert facts(database, "area.density") == {}
    for _start in range(2):
        prepare(database)
        assert facts(database, "area.density") == before


def test_a_fact_that_was_closed_stays_closed(database: Database) -> None:
    with database.writer.begin() as connection:
        closed = sa.update(OBSERVATION).where(OBSERVATION.c.indicator_key == "area.land_km2").values(batch_to=1)
        connection.execute(closed)
    prepare(database)
    assert facts(database, "area.land_km2") == {}


def test_how_well_a_figure_is_known_is_one_of_five_words(database: Database) -> None:
    known = sa.update(OBSERVATION).where(OBSERVATION.c.evidence == "press").values(evidence="sure")
    with pytest.raises(sa.exc.IntegrityError), database.writer.begin() as connection:
        connection.execute(known)
