"""Borders written as a batch, refused, taken back: on both databases."""

import json
import time
from datetime import date

import pytest
import sqlalchemy as sa

from data.boundaries.check import Check, check_boundaries
from data.engine import Database
from data.seeding.geography import VINTAGE_2023, VINTAGE_2025_01, VINTAGE_2025_07
from data.store import queries
from data.store.batches import Applied, ConflictError, batch_details
from data.store.boundaries import apply_boundaries
from data.store.boundary_rows import areas_drawn
from data.store.commands import UnconfirmedError, undo_batch
from data.store.undo_preview import undo_preview
from data.store.version import data_hash, data_version
from models.access.actor import Operator
from tests.data.boundaries.files import Json, as_bytes, features, moved, sample

LISTS = {
    "hanam_districts_dvhcvn.geojson": (VINTAGE_2023, "district", 7),
    "hanam_wards33_2025_bando.geojson": (VINTAGE_2025_07, "commune", 33),
}


def shifted(metres: float = 20.0, share: float = 1.0) -> bytes:
    """The six districts a little to the east, and stretched."""

    def change(feature: Json) -> None:
        moved(feature, lambda x, y: [105.95 + (x - 105.95) * share + metres / 104_000, y])

    return as_bytes(features(change))


def checked(raw: bytes, vintage: date = VINTAGE_2023, level: str = "district", name: str = "huyen.geojson") -> Check:
    return check_boundaries(raw, name, vintage, level)  # type: ignore[arg-type]


def applied(database: Database, raw: bytes, key: str = "một", base: int | None = None, **more: object) -> Applied:
    check = checked(raw)
    return apply_boundaries(
        database,
        check,
        raw,
        actor=Operator("Lan"),
        base_version=head(database) if base is None else base,
        idempotency_key=key,
        **more,  # type: ignore[arg-type]
    )


def head(database: Database) -> int:
    with database.reading() as connection:
        return data_version(connection)


def hash_of(database: Database) -> str:
    with database.reading() as connection:
        return data_hash(connection)


def drawn(database: Database) -> list[Json]:
    with database.reading() as connection:
        return queries.boundaries(connection, data_version(connection))


@pytest.mark.parametrize("name", LISTS)
def test_a_real_file_is_applied_and_taken_back_to_the_last_digit(database: Database, name: str) -> None:
    raw = sample(name)
    vintage, level, rows = LISTS[name]
    before, schematic = hash_of(database), drawn(database)
    began = time.monotonic()
    check = checked(raw, vintage, level, name)
    read = time.monotonic()
    done = apply_boundaries(database, check, raw, actor=Operator("Lan"), base_version=1, idempotency_key="một")
    print(f"{name}: check {read - began:.2f} s, apply {time.monotonic() - read:.2f} s")
    assert (done.batch, done.added) == (2, rows)
    exact = [feature for feature in drawn(database) if not feature["properties"]["schematic"]]
    assert len(exact) == rows
    with database.reading() as connection:
        areas = {row["area_id"]: row for row in queries.areas(connection, 2).iter_rows(named=True)}
    for feature in exact:
        outline = next(one for one in check.outlines if one.code == feature["properties"]["code"])
        assert feature["geometry"] == json.loads(outline.geometry)
        assert feature["properties"]["label"] == list(outline.label)
        assert areas[feature["properties"]["area_id"]]["level"] == level
    undone = undo_batch(database, 2, actor=Operator("Lan"), idempotency_key="hai")
    assert undone.batch == 3
    assert hash_of(database) == before
    assert drawn(database) == schematic
    undo_batch(database, 3, actor=Operator("Lan"), idempotency_key="ba")
    assert [one for one in drawn(database) if not one["properties"]["schematic"]] == exact


