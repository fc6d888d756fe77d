"""Monthly payments by group against the law of the month.

Belongs here: amount = coefficient x norm x people x months to the đồng (NĐ 20/2021, Điều 4 and 6), and published amounts of merit
(NĐ 75/2021) to 1.000 đồng a person. Programme totals have no coefficient and are not checked; nor are merit groups whose amount
is a mean of several steps.
"""

from __future__ import annotations

import polars as pl
import sqlalchemy as sa

from data.locale import _
from data.store import queries
from data.store.fact_tables import CASELOAD
from data.store.version import current_at
from data.store.warnings import Reviewed, Row, figure_words
from data.vocabulary.problems import Problem
from models.base import Base
from models.periods import Month
from models.policy.law.law import Law, UnknownParameterError
from models.policy.law.published import THOUSAND, PublishedAmounts
from models.policy.schemes import MERIT, MERIT_NORM, PROTECTION_NORM, SCHEMES

NORM_STEP = 1_000
MOST_TIMES = 2
"""A provincial norm is whole thousands and not above so many times the national one: else it is a mistaken unit."""


def norm_differs(reviewed: Reviewed) -> list[Problem]:
    """One warning a row that agrees with no norm of its month. A month's norm is the one money counts by or the one its list
    is paid by (until the first list after a rise); or a provincial one: a higher norm that more than half of the month's
    rows follow to the đồng."""
    if reviewed.found.kind is not CASELOAD:
        return []
    rows = reviewed.found.rows.filter(
        pl.col("kind") == queries.MONTHLY,
        pl.col("group_code") != "",
        pl.col("amount_vnd").is_not_null(),
        pl.col("people") > 0,
    ).with_columns(_times=pl.coalesce("shares", "people") * pl.col("months"))
    law = Law.from_frame(queries.parameters(reviewed.connection, reviewed.version))
    months = [Month.parse(text) for text in rows["month"].unique()]
    groups = queries.groups(reviewed.connection, reviewed.version).rename({"group": "group_code"})
    found = pl.concat(
        [_by_coefficient(rows, groups, law, months), _by_amount(reviewed, rows, groups, law, months)], how="diagonal"
    )
    remedy = _("Kiểm tra số người, số tháng, số tiền và nhóm; nếu có khoản cộng thêm thì xác nhận.")
    return reviewed.findings(found.sort("_row"), "norm", remedy, _said)


