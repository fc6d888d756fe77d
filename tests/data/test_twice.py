"""The same thing twice, of every dataset: one file, one click and one figure are written once."""

from datetime import UTC, datetime

import pytest

from data.engine import Database
from data.store import drafts
from data.store.batches import ConflictError
from models.access.roles import Operator
from tests.data.dataset_files import DATASETS, edition, first, second
from tests.data.test_contention import together
from tests.data.uploads import Upload, apply, count, facts, undo, version


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_same_file_again_changes_nothing_and_says_when_it_came(database: Database, dataset: str) -> None:
    before = datetime.now(UTC)
    applied = apply(database, first(dataset))
    stood = facts(database)
    again = apply(database, first(dataset), actor="Anh Minh")
    assert (again.batch, again.added, again.closed) == (applied.batch, 0, 0)
    assert again.already_at is not None
    assert before <= again.already_at <= datetime.now(UTC)
    assert (facts(database), version(database), count(database, "stored_file")) == (stood, 2, 1)


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_same_file_after_its_undo_is_written_again(database: Database, dataset: str) -> None:
    apply(database, first(dataset))
    stood = facts(database)
    undo(database, 2)
    again = apply(database, first(dataset))
    assert (again.batch, again.already_at) == (4, None)
    assert facts(database) == stood


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_same_key_again_is_the_same_answer_whatever_came_between(database: Database, dataset: str) -> None:
    answer = apply(database, first(dataset), base=1, key="clicked")
    apply(database, second(dataset))
    stood = facts(database)
    assert apply(database, first(dataset), base=1, key="clicked") == answer
    assert (facts(database), version(database)) == (stood, 3)


@pytest.mark.parametrize("dataset", DATASETS)
def test_five_clicks_at_once_are_one_batch_with_one_answer(database: Database, dataset: str) -> None:
    file, answers = edition(dataset, 1), []
    together(*[lambda: answers.append(apply(database, file, base=1, key="clicked"))] * 5)
    assert len(answers) == 5
    assert len(set(answers)) == 1
    assert (version(database), count(database, "batch")) == (2, 2)


def test_two_windows_on_one_draft_write_it_once(database: Database) -> None:
    file = first("budget")
    draft = drafts.save(
        database, dataset="budget", filename=file.name, content=file.content, actor=Operator("Chị Lan"), base_version=1
    )
    keys = [
        opened.idempotency_key
        for opened in (
            drafts.read(database, draft.id, actor=Operator("Chị Lan")),
            drafts.read(database, draft.id, actor=Operator("Chị Lan")),
        )
        if opened
    ]
    answers = [apply(database, file, base=1, key=key) for key in keys]
    assert answers == [answers[0]] * 2
    assert version(database) == 2


@pytest.mark.parametrize("other", [second("budget"), first("targets")])
def test_a_key_does_not_stand_for_another_file(database: Database, other: Upload) -> None:
    """One of two windows on a draft has sent a mended file: it must not be told that this one was written."""
    apply(database, first("budget"), base=1, key="clicked")
    stood = facts(database)
    with pytest.raises(ConflictError, match=r"tệp\.xlsx đã được Chị Lan ghi lúc"):
        apply(database, other, base=1, key="clicked")
    assert (facts(database), version(database)) == (stood, 2)
    assert apply(database, other, base=2).batch == 3
