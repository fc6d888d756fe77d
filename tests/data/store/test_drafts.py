"""Drafts: what a clerk has begun survives a lost connection, and goes when it is done."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data.engine import Database
from data.store import drafts
from data.store.drafts import DraftGoneError, DraftTooLargeError, OpenDraft
from models.access.roles import Operator
from models.base import Base
from tests.data.uploads import count, facts, version

LAN = Operator("Chị Lan")
DRAFT = Base.metadata.tables["draft"]


def saved(database: Database, *, actor: str = "Chị Lan", filename: str = "chi trả T3.xlsx") -> OpenDraft:
    return drafts.save(
        database, dataset="payments", filename=filename, content=b"\x00\xff tep", actor=Operator(actor), base_version=1
    )


def touched(database: Database, draft_id: str, at: datetime) -> None:
    with database.writer.begin() as connection:
        connection.execute(sa.update(DRAFT).where(DRAFT.c.id == draft_id).values(updated_at=at))


def test_a_saved_draft_is_read_back_whole(database: Database) -> None:
    before = datetime.now(UTC)
    draft = saved(database)
    assert drafts.read(database, draft.id, actor=LAN) == draft
    assert (draft.dataset, draft.filename, draft.content) == ("payments", "chi trả T3.xlsx", b"\x00\xff tep")
    assert draft.sha256 == hashlib.sha256(draft.content).hexdigest()
    assert (draft.answers, draft.confirmed, draft.base_version, draft.actor) == ({}, [], 1, "Chị Lan")
    assert len(draft.id) == 22
    assert len(draft.idempotency_key) == 32
    assert before <= draft.created_at == draft.updated_at <= datetime.now(UTC)


def test_only_what_is_given_changes(database: Database) -> None:
    draft = saved(database)
    answered = drafts.update(database, draft.id, actor=LAN, answers={"cell.B12": "3912", "sheet": "Tháng 3"})
    assert answered == replace(draft, answers={"cell.B12": "3912", "sheet": "Tháng 3"}, updated_at=answered.updated_at)
    assert answered.updated_at >= draft.updated_at
    ticked = drafts.update(database, draft.id, actor=LAN, confirmed=["norm", "spelling"], base_version=7)
    assert (ticked.answers, ticked.confirmed, ticked.base_version) == (answered.answers, ["norm", "spelling"], 7)
    mended = drafts.update(database, draft.id, actor=LAN, content=b"da sua", filename="sửa.csv", new_key=True)
    assert (mended.content, mended.filename) == (b"da sua", "sửa.csv")
    assert mended.sha256 == hashlib.sha256(b"da sua").hexdigest()
    assert mended.idempotency_key != draft.idempotency_key
    assert (mended.answers, mended.confirmed) == (ticked.answers, ticked.confirmed)
    assert drafts.read(database, draft.id, actor=LAN) == mended


def test_a_list_is_of_one_person_and_a_link_is_for_anybody(database: Database) -> None:
    first, second = saved(database), saved(database, filename="b.csv")
    saved(database, actor="Anh Minh")
    drafts.update(database, first.id, actor=LAN, confirmed=["norm"])
    listed = drafts.open_of(database, Operator("Chị Lan"))
    assert [(line.id, line.filename, line.size) for line in listed] == [
        (first.id, "chi trả T3.xlsx", 6),
        (second.id, "b.csv", 6),
    ]
    assert drafts.open_of(database, Operator("Bà Hoa")) == []
    assert drafts.read(database, second.id, actor=LAN) == second


@pytest.mark.parametrize("draft_id", ["", "x", "x" * 22, "\x00" * 22, "' OR 1=1 --", "x" * 5000])
def test_a_link_to_no_draft(database: Database, draft_id: str) -> None:
    saved(database)
    assert drafts.read(database, draft_id, actor=LAN) is None
    drafts.discard(database, draft_id, actor=LAN)
    with pytest.raises(DraftGoneError, match="Chọn lại tệp"):
        drafts.update(database, draft_id, actor=LAN, confirmed=["norm"])
    assert count(database, "draft") == 1


def test_a_discarded_draft_is_gone_for_those_who_still_have_its_link(database: Database) -> None:
    draft = saved(database)
    drafts.discard(database, draft.id, actor=LAN)
    drafts.discard(database, draft.id, actor=LAN)
    assert drafts.read(database, draft.id, actor=LAN) is None
    with pytest.raises(DraftGoneError):
        drafts.update(database, draft.id, actor=LAN, answers={})


def test_old_drafts_are_swept_when_another_is_saved(database: Database) -> None:
    old, young = saved(database), saved(database)
    touched(database, old.id, datetime.now(UTC) - timedelta(days=31))
    touched(database, young.id, datetime.now(UTC) - timedelta(days=29))
    newest = saved(database, actor="Anh Minh")
    assert drafts.read(database, old.id, actor=LAN) is None
    assert drafts.read(database, young.id, actor=LAN) is not None
    assert drafts.read(database, newest.id, actor=LAN) is not None


def test_a_draft_is_no_fact(database: Database) -> None:
    before = (facts(database), version(database), count(database, "batch"), count(database, "stored_file"))
    draft = saved(database)
    drafts.update(database, draft.id, actor=LAN, answers={"group": "Người có công"})
    assert (facts(database), version(database), count(database, "batch"), count(database, "stored_file")) == before


def test_a_file_too_large_is_told_its_size(database: Database) -> None:
    draft = saved(database)
    too_large = bytes(drafts.MOST_BYTES + 1)
    with pytest.raises(DraftTooLargeError, match="21 MB, lớn hơn giới hạn 20 MB"):
        drafts.save(
            database, dataset="payments", filename="a", content=too_large, actor=Operator("Lan"), base_version=1
        )
    with pytest.raises(DraftTooLargeError):
        drafts.update(database, draft.id, actor=LAN, content=too_large)
    assert drafts.read(database, draft.id, actor=LAN) == draft
    largest = drafts.update(database, draft.id, actor=LAN, content=too_large[1:])
    assert drafts.open_of(database, Operator("Chị Lan"))[0].size == drafts.MOST_BYTES == len(largest.content)


def test_any_name_of_a_file_can_be_kept(database: Database) -> None:
    draft = saved(database, filename="a\x00b\ud800\n" + "ă" * 300)
    assert draft.filename == "a_b__" + "ă" * 250


def test_two_at_once_lose_nothing_of_each_other(database: Database) -> None:
    """One tab answers while another ticks: both stay; ten clerks save together: ten drafts."""
    draft = saved(database)
    with ThreadPoolExecutor(10) as pool:
        changes = [
            pool.submit(drafts.update, database, draft.id, actor=LAN, answers={"period": "2024-03"}) for _ in range(5)
        ]
        changes += [pool.submit(drafts.update, database, draft.id, actor=LAN, confirmed=["norm"]) for _ in range(5)]
        made = [pool.submit(saved, database, actor=f"Cán bộ {n}") for n in range(10)]
        assert len({one.result().idempotency_key for one in made}) == 10
        assert {one.result().id for one in changes} == {draft.id}
    together = drafts.read(database, draft.id, actor=LAN)
    assert together is not None
    assert (together.answers, together.confirmed) == ({"period": "2024-03"}, ["norm"])
    assert count(database, "draft") == 11
