"""What taking a batch back would do, in words, held against what it does: row by row, on both databases."""

import polars as pl
import pytest
import sqlalchemy as sa

from data.engine import Database
from data.store.fact_tables import FACT_TABLES, standing_rows
from data.store.facts import row_subjects
from data.store.parameters import set_parameter
from data.store.undo_preview import WORDS, UndoPreview, figure_texts, undo_preview
from models.access.roles import Operator
from models.base import Base
from tests.data.conftest import Databases
from tests.data.dataset_files import DATASETS, first, later, second
from tests.data.kept import TABLES
from tests.data.rules import rule
from tests.data.uploads import apply, undo, version

Words = dict[tuple[str, str, str], str]


def previewed(database: Database, batch: int) -> UndoPreview:
    with database.reading() as connection:
        return undo_preview(connection, version(database), batch)


def standing(database: Database, dataset: str) -> Words:
    """(area, period, subject) -> the figures of every row of the dataset's table that stands now."""
    kind, t = FACT_TABLES[TABLES[dataset]], Base.metadata.tables["indicator"]
    with database.reading() as connection:
        now = version(database)
        rows = standing_rows(connection, now, kind)
        if dataset == "areas":
            rows = rows.with_columns(measured_on=pl.coalesce("population_date", "households_date"))
            rows = rows.filter(pl.col("measured_on").is_not_null())
        units = {key: unit for key, unit in connection.execute(sa.select(t.c.key, t.c.unit))}
        named = row_subjects(connection, now, kind, rows).select(
            pl.concat_str("area_name", pl.lit(" "), "area_id"), _period(dataset, "-"), "subject"
        )
        words = figure_texts(kind.name, rows, units)
    found = dict(zip(named.rows(), words.to_list(), strict=True))
    assert len(found) == len(rows)
    return found


def _period(dataset: str, between: str) -> pl.Expr:
    """As the preview writes it; the day of an area's size is one of its figures."""
    written = pl.col("period").str.split(between)
    backwards = written.list.reverse() if between == "-" else written
    return (pl.lit("") if dataset == "areas" else backwards.list.join("/")).alias("period")


def listed(dataset: str, frame: pl.DataFrame, column: str) -> list[tuple[str, ...]]:
    return sorted(frame.select("area", _period(dataset, "/"), "subject", column).rows())


def of_names(words: Words) -> list[tuple[str, ...]]:
    """As the preview names rows: without the area's id."""
    return sorted((area.rpartition(" ")[0], period, subject, said) for (area, period, subject), said in words.items())


def assert_says_what_happens(database: Database, dataset: str, batch: int) -> UndoPreview:
    """Take the batch back: the frames of the preview are the whole difference between the rows before and after."""
    preview, before = previewed(database, batch), standing(database, dataset)
    assert preview.refused is None
    undone = undo(database, batch)
    after = standing(database, dataset)
    differing = {key: said for key, said in after.items() if before.get(key) != said}
    assert listed(dataset, preview.restored, "value_after") == of_names(differing)
    assert listed(dataset, preview.restored, "value_now") == of_names({key: before.get(key, "") for key in differing})
    assert listed(dataset, preview.removed, "value_now") == of_names(
        {k: said for k, said in before.items() if k not in after}
    )
    assert set(preview.removed["value_after"]) <= {""}
    assert preview.kept["value_now"].equals(preview.kept["value_after"])
    assert set(listed(dataset, preview.kept, "value_now")) <= set(
        of_names({k: s for k, s in before.items() if after.get(k) == s})
    )
    counts = (preview.restored.height, preview.removed.height, preview.kept.height)
    assert counts == (undone.restored, undone.removed, undone.kept)
    return preview


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_preview_of_every_dataset_is_what_happens(database: Database, dataset: str) -> None:
    apply(database, first(dataset))
    apply(database, second(dataset))
    forth = assert_says_what_happens(database, dataset, 3)
    assert forth.restored.height >= 1
    assert forth.kept.is_empty()
    if dataset != "areas":
        assert forth.removed.height == 1, "the new row goes"
    back = assert_says_what_happens(database, dataset, 4)
    assert back.restored.height == forth.restored.height + forth.removed.height
    assert (back.removed.height, back.kept.height) == (0, 0)


@pytest.mark.parametrize("dataset", DATASETS)
def test_what_was_said_again_since_is_kept(database: Database, dataset: str) -> None:
    apply(database, first(dataset))
    apply(database, second(dataset))
    apply(database, later(dataset))
    before = standing(database, dataset)
    preview = assert_says_what_happens(database, dataset, 3)
    assert "Phủ Lý" in preview.kept["area"].to_list()
    after = standing(database, dataset)
    assert {key: said for key, said in after.items() if key[0].startswith("Phủ Lý ")} == {
        key: said for key, said in before.items() if key[0].startswith("Phủ Lý ")
    }


def test_rows_are_named_with_their_figures(databases: Databases) -> None:
    database = databases.seeded("sqlite")
    apply(database, first("payments"))
    apply(database, second("payments"))
    preview = previewed(database, 3)
    assert preview.restored.schema == preview.removed.schema == preview.kept.schema == WORDS
    assert preview.restored.rows() == [
        ("Phủ Lý", "03/2024", "Bảo trợ xã hội", "1.100 người; 550.000.000 đồng", "1.000 người; 500.000.000 đồng")
    ]
    assert preview.removed.rows() == [("Thanh Liêm", "03/2024", "Bảo trợ xã hội", "500 người; 250.000.000 đồng", "")]


def test_a_preview_writes_nothing(database: Database) -> None:
    apply(database, first("budget"))
    before = standing(database, "budget")
    previewed(database, 2)
    assert (standing(database, "budget"), version(database)) == (before, 2)


def test_why_a_batch_cannot_be_taken_back(database: Database) -> None:
    apply(database, first("targets"))
    undo(database, 2)
    for batch, words in (
        (1, "không thu hồi được"),
        (2, "đã được thu hồi trước đó"),
        (99, "Không có lần cập nhật số 99"),
    ):
        preview = previewed(database, batch)
        assert words in (preview.refused or "")
        assert preview.restored.is_empty()
        assert preview.removed.is_empty()
        assert preview.kept.is_empty()


def test_a_rule_is_previewed_too(database: Database) -> None:
    set_parameter(database, row=rule(), actor=Operator("Chị Lan"), base_version=1, idempotency_key="rule")
    preview = previewed(database, 2)
    undone = undo(database, 2)
    counts = (preview.restored.height, preview.removed.height, preview.kept.height)
    assert counts == (undone.restored, undone.removed, undone.kept) == (0, 1, 0)
    assert "đồng" in preview.removed["value_now"][0]
