"""Exact borders from a GeoJSON file (WGS 84), written as one batch that can be undone.

`python -m data.borders FILE --level commune --vintage 2025-07` says what a file would change or why it is refused;
`--write` writes it. The administration page calls the same functions: `check_borders` of `data.border_check`, then
`compared` and `write_borders`."""

from __future__ import annotations

import argparse
import sys
import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl
import sqlalchemy as sa

from data.accounts import permission
from data.accounts.permission import NotAllowedError, allow, guarded
from data.border_check import LEVEL_WORDS, LISTS, Check, check_borders
from data.chain import record
from data.clock import today
from data.engine import Database, open_database
from data.errors import DatabaseUnavailableError
from data.ingest import areas
from data.locale import _
from data.parsing.limits import MOST_BYTES
from data.settings import SettingsError, read_settings
from data.store import drafts
from data.store.batches import (
    Applied,
    ConflictError,
    UnconfirmedError,
    batch_by_key,
    groups_as_json,
    insert_batch,
    standing_batch_of,
)
from data.store.fact_tables import keep_repeats, replace_rows, schema_of, typed
from data.store.version import current_at, data_version, lock_version, take_next_version
from data.vocabulary.periods import VINTAGES
from data.vocabulary.problems import shown, words_of
from models.access.roles import Action, Actor
from models.base import Base, canonical
from models.wording.numbers import moment
from models.wording.words import keepable

DATASET = "boundaries"
VALUES = ("geometry", "label_longitude", "label_latitude", "schematic", "source")
_BATCH, _BOUNDARY = Base.metadata.tables["batch"], Base.metadata.tables["boundary"]
_AREA, _CHANGE = Base.metadata.tables["area"], Base.metadata.tables["area_change"]


def compared(connection: sa.Connection, version: int, check: Check) -> pl.DataFrame:
    """One row for each area whose border the file gives: "area_id", "code", VALUES as the file sets them, "old_id" of
    the row in force (null: none) with "schematic_now" and "source_now", and whether it `differs` from it in more than
    its source."""
    source = _("Tệp {file}").format(file=check.filename)[: _BOUNDARY.c.source.type.length]  # type: ignore[attr-defined]
    drawn = {outline.code: outline for outline in check.outlines}
    rows = [
        (area_id, code, drawn[code].geometry, *drawn[code].label, False, source)
        for area_id, code in sorted(areas_drawn(connection, version, check.vintage, check.level).items())
        if code in drawn
    ]
    schema = schema_of(_BOUNDARY, ("area_id", *VALUES))
    coming = pl.DataFrame(
        rows,
        {"area_id": schema["area_id"], "code": pl.String(), **{name: schema[name] for name in VALUES}},
        orient="row",
    )
    statement = sa.select(_BOUNDARY.c.id, *(_BOUNDARY.c[name] for name in ("area_id", *VALUES)))
    now = typed(connection, statement.where(current_at(_BOUNDARY, version)), {"old_id": pl.Int64(), **schema})
    both = coming.join(now, on="area_id", how="left", suffix="_now", maintain_order="left")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_now")) for name in VALUES[:-1])
    return both.select("area_id", "code", *VALUES, "old_id", "schematic_now", "source_now", differs=differs)


def areas_drawn(connection: sa.Connection, version: int, vintage: date, level: str) -> dict[int, str]:
    """Ids of the areas that a file of a list draws, with the codes in that list: those of the list, and those of other
    lists in which every area has the land of one of them (the six districts before and after Kim Bảng became a
    town)."""
    t = _AREA.c
    columns = (t.id, t.code, t.valid_from, t.valid_to)
    found = connection.execute(sa.select(*columns).where(t.level == level, t.batch_from <= version)).all()
    lists = {
        day: {area.id: area.code for area in found if area.valid_from <= day < (area.valid_to or date.max)}
        for day in VINTAGES
    }
    mine, same = lists[vintage], _same_land(connection, version)
    drawn = dict(mine)
    for listed in lists.values():
        codes = {area_id: mine.get(area_id) or mine.get(same.get(area_id, area_id)) for area_id in listed}
        if all(codes.values()):
            drawn |= {area_id: code for area_id, code in codes.items() if code is not None}
    return drawn


def _same_land(connection: sa.Connection, version: int) -> dict[int, int]:
    """Areas that became another area whole and alone, and the other way round."""
    t = _CHANGE.c
    steps = connection.execute(
        sa.select(t.from_area_id, t.to_area_id, t.weight_ppm).where(current_at(_CHANGE, version))
    ).all()
    into, out = Counter(step.to_area_id for step in steps), Counter(step.from_area_id for step in steps)
    alone = [
        (step.from_area_id, step.to_area_id)
        for step in steps
        if step.weight_ppm == 1_000_000 and into[step.to_area_id] == 1 and out[step.from_area_id] == 1
    ]
    return dict(alone) | {new: old for old, new in alone}


