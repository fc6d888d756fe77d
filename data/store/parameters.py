"""Law parameters: entering, verifying and correcting dated rows, and what a change changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

import sqlalchemy as sa

from data.accounts.permission import Permit, allow, guarded
from data.chain import record
from data.clock import today
from data.engine import Database
from data.ingest import Check
from data.locale import _
from data.seed_files import seed_rows
from data.store import drafts
from data.store.batches import Applied, ConflictError, batch_by_key, insert_batch, standing_batch_of
from data.store.fact_tables import close_rows
from data.store.facts import UnknownRowError
from data.store.version import current_at, lock_version, take_next_version
from data.vocabulary.parameters import (
    AMOUNT,
    MONTHS,
    NO_END,
    PARAMETER_NAMES,
    PER_THOUSAND,
    PERCENTS,
    STEP,
    Rule,
    name_words,
    rules_of,
    unit_of,
)
from models.access.roles import Action, Actor, Scope
from models.base import Base
from models.periods import Month
from models.policy.schemes import SCHEMES
from models.tables.parameters import BenefitAmount, Parameter
from models.wording.numbers import moment, number
from models.wording.words import keepable

PARAMETER = Base.metadata.tables["parameter"]
AMOUNTS = Base.metadata.tables["benefit_amount"]
FAR = 3
"""Factor between a value and the one before beyond which the unit may be wrong."""

_PREFIXES = {"merit": AMOUNT, "merit_step": STEP}
LONG_BACK_PAY = 12
"""Months between a rule's start and its first payment list beyond which one of the years is likely wrong."""
Series = dict[date, Mapping[str, Any]]
Status = Literal["new", "changed", "unchanged"]


@dataclass(frozen=True)
class RuleChange:
    """One rule compared with the current row of its name and start; `old` is empty when there is none. `like` is a row
    of the same name, or the seed's where there is none, for what the rule does not contain (its unit). `remarks` are
    sentences to confirm before writing."""

    rule: Rule
    old: Mapping[str, Any]
    like: Mapping[str, Any]
    remarks: tuple[str, ...]

    @property
    def status(self) -> Status:
        if not self.old:
            return "new"
        return "unchanged" if _same(self.rule, self.old) else "changed"

    @property
    def table(self) -> sa.Table:
        return PARAMETER if self.rule.name in PARAMETER_NAMES else AMOUNTS

    @property
    def ends_on(self) -> date | None:
        """The last day the row would have."""
        return _end(self.rule, self.old)


def rule_changes(connection: sa.Connection, version: int, rules: Sequence[Rule]) -> tuple[RuleChange, ...]:
    """Each rule compared with the law of the version, in the order of `rules`. Raises UnknownRowError for an amount
    without any row in the version, for its scheme is taken from such a row."""
    stored = _kept(connection, version)
    units = {row["parameter"]: {"unit": row["unit"]} for row in seed_rows("norms.csv")}
    coming: dict[str, dict[date, Rule]] = {}
    for rule in rules:
        if rule.name not in stored and rule.name not in units:
            raise UnknownRowError(name_words(rule.name))
        coming.setdefault(rule.name, {})[rule.applies_from] = rule
    changes = []
    for rule in rules:
        series = stored.get(rule.name, {})
        remarks = _remarks(rule, _values(series, coming[rule.name]), series.get(rule.applies_from))
        remarks += _overlaps(rule, series, coming[rule.name])
        like = series[max(series)] if series else units[rule.name]
        changes.append(RuleChange(rule, series.get(rule.applies_from, {}), like, remarks))
    return tuple(changes)


def name_of(table: sa.Table, row: Mapping[str, Any]) -> str:
    """The name by which files call what a row is about."""
    if table is PARAMETER:
        return str(row["name"])
    return _PREFIXES.get(row["scheme"], f"{row['scheme']}.") + str(row["group_code"])


def _kept(connection: sa.Connection, version: int) -> dict[str, Series]:
    series_by_name: dict[str, Series] = {}
    for table in (PARAMETER, AMOUNTS):
        for row in (
            record_row._asdict()
            for record_row in connection.execute(sa.select(table).where(current_at(table, version)))
        ):
            series_by_name.setdefault(name_of(table, row), {})[row["applies_from"]] = row
    return series_by_name


def value_of(row: Mapping[str, Any]) -> int:
    """The value of a kept row of either table."""
    return int(row["value"] if "value" in row else row["amount_vnd"])


