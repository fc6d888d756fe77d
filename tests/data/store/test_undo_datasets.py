"""Every dataset there and back: the facts of each version stay what they were, and so does all that is read from
them."""

from collections.abc import Callable, Mapping
from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal

from data.engine import Database
from data.store import queries
from data.store.completeness import received
from data.store.facts import figures_of_period
from data.store.queries import area_measures, budget_lines, targets
from tests.data.dataset_files import DATASETS, PERIODS, first, later, second
from tests.data.uploads import apply, facts, undo, version

READS: Mapping[str, Callable[[sa.Connection, int], pl.DataFrame]] = {
    read.__name__: read
    for read in (
        queries.areas,
        queries.caseload,
        queries.observations,
        queries.parameters,
        queries.groups,
        queries.amounts,
        queries.passages,
        budget_lines,
        targets,
        area_measures,
    )
}


def read_all(database: Database, at: int) -> dict[str, pl.DataFrame]:
    """Everything pages and the engine stand on, of a version."""
    with database.reading() as connection:
        found = {name: read(connection, at) for name, read in READS.items()}
        found |= {dataset: figures_of_period(connection, at, dataset, PERIODS[dataset]) for dataset in DATASETS}
        found["board"] = received(connection, at, date(2024, 12, 31))
    return found


def assert_same(
    found: Mapping[str, pl.DataFrame], expected: Mapping[str, pl.DataFrame], any_order: bool = False
) -> None:
    assert found.keys() == expected.keys()
    for name, frame in found.items():
        assert_frame_equal(frame, expected[name], check_row_order=not any_order)


@pytest.mark.parametrize("dataset", DATASETS)
def test_undo_and_the_undo_of_the_undo_give_equal_facts(database: Database, dataset: str) -> None:
    hashes = {1: facts(database)}
    for file in (first(dataset), second(dataset), later(dataset)):
        batch = apply(database, file).batch
        hashes[batch] = facts(database)
    assert len(set(hashes.values())) == 4
    for batch, as_in in ((4, 3), (5, 4), (6, 3), (3, 2), (8, 3), (9, 2), (2, 1)):
        undone = undo(database, batch).batch
        hashes[undone] = hashes[as_in]
        assert facts(database) == hashes[as_in], f"without {batch}"
    for at, expected in hashes.items():
        assert facts(database, at) == expected, f"version {at} as of now"


@pytest.mark.parametrize("dataset", DATASETS)
def test_an_old_version_reads_as_it_read_before_the_batch(database: Database, dataset: str) -> None:
    apply(database, first(dataset))
    before = read_all(database, 2)
    apply(database, second(dataset))
    after = read_all(database, 3)
    assert any(not after[name].equals(before[name]) for name in before), "the batch changes something"
    assert_same(read_all(database, 2), before)
    undo(database, 3)
    assert_same(read_all(database, 2), before)
    assert_same(read_all(database, 3), after)
    del before["board"]  # says the batch too, which is a new one
    now = {name: frame for name, frame in read_all(database, version(database)).items() if name in before}
    assert_same(now, before, any_order=True)
