"""Warnings about a checked file compared with the stored figures: history, sums, norms, households, budget. They never
refuse a file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl
import sqlalchemy as sa

from data.ingest import Check
from data.locale import _
from data.store import queries
from data.store.compare import FileUnderReview, Row, change_words, figure_words, matched, period_words
from data.store.fact_tables import (
    AREA_MEASURE,
    BUDGET_FIGURES,
    BUDGET_LINE,
    CASELOAD,
    OBSERVATION,
    TARGET,
    standing_rows,
    typed,
    units,
)
from data.store.facts import facts
from data.store.queries import MONTHLY, area_measures
from data.store.version import current_at
from data.vocabulary.numbers import ADDED_UP
from data.vocabulary.problems import Problem, arranged
from models.base import Base
from models.frames import CATEGORIES, COUNTED, FIGURES, household_key
from models.periods import Month
from models.policy.answers.effect import SENT, overlay
from models.policy.answers.funding import LINE
from models.policy.engine.baseline import (
    NoBaselineError,
    groups_by_area,
    level_of,
    newest_complete_month,
    reference_mix,
)
from models.policy.law.law import THOUSAND, Law, PublishedAmounts, UnknownParameterError
from models.policy.schemes import MERIT, MERIT_NORM, PROTECTION_NORM, SCHEMES
from models.wording.words import N_

POOR, NEAR_POOR = (household_key(category, "households", "closing") for category in CATEGORIES)
ALL_HOUSEHOLDS = "poverty.households"
OPENING = {household_key(c, n, "opening"): household_key(c, n, "closing") for c in CATEGORIES for n in COUNTED}
MONTHS_BACK = 6
"""Months to look back for the closing figures that the opening ones of a half-year must equal."""
NORM_STEP = 1_000
MOST_TIMES = 2
"""A provincial norm (Điều 4 Nghị định 20/2021/NĐ-CP allows a higher one) is whole thousands and at most so many times
the national one; anything else is a mistaken unit."""
PART = 5
"""A change of more than one part in so many is outside history."""
SMALL = 20
"""Counts below it are not compared with history: a few persons move them by more than a fifth."""
COUNTS = frozenset({"people", "households", "dossiers", "jobs", "houses", "models"})
_FIGURES: dict[str, tuple[str, ...]] = {
    "caseload": ("people", "amount_vnd"),
    "observation": ("value",),
    "target": ("value",),
    "area_measure": ("population", "households"),
    "budget_line": BUDGET_FIGURES,
}
_FIGURE_WORDS = {
    "people": N_("số người {figure}"),
    "amount_vnd": N_("số tiền một tháng {figure}"),
    "value": N_("{figure}"),
    "population": N_("dân số {figure}"),
    "households": N_("số hộ {figure}"),
    "estimate_vnd": N_("dự toán giao {figure}"),
    "supplement_vnd": N_("bổ sung {figure}"),
    "cumulative_vnd": N_("lũy kế {figure}"),
    "advance_vnd": N_("tạm ứng {figure}"),
    "settlement_vnd": N_("quyết toán {figure}"),
}
_MOVEMENTS = [
    household_key(category, counted, figure)
    for category in CATEGORIES
    for counted in COUNTED
    for figure in FIGURES
    if figure != "closing"
]


def falling(file: FileUnderReview) -> list[Problem]:
    """Cumulative figures below that of the month before, where at least one of the two is in the file."""
    if file.facts.kind is not BUDGET_LINE:
        return []
    months = file.after(file.facts.scopes).filter(pl.col("month") != "", pl.col("cumulative_vnd").is_not_null())
    names = ("month", "cumulative_vnd", "_mine")
    ordered = months.sort(*LINE, "month").with_columns(
        pl.col(name).shift(1).over(LINE).alias(f"{name}_before") for name in names
    )
    lower = ordered.filter(
        pl.col("cumulative_vnd") < pl.col("cumulative_vnd_before"), pl.col("_mine") != pl.col("_mine_before")
    )

    def sentence(row: Row) -> str:
        return _("lũy kế {amount}, thấp hơn lũy kế đến hết {period} là {before}").format(
            amount=figure_words(row["cumulative_vnd"], "VND"),
            period=period_words(row["month_before"]),
            before=figure_words(row["cumulative_vnd_before"], "VND"),
        )

    remedy = _("Kiểm tra lại số của hai tháng; nếu có thu hồi thì xác nhận.")
    return file.findings(lower, "cumulative", remedy, sentence)


def over_estimate(file: FileUnderReview) -> list[Problem]:
    """Lines whose spending exceeds estimate and supplement, where the file contains one of these figures."""
    if file.facts.kind is not BUDGET_LINE:
        return []
    rows = file.after(file.facts.scopes)
    granted = (
        rows.filter(pl.col("estimate_vnd").is_not_null())
        .sort(pl.col("month") == "", "month")
        .unique(list(LINE), keep="last", maintain_order=True)
        .select(*LINE, granted=pl.col("estimate_vnd") + pl.col("supplement_vnd").fill_null(0), _granted_mine="_mine")
    )
    spent = (
        rows.filter(pl.col("cumulative_vnd").is_not_null())
        .sort("month")
        .unique(list(LINE), keep="last", maintain_order=True)
    )
    over = spent.join(granted, on=list(LINE), maintain_order="left").filter(
        pl.col("cumulative_vnd") > pl.col("granted"), pl.col("_mine") | pl.col("_granted_mine")
    )

    def sentence(row: Row) -> str:
        return _("lũy kế {amount}, vượt dự toán và bổ sung là {granted}").format(
            amount=figure_words(row["cumulative_vnd"], "VND"), granted=figure_words(row["granted"], "VND")
        )

    remedy = _("Kiểm tra lại lũy kế; nếu đã có bổ sung thì nạp số bổ sung.")
    return file.findings(over, "over_estimate", remedy, sentence)


def above_households(file: FileUnderReview) -> list[Problem]:
    """Areas where, with the file, poor and near-poor households exceed all households."""
    if file.facts.kind is AREA_MEASURE:
        rows = _of_measured(file)
    elif file.facts.kind is OBSERVATION:
        rows = _of_observed(file)
    else:
        return []
    both = pl.col("poor").fill_null(0) + pl.col("near_poor").fill_null(0)
    exceeding = rows.with_columns(both=both).filter(pl.col("both") > pl.col("households"))

    def sentence(row: Row) -> str:
        return _("hộ nghèo và hộ cận nghèo {period} là {both}, nhiều hơn tổng số hộ {households}").format(
            period=period_words(row["of"]),
            both=figure_words(row["both"], "households"),
            households=figure_words(row["households"]),
        )

    remedy = _("Xem lại số hộ nghèo, hộ cận nghèo và tổng số hộ của đơn vị.")
    return file.findings(exceeding, "above_households", remedy, sentence, subject=False)


def opening_differs(file: FileUnderReview) -> list[Problem]:
    """Opening figures that differ from the closing ones of the period before, where those are known."""
    if file.facts.kind is not OBSERVATION:
        return []
    opening = file.facts.rows.filter(pl.col("indicator_key").is_in(list(OPENING)))
    earlier = pl.DataFrame(
        [
            (period, before, rank)
            for period in opening["period"].unique()
            for rank, before in enumerate(_earlier(period))
        ],
        schema={"period": pl.String, "_before": pl.String, "_rank": pl.Int64},
        orient="row",
    )
    closing = file.after(earlier["_before"].unique()).select(
        "area_id", _closing="indicator_key", _before="period", closed="value"
    )
    newest = (
        opening.with_columns(_closing=pl.col("indicator_key").replace_strict(OPENING, return_dtype=pl.String))
        .join(earlier, on="period")
        .join(closing, on=["area_id", "_closing", "_before"])
        .sort("_row", "_rank")
        .unique(["area_id", "indicator_key", "period"], keep="first", maintain_order=True)
    )
    remedy = _("Sửa số đầu kỳ, hoặc xác nhận nếu số cuối kỳ trước đã được điều chỉnh.")
    differing = newest.filter(pl.col("value") != pl.col("closed"))

    def sentence(row: Row) -> str:
        return _("{opening}, khác số cuối kỳ {period} là {closed}").format(
            opening=figure_words(row["value"]), period=period_words(row["_before"]), closed=figure_words(row["closed"])
        )

    return file.findings(differing, "opening", remedy, sentence)


def norm_differs(file: FileUnderReview) -> list[Problem]:
    """One warning for each row that agrees with no norm of its month. The norms of a month are the one that applies,
    the one its payment list still uses (until the first list after a rise), and a provincial one: a higher norm that
    more than half of the month's rows follow to the đồng."""
    if file.facts.kind is not CASELOAD:
        return []
    rows = file.facts.rows.filter(
        pl.col("kind") == queries.MONTHLY,
        pl.col("group_code") != "",
        pl.col("amount_vnd").is_not_null(),
        pl.col("people") > 0,
    ).with_columns(_times=pl.coalesce("shares", "people") * pl.col("months"))
    law = Law.from_frame(queries.parameters(file.connection, file.version))
    months = [Month.parse(text) for text in rows["month"].unique()]
    groups = queries.groups(file.connection, file.version).rename({"group": "group_code"})
    differing = pl.concat(
        [_by_coefficient(rows, groups, law, months), _by_amount(file, rows, groups, law, months)], how="diagonal"
    )
    remedy = _("Kiểm tra số người, số tháng, số tiền và nhóm; nếu có khoản cộng thêm thì xác nhận.")
    return file.findings(differing.sort("_row"), "norm", remedy, _norm_sentence)