def _end(rule: Rule, old: Mapping[str, Any]) -> date | None:
    """The last day of a rule that takes the place of `old`, which keeps its end where nothing is said of it."""
    if rule.in_force_until is None:
        return old.get("in_force_until")
    return None if rule.in_force_until == NO_END else rule.in_force_until


def _same(rule: Rule, old: Mapping[str, Any]) -> bool:
    if (rule.value, rule.document, rule.evidence) != (value_of(old), old["document"], old["evidence"]):
        return False
    if rule.name not in PARAMETER_NAMES:
        return True
    # A row without a first list is paid from the month in which it applies: saying so changes nothing.
    paid = (rule.first_paid or rule.applies_from), (old["first_paid"] or old["applies_from"])
    dates = rule.issued_on, rule.in_force_from, _end(rule, old)
    return dates == (old["issued_on"], old["in_force_from"], old["in_force_until"]) and paid[0] == paid[1]


def _values(series: Series, coming: Mapping[date, Rule]) -> dict[date, int]:
    """Start -> value as it would be after writing."""
    return {day: value_of(row) for day, row in series.items()} | {day: rule.value for day, rule in coming.items()}


def _remarks(rule: Rule, values: Mapping[date, int], old: Mapping[str, Any] | None) -> tuple[str, ...]:
    before = max((day for day in values if day < rule.applies_from), default=None)
    after = min((day for day in values if day > rule.applies_from), default=None)
    remarks: list[str] = []
    if before is not None:
        remarks += _against(rule, values[before], _("mức trước đó"), before, falls=rule.value < values[before])
    elif old is not None:
        remarks += _against(rule, value_of(old), _("mức đang ghi"), rule.applies_from, falls=False)
    if after is not None and rule.value > values[after]:
        text = _("{name} từ {day}: {value} cao hơn mức sau đó ({other} từ {other_day}). Kiểm tra lại mức.")
        remarks.append(_filled(text, rule, values[after], after))
    back_pay = 0 if rule.first_paid is None else Month.of(rule.first_paid).index - Month.of(rule.applies_from).index
    if back_pay > LONG_BACK_PAY:
        text = _("{name} từ {day}: chi trả theo mức mới sau {months} tháng. Kiểm tra lại năm của các ngày.")
        remarks.append(text.format(name=name_words(rule.name), day=f"{rule.applies_from:%d/%m/%Y}", months=back_pay))
    return tuple(remarks)


def _overlaps(rule: Rule, series: Series, coming: Mapping[date, Rule]) -> tuple[str, ...]:
    """Where the rule's end, or that of the rule before, lies after the next one begins to bind, or leaves days without
    any."""
    if rule.name not in PARAMETER_NAMES:
        return ()
    spans = {day: (row["in_force_from"], row["in_force_until"]) for day, row in series.items()}
    spans |= {day: (one.in_force_from, _end(one, series.get(day, {}))) for day, one in coming.items()}
    starts, remarks = sorted(spans), []
    for earlier, later in pairwise(starts):
        end, binds = spans[earlier][1], max(later, spans[later][0] or later)
        if end is None or rule.applies_from not in (earlier, later) or later - timedelta(days=1) <= end < binds:
            continue
        text = (
            _(
                "{name} từ {day}: có hiệu lực đến {end}, sau ngày mức kế tiếp bắt đầu ({next}); phần mềm tính theo mức "
                "kế tiếp từ ngày đó. Kiểm tra lại ngày hết hiệu lực."
            )
            if end >= binds
            else _(
                "{name} từ {day}: có hiệu lực đến {end}, mức kế tiếp bắt đầu {next}; những ngày ở giữa phần mềm vẫn "
                "tính theo mức cũ. Kiểm tra lại ngày hết hiệu lực."
            )
        )
        day, end_day, next_day = (f"{one:%d/%m/%Y}" for one in (earlier, end, binds if end >= binds else later))
        remarks.append(text.format(name=name_words(rule.name), day=day, end=end_day, next=next_day))
    return tuple(remarks)


