"""T9: the machine's clock jumps: batches keep their order, nothing is thrown away for it, months end when Vietnam's
do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data import clock
from data.accounts.office import Office
from data.engine import Database
from data.store import drafts, queries
from data.store.batches import ConflictError, standing_batches
from models.access.roles import Operator
from models.periods import Month
from tests.data.uploads import apply, facts, line, undo, upload, version

SetClock = Callable[[datetime], None]
JUMPS = (timedelta(0), timedelta(days=-1), timedelta(days=40), timedelta(days=-400), timedelta(minutes=1))
NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """The machine's clock, as every part of the app reads it."""

    def put(moment: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
                return moment.astimezone(tz)  # type: ignore[arg-type]

        monkeypatch.setattr(clock, "datetime", Clock)

    return put


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/Los_Angeles"])
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 30, 16, 59, 59, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 11, 30, 17, 0, 0, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 31, 16, 59, 59, 999999, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 17, 0, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 17, 0, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_a_month_ends_at_midnight_in_vietnam(
    set_clock: SetClock, monkeypatch: pytest.MonkeyPatch, zone: str, moment: datetime, day: date
) -> None:
    """Whatever zone the server is set to."""
    monkeypatch.setenv("TZ", zone)
    set_clock(moment)
    assert clock.today() == day
    assert str(Month.of(clock.today())) == f"{day:%Y-%m}"


def test_batches_are_in_the_order_of_their_numbers(database: Database, tmp_path: Path, set_clock: SetClock) -> None:
    for round_, jump in enumerate(JUMPS, 1):
        set_clock(NOW + jump)
        assert apply(database, upload(tmp_path, line(people=1000 + round_))).batch == round_ + 1
    with database.reading() as connection:
        listed = queries.batches(connection)
        standing = standing_batches(connection, version(database))
        rows = queries.caseload(connection, version(database)).filter(month="2024-03", quality="uploaded")
    assert listed["id"].to_list() == [6, 5, 4, 3, 2, 1]
    assert listed["created_at"].to_list() != sorted(listed["created_at"], reverse=True), "the clock did not jump"
    assert standing == {1, 2, 3, 4, 5, 6}
    assert rows["people"].to_list() == [1000 + len(JUMPS)], "the last written stands, not the latest by the clock"
    before = facts(database, 5)
    undo(database, 6)
    assert facts(database) == before, "the undo brings back the batch before it by number"


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=40)])
def test_who_wrote_in_between_is_found_by_number(
    database: Database, tmp_path: Path, set_clock: SetClock, jump: timedelta
) -> None:
    set_clock(NOW)
    assert apply(database, upload(tmp_path, line(people=1001)), actor="Chị Lan").batch == 2
    set_clock(NOW + jump)
    apply(database, upload(tmp_path, line(people=1002)), base=2, actor="Anh Minh")
    set_clock(NOW)
    with pytest.raises(ConflictError, match="Anh Minh"):
        apply(database, upload(tmp_path, line(people=1003)), base=2)


def saved(database: Database, name: str) -> str:
    lan = Operator("Chị Lan")
    return drafts.save(database, dataset="payments", filename=name, content=b"a", actor=lan, base_version=1).id


def test_a_jump_ahead_throws_no_draft_away(database: Database, set_clock: SetClock) -> None:
    lan = Operator("Chị Lan")
    set_clock(NOW)
    begun = saved(database, "a.csv")
    set_clock(NOW + timedelta(days=40))
    for name in ("b.csv", "c.csv"):
        saved(database, name)
    set_clock(NOW + timedelta(hours=1))
    saved(database, "d.csv")
    assert drafts.read(database, begun, actor=lan) is not None


def test_a_jump_back_throws_no_draft_away_and_old_ones_still_go(database: Database, set_clock: SetClock) -> None:
    lan = Operator("Chị Lan")
    set_clock(NOW)
    begun = saved(database, "a.csv")
    set_clock(NOW - timedelta(days=1))
    saved(database, "b.csv")
    assert drafts.read(database, begun, actor=lan) is not None
    for days in (31, 32, 33):
        set_clock(NOW + timedelta(days=days))
        saved(database, "c.csv")
    assert drafts.read(database, begun, actor=lan) is None


def test_a_file_s_last_day_is_stored_and_a_jump_moves_it_by_no_more(
    database: Database, tmp_path: Path, set_clock: SetClock
) -> None:
    file = upload(tmp_path, line())
    set_clock(NOW)
    apply(database, file)
    last = clock.today() + timedelta(days=Office().file_days)
    for jump in (timedelta(days=-1), timedelta(days=40)):
        set_clock(NOW + jump)
        apply(database, upload(tmp_path, line(people=1500 + jump.days)))
        with database.reading() as connection:
            kept = drafts.about(connection, file.check.sha256, clock.today())
            assert kept is not None
            assert kept.is_kept
            assert kept.keep_until == last
            assert drafts.read_bytes(connection, file.check.sha256, last) == file.content
            assert drafts.read_bytes(connection, file.check.sha256, last + timedelta(days=1)) is None