def outside_history(file: FileUnderReview) -> list[Problem]:
    """One warning for each new or changed row that moves by more than one part in PART, the farthest first."""
    kind, figures = file.facts.kind, _FIGURES[file.facts.kind.name]
    rows = matched(file.connection, file.version, file.facts)
    before = _before(file)
    if before is None:
        rows = rows.with_columns(
            _before=pl.lit(None, pl.String), **{f"{name}_before": pl.lit(None) for name in figures}
        )
    else:
        periods = {scope: _previous(str(scope)) for scope in file.facts.scopes}
        rows = rows.with_columns(_before=pl.col(kind.scope).replace_strict(periods, return_dtype=pl.String)).join(
            before,
            on=[name if name != kind.scope else "_before" for name in kind.key],
            how="left",
            maintain_order="left",
        )
    if kind.name == "caseload":
        rows = rows.with_columns(
            amount_vnd=_monthly(""), amount_vnd_old=_monthly("_old"), amount_vnd_before=_monthly("_before")
        )
    status = pl.col("status")
    compared = rows.with_columns(
        pl.when(status == "changed")
        .then(f"{name}_old")
        .when(status == "new")
        .then(f"{name}_before")
        .alias(f"{name}_old")
        for name in figures
    )
    outside = {
        name: ((pl.col(name) - pl.col(f"{name}_old")).abs() * PART > pl.col(f"{name}_old").abs()).fill_null(False)
        for name in figures
    }
    far = [
        pl.when(test).then(
            (pl.col(name) - pl.col(f"{name}_old")).cast(pl.Float64).abs() / pl.col(f"{name}_old").cast(pl.Float64).abs()
        )
        for name, test in outside.items()
    ]
    unusual = compared.with_columns(
        *(test.alias(f"_{name}") for name, test in outside.items()),
        _far=pl.max_horizontal(far),
        _small=_small(file, compared),
    ).filter(pl.any_horizontal(f"_{name}" for name in figures), ~pl.col("_small"))
    return file.findings(
        unusual.sort("_far", descending=True, maintain_order=True),
        "outside_history",
        _("Xem lại các số này; nếu đúng thì xác nhận."),
        lambda row: _history_sentence(file, row, figures),
    )