def _against(rule: Rule, other: int, which: str, day: date, *, falls: bool) -> Iterable[str]:
    in_dong = rule.name not in PERCENTS | MONTHS | PER_THOUSAND
    if in_dong and rule.value > FAR * other:
        text = _(
            "{name} từ {day}: {value} gấp hơn 3 lần {which} ({other} từ {other_day}). Kiểm tra đơn vị: phải ghi đủ số "
            "đồng."
        )
    elif in_dong and FAR * rule.value < other:
        text = _(
            "{name} từ {day}: {value} chưa bằng 1/3 {which} ({other} từ {other_day}). Kiểm tra đơn vị: phải ghi đủ số "
            "đồng."
        )
    elif falls:
        text = _("{name} từ {day}: {value} thấp hơn {which} ({other} từ {other_day}). Kiểm tra lại mức.")
    else:
        return
    yield _filled(text, rule, other, day, which)


def _filled(text: str, rule: Rule, other: int, day: date, which: str = "") -> str:
    return text.format(
        name=name_words(rule.name),
        day=f"{rule.applies_from:%d/%m/%Y}",
        which=which,
        value=value_words(rule.name, rule.value),
        other=value_words(rule.name, other),
        other_day=f"{day:%d/%m/%Y}",
    )


def value_words(name: str, value: int) -> str:
    """A value of a rule in its unit: "540.000 đồng", "50%"."""
    return f"{value}%" if name in PERCENTS else f"{number(value)} {unit_of(name)}"


DATASET, VERIFICATION = "parameters", "verification"
_BATCH = Base.metadata.tables["batch"]


def set_parameter(database: Database, *, row: Rule, actor: Actor, base_version: int, idempotency_key: str) -> Applied:
    """Write one rule as one batch: the current row of its name and start is closed, unless it is the same. The same key
    again returns the first result. Raises NotAllowedError, ConflictError, UnknownRowError and
    DatabaseUnavailableError."""

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.WRITE_LAW)
        return _repeated(connection, idempotency_key) or _write(
            connection, head, [row], permit, base_version, idempotency_key
        )

    return guarded(database, work)


def apply_parameters(
    database: Database,
    check: Check,
    content: bytes,
    filename: str,
    *,
    actor: Actor,
    base_version: int,
    idempotency_key: str,
) -> Applied:
    """Apply an accepted `parameters` check as one batch and keep its file. Raises as set_parameter, and ValueError for
    a refused check or one of another dataset."""
    if check.status != "accepted" or check.dataset != DATASET:
        raise ValueError("only an accepted file of parameters can be applied")
    filename = keepable(filename)

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.WRITE_LAW)
        done = _repeated(connection, idempotency_key)
        if done is not None:
            return done
        standing = standing_batch_of(connection, check.sha256, DATASET)
        if standing is not None:
            return Applied(standing.id, 0, 0, already_at=standing.created_at)
        named = {"filename": filename[:255], "file_sha256": check.sha256}
        applied = _write(connection, head, rules_of(check.frame), permit, base_version, idempotency_key, **named)
        if applied.added:
            drafts.keep(connection, check.sha256, filename, content, today())
        return applied

    return guarded(database, work)


def verify_parameter(
    database: Database,
    *,
    name: str,
    applies_from: date,
    actor: Actor,
    idempotency_key: str,
    base_version: int | None = None,
) -> Applied:
    """Mark the current row as compared with its document, by the actor and today; a row already marked stays unchanged.

    `base_version` is the version whose row was looked at: ConflictError when the row has been written since. Raises
    NotAllowedError, UnknownRowError where there is no such row, and DatabaseUnavailableError.
    """
    t = PARAMETER

    def work(connection: sa.Connection) -> Applied:
        head = lock_version(connection)
        permit = allow(connection, actor, Action.VERIFY_LAW)
        permit.require([_scope(name)])
        done = _repeated(connection, idempotency_key)
        if done is not None:
            return done
        wanted = sa.and_(t.c.name == name, t.c.applies_from == applies_from, t.c.batch_to.is_(None))
        row = connection.execute(sa.select(t).where(wanted)).mappings().one_or_none()
        if row is None:
            raise UnknownRowError(name)
        if base_version is not None and row["batch_from"] > base_version:
            raise _conflict(connection, name, row["batch_from"])
        if row["verified_by"] is not None:
            return Applied(head, 0, 0)
        batch = take_next_version(connection, head)
        insert_batch(
            connection, batch, VERIFICATION, VERIFICATION, actor=permit.name, key=idempotency_key, added=1, closed=1
        )
        close_rows(connection, t, [row["id"]], batch)
        facts = {column: value for column, value in row.items() if column not in ("id", "batch_from", "batch_to")}
        marked = {**facts, "verified_by": permit.name, "verified_on": today(), "batch_from": batch}
        connection.execute(sa.insert(Parameter), [marked])
        record(
            connection,
            permit.name,
            "verify",
            batch=batch,
            parameter=name,
            applies_from=applies_from.isoformat(),
            rows=1,
            closed=1,
            before=head,
        )
        return Applied(batch, 1, 1)

    return guarded(database, work)