def test_the_six_districts_are_drawn_before_and_after_kim_bang_became_a_town(database: Database) -> None:
    with database.reading() as connection:
        before = areas_drawn(connection, 1, VINTAGE_2023, "district")
        after = areas_drawn(connection, 1, VINTAGE_2025_01, "district")
        communes = areas_drawn(connection, 1, VINTAGE_2023, "commune")
        counts = connection.execute(sa.text("SELECT COUNT(*) FROM boundary")).scalar_one()
    assert before == after
    assert len(before) == 7 == counts
    assert sorted(before.values()) == ["347", "349", "350", "350", "351", "352", "353"]
    assert len(communes) == 109  # some of the 98 were merged: their list is not drawn by halves


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    raw = shifted()
    first = applied(database, raw)
    assert (first.added, first.closed) == (7, 7)
    after = hash_of(database)
    again = applied(database, raw, "hai")
    assert (again.batch, again.added, again.already_at is not None) == (2, 0, True)
    assert applied(database, raw) == first  # the same click
    spaced = applied(database, raw + b"\n", "ba")
    assert (spaced.batch, spaced.added, spaced.already_at) == (2, 0, None)
    assert (head(database), hash_of(database)) == (2, after)


def test_the_batch_keeps_who_what_and_how(database: Database) -> None:
    raw = shifted()
    applied(database, raw)
    with database.reading() as connection:
        batch = queries.batches(connection).row(0, named=True)
        details = batch_details(connection, 2)
        kept = connection.execute(sa.text("SELECT content FROM stored_file")).scalar_one()
    assert (batch["kind"], batch["dataset"], batch["actor"], batch["filename"]) == (
        "upload",
        "boundaries",
        "Lan",
        "huyen.geojson",
    )
    assert details.answers == {"boundary_key": "code", "boundary_level": "district", "boundary_vintage": "2023-01-01"}
    assert bytes(kept) == raw


def test_who_comes_second_is_told_and_nothing_is_written(database: Database) -> None:
    applied(database, shifted(20))
    before = hash_of(database)
    with pytest.raises(ConflictError, match="Ranh giới đã được Lan ghi lúc"):
        applied(database, shifted(40), "hai", base=1)
    assert (head(database), hash_of(database)) == (2, before)
    assert applied(database, shifted(40), "ba", base=2).batch == 3
    with pytest.raises(ConflictError):
        applied(database, shifted(60), "ba", base=3)  # a key that has written another file


def test_warnings_are_confirmed_by_name(database: Database) -> None:
    raw, before = shifted(0, 1.08), hash_of(database)
    with pytest.raises(UnconfirmedError, match="Diện tích đo được khác diện tích công bố"):
        applied(database, raw)
    assert (head(database), hash_of(database)) == (1, before)
    applied(database, raw, confirmed=["border_area"])
    with database.reading() as connection:
        (group,) = batch_details(connection, 2).confirmed
    assert group.code == "border_area"
    assert all("diện tích đo được" in message for message in group.messages)


@pytest.mark.parametrize(
    "raw", [b"{", shifted(9_000), as_bytes({**features(), "crs": {}})], ids=["cut", "moved", "crs"]
)
def test_a_wrong_file_changes_nothing(database: Database, raw: bytes) -> None:
    before, check = hash_of(database), checked(raw)
    assert check.status == "refused"
    with pytest.raises(ValueError, match="refused"):
        apply_boundaries(database, check, raw, actor=Operator("Lan"), base_version=1, idempotency_key="một")
    assert (head(database), hash_of(database)) == (1, before)
    with database.reading() as connection:
        assert connection.execute(sa.text("SELECT COUNT(*) FROM stored_file")).scalar_one() == 0


def test_an_older_file_goes_and_the_newer_one_stays(database: Database) -> None:
    applied(database, shifted(20))
    applied(database, shifted(40), "hai")
    newest = drawn(database)
    undone = undo_batch(database, 2, actor=Operator("Lan"), idempotency_key="ba")
    assert (undone.restored, undone.removed, undone.kept) == (0, 0, 7)
    assert drawn(database) == newest
    undo_batch(database, 3, actor=Operator("Lan"), idempotency_key="bốn")
    assert all(feature["properties"]["schematic"] for feature in drawn(database))


def test_taking_back_is_said_in_words(database: Database) -> None:
    applied(database, shifted())
    with database.reading() as connection:
        preview = undo_preview(connection, 2, 2)
    assert preview.refused is None
    assert (preview.removed.height, preview.kept.height) == (0, 0)
    assert set(preview.restored.select("subject", "value_now", "value_after").iter_rows()) == {
        ("Ranh giới", "Tệp huyen.geojson", "sơ đồ")
    }
    said = set(preview.restored.select("area", "period").iter_rows())
    assert {("Huyện Kim Bảng", "từ 01/01/2023"), ("Thị xã Kim Bảng", "từ 01/01/2025")} < said