def province_differs(file: FileUnderReview) -> list[Problem]:
    """A warning for each total of a district or the province that differs from the sum of its areas."""
    kind = file.facts.kind
    if kind is CASELOAD:
        return _payments_differ(file)
    if kind not in (OBSERVATION, TARGET):
        return []
    summed = [key for key, unit in file.indicator_units.items() if unit in ADDED_UP]
    rows = file.after(file.facts.scopes).filter(pl.col("indicator_key").is_in(summed))
    if "qualifier" not in rows.columns:
        rows = rows.with_columns(qualifier=pl.lit("="))
    differing = _differing(_placed(units(file.connection)), rows, rows, ("indicator_key", "period"), ("value",))

    def sentence(row: Row) -> str:
        return _sentence(row, [("value", file.indicator_units[row["indicator_key"]])])

    return file.findings(differing, "province_differs", _remedy(), sentence)


def _earlier(period: str) -> list[str]:
    """Periods whose end may be the beginning of this one, the nearest first."""
    if len(period) == 4:
        return [str(int(period) - 1), f"{int(period) - 1}-12"]
    months = [Month.parse(period).plus(-back) for back in range(1, MONTHS_BACK + 1)]
    return [text for month in months for text in ([str(month), str(month.year)] if month.month == 12 else [str(month)])]


