"""A database of an earlier version gets the law that came with this one, once, without losing what its office wrote."""

from datetime import date

import pytest
import sqlalchemy as sa

from data.audit.verify import verify as verify_chain
from data.engine import Database
from data.startup import prepare
from data.store import queries
from data.store.restore_seed import batches_since_seed, restore_seed
from data.store.shipped_law import SHIPPED, WRITER, ShippedRow, add_shipped_law, kept_otherwise
from data.store.undo_preview import undo_preview
from models.access.roles import Operator
from models.base import Base
from tests.data.conftest import Databases
from tests.data.processes import start_together
from tests.data.rules import NORM, rule, series, verify, write
from tests.data.uploads import count, facts, undo, version

PARAMETER = Base.metadata.tables["parameter"]
AMOUNT = Base.metadata.tables["benefit_amount"]
GROUP = Base.metadata.tables["benefit_group"]
JULY_2026, JULY_2024 = date(2026, 7, 1), date(2024, 7, 1)


def as_before(database: Database) -> str:
    """Make the database one that an earlier version seeded: without the norm of 2026, a group and the amounts of 2026,
    with another document of 2024 and no ends. The hash of what this version seeds."""
    new = facts(database)
    with database.writer.begin() as connection:
        connection.execute(sa.delete(PARAMETER).where(PARAMETER.c.name == NORM, PARAMETER.c.applies_from == JULY_2026))
        connection.execute(sa.delete(AMOUNT).where(AMOUNT.c.applies_from == JULY_2026))
        connection.execute(sa.delete(GROUP).where(GROUP.c.code == "disab_extreme"))
        of_2024 = sa.and_(PARAMETER.c.name == NORM, PARAMETER.c.applies_from == JULY_2024)
        connection.execute(sa.update(PARAMETER).where(of_2024).values(document="Nghị định 76"))
        connection.execute(sa.update(PARAMETER).values(in_force_until=None))
    assert facts(database) != new
    return new


def otherwise(database: Database) -> list[ShippedRow]:
    with database.reading() as connection:
        return kept_otherwise(connection, version(database))


def test_a_database_of_this_version_gets_nothing(database: Database) -> None:
    before = facts(database)
    assert add_shipped_law(database) is None
    prepare(database)
    assert (facts(database), version(database), otherwise(database)) == (before, 1, [])


def test_what_is_absent_or_outdated_comes_as_one_batch_with_its_event(database: Database) -> None:
    new = as_before(database)
    old = facts(database)
    prepare(database)
    assert (version(database), facts(database), facts(database, 1)) == (2, new, old)
    prepare(database)
    assert (version(database), count(database, "batch"), count(database, "audit_event")) == (2, 2, 1)
    with database.reading() as connection:
        batch = queries.batches(connection).filter(id=2).row(0, named=True)
        event = connection.execute(sa.text("SELECT action, actor, batch_id, detail FROM audit_event")).one()
    assert (batch["kind"], batch["dataset"], batch["actor"]) == ("parameters", SHIPPED, WRITER)
    assert batch["rows_added"] > batch["rows_closed"] > 40
    assert tuple(event)[:3] == ("law_shipped", WRITER, 2)
    assert NORM in event.detail
    assert verify_chain(database, {}, actor=Operator("Máy chủ")).findings == ()
    assert series(database)[JULY_2026]["value"] == 540_000
    assert otherwise(database) == []


def test_the_undo_gives_the_old_law_and_the_next_start_leaves_it(database: Database) -> None:
    new = as_before(database)
    old = facts(database)
    prepare(database)
    with database.reading() as connection:
        shown = undo_preview(connection, 2, 2)
    assert shown.refused is None
    assert shown.removed.height
    assert shown.restored.height
    undo(database, 2)
    assert facts(database) == old
    prepare(database)
    assert (version(database), facts(database)) == (3, old)
    assert any(found.current is None and found.row["name"] == NORM for found in otherwise(database)[:200])
    undo(database, 3)
    prepare(database)
    assert (version(database), facts(database), otherwise(database)) == (4, new, [])


def test_what_the_office_corrected_compared_or_entered_is_its_own(database: Database) -> None:
    as_before(database)
    entered = rule(value=545_000, applies_from=JULY_2026, first_paid=date(2026, 11, 1))
    write(database, entered)
    write(database, rule(value=501_000, applies_from=JULY_2024, first_paid=None))
    verify(database, "merit.norm", JULY_2024)
    prepare(database)
    assert version(database) == 5
    rows = series(database)
    assert [rows[day]["value"] for day in (JULY_2026, JULY_2024)] == [545_000, 501_000]
    assert series(database, "merit.norm")[JULY_2024]["verified_by"] == "Anh Minh"
    found = [(row.row["name"], row.row["applies_from"], row.row["value"]) for row in otherwise(database)]
    assert [row for row in found if row[0] == NORM] == [(NORM, JULY_2024, 500_000), (NORM, JULY_2026, 540_000)]


def test_a_correction_that_was_undone_is_no_longer_the_office_s(database: Database) -> None:
    as_before(database)
    undo(database, write(database, rule(value=501_000, applies_from=JULY_2024, first_paid=None)).batch)
    prepare(database)
    assert series(database)[JULY_2024]["document"] != "Nghị định 76"


def test_restoring_what_was_installed_keeps_the_law_that_came_later(database: Database) -> None:
    new = as_before(database)
    prepare(database)
    write(database, rule())
    with database.reading() as connection:
        assert batches_since_seed(connection, 3) == [3]
    restore_seed(database, actor=Operator("Máy chủ"), base_version=3, idempotency_key="mot")
    assert facts(database) == new


def test_a_start_that_fails_half_way_writes_nothing(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    new = as_before(database)
    old = facts(database)

    def fails(*_given: object, **_named: object) -> None:
        raise LookupError("half way")

    with monkeypatch.context() as patch:
        patch.setattr("data.store.shipped_law.record", fails)
        with pytest.raises(LookupError, match="half way"):
            prepare(database)
    assert (facts(database), version(database)) == (old, 1)
    prepare(database)
    assert facts(database) == new


def test_processes_that_start_together_write_it_once(databases: Databases, kind: str) -> None:
    settings = databases.settings(kind)
    database = databases.open(settings)
    new = as_before(database)
    database.dispose()
    start_together(settings.database_url, 3)
    assert (version(database), facts(database), count(database, "batch")) == (2, new, 2)
