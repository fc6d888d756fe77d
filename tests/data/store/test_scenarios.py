"""Saved scenarios in the database: kept as written, never changed, never lost, once per click, on both databases."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from data.engine import Database
from data.store import queries, scenarios
from data.store.scenarios import Draft, Run, Saved, ScenarioRefusedError
from models.access.roles import Operator
from models.base import Base
from models.policy.answers.scenario_result import ScenarioResult, evaluate, to_text
from models.policy.areas import catalogue, protection
from models.policy.engine.baseline import build_baseline
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.law.law import Law
from models.policy.levers.levers import Scenario
from tests.data.uploads import apply, count, facts, line, undo, upload, version

END_2023 = date(2023, 12, 31)
SCENARIO = Scenario.of(END_2023, catalogue.LEVERS, {protection.NORM.key: 500_000})
OTHER = Scenario.of(END_2023, catalogue.LEVERS, {protection.NORM.key: 620_000})
TABLES = ("scenario", "scenario_run", "scenario_event")


def result_of(database: Database, scenario: Scenario = SCENARIO, at: int = 1) -> ScenarioResult:
    with database.reading() as c:
        law = Law.from_frame(queries.parameters(c, at))
        frames = (queries.caseload(c, at), queries.groups(c, at), queries.areas(c, at))
        return evaluate(build_baseline(*frames, law, queries.amounts(c, at), demo=False), law, scenario)


@pytest.fixture
def draft(database: Database) -> Draft:
    return Draft("Nâng 500.000", SCENARIO, result_of(database), 1, "Họp 24/11", {protection.BUDGET_YEAR.key: "2025"})


def save(database: Database, draft: Draft, *, key: str = "k1", actor: str = "Chị Lan") -> int:
    return scenarios.save(database, draft, actor=Operator(actor), idempotency_key=key)


def by(key: str, actor: str = "Anh Minh") -> dict[str, Any]:
    return {"actor": Operator(actor), "idempotency_key": key}


def one(database: Database, scenario_id: int) -> Saved:
    with database.reading() as connection:
        found = scenarios.scenario_by_id(connection, scenario_id)
    assert found is not None
    return found


def listed(database: Database, *, archived: bool = False) -> list[str]:
    with database.reading() as connection:
        return [saved.name for saved in scenarios.listed(connection, archived=archived)]


def runs(database: Database, scenario_id: int) -> tuple[Run, ...]:
    with database.reading() as connection:
        return scenarios.runs(connection, scenario_id)


def events(database: Database, scenario_id: int) -> list[tuple[str, str, str]]:
    with database.reading() as connection:
        return [(e.kind, e.actor, e.detail) for e in scenarios.events(connection, scenario_id)]


def counts(database: Database) -> list[int]:
    return [count(database, table) for table in TABLES]


def test_what_was_saved_is_read_back_with_who_when_and_on_what(database: Database, draft: Draft) -> None:
    before = datetime.now(UTC)
    saved = one(database, save(database, draft))
    assert (saved.name, saved.note, saved.created_by, saved.role) == ("Nâng 500.000", "Họp 24/11", "Chị Lan", None)
    assert before <= saved.created_at <= datetime.now(UTC)
    assert (saved.law_as_of, saved.identity) == (END_2023, SCENARIO.identity)
    assert saved.values == dict(SCENARIO.settings)
    assert saved.input_values == {protection.BUDGET_YEAR.key: "2025"}
    assert (saved.data_version, saved.parameter_version, saved.engine_version) == (1, 1, ENGINE_VERSION)
    assert saved.is_intact
    (run,) = runs(database, saved.id)
    assert (run.computed_by, run.data_version, run.engine_version) == ("Chị Lan", 1, ENGINE_VERSION)
    assert run.figures == to_text(draft.result)
    assert run.result == draft.result
    assert run.is_intact


def test_every_lever_is_kept_also_at_its_default(database: Database, draft: Draft) -> None:
    saved = one(database, save(database, draft))
    assert set(saved.values) == set(catalogue.BY_KEY)


def test_saving_makes_no_data_version_and_no_fact(database: Database, draft: Draft) -> None:
    before = (version(database), facts(database), count(database, "batch"))
    number = save(database, draft)
    scenarios.fork(database, number, replace(draft, name="B", scenario=OTHER), **by("k2"))
    scenarios.edit(database, number, "C", "", **by("k3"))
    scenarios.archive(database, number, **by("k4"))
    assert (version(database), facts(database), count(database, "batch")) == before


def test_a_click_twice_is_one_scenario_with_one_answer(database: Database, draft: Draft) -> None:
    assert len({save(database, draft, key="clicked") for _ in range(5)}) == 1
    assert counts(database) == [1, 1, 0]


def test_clicks_at_the_same_time_are_one_scenario(database: Database, draft: Draft) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(save(database, draft, key="x"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    assert counts(database) == [1, 1, 0]


def test_of_two_saving_one_name_at_once_one_is_told(database: Database, draft: Draft) -> None:
    told: list[str] = []

    def write(key: str) -> None:
        try:
            save(database, draft, key=key)
        except ScenarioRefusedError as error:
            told.append(str(error))

    threads = [threading.Thread(target=write, args=(f"k{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["Đã có phương án tên “Nâng 500.000”; đặt tên khác."] * 3
    assert counts(database) == [1, 1, 0]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Chưa nhập tên phương án."),
        ("  \n\t ", "Chưa nhập tên phương án."),
        ("a" * 101, "Tên phương án dài 101 ký tự; tối đa 100."),
        ("Nâng 500.000", "Đã có phương án tên “Nâng 500.000”; đặt tên khác."),
        ("  Nâng   500.000\n", "Đã có phương án tên “Nâng 500.000”; đặt tên khác."),
        ("Na\u0302ng 500.000", "Đã có phương án tên “Nâng 500.000”; đặt tên khác."),
    ],
)
def test_a_name_that_cannot_be_used_is_refused_and_nothing_is_written(
    database: Database, draft: Draft, name: str, said: str
) -> None:
    save(database, draft)
    with pytest.raises(ScenarioRefusedError) as told:
        save(database, replace(draft, name=name), key="k2")
    assert str(told.value) == said
    assert counts(database) == [1, 1, 0]


def test_a_note_too_long_is_refused(database: Database, draft: Draft) -> None:
    with pytest.raises(ScenarioRefusedError, match=r"2\.?001 ký tự|2001"):
        save(database, replace(draft, note="ă" * 2001))
    assert counts(database) == [0, 0, 0]


def test_a_fork_keeps_its_parent_and_leaves_it_as_it_is(database: Database, draft: Draft) -> None:
    parent = save(database, draft)
    before = one(database, parent)
    changed = replace(draft, name="Nâng 620.000", scenario=OTHER, result=result_of(database, OTHER))
    fork = one(database, scenarios.fork(database, parent, changed, **by("k2")))
    assert (fork.parent_id, fork.identity) == (parent, OTHER.identity)
    assert one(database, parent) == before
    assert scenarios.fork(database, parent, changed, **by("k2")) == fork.id
    with pytest.raises(ScenarioRefusedError, match="số 99"):
        scenarios.fork(database, 99, replace(changed, name="X"), **by("k3"))


def test_runs_are_added_and_none_is_changed(database: Database, draft: Draft, tmp_path: Path) -> None:
    number = save(database, draft)
    first = runs(database, number)
    apply(
        database,
        upload(
            tmp_path,
            *[line(code, "2024-03", 8000, 4_300_000_000) for code in ("347", "349", "350", "351", "352", "353")],
        ),
    )
    newest = result_of(database, at=2)
    assert newest != draft.result
    added = scenarios.add_run(database, number, newest, 2, **by("r2"))
    assert scenarios.add_run(database, number, newest, 2, **by("r2")) == added
    found = runs(database, number)
    assert found[1:] == first
    assert (found[0].id, found[0].data_version, found[0].parameter_version) == (added, 2, 1)
    assert (found[0].computed_by, found[0].result) == ("Anh Minh", newest)
    with database.reading() as connection:
        assert scenarios.newest_runs(connection) == {number: found[0]}
    assert one(database, number).data_version == 1
    with pytest.raises(ScenarioRefusedError):
        scenarios.add_run(database, 99, newest, 2, **by("r3"))


def test_name_and_note_change_and_what_was_there_before_is_kept(database: Database, draft: Draft) -> None:
    number = save(database, draft)
    scenarios.edit(database, number, "Tên mới", "Ghi chú mới", **by("e1"))
    scenarios.edit(database, number, "Tên mới nữa", "", **by("e1"))
    saved = one(database, number)
    assert (saved.name, saved.note) == ("Tên mới", "Ghi chú mới")
    assert events(database, number) == [("edited", "Anh Minh", '{"name":"Nâng 500.000","note":"Họp 24/11"}')]
    scenarios.edit(database, number, "Tên mới", "Ghi chú mới", **by("e2"))
    assert len(events(database, number)) == 1, "nothing changed, nothing is told"
    other = save(database, draft, key="k2")
    with pytest.raises(ScenarioRefusedError, match="Tên mới"):
        scenarios.edit(database, other, "Tên mới", "", **by("e3"))


def test_levers_figures_and_origin_are_out_of_reach_of_every_command(database: Database, draft: Draft) -> None:
    number = save(database, draft)
    fixed = [name for name in Saved.__dataclass_fields__ if name not in ("name", "note", "role", "archived_at")]
    before = {name: getattr(one(database, number), name) for name in fixed}
    scenarios.edit(database, number, "B", "b", **by("1"))
    scenarios.propose(database, number, **by("2"))
    scenarios.archive(database, number, **by("3"))
    scenarios.restore(database, number, **by("4"))
    scenarios.add_run(database, number, result_of(database, OTHER), 1, **by("5"))
    assert {name: getattr(one(database, number), name) for name in fixed} == before
    assert [run.figures for run in runs(database, number)][-1] == to_text(draft.result)


def test_the_archive_loses_nothing_and_frees_the_name(database: Database, draft: Draft) -> None:
    number = save(database, draft)
    scenarios.propose(database, number, **by("p"))
    scenarios.archive(database, number, **by("a"))
    assert (listed(database), listed(database, archived=True)) == ([], ["Nâng 500.000"])
    assert one(database, number).role is None
    assert len(runs(database, number)) == 1
    again = save(database, draft, key="k2")
    with pytest.raises(ScenarioRefusedError, match=r"Nâng 500\.000"):
        scenarios.restore(database, number, **by("r"))
    scenarios.edit(database, again, "Khác", "", **by("e"))
    scenarios.restore(database, number, **by("r"))
    assert sorted(listed(database)) == ["Khác", "Nâng 500.000"]
    assert [kind for kind, _actor, _detail in events(database, number)] == ["restored", "archived", "proposed"]


def test_there_is_one_proposal_at_most(database: Database, draft: Draft) -> None:
    first, second = save(database, draft), save(database, replace(draft, name="B"), key="k2")
    scenarios.propose(database, first, **by("1"))
    scenarios.propose(database, second, **by("2"))
    assert [one(database, number).role for number in (first, second)] == [None, "proposal"]
    scenarios.propose(database, second, proposed=False, **by("3"))
    assert one(database, second).role is None
    scenarios.archive(database, first, **by("4"))
    with pytest.raises(ScenarioRefusedError, match="lưu trữ"):
        scenarios.propose(database, first, **by("5"))


def test_the_database_itself_refuses_two_of_a_name_and_two_proposals(database: Database, draft: Draft) -> None:
    first, second = save(database, draft), save(database, replace(draft, name="B"), key="k2")
    scenarios.propose(database, first, **by("1"))
    table = Base.metadata.tables["scenario"]
    for values in ({"name": "Nâng 500.000"}, {"role": "proposal"}):
        with pytest.raises(IntegrityError, match=r"(?i)unique"), database.writer.begin() as connection:
            connection.execute(sa.update(table).where(table.c.id == second).values(**values))
    for values in ({"name": ""}, {"role": "chosen"}, {"parent_id": second}):
        with pytest.raises(IntegrityError, match=r"(?i)check"), database.writer.begin() as connection:
            connection.execute(sa.update(table).where(table.c.id == second).values(**values))


def test_the_law_a_run_stood_on_is_the_newest_batch_that_touched_law(
    database: Database, draft: Draft, tmp_path: Path
) -> None:
    apply(database, upload(tmp_path, line(period="2024-03")))
    change_law(database)
    undo(database, 2)
    with database.reading() as connection:
        assert [scenarios.parameter_version(connection, at) for at in (0, 1, 2, 3, 4)] == [0, 1, 1, 3, 3]
    assert one(database, save(database, replace(draft, data_version=2))).parameter_version == 1
    assert one(database, save(database, replace(draft, data_version=4, name="B"), key="k2")).parameter_version == 3


def test_law_that_only_ends_is_law_that_was_touched(database: Database, tmp_path: Path) -> None:
    """Taking back a batch that had added a row closes it and writes nothing."""
    apply(database, upload(tmp_path, line(period="2024-03")))
    parameter = Base.metadata.tables["parameter"]
    with database.writer.begin() as connection:
        first = sa.select(sa.func.min(parameter.c.id)).scalar_subquery()
        connection.execute(sa.update(parameter).where(parameter.c.id == first).values(batch_to=2))
    with database.reading() as connection:
        assert [scenarios.parameter_version(connection, at) for at in (1, 2)] == [1, 2]


def change_law(database: Database) -> None:
    """Batch 3: the norm of 7/2024 mended to 520.000, written as a new row beside the closed one."""
    batch, parameter = (Base.metadata.tables[name] for name in ("batch", "parameter"))
    mine = (parameter.c.name == protection.NORM.key) & (parameter.c.applies_from == date(2024, 7, 1))
    with database.writer.begin() as c:
        row = dict(c.execute(sa.select(parameter).where(mine)).mappings().one())
        values = {
            "id": 3,
            "kind": "parameters",
            "dataset": "parameters",
            "actor": "Chị Lan",
            "created_at": datetime.now(UTC),
            "idempotency_key": "law",
            "rows_added": 1,
            "rows_closed": 1,
        }
        c.execute(sa.insert(batch).values(**values))
        c.execute(sa.update(Base.metadata.tables["version_head"]).values(version=3))
        c.execute(sa.update(parameter).where(mine).values(batch_to=3))
        del row["id"]
        c.execute(sa.insert(parameter).values(**{**row, "value": 520_000, "batch_from": 3}))


@pytest.mark.parametrize(
    ("table", "column", "edited", "intact"),
    [
        ("scenario_run", "figures", lambda text: text.replace("33333333333", "33333333334"), "run"),
        ("scenario_run", "sha256", lambda text: "0" * 64, "run"),
        (
            "scenario",
            "levers",
            lambda text: text.replace('"protection.norm":500000', '"protection.norm":510000'),
            "saved",
        ),
        ("scenario", "levers", lambda text: text[:-1], "saved"),
        ("scenario", "identity", lambda text: "0" * 64, "saved"),
    ],
)
def test_what_was_changed_behind_the_app_is_found(
    database: Database, draft: Draft, table: str, column: str, edited: Callable[[str], str], intact: str
) -> None:
    number = save(database, draft)
    t = Base.metadata.tables[table]
    with database.writer.begin() as connection:
        text = connection.execute(sa.select(t.c[column])).scalar_one()
        assert edited(text) != text
        connection.execute(sa.update(t).values(**{column: edited(text)}))
    saved, (run,) = one(database, number), runs(database, number)
    assert (saved.is_intact, run.is_intact) == (intact != "saved", intact != "run")


def test_a_scenario_that_is_not_there_is_none(database: Database) -> None:
    with database.reading() as connection:
        assert scenarios.scenario_by_id(connection, 1) is None
        assert scenarios.runs(connection, 1) == ()
        assert scenarios.newest_runs(connection) == {}