def _of_observed(file: FileUnderReview) -> pl.DataFrame:
    names = {POOR: "poor", NEAR_POOR: "near_poor", ALL_HOUSEHOLDS: "counted"}
    rows = file.after(file.facts.scopes).filter(pl.col("indicator_key").is_in(list(names)))
    columns = [
        pl.col("value").filter(pl.col("indicator_key") == key).first().alias(name) for key, name in names.items()
    ]
    by_area = rows.group_by("area_id", "period", maintain_order=True).agg(*columns, pl.col("_mine").any())
    sizes = area_measures(file.connection, file.version).select("area_id", "households")
    return (
        by_area.filter("_mine")
        .join(sizes, on="area_id", how="left", maintain_order="left")
        .with_columns(
            of="period",
            indicator_key=pl.lit(POOR),
            households=pl.coalesce("counted", pl.col("households").cast(pl.Decimal(20, 4))),
        )
    )


def _of_measured(file: FileUnderReview) -> pl.DataFrame:
    """Households of the file against the newest poverty figures of each area."""
    stored = standing_rows(file.connection, file.version, OBSERVATION).filter(
        pl.col("indicator_key").is_in([POOR, NEAR_POOR])
    )
    end = pl.when(pl.col("period").str.len_chars() == 4).then(pl.col("period") + "-12").otherwise(pl.col("period"))
    newest = stored.with_columns(_end=end).filter(pl.col("_end") == pl.col("_end").max().over("area_id"))
    figures = newest.group_by("area_id").agg(
        pl.col("period").max().alias("of"),
        pl.col("value").filter(pl.col("indicator_key") == POOR).first().alias("poor"),
        pl.col("value").filter(pl.col("indicator_key") == NEAR_POOR).first().alias("near_poor"),
    )
    return file.facts.rows.join(figures, on="area_id", how="inner", maintain_order="left").with_columns(
        pl.col("households").cast(pl.Decimal(20, 4))
    )


def _by_coefficient(rows: pl.DataFrame, groups: pl.DataFrame, law: Law, months: list[Month]) -> pl.DataFrame:
    schemes = [scheme.code for scheme in SCHEMES.values() if scheme.norm == PROTECTION_NORM]
    rules = groups.filter(
        pl.col("scheme").is_in(schemes), pl.col("half_coefficient").is_not_null(), pl.col("unit") != "case"
    )
    norms = _norms(law, PROTECTION_NORM, months)
    half = pl.col("half_coefficient")
    cells = (
        rows.join(
            rules.select("scheme", "group_code", "half_coefficient", "norm_basis", "unit"), on=["scheme", "group_code"]
        )
        .join(norms, on="month")
        .with_columns(
            _implied=pl.when((2 * pl.col("amount_vnd")) % (half * pl.col("_times")) == 0).then(
                (2 * pl.col("amount_vnd")) // (half * pl.col("_times"))
            )
        )
    )
    cells = cells.join(_provincial(cells), on="month", how="left", maintain_order="left")
    allowed = ("_applying", "_paid", "_provincial")
    exact = pl.any_horizontal((pl.col("_implied") == pl.col(name)).fill_null(False) for name in allowed)
    expected = half * pl.coalesce("_provincial", "_applying") * pl.col("_times")
    # Paid by child: a file counts parents, so that any whole number of children from one a parent on may be right.
    by_child = pl.any_horizontal(
        (
            (2 * pl.col("amount_vnd") % (half * pl.col("months") * pl.col(name)) == 0)
            & (2 * pl.col("amount_vnd") >= half * pl.col("_times") * pl.col(name))
        ).fill_null(False)
        for name in allowed
    )
    sound = pl.when(pl.col("unit") == "child").then(by_child).otherwise(exact)
    return cells.filter(~sound).with_columns(
        _expected=expected // 2, _norm=pl.coalesce("_provincial", "_applying"), _half=half
    )