def _repeated(connection: sa.Connection, key: str) -> Applied | None:
    done = batch_by_key(connection, key)
    return None if done is None else Applied(done.id, done.rows_added, done.rows_closed)


def _write(
    connection: sa.Connection,
    head: int,
    rules: Sequence[Rule],
    permit: Permit,
    base_version: int,
    key: str,
    **named: str,
) -> Applied:
    _refuse_if_touched(connection, base_version, {rule.name for rule in rules})
    written = [change for change in rule_changes(connection, head, rules) if change.status != "unchanged"]
    if not written:
        return Applied(head, 0, 0)
    permit.require(_scope(change.rule.name, change.like.get("scheme")) for change in written)
    closed = sum(bool(change.old) for change in written)
    batch = take_next_version(connection, head)
    insert_batch(
        connection, batch, DATASET, DATASET, actor=permit.name, key=key, added=len(written), closed=closed, **named
    )
    for table, row_of in ((PARAMETER, _parameter), (AMOUNTS, _amount)):
        mine = [change for change in written if change.table is table]
        close_rows(connection, table, [change.old["id"] for change in mine if change.old], batch)
        rows = [{**row_of(change, named.get("filename", "")), "batch_from": batch} for change in mine]
        if rows:
            connection.execute(sa.insert(Parameter if table is PARAMETER else BenefitAmount), rows)
    record(
        connection,
        permit.name,
        "law",
        batch=batch,
        parameters=sorted({change.rule.name for change in written}),
        rows=len(written),
        closed=closed,
        before=head,
        **named,
    )
    return Applied(batch, len(written), closed)


def _scope(name: str, scheme: str | None = None) -> Scope:
    """The scope of a rule: the whole province, with the policy area of its scheme or of the beginning of its name."""
    return Scope(SCHEMES[scheme].policy_area if scheme in SCHEMES else name.partition(".")[0])


def _parameter(change: RuleChange, _filename: str) -> dict[str, Any]:
    """The new row, not verified: a mark of verification belongs to the row it was given to."""
    rule = change.rule
    return {
        "name": rule.name,
        "value": rule.value,
        "unit": change.like["unit"],
        "issued_on": rule.issued_on,
        "applies_from": rule.applies_from,
        "in_force_from": rule.in_force_from,
        "in_force_until": change.ends_on,
        "first_paid": rule.first_paid,
        "document": keepable(rule.document),
        "evidence": rule.evidence,
        "verified_by": None,
        "verified_on": None,
    }


def _amount(change: RuleChange, filename: str) -> dict[str, Any]:
    rule, document = change.rule, keepable(change.rule.document)
    prefix = STEP if rule.name.startswith(STEP) else AMOUNT
    return {
        "scheme": change.like["scheme"],
        "group_code": rule.name.removeprefix(prefix),
        "applies_from": rule.applies_from,
        "amount_vnd": rule.value,
        "basis": (filename or document)[:200],
        "document": document,
        "evidence": rule.evidence,
    }


def _refuse_if_touched(connection: sa.Connection, base_version: int, names: Iterable[str]) -> None:
    """A row of the same name anywhere in its series: what was shown beside the new one was another row."""
    wanted = set(names)
    newest: tuple[int, str] = (0, "")
    for t in (PARAMETER, AMOUNTS):
        later = sa.or_(t.c.batch_from > base_version, t.c.batch_to > base_version)
        for row in (found._asdict() for found in connection.execute(sa.select(t).where(later))):
            if name_of(t, row) in wanted:
                newest = max(newest, (max(row["batch_from"], row["batch_to"] or 0), name_of(t, row)))
    if newest[0]:
        raise _conflict(connection, newest[1], newest[0])


def _conflict(connection: sa.Connection, name: str, batch_id: int) -> ConflictError:
    batch = connection.execute(sa.select(_BATCH).where(_BATCH.c.id == batch_id)).one()
    return ConflictError(
        _("{name} đã được {actor} ghi lúc {time}; xem thay đổi rồi ghi lại.").format(
            name=name_words(name), actor=batch.actor, time=moment(batch.created_at)
        )
    )