def _by_coefficient(rows: pl.DataFrame, groups: pl.DataFrame, law: Law, months: list[Month]) -> pl.DataFrame:
    schemes = [scheme.code for scheme in SCHEMES.values() if scheme.norm == PROTECTION_NORM]
    rules = groups.filter(
        pl.col("scheme").is_in(schemes), pl.col("half_coefficient").is_not_null(), pl.col("unit") != "case"
    )
    norms = _norms(law, PROTECTION_NORM, months)
    half = pl.col("half_coefficient")
    cells = (
        rows.join(rules.select("scheme", "group_code", "half_coefficient", "norm_basis", "unit"), on=["scheme", "group_code"])
        .join(norms, on="month")
        .with_columns(
            _implied=pl.when((2 * pl.col("amount_vnd")) % (half * pl.col("_times")) == 0)
            .then((2 * pl.col("amount_vnd")) // (half * pl.col("_times")))
        )
    )  # fmt: skip
    cells = cells.join(_provincial(cells), on="month", how="left", maintain_order="left")
    allowed = ("_applying", "_paid", "_provincial")
    exact = pl.any_horizontal((pl.col("_implied") == pl.col(name)).fill_null(False) for name in allowed)
    expected = half * pl.coalesce("_provincial", "_applying") * pl.col("_times")
    # Paid by child: a file counts parents, so that any whole number of children from one a parent on may be right.
    by_child = pl.any_horizontal(
        ((2 * pl.col("amount_vnd") % (half * pl.col("months") * pl.col(name)) == 0)
         & (2 * pl.col("amount_vnd") >= half * pl.col("_times") * pl.col(name))).fill_null(False)
        for name in allowed
    )  # fmt: skip
    sound = pl.when(pl.col("unit") == "child").then(by_child).otherwise(exact)
    return cells.filter(~sound).with_columns(
        _expected=expected // 2, _norm=pl.coalesce("_provincial", "_applying"), _half=half
    )


def _provincial(cells: pl.DataFrame) -> pl.DataFrame:
    """The norm above the national one that most rows of a month follow; months without one are not there."""
    follow = cells.filter(pl.col("norm_basis") == "provincial_if_higher", pl.col("unit") != "child")
    counted = follow.with_columns(_rows=pl.len().over("month")).group_by("month", "_implied").agg(
        pl.len().alias("_same"), pl.col("_rows", "_applying", "_paid").first()
    )  # fmt: skip
    national = pl.min_horizontal("_applying", "_paid")
    return counted.filter(
        2 * pl.col("_same") > pl.col("_rows"), pl.col("_implied") > national, pl.col("_implied") <= MOST_TIMES * national,
        pl.col("_implied") % NORM_STEP == 0, pl.col("_implied") != pl.col("_applying"),
    ).select("month", _provincial="_implied")  # fmt: skip


def _by_amount(
    reviewed: Reviewed, rows: pl.DataFrame, groups: pl.DataFrame, law: Law, months: list[Month]
) -> pl.DataFrame:
    merit = rows.filter(pl.col("scheme") == MERIT.code)
    codes = groups.filter(pl.col("scheme") == MERIT.code)["group_code"].to_list()
    try:
        published = PublishedAmounts.of(
            queries.amounts(reviewed.connection, reviewed.version), MERIT.code, MERIT_NORM, law, codes
        )
    except LookupError:
        return merit.clear()
    amounts = pl.DataFrame(
        [
            (str(month), group, amount, published.amounts(paid)[group])
            for month, applying, paid in _norms(law, MERIT_NORM, months).with_columns(pl.col("month")).iter_rows()
            if published.kind(applying) != "scaled" and published.kind(paid) != "scaled"
            for group, amount in published.amounts(applying).items()
        ],
        schema={"month": pl.String, "group_code": pl.String, "_amount": pl.Int64, "_amount_paid": pl.Int64}, orient="row",
    ).filter(~pl.col("group_code").is_in(_means(reviewed)))  # fmt: skip
    cells = merit.join(amounts, on=["month", "group_code"], maintain_order="left")
    far = pl.all_horizontal(
        (pl.col("amount_vnd") - pl.col(name) * pl.col("_times")).abs() > THOUSAND * pl.col("_times")
        for name in ("_amount", "_amount_paid")
    )
    return cells.filter(far).with_columns(_expected=pl.col("_amount") * pl.col("_times"))


def _means(reviewed: Reviewed) -> list[str]:
    """Merit groups of which the amount kept is a mean: no single payment has to be a multiple of it."""
    t = Base.metadata.tables["benefit_amount"]
    statement = sa.select(t.c.group_code).where(
        current_at(t, reviewed.version), t.c.scheme == MERIT.code, t.c.basis.like("mean%")
    )
    return sorted(set(reviewed.connection.execute(statement).scalars()))


def _norms(law: Law, name: str, months: list[Month]) -> pl.DataFrame:
    """The norm money counts by and the norm the list is paid by, for months in which there is one."""
    rows = []
    for month in months:
        try:
            rows.append((str(month), law.applying_in(name, month).value, law.visible(name, month, month).value))
        except UnknownParameterError:
            continue
    return pl.DataFrame(rows, schema={"month": pl.String, "_applying": pl.Int64, "_paid": pl.Int64}, orient="row")


def _said(row: Row) -> str:
    people = row["people"] if row["shares"] is None else row["shares"]
    times = _("{people} suất") if row["shares"] is not None else _("{people} người")
    counted = times.format(people=figure_words(people))
    if row["months"] > 1:
        counted = _("{people} × {months} tháng").format(people=counted, months=row["months"])
    if row.get("_norm") is not None:
        rule = _("hệ số {coefficient} × mức chuẩn {norm} × {people} là {expected}").format(
            coefficient=f"{row['_half'] // 2},{5 * (row['_half'] % 2)}", norm=figure_words(row["_norm"]), people=counted,
            expected=figure_words(row["_expected"], "VND"),
        )  # fmt: skip
    else:
        rule = _("mức {amount} một người × {people} là {expected}").format(
            amount=figure_words(row["_amount"]), people=counted, expected=figure_words(row["_expected"], "VND")
        )
    return _("số tiền {amount}, còn {rule}").format(amount=figure_words(row["amount_vnd"], "VND"), rule=rule)