def _provincial(cells: pl.DataFrame) -> pl.DataFrame:
    """The provincial norm of each month that has one: that of most rows, above the national one."""
    follow = cells.filter(pl.col("norm_basis") == "provincial_if_higher", pl.col("unit") != "child")
    counted = (
        follow.with_columns(_rows=pl.len().over("month"))
        .group_by("month", "_implied")
        .agg(pl.len().alias("_same"), pl.col("_rows", "_applying", "_paid").first())
    )
    national = pl.min_horizontal("_applying", "_paid")
    return counted.filter(
        2 * pl.col("_same") > pl.col("_rows"),
        pl.col("_implied") > national,
        pl.col("_implied") <= MOST_TIMES * national,
        pl.col("_implied") % NORM_STEP == 0,
        pl.col("_implied") != pl.col("_applying"),
    ).select("month", _provincial="_implied")


def _by_amount(
    file: FileUnderReview, rows: pl.DataFrame, groups: pl.DataFrame, law: Law, months: list[Month]
) -> pl.DataFrame:
    merit = rows.filter(pl.col("scheme") == MERIT.code)
    codes = groups.filter(pl.col("scheme") == MERIT.code)["group_code"].to_list()
    try:
        published = PublishedAmounts.of(
            queries.amounts(file.connection, file.version), MERIT.code, MERIT_NORM, law, codes
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
        schema={"month": pl.String, "group_code": pl.String, "_amount": pl.Int64, "_amount_paid": pl.Int64},
        orient="row",
    ).filter(~pl.col("group_code").is_in(_means(file)))
    cells = merit.join(amounts, on=["month", "group_code"], maintain_order="left")
    far = pl.all_horizontal(
        (pl.col("amount_vnd") - pl.col(name) * pl.col("_times")).abs() > THOUSAND * pl.col("_times")
        for name in ("_amount", "_amount_paid")
    )
    return cells.filter(far).with_columns(_expected=pl.col("_amount") * pl.col("_times"))


def _means(file: FileUnderReview) -> list[str]:
    """Merit groups whose stored amount is a mean: single payments need not be multiples of it."""
    t = Base.metadata.tables["benefit_amount"]
    statement = sa.select(t.c.group_code).where(
        current_at(t, file.version), t.c.scheme == MERIT.code, t.c.basis.like("mean%")
    )
    return sorted(set(file.connection.execute(statement).scalars()))


def _norms(law: Law, name: str, months: list[Month]) -> pl.DataFrame:
    """The norm that applies in each month and the norm its payment list uses, for months in which there is one."""
    rows = []
    for month in months:
        try:
            rows.append((str(month), law.applying_in(name, month).value, law.visible(name, month, month).value))
        except UnknownParameterError:
            continue
    return pl.DataFrame(rows, schema={"month": pl.String, "_applying": pl.Int64, "_paid": pl.Int64}, orient="row")


def _norm_sentence(row: Row) -> str:
    people = row["people"] if row["shares"] is None else row["shares"]
    times = _("{people} suất") if row["shares"] is not None else _("{people} người")
    counted = times.format(people=figure_words(people))
    if row["months"] > 1:
        counted = _("{people} × {months} tháng").format(people=counted, months=row["months"])
    if row.get("_norm") is not None:
        rule = _("hệ số {coefficient} × mức chuẩn {norm} × {people} là {expected}").format(
            coefficient=f"{row['_half'] // 2},{5 * (row['_half'] % 2)}",
            norm=figure_words(row["_norm"]),
            people=counted,
            expected=figure_words(row["_expected"], "VND"),
        )
    else:
        rule = _("mức {amount} một người × {people} là {expected}").format(
            amount=figure_words(row["_amount"]), people=counted, expected=figure_words(row["_expected"], "VND")
        )
    return _("số tiền {amount}, còn {rule}").format(amount=figure_words(row["amount_vnd"], "VND"), rule=rule)