def write_borders(
    database: Database,
    check: Check,
    content: bytes,
    *,
    actor: Actor,
    base_version: int,
    idempotency_key: str,
    confirmed: Sequence[str] = (),
) -> Applied:
    """Write an accepted check as one batch; `base_version` is the version it was looked at on, `confirmed` are codes of
    groups of warnings. The same key again gives the first answer again, the same file writes nothing. Raises
    ConflictError, UnconfirmedError, NotAllowedError and DatabaseUnavailableError; ValueError for a refused check."""
    if check.status != "accepted":
        raise ValueError("a refused file cannot be applied")
    answers = canonical(
        {"boundary_key": check.key or "", "boundary_level": check.level, "boundary_vintage": check.vintage.isoformat()}
    )
    filename = keepable(check.filename)

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.IMPORT_BOUNDARIES)
        done = batch_by_key(connection, idempotency_key)
        if done is not None:
            if (done.file_sha256, done.dataset, done.answers) != (check.sha256, DATASET, answers):
                raise _conflict(connection, done.id)
            return Applied(done.id, done.rows_added, done.rows_closed)
        standing = standing_batch_of(connection, check.sha256, DATASET, answers)
        if standing is not None:
            return Applied(standing.id, 0, 0, already_at=standing.created_at)
        rows = compared(connection, head, check)
        written = rows.filter("differs")
        permission.require(connection, permit, written.select("area_id"))
        _refuse_if_touched(connection, base_version, rows["area_id"].to_list())
        if written.is_empty():
            return Applied(head, 0, 0)
        if left := {code: group for code, group in check.warned.items() if code not in confirmed}:
            raise UnconfirmedError(left)
        closed = written["old_id"].drop_nulls()
        batch = take_next_version(connection, head)
        insert_batch(
            connection,
            batch,
            "upload",
            DATASET,
            actor=permit.name,
            key=idempotency_key,
            added=len(written),
            closed=len(closed),
            filename=filename[:255],
            file_sha256=check.sha256,
            answers=answers,
            confirmed=groups_as_json(check.warned),
        )
        drafts.keep(connection, check.sha256, filename, content, today())
        drafts.purge(connection, today())
        replace_rows(connection, _BOUNDARY, closed, written.select("area_id", *VALUES), batch)
        keep_repeats(connection, _BOUNDARY, rows.filter(~pl.col("differs"))["old_id"], batch)
        record(
            connection,
            permit.name,
            "boundaries",
            batch=batch,
            filename=filename,
            sha256=check.sha256,
            rows=len(written),
            closed=len(closed),
            before=head,
        )
        return Applied(batch, len(written), len(closed))

    return guarded(database, work)


def _refuse_if_touched(connection: sa.Connection, base_version: int, area_ids: Sequence[int]) -> None:
    t = _BOUNDARY.c
    later = sa.or_(t.batch_from > base_version, t.batch_to > base_version)
    newest = sa.select(sa.func.max(t.batch_from), sa.func.max(t.batch_to)).where(t.area_id.in_(area_ids), later)
    opened, closed = connection.execute(newest).one()
    if opened is not None:
        raise _conflict(connection, max(opened, closed or 0))


def _conflict(connection: sa.Connection, batch_id: int) -> ConflictError:
    batch = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == batch_id)).one()
    return ConflictError(
        _("Ranh giới đã được {actor} ghi lúc {time}; xem lại bản đồ rồi ghi lại.").format(
            actor=batch.actor, time=moment(batch.created_at)
        )
    )


def main(arguments: list[str] | None = None) -> int:
    """The command: 0 = written, or looked at and nothing against it; 1 = refused or not possible, with the reasons."""
    options = _parser().parse_args(arguments)
    vintage = next(day for day in VINTAGES if f"{day:%Y-%m}".startswith(options.vintage))
    try:
        if (vintage, options.level) not in LISTS:
            return _impossible(_("Danh mục {list} không có đơn vị cấp này.").format(list=areas.listed(vintage)))
        with options.file.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        check = check_borders(content, options.file.name, vintage, options.level)
        for problem in check.problems:
            print(problem.message, file=sys.stderr if problem.severity == "error" else sys.stdout)
        if check.status == "refused":
            return _impossible(_("tệp bị từ chối, chưa ghi gì."))
        database = open_database(read_settings())
        try:
            return _look_and_write(database, check, content, options)
        finally:
            database.dispose()
    except (DatabaseUnavailableError, SettingsError, NotAllowedError, ConflictError, UnconfirmedError) as error:
        return _impossible(str(error))
    except OSError as error:
        return _impossible(str(error.strerror or error))


def _look_and_write(database: Database, check: Check, content: bytes, options: argparse.Namespace) -> int:
    with database.reading() as connection:
        version = data_version(connection)
        changed = int(compared(connection, version, check)["differs"].sum())
    said = _("{count} đơn vị theo trường “{key}”; {changed} ranh giới sẽ đổi.")
    print(said.format(count=len(check.outlines), key=shown(check.key or ""), changed=changed))
    for code in check.warned:
        print(_("Cần xác nhận: {group} (--confirm {code})").format(group=words_of(code), code=code))
    if options.write:
        done = write_borders(
            database,
            check,
            content,
            actor=permission.operator_at_console(),
            base_version=version,
            idempotency_key=uuid.uuid4().hex,
            confirmed=options.confirm,
        )
        print(_("Đã ghi {added} ranh giới; số liệu ở bản {batch}.").format(added=done.added, batch=done.batch))
    return 0


def _impossible(reason: str) -> int:
    print(_("KHÔNG LÀM ĐƯỢC: {reason}").format(reason=reason), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m data.borders", description=_("Kiểm tra và nạp ranh giới chính xác từ tệp GeoJSON (WGS 84).")
    )
    parser.add_argument("file", type=Path, metavar=_("TỆP"))
    parser.add_argument("--level", required=True, choices=list(LEVEL_WORDS), help=_("cấp đơn vị trong tệp"))
    parser.add_argument(
        "--vintage", required=True, choices=["2023", "2025-01", "2025-07"], help=_("danh mục đơn vị của tệp")
    )
    parser.add_argument("--write", action="store_true", help=_("ghi vào cơ sở dữ liệu; không có thì chỉ kiểm tra"))
    parser.add_argument(
        "--confirm", nargs="+", default=[], metavar=_("MÃ"), help=_("xác nhận các nhóm điều cần xem lại")
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
