"""Taking batches back: the facts as if the batch had never been, and every version still readable."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings, strategies as st

from data.engine import Database
from data.store import queries
from data.store.batches import NotUndoableError
from tests.data.conftest import Databases
from tests.data.uploads import apply, facts, line, undo, upload, version
from tests.examples import examples


def people(database: Database, at: int | None = None) -> dict[str, int]:
    """People of March 2024 by district code, of the newest version or the one asked for."""
    with database.reading() as connection:
        found = queries.caseload(connection, version(database) if at is None else at).filter(month="2024-03")
        coded = found.join(queries.areas(connection, 1), on="area_id").select("code", "people")
    return dict(coded.rows())


def send(database: Database, folder: Path, **districts: int) -> int:
    """Apply one file with people by district ("d347"=1000) and give its batch."""
    return apply(database, upload(folder, *[line(code[1:], people=n) for code, n in districts.items()])).batch


def test_undo_gives_back_the_facts_from_before(database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, d347=1000)
    before, file = facts(database), {"d347": 1100, "d349": 2000}
    send(database, tmp_path, **file)
    after = facts(database)
    undone = undo(database, 3)
    assert (undone.batch, undone.restored, undone.removed, undone.kept) == (4, 1, 1, 0)
    assert facts(database) == before
    assert facts(database, 2) == before
    assert facts(database, 3) == after
    assert people(database) == people(database, 2) == {"347": 1000}
    assert people(database, 3) == {"347": 1100, "349": 2000}


def test_undo_is_a_batch_of_its_own(database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, d347=1000, d349=2000)
    undo(database, 2)
    with database.reading() as connection:
        batches = queries.batches(connection)
    assert batches["id"].to_list() == [3, 2, 1]
    [batch] = batches.filter(id=3).rows(named=True)
    assert (batch["kind"], batch["dataset"], batch["actor"], batch["undoes_id"]) == ("undo", "payments", "Anh Minh", 2)
    assert (batch["rows_added"], batch["rows_closed"]) == (0, 2)
    assert batches.filter(id=2)["undone_by"].to_list() == [3]


def test_undo_of_the_undo_gives_back_what_was_applied(database: Database, tmp_path: Path) -> None:
    before = facts(database)
    send(database, tmp_path, d347=1000, d349=2000)
    after = facts(database)
    undo(database, 2)
    assert undo(database, 3).restored == 2
    assert facts(database) == after
    undo(database, 4)
    assert facts(database) == before


def test_a_row_a_later_batch_changed_is_kept(database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, d347=1000, d349=2000)
    send(database, tmp_path, d347=1100)
    undone = undo(database, 2)
    assert (undone.restored, undone.removed, undone.kept) == (0, 1, 1)
    assert people(database) == {"347": 1100}


def test_batches_are_taken_back_one_after_the_other(database: Database, tmp_path: Path) -> None:
    states = [facts(database)]
    for n in (1000, 1100, 1200):
        send(database, tmp_path, d347=n)
        states.append(facts(database))
    for batch in (4, 3, 2):
        states.pop()
        undo(database, batch)
        assert facts(database) == states[-1]
    assert people(database) == {}


def test_what_is_taken_back_out_of_order_does_not_come_back(database: Database, tmp_path: Path) -> None:
    before = facts(database)
    send(database, tmp_path, d347=1000)
    send(database, tmp_path, d347=1100)
    undo(database, 2)
    assert people(database) == {"347": 1100}
    undo(database, 3)
    assert facts(database) == before


def test_the_seed_an_unknown_batch_and_one_taken_back_are_refused(database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, d347=1000)
    undo(database, 2)
    before = facts(database)
    for batch, words in (
        (1, "không thu hồi được"),
        (99, "Không có lần cập nhật số 99"),
        (2, "đã được thu hồi trước đó"),
    ):
        with pytest.raises(NotUndoableError, match=words):
            undo(database, batch)
    assert (facts(database), version(database)) == (before, 3)


def test_a_double_click_takes_back_once_and_answers_twice_the_same(database: Database, tmp_path: Path) -> None:
    send(database, tmp_path, d347=1000, d349=2000, d350=3000)
    send(database, tmp_path, d347=1100, d350=3000)
    undone = undo(database, 2, key="clicked")
    assert (undone.restored, undone.removed, undone.kept) == (0, 1, 2)
    send(database, tmp_path, d349=7)
    assert undo(database, 2, key="clicked") == undone
    assert version(database) == 5


def test_a_file_whose_undo_was_undone_stands_again(database: Database, tmp_path: Path) -> None:
    file = upload(tmp_path, line())
    apply(database, file)
    undo(database, 2)
    undo(database, 3)
    again = apply(database, file)
    assert (again.batch, again.added, again.already_at is not None) == (2, 0, True)


MOVES = st.lists(
    st.one_of(
        st.dictionaries(st.sampled_from(["d347", "d349", "d350"]), st.integers(1, 4), min_size=1), st.integers(0, 5)
    ),
    max_size=8,
)
"""A file (people by district) or the undoing of one of the batches there are."""


@settings(
    max_examples=examples(10),
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(moves=[{"d347": 1}, {"d347": 2}, 1, 0])
@example(moves=[{"d347": 1}, {"d347": 2}, 0, 0, 0])
@example(moves=[{"d347": 1}, {"d347": 1}, 0, 0])
@given(moves=MOVES)
def test_any_order_of_files_and_undos_leaves_what_the_standing_files_say(
    databases: Databases, tmp_path: Path, moves: list[dict[str, int] | int]
) -> None:
    """The oracle keeps what each file said and plays the standing files from the start. A row that a file found already
    so is said by it too: it stays when the file that wrote it is taken back."""
    database = databases.seeded("sqlite")
    files: dict[int, dict[str, int]] = {}
    undoes: dict[int, int] = {}

    def stands(batch: int) -> bool:
        return not any(stands(undo_) for undo_, undone in undoes.items() if undone == batch)

    for number, move in enumerate(moves):
        if isinstance(move, dict):
            lines = [line(code[1:], people=n) for code, n in move.items()]
            # The period of another row keeps two equal files from having one hash.
            applied = apply(database, upload(tmp_path, *lines, line("353", f"2023-{number + 1:02}", 1)))
            files[applied.batch] = move
        else:
            open_ = sorted((files.keys() | undoes.keys()) - set(undoes.values()))
            if open_:
                undone = open_[move % len(open_)]
                undoes[undo(database, undone).batch] = undone
        expected: dict[str, int] = {}
        for batch in sorted(files):
            if stands(batch):
                expected |= {code[1:]: n for code, n in files[batch].items()}
        assert people(database) == expected
    database.dispose()


def test_versions_are_read_each_with_its_own_rows(database: Database, tmp_path: Path) -> None:
    hashes = {1: facts(database)}
    for n in range(5):
        batch = send(database, tmp_path, d347=1000 + n, **({"d349": n} if n else {}))
        hashes[batch] = facts(database)
        if n % 2:
            hashes[version(database) + 1] = ""
            undo(database, batch)
            hashes[version(database)] = facts(database)
    for at, expected in hashes.items():
        assert facts(database, at) == expected, at
    assert pl.Series(list(hashes)).to_list() == list(range(1, version(database) + 1))