def _before(file: FileUnderReview) -> pl.DataFrame | None:
    """Values of the period before each of the file's, as they would be after applying; None for tables without such
    periods."""
    kind = file.facts.kind
    if kind.name not in ("caseload", "observation", "target"):
        return None
    rows = file.after({_previous(str(scope)) for scope in file.facts.scopes}).drop("_mine")
    if kind.name == "caseload":
        rows = rows.filter(pl.col("kind") == MONTHLY)
    else:
        rows = rows.filter(~pl.col("indicator_key").is_in(_MOVEMENTS))
    return rows.rename({kind.scope: "_before", **{name: f"{name}_before" for name in kind.values}})


def _previous(period: str) -> str:
    return str(int(period) - 1) if len(period) == 4 else str(Month.parse(period).plus(-1))


def _monthly(suffix: str) -> pl.Expr:
    """The monthly part of an amount that is paid for several months together, half up."""
    months = pl.col(f"months{suffix}")
    return (2 * pl.col(f"amount_vnd{suffix}") + months) // (2 * months)


def _small(file: FileUnderReview, rows: pl.DataFrame) -> pl.Expr:
    if "people" in rows.columns:
        return (pl.max_horizontal("people", "people_old") < SMALL).fill_null(False)
    if "indicator_key" not in rows.columns:
        return pl.lit(False)
    counts = [key for key, unit in file.indicator_units.items() if unit in COUNTS]
    small = pl.max_horizontal(pl.col("value").abs(), pl.col("value_old").abs()) < SMALL
    return pl.col("indicator_key").is_in(counts) & small.fill_null(False)


def _history_sentence(file: FileUnderReview, row: Row, figures: tuple[str, ...]) -> str:
    replaced = row["status"] == "changed"
    basis = _("đang có") if replaced else _("của {period}").format(period=period_words(row["_before"]))
    return "; ".join(
        _compared(_FIGURE_WORDS[name], row[name], row[f"{name}_old"], basis, _unit(file, row, name))
        for name in figures
        if row[f"_{name}"]
    )


def _compared(words: str, new: int | Decimal, old: int | Decimal, basis: str, unit: str) -> str:
    figure = _(words).format(figure=figure_words(new, unit))
    if not old:
        return _("{said}, số {basis} là 0").format(said=figure, basis=basis)
    return _("{said}, {change} so với {old} {basis}").format(
        said=figure, change=change_words(new, old), old=figure_words(old, unit), basis=basis
    )


def _unit(file: FileUnderReview, row: Row, figure: str) -> str:
    if figure == "value":
        return file.indicator_units[row["indicator_key"]]
    return "VND" if figure.endswith("_vnd") else ""


def _payments_differ(file: FileUnderReview) -> list[Problem]:
    """Communes against their district; areas that make the province's bill against its reported or sent row."""
    areas = _placed(units(file.connection), of_former=True)
    months = (2 * pl.col("amount_vnd") + pl.col("months")) // (2 * pl.col("months"))
    rows = file.after(file.facts.scopes).filter(pl.col("kind") == MONTHLY)
    rows = rows.join(areas.select("area_id", "area_level"), on="area_id", maintain_order="left")
    rows = rows.with_columns(amount_vnd=months, qualifier=pl.lit("="), amount_qualifier=pl.lit("="))
    below, key = rows.filter(pl.col("area_level") != "province"), ("scheme", "group_code", "month", "kind")
    values, is_programme = ("people", "amount_vnd"), pl.col("group_code") == ""
    programme = [
        pl.when(is_programme.any())
        .then(pl.col(name).filter(is_programme).sum())
        .otherwise(pl.col(name).sum())
        .alias(name)
        for name in values
    ]
    totals = below.group_by("area_id", "scheme", "month", maintain_order=True).agg(*programme, pl.col("_mine").any())
    totals = totals.with_columns(group_code=pl.lit(""), kind=pl.lit(MONTHLY))
    reported = _reported(file)
    whole_key = ["area_id", *key]
    sent = rows.filter(pl.col("area_level") == "province", is_programme).select(reported.columns)
    sent = sent.join(reported.select(*whole_key, _reported=True), on=whole_key, how="left").filter(
        pl.col("_mine") | pl.col("_reported").is_null()
    )
    sent = sent.with_columns(_reported=pl.lit(False))
    reported = reported.join(sent, on=whole_key, how="anti").with_columns(_reported=pl.lit(True))
    below = below.drop("area_level")
    differing = [
        _differing(areas, below, below, key, values),
        _differing(areas, totals, pl.concat([reported, sent]), key, values),
        _differing(areas, totals, sent, key, values, incomplete=True),
    ]

    def sentence(row: Row) -> str:
        said = _sentence(row, [("people", "people"), ("amount_vnd", "VND")])
        if row["_reported"] is not False:
            return said
        used = {
            "areas": _("phần mềm tính tháng này theo tổng các đơn vị"),
            "province": _("phần mềm tính tháng này theo số toàn tỉnh cho đến khi đủ số của các đơn vị"),
        }
        return "; ".join(filter(None, [said, used.get(_counted_by(file, row["scheme"], row["month"]), "")]))

    return file.findings(pl.concat(differing, how="diagonal"), "province_differs", _remedy(), sentence)


