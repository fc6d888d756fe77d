"""Entering a share of a split unit: with its source, versioned, taken back like any other batch."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from data.engine import Database
from data.seeding.geography import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from data.store import queries
from data.store.batches import Applied, ConflictError
from data.store.crosswalk_weights import WeightError, enter_weights, enterable, successors_of
from data.store.queries import crosswalk
from data.store.undo_preview import undo_preview
from models.access.roles import Operator
from models.geo.crosswalk import Crosswalk, Step, convert, route
from tests.data.kept import area
from tests.data.uploads import facts, undo, version

HOANG_DONG, DUY_HA, HA_NAM = "13357", "13336", "13366"
LIEM_CHUNG, LIEM_CHINH = "13312", "13309"
SOURCE = "Biểu dân số theo thôn, UBND phường Hoàng Đông, 30/6/2025"


def at(database: Database, number: int | None = None) -> Crosswalk:
    with database.reading() as connection:
        return crosswalk(connection, version(database) if number is None else number)


class Town:
    """Phường Hoàng Đông, of which parts went to Phường Duy Hà and to Phường Hà Nam, or another unit."""

    def __init__(self, database: Database, code: str = HOANG_DONG, day: date = VINTAGE_2025_01) -> None:
        self.database, self.id, self.day = database, area(database, code, day), day

    def to(self, code: str) -> int:
        return area(self.database, code, VINTAGE_2025_07 if self.day == VINTAGE_2025_01 else VINTAGE_2025_01)

    def enter(
        self,
        percents: Mapping[str, str | Decimal],
        source: str = SOURCE,
        *,
        base: int | None = None,
        key: str | None = None,
    ) -> Applied:
        return enter_weights(
            self.database,
            unit_id=self.id,
            percents={self.to(code): Decimal(text) for code, text in percents.items()},
            source=source,
            actor=Operator("Anh Tuấn"),
            base_version=version(self.database) if base is None else base,
            idempotency_key=key or uuid.uuid4().hex,
        )

    def steps(self, number: int | None = None) -> dict[str, Step]:
        found = at(self.database, number)
        return {found.units[step.to_id].code: step for step in found.successors(self.id)}

    def range_of(self, code: str, number: int | None = None) -> tuple[int | None, int | None]:
        """What of 1,001 people of this unit alone is in a unit of the next list."""
        way = route(at(self.database, number), self.day, self.next_day)
        found = convert(way, {**dict.fromkeys((unit.id for unit in way.sources), 0), self.id: 1_001})
        assert found.total == 1_001
        return found.of(self.to(code)).low, found.of(self.to(code)).high

    @property
    def next_day(self) -> date:
        return VINTAGE_2025_07 if self.day == VINTAGE_2025_01 else VINTAGE_2025_01


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def refused(town: Town, percents: Mapping[str, str | Decimal], source: str = SOURCE) -> str:
    before, newest = facts(town.database), version(town.database)
    with pytest.raises(WeightError) as error:
        town.enter(percents, source)
    assert (facts(town.database), version(town.database)) == (before, newest)
    return str(error.value)


def test_a_share_makes_of_a_range_a_number(town: Town) -> None:
    assert (town.range_of(DUY_HA), town.range_of(HA_NAM)) == ((0, 1_001), (0, 1_001))
    assert town.enter({DUY_HA: "62.5"}) == Applied(2, 1, 1)
    assert (town.range_of(DUY_HA), town.range_of(HA_NAM)) == ((626, 626), (375, 375))
    assert (town.range_of(DUY_HA, 1), town.range_of(HA_NAM, 1)) == ((0, 1_001), (0, 1_001))
    step = town.steps()[DUY_HA]
    assert (step.weight_ppm, step.evidence, step.basis) == (625_000, SOURCE, "Nghị quyết 1674/NQ-UBTVQH15")


def test_the_batch_names_who_entered_it(town: Town) -> None:
    town.enter({DUY_HA: "60", HA_NAM: "40"})
    with town.database.reading() as connection:
        batch = queries.batches(connection).row(0, named=True)
    assert (batch["id"], batch["actor"], batch["dataset"], batch["rows_added"], batch["rows_closed"]) == (
        2,
        "Anh Tuấn",
        "crosswalk",
        2,
        2,
    )


def test_undo_and_undo_of_the_undo_give_back_the_very_facts(town: Town) -> None:
    before = facts(town.database)
    town.enter({DUY_HA: "60"})
    after = facts(town.database)
    assert before != after
    undo(town.database, 2)
    assert facts(town.database) == before
    assert town.range_of(DUY_HA) == (0, 1_001)
    undo(town.database, 3)
    assert facts(town.database) == after
    undo(town.database, 4)
    assert facts(town.database) == before == facts(town.database, 1)


def test_shares_left_by_any_undo_were_entered_together(town: Town) -> None:
    """60, then 30, then the other 70: without the second, 60 and 70 would be more than the whole."""
    town.enter({DUY_HA: "60"})
    town.enter({DUY_HA: "30"})
    town.enter({HA_NAM: "70"}, "Biểu khác")
    undo(town.database, 3)
    assert {code: step.weight_ppm for code, step in town.steps().items()} == {DUY_HA: 300_000, HA_NAM: 700_000}
    undo(town.database, 4)
    assert {code: step.weight_ppm for code, step in town.steps().items()} == {DUY_HA: 600_000, HA_NAM: None}


def test_the_same_again_writes_nothing(town: Town) -> None:
    town.enter({DUY_HA: "60"}, key="k")
    assert town.enter({DUY_HA: "60.0"}, f"  {SOURCE} ") == Applied(2, 0, 0)
    assert town.enter({DUY_HA: "60"}, key="k") == Applied(2, 1, 1)
    assert version(town.database) == 2


def test_a_share_written_meanwhile_is_a_conflict(town: Town) -> None:
    town.enter({DUY_HA: "60"})
    with pytest.raises(ConflictError, match="Phường Hoàng Đông đã được Anh Tuấn ghi lúc"):
        town.enter({DUY_HA: "50"}, base=1)
    other = Town(town.database, "13324")
    assert other.enter({"13324": "50"}, base=1).batch == 3


@pytest.mark.parametrize(
    ("percents", "source", "said"),
    [
        ({DUY_HA: "100.5"}, SOURCE, "Tỷ lệ về Phường Duy Hà phải từ 0 đến 100%."),
        ({DUY_HA: "-1"}, SOURCE, "Tỷ lệ về Phường Duy Hà phải từ 0 đến 100%."),
        ({DUY_HA: "NaN"}, SOURCE, "Tỷ lệ về Phường Duy Hà phải từ 0 đến 100%."),
        ({DUY_HA: "Infinity"}, SOURCE, "Tỷ lệ về Phường Duy Hà phải từ 0 đến 100%."),
        ({DUY_HA: "33.33333"}, SOURCE, "Tỷ lệ về Phường Duy Hà có quá 4 chữ số sau dấu phẩy."),
        ({DUY_HA: "60", HA_NAM: "40.0001"}, SOURCE, "Cộng các tỷ lệ được 100,0001%, quá 100%."),
        ({DUY_HA: "60", HA_NAM: "30"}, SOURCE, "Cộng các tỷ lệ mới được 90%, phải đủ 100%."),
        ({DUY_HA: "60"}, "  ", "Chưa ghi nguồn của tỷ lệ"),
        ({DUY_HA: "60"}, "x" * 101, "Nguồn dài quá 100 ký tự."),
        ({"13285": "60"}, SOURCE, "Phường Hoàng Đông không chia về Phường Phủ Lý."),
        ({}, SOURCE, "Chưa ghi tỷ lệ nào."),
        (
            {DUY_HA: "101"},
            "",
            "Chưa ghi nguồn của tỷ lệ, ví dụ biểu dân số theo thôn và ngày của biểu. Tỷ lệ về Phường Duy Hà phải từ 0 "
            "đến 100%.",
        ),
    ],
)
def test_bad_shares_are_refused_in_words(town: Town, percents: dict[str, str], source: str, said: str) -> None:
    assert said in refused(town, percents, source)


def test_a_share_beside_one_that_stands_may_not_be_more_than_the_whole(town: Town) -> None:
    town.enter({DUY_HA: "60"})
    assert "100%" in refused(town, {HA_NAM: "41"})
    town.enter({HA_NAM: "40"})
    assert town.range_of(HA_NAM) == (400, 400)


def test_a_unit_that_law_passed_on_wholly_has_no_shares(database: Database) -> None:
    whole = Town(database, "13303")
    assert refused(whole, {HA_NAM: "60"}) == "Phường Lam Hạ không bị chia nên không cần tỷ lệ."


def test_a_commune_nobody_followed_gets_its_successor(database: Database) -> None:
    lost = Town(database, LIEM_CHUNG, VINTAGE_2023)
    before = facts(database)
    assert lost.range_of(LIEM_CHINH) == (0, 1_001)
    lost.enter({LIEM_CHINH: "100"}, "Nghị quyết 1288/NQ-UBTVQH15, Điều 1")
    assert lost.range_of(LIEM_CHINH) == (1_001, 1_001)
    assert [unit.full_name for unit in at(database).heirs(lost.id)] == ["Phường Phủ Lý"]
    assert "13303" in {at(database).units[to].code for to in successors_of(at(database), lost.id)}
    undo(database, 2)
    assert facts(database) == before


def test_what_the_seed_infers_may_be_confirmed_and_the_rest_is_listed(database: Database) -> None:
    listed = {unit.full_name for unit in enterable(at(database))}
    assert {"Phường Hoàng Đông", "Xã Liêm Chung", "Phường Lương Khánh Thiện"} <= listed
    assert len(listed) == 5 + 2 + 9
    inferred = Town(database, "13288", VINTAGE_2023)
    assert inferred.steps()["13294"].inferred
    assert inferred.enter({"13294": "100"}).added == 1
    assert not inferred.steps()["13294"].inferred


def test_the_preview_of_an_undo_tells_shares_in_words(town: Town) -> None:
    town.enter({DUY_HA: "62.5", HA_NAM: "37.5"})
    with town.database.reading() as connection:
        preview = undo_preview(connection, 2, 2)
    assert preview.restored.sort("subject").rows() == [
        ("Phường Hoàng Đông", "01/07/2025", "Tỷ lệ về Phường Duy Hà", f"62,5%, nguồn: {SOURCE}", "chưa rõ tỷ lệ"),
        ("Phường Hoàng Đông", "01/07/2025", "Tỷ lệ về Phường Hà Nam", f"37,5%, nguồn: {SOURCE}", "chưa rõ tỷ lệ"),
    ]
    assert len(preview.removed) == len(preview.kept) == 0
    Town(town.database, LIEM_CHUNG, VINTAGE_2023).enter({LIEM_CHINH: "100"})
    with town.database.reading() as connection:
        [row] = undo_preview(connection, 3, 3).removed.rows()
    assert row[:3] == ("Xã Liêm Chung", "01/01/2025", "Tỷ lệ về Phường Liêm Chính")