def _counted_by(file: FileUnderReview, scheme: str, month: str) -> str:
    """Whose figures the baseline takes for a month once the file is written: "areas", "province", "" for neither."""
    connection, version = file.connection, file.version
    sent = file.facts.rows.rename({"group_code": "group"}).select(SENT.names()).cast(SENT)
    caseload = overlay(queries.caseload(connection, version), sent).filter(pl.col("scheme") == scheme)
    areas, by_area = queries.areas(connection, version), groups_by_area(queries.groups(connection, version), scheme)
    try:
        mix = reference_mix(caseload, areas)
    except NoBaselineError:
        return ""
    totals = newest_complete_month(caseload, areas, mix, by_area, Month.parse(month))
    if not totals:
        return ""
    return "province" if level_of(areas, totals[0].area_id) == "province" else "areas"


def _placed(areas: pl.DataFrame, *, of_former: bool = False) -> pl.DataFrame:
    """The areas with what is above them to be added up to. Communes without a district are a part of their province
    only; payments (`of_former`) are about the first province, whose land they all are."""
    provinces = areas.filter(pl.col("area_level") == "province").sort("valid_from")["area_id"]
    loose = (pl.col("area_level") == "commune") & pl.col("above_id").is_in(provinces.implode())
    above = pl.when(loose).then(pl.lit(provinces[0] if of_former else None, pl.Int64)).otherwise("above_id")
    return areas.with_columns(above_id=above)


def _reported(file: FileUnderReview) -> pl.DataFrame:
    """The province's reported totals of programmes; their qualifier is that of the money ("trên 24 tỷ"), people are
    counted."""
    t, area = Base.metadata.tables["caseload"], Base.metadata.tables["area"]
    names = ("area_id", "scheme", "group_code", "month", "kind", "people", "amount_vnd")
    statement = (
        sa.select(*(t.c[name] for name in names), t.c.qualifier)
        .join_from(t, area, area.c.id == t.c.area_id)
        .where(
            current_at(t, file.version),
            area.c.level == "province",
            t.c.quality == "reported",
            t.c.group_code == "",
            t.c.month.in_(file.facts.scopes),
        )
    )
    text = dict.fromkeys((*names, "amount_qualifier"), pl.String())
    numbers = dict.fromkeys(("area_id", "people", "amount_vnd"), pl.Int64())
    frame = typed(file.connection, statement, {**text, **numbers})
    return frame.with_columns(qualifier=pl.lit("="), _mine=pl.lit(False))


def _differing(
    areas: pl.DataFrame,
    parts: pl.DataFrame,
    wholes: pl.DataFrame,
    key: tuple[str, ...],
    values: tuple[str, ...],
    *,
    incomplete: bool = False,
) -> pl.DataFrame:
    """Totals (rows of `wholes` with key and area_id) for which the figures of all parts are known and differ in a
    value; with "<value>_sum", "_<value>" (it differs), "_level" (of the parts), "_count" (how many) and "_all" (of how
    many). With `incomplete`: those of which only some parts are known, and already exceed the total."""
    levels = areas.select("area_id", "area_level", "above_id", "valid_from")
    parts = parts.join(levels, on="area_id")
    above = levels.select(above_id="area_id", _above_level="area_level")
    summed = (
        parts.join(above, on="above_id")
        .group_by("above_id", *key)
        .agg(
            *(pl.col(name).sum().alias(f"{name}_sum") for name in values),
            *(pl.col(name).null_count().alias(f"{name}_unknown") for name in values),
            pl.len().alias("_count"),
            pl.col("_mine").any().alias("_parts_mine"),
            pl.col("valid_from").max().alias("_day"),
            pl.col("area_level").first().alias("_level"),
            pl.col("_above_level").first(),
        )
    )
    of_all = pl.col("_count") < pl.col("_all") if incomplete else pl.col("_count") == pl.col("_all")
    complete = summed.join(_siblings(areas, summed), on=["above_id", "_day"]).filter(of_all)
    joined = wholes.join(complete, left_on=["area_id", *key], right_on=["above_id", *key]).filter(
        pl.col("_mine") | pl.col("_parts_mine")
    )
    flagged = joined.with_columns(
        (pl.col(f"{name}_sum") > pl.col(name) if incomplete else _differs(name) & (pl.col(f"{name}_unknown") == 0))
        .fill_null(False)
        .alias(f"_{name}")
        for name in values
    )
    return flagged.filter(pl.any_horizontal(f"_{name}" for name in values)).sort("area_id", *key)


def _siblings(areas: pl.DataFrame, summed: pl.DataFrame) -> pl.DataFrame:
    """The number of areas in each total on the day from which the newest of its parts exists."""
    rows = [
        (
            above,
            day,
            areas.filter(
                pl.col("above_id") == above,
                pl.col("valid_from") <= day,
                pl.col("valid_to").is_null() | (pl.col("valid_to") > day),
            ).height,
        )
        for above, day in summed.select("above_id", "_day").unique().iter_rows()
    ]
    return pl.DataFrame(rows, schema={"above_id": pl.Int64, "_day": pl.Date, "_all": pl.UInt32}, orient="row")


def _differs(name: str) -> pl.Expr:
    """Whether sum and total differ, given the total's qualifier: above ">" ("trên") and below "<" ("gần") are no
    difference, "~" ("khoảng") never is."""
    hedge = pl.col("amount_qualifier" if name == "amount_vnd" else "qualifier")
    stated, sum_ = pl.col(name), pl.col(f"{name}_sum")
    return (
        pl.when(hedge == "=")
        .then(sum_ != stated)
        .when(hedge == ">")
        .then(sum_ < stated)
        .when(hedge == "<")
        .then(sum_ > stated)
    )


def _sentence(row: Row, figures: Sequence[tuple[str, str]]) -> str:
    """Both figures and the difference; the values must be known."""
    communes, count = row["_level"] == "commune", str(row["_count"])
    if row["_count"] < row["_all"]:
        count = _("{count} trong {all}").format(count=count, all=row["_all"])
    parts = _("tổng {count} xã, phường, thị trấn") if communes else _("tổng {count} huyện, thị xã, thành phố")
    of_district = communes and row["_above_level"] == "district"
    whole_words = _("số của huyện") if of_district else _("số của tỉnh")
    return "; ".join(
        _("{parts} là {sum}, khác {whole} là {figure}, {change} {difference}").format(
            parts=parts.format(count=count),
            sum=figure_words(row[f"{name}_sum"], unit),
            whole=whole_words,
            figure=figure_words(row[name], unit),
            change=_("cao hơn") if row[f"{name}_sum"] > row[name] else _("thấp hơn"),
            difference=figure_words(abs(row[f"{name}_sum"] - row[name]), unit),
        )
        for name, unit in figures
        if row[f"_{name}"]
    )


def _remedy() -> str:
    return _("Xem đơn vị nào thiếu hoặc sai; nếu hai số lập khác thời điểm thì xác nhận.")


RULES = (above_households, opening_differs, norm_differs, province_differs, falling, over_estimate, outside_history)


def review(connection: sa.Connection, version: int, check: Check) -> tuple[Problem, ...]:
    """Warnings about an accepted file of any dataset but `parameters`, which has its own: at most LISTED_PROBLEMS, the
    others counted. Raises UnknownRowError."""
    if check.dataset == "parameters" or check.status != "accepted" or check.frame.is_empty():
        return ()
    file = FileUnderReview(connection, version, check.dataset, facts(connection, version, check.dataset, check.frame))
    return arranged(problem for rule in RULES for problem in rule(file))
