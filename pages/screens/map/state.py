"""What the map shows, as one value: indicator, period, borders, values of each area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Literal

import polars as pl

from data.locale import _
from data.vocabulary.periods import VINTAGES, first_day_of, vintage_of
from models.geo.area_values import (
    AreaValue,
    Denominator,
    DenominatorKind,
    NoRate,
    Per,
    RateTable,
    Reference,
    also_hidden,
    area_mean,
    area_value,
    average,
    rates,
)
from models.geo.comparison import PeerGroup
from models.geo.crosswalk import (
    Converted,
    ConvertedArea,
    Crosswalk,
    Level,
    NoRouteError,
    Route,
    Unit,
    convert,
    rate_bounds,
    route,
)
from models.periods import Month
from models.policy.answers.standing import Standing
from models.policy.engine.baseline import UPLOADED, AreaTable, commune_totals, groups_by_area
from models.policy.schemes import MERIT, PROTECTION, Scheme
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import unit_words, when
from pages.screens.map import vintages
from pages.screens.map.vintages import Vintage
from pages.ui.session import choices, clock, loaders
from pages.ui.session.loaders import Data

Measure = Literal["people", "amount", "increase", "observed", "published", "sent"]
Counted = Literal["people", "households", "money", "percent", "other"]
_COUNTED: dict[str, Counted] = {"people": "people", "households": "households", "VND": "money", "percent": "percent"}


@dataclass(frozen=True)
class MapIndicator:
    """`scheme` of a caseload's figure, `subject` the key of an observed one; `counted` says what stands behind the
    figure."""

    key: str
    name: str
    unit: str
    measure: Measure
    counted: Counted
    scheme: Scheme | None = None
    subject: str = ""

    @property
    def is_rate(self) -> bool:
        """Sent as a rate: it fills areas as it is and is never divided, added up or converted."""
        if self.measure == "sent" or self.unit == unit_words("people/km2"):
            return True
        return self.counted == "percent" or (self.counted == "other" and self.unit.startswith(_("trên")))


CASELOAD = {
    indicator.key: indicator
    for indicator in (
        MapIndicator("btxh-nguoi", _("Đối tượng trợ cấp tại cộng đồng"), _("người"), "people", "people", PROTECTION),
        MapIndicator(
            "btxh-kinh-phi", _("Kinh phí trợ cấp tại cộng đồng"), _("triệu đồng/tháng"), "amount", "money", PROTECTION
        ),
        MapIndicator(
            "btxh-tang-them",
            _("Kinh phí tăng thêm theo phương án đang xem xét"),
            _("triệu đồng/tháng"),
            "increase",
            "money",
            PROTECTION,
        ),
        MapIndicator("ncc-nguoi", _("Người có công hưởng hằng tháng"), _("người"), "people", "people", MERIT),
        MapIndicator(
            "ncc-kinh-phi", _("Kinh phí trợ cấp người có công"), _("triệu đồng/tháng"), "amount", "money", MERIT
        ),
    )
}


OPENING = "area-density"
"""What the map opens on: known of every area of every list."""
SENT = MapIndicator("da-gui-so", _("Số tháng có số chi trả, trong 12 tháng"), _("tháng"), "sent", "other")
"""Who has sent figures, as a map."""


def indicators(data: Data) -> dict[str, MapIndicator]:
    """Published facts, all of the caseload, who has sent it, then what areas have sent as indicators and poverty
    reviews, in the catalogue's order."""
    facts = [replace(one, measure="published") for one in _listed(data.area_facts)]
    known = {indicator.key: indicator for indicator in facts}
    observed = {indicator.key: indicator for indicator in _listed(data.sent_figures)}
    return known | CASELOAD | {SENT.key: SENT} | {key: one for key, one in observed.items() if key not in known}


def _listed(figures: pl.DataFrame) -> list[MapIndicator]:
    names = figures.select("indicator", "name", "unit", "position").unique().sort("position", "indicator")
    return [_observed(*row) for row in names.select("indicator", "name", "unit").iter_rows()]


def periods(data: Data, indicator: MapIndicator) -> tuple[str, ...]:
    """Months ("2024-03") or years in which any area has sent the figure, oldest first; a scenario's increase has
    none."""
    if indicator.measure in ("increase", "sent"):
        return ()
    if indicator.scheme is None:
        frame = data.area_facts if indicator.measure == "published" else data.sent_figures
        sent = frame.filter(pl.col("indicator") == indicator.subject)["period"]
        return tuple(sorted(set(sent.to_list()), key=lambda period: (period[:4], len(period) == 4, period)))
    own = data.caseload.filter((pl.col("scheme") == indicator.scheme.code) & (pl.col("quality") == "uploaded"))
    months = sorted(set(own["month"].to_list()))
    tables = {month: loaders.area_table(data.version, indicator.scheme, False, month) for month in months}
    return tuple(month for month, table in tables.items() if table.uploaded)


def _observed(key: str, name: str, unit: str) -> MapIndicator:
    words = unit_words(unit)
    return MapIndicator(
        key.replace(".", "-").replace("_", "-"),
        _(name),
        words,
        "observed",
        _COUNTED.get(unit.partition("/")[0], "other"),
        None,
        key,
    )


Basis = Literal["none", "people", "households", "target_group"]


@dataclass(frozen=True)
class Changes:
    """What a scenario changes by area id, in đồng, what that rests on, and the words of it, "" where on figures and
    law alone."""

    by_area: Mapping[int, int]
    standing: Standing
    rests: str = ""


@dataclass(frozen=True)
class AreaFigure:
    """`amount` in whole units (đồng, people) or the exact figure sent; None = not sent. `heads` are the persons or
    households behind it, None = not known."""

    unit: Unit
    amount: int | Fraction | None
    heads: int | None
    illustrative: bool = False


@dataclass(frozen=True)
class Published:
    """What published figures are: how they were come by and how well they are known, and what they mean, both in
    words."""

    standing: str
    meaning: str


@dataclass(frozen=True)
class Figures:
    """`period` "2024-03" or "2024", `first` the first day of the list of areas they were counted on; `changes` are
    those of the scenario whose increase it is. `weights` of areas by code make a density of the whole from theirs."""

    indicator: MapIndicator
    period: str
    first: date
    rows: tuple[AreaFigure, ...]
    source: str
    changes: Changes | None = None
    published: Published | None = None
    weights: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def illustrative(self) -> bool:
        return any(row.illustrative for row in self.rows)

    @property
    def sent(self) -> int:
        return sum(row.amount is not None and not row.illustrative for row in self.rows)


def read(
    data: Data,
    crosswalk: Crosswalk,
    indicator: MapIndicator,
    period: str,
    changes: Changes,
    wanted: Vintage | None = None,
) -> Figures:
    """Of the areas that send in the period, or of communes where an observed figure was sent by these alone. Without a
    period: the newest; an increase is of the month that scenarios stand on. Published facts are those of the list
    `wanted`, where it has any; without one, of the list of the clock's day."""
    if indicator.measure == "sent":
        return _months_sent(data, crosswalk)
    if indicator.measure == "published":
        first = vintage_of(clock.day()) if wanted is None else wanted.first
        return _facts(data, crosswalk, indicator, period, first)
    if indicator.scheme is None:
        return _figures_observed(data, crosswalk, indicator, period)
    demo = choices.is_on(data, indicator.scheme.code)
    if indicator.measure == "increase":
        period = str(loaders.baseline(data.version, demo).block(indicator.scheme).as_of)
    table = loaders.area_table(data.version, indicator.scheme, demo, period)
    amounts = {row.area_id: _amount(indicator, row.people, row.amount_vnd) for row in table.rows}
    if indicator.measure == "increase":
        amounts = {row.area_id: changes.by_area.get(row.area_id) for row in table.rows}
    rows = tuple(
        AreaFigure(crosswalk.units[row.area_id], amounts[row.area_id], row.people, row.illustrative)
        for row in table.rows
    )
    moved = changes if indicator.measure == "increase" else None
    return Figures(indicator, str(table.month), vintage_of(table.month.first_day), rows, _source(table), moved)


def of_communes(data: Data, crosswalk: Crosswalk, figures: Figures) -> Figures | None:
    """The same figure as communes have sent it, for borders without districts; None when none has."""
    indicator = figures.indicator
    if indicator.scheme is None or indicator.measure == "increase":
        return None
    code = indicator.scheme.code
    own = data.caseload.filter(pl.col("scheme") == code)
    totals = commune_totals(own, data.areas, groups_by_area(data.groups, code), Month.parse(figures.period))
    if not totals:
        return None
    rows = []
    for unit in crosswalk.listed(first_day_of(figures.period), "commune"):
        total = totals.get(unit.id)
        people = total.people if total else None
        rows.append(AreaFigure(unit, _amount(indicator, people, total.amount_vnd if total else None), people))
    return Figures(indicator, figures.period, figures.first, tuple(rows), figures.source)


def indicator_denominators(data: Data, figures: Figures, basis: DenominatorKind) -> list[Denominator]:
    """What the figures are divided by, each with its source and date. The target group is who the money goes to."""
    if basis == "target_group":
        return [Denominator(row.unit.code, row.heads, figures.source, figures.period) for row in figures.rows]
    name = "population" if basis == "people" else "households"
    columns = data.measures.select("area_id", name, f"{name}_source", f"{name}_date")
    sizes = {row[0]: row[1:] for row in columns.iter_rows()}
    return [Denominator(row.unit.code, *sizes.get(row.unit.id, (None, None, None))) for row in figures.rows]


def bases(indicator: MapIndicator) -> Sequence[Basis]:
    """What the indicator may be divided by. Published facts define their people otherwise than any denominator."""
    if indicator.is_rate or indicator.counted == "other" or indicator.measure == "published":
        return ("none",)
    if indicator.measure in ("amount", "increase"):
        return ("none", "target_group", "people", "households")
    return ("none", "people", "households")


def default_basis(data: Data, figures: Figures) -> Basis:
    """A rate before a count, where there can be one."""
    if not figures.sent or figures.illustrative:
        return "none"
    known = [AreaValue(row.unit.code, "known", Fraction(row.amount)) for row in figures.rows if row.amount is not None]
    own: DenominatorKind = "households" if figures.indicator.counted == "households" else "people"
    wanted: tuple[DenominatorKind, ...] = ("target_group", own)
    for basis in (one for one in wanted if one in bases(figures.indicator)):
        found = rates(
            known, indicator_denominators(data, figures, basis), basis, indicator_per(figures.indicator, basis)
        )
        if not isinstance(found, NoRate):
            return basis
    return "none"


def indicator_per(indicator: MapIndicator, basis: Basis) -> Per:
    """Đồng a head; counts per 1.000 people or 100 households."""
    if indicator.counted == "money":
        return 1
    return 1_000 if basis == "people" else 100


def _figures_observed(data: Data, crosswalk: Crosswalk, indicator: MapIndicator, period: str) -> Figures:
    sent = data.sent_figures.filter((pl.col("indicator") == indicator.subject) & (pl.col("period") == period))
    districts = sent.filter(pl.col("level") == "district")
    level = "commune" if districts.is_empty() else "district"
    values = dict(sent.filter(pl.col("level") == level).select("area_id", "value").iter_rows())
    day = first_day_of(period)
    rows = []
    for unit in crosswalk.listed(max(day, vintage_of(day)), level):
        amount = Fraction(values[unit.id]) if unit.id in values else None
        counts_heads = indicator.counted in ("people", "households") and amount is not None
        rows.append(AreaFigure(unit, amount, int(amount) if counts_heads and amount is not None else None))
    return Figures(indicator, period, vintage_of(day), tuple(rows), _sent_by(period))


def _facts(data: Data, crosswalk: Crosswalk, indicator: MapIndicator, period: str, wanted: date) -> Figures:
    """On the list wanted, where all its areas have the fact; else on the newest list of which that is so, or the oldest
    of which any area has it."""
    facts = data.area_facts.filter((pl.col("indicator") == indicator.subject) & (pl.col("period") == period))
    values = {key: Fraction(value) for key, value in facts.select("area_id", "value").iter_rows()}
    lists = {first: crosswalk.listed(first, "district") or crosswalk.listed(first, "commune") for first in VINTAGES}
    whole = [first for first, units in lists.items() if all(unit.id in values for unit in units)]
    some = [first for first, units in lists.items() if any(unit.id in values for unit in units)]
    first = wanted if wanted in whole else whole[-1] if whole else some[0]
    rows = tuple(AreaFigure(unit, values.get(unit.id), None) for unit in lists[first])
    own = facts.filter(pl.col("area_id").is_in([unit.id for unit in lists[first]])).sort("area_id")
    source = "; ".join(own["source"].unique(maintain_order=True))
    land = data.area_facts.filter((pl.col("indicator") == "area.land_km2") & (pl.col("period") == period))
    sizes = {key: Fraction(value) for key, value in land.select("area_id", "value").iter_rows()}
    dense = indicator.key == OPENING and all(unit.id in sizes for unit in lists[first])
    weights = {unit.code: sizes[unit.id] for unit in lists[first]} if dense else {}
    return Figures(indicator, period, first, rows, source, published=_published(own, period), weights=weights)


def _published(facts: pl.DataFrame, period: str) -> Published:
    """The weakest of its figures says what all of them are."""
    qualities = set(facts["quality"])
    standing = _("Số công bố năm {year}") if "derived" not in qualities else _("Tính từ số công bố năm {year}")
    if qualities == {UPLOADED}:
        standing = _("Đơn vị cập nhật, năm {year}")
    evidence = set(facts["evidence"].drop_nulls())
    known = _("theo nguồn thứ cấp") if "secondary" in evidence else ""
    known = _("chưa kiểm chứng") if evidence & UNVERIFIED_EVIDENCE else known
    said = ", ".join(filter(None, [standing.format(year=period[:4]), known]))
    clauses = dict.fromkeys(part for text in facts["formula"].drop_nulls() for part in text.split("; "))
    return Published(said, "; ".join(clauses))


MONTHS_ASKED = 12


def _months_sent(data: Data, crosswalk: Crosswalk) -> Figures:
    """Months in which an area, or a commune of it, has sent payments of any scheme, of the twelve up to the clock's
    day; every area of the list has a number, nought too."""
    day = clock.day()
    last = Month.of(day) if day == Month.of(day).last_day else Month.of(day).plus(-1)
    asked = [str(last.plus(-back)) for back in range(MONTHS_ASKED)]
    parents = dict(data.areas.select("area_id", "parent_id").iter_rows())
    sent: dict[int, set[str]] = {}
    rows = data.caseload.filter((pl.col("quality") == UPLOADED) & pl.col("month").is_in(asked))
    for area_id, month in rows.select("area_id", "month").unique().iter_rows():
        for one in filter(None, (area_id, parents.get(area_id))):
            sent.setdefault(one, set()).add(month)
    first = vintage_of(last.first_day)
    units = crosswalk.listed(first, "district") or crosswalk.listed(first, "commune")
    figures = tuple(AreaFigure(unit, len(sent.get(unit.id, ())), None) for unit in units)
    return Figures(SENT, str(last), first, figures, _("các tệp chi trả đã ghi"))


def _amount(indicator: MapIndicator, people: int | None, amount_vnd: int | None) -> int | None:
    return people if indicator.measure == "people" else amount_vnd


def _source(table: AreaTable) -> str:
    if table.illustrative:
        return _("phần mềm chia số toàn tỉnh của Báo cáo năm 2023 theo dân số")
    return _sent_by(str(table.month)) if table.uploaded else _("chưa có đơn vị nào gửi")


def sent_over(periods: Sequence[str]) -> str:
    """Of several periods, oldest first: the first and the last."""
    return _("các đơn vị gửi, các kỳ {first}–{last}").format(first=when(periods[0]), last=when(periods[-1]))


def _sent_by(period: str) -> str:
    return _("các đơn vị gửi, kỳ {period}").format(period=when(period))


@dataclass(frozen=True)
class Moved:
    """Figures on the chosen borders. `source` are the figures as counted (districts, or communes where only these lead
    there); `counts` and `heads` are their conversion."""

    source: Figures
    way: Route
    counts: Converted
    heads: Converted

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.way.targets


def move(data: Data, crosswalk: Crosswalk, figures: Figures, shown: Vintage) -> Moved | str:
    """The figures on another list; in words, why they cannot be."""
    indicator = figures.indicator
    if indicator.is_rate:
        return _("Tỷ lệ không quy đổi được sang địa giới khác; chỉ số người, số hộ và số tiền được quy đổi.")
    target: Level = "district" if crosswalk.listed(shown.first, "district") else "commune"
    source: Figures | None = figures
    if target == "commune" and figures.rows and figures.rows[0].unit.level == "district":
        source = loaders.made(
            data.version, ("so-cap-xa", indicator.key, figures.period), lambda: of_communes(data, crosswalk, figures)
        )
        if source is None:
            return _(
                "Số liệu cấp huyện không tách được về phường, xã. Cần số liệu cấp xã của kỳ này, hoặc chọn lại địa "
                "giới {first}."
            ).format(first=vintages.label(Vintage(figures.first), crosswalk))
    assert source is not None
    level: Level = "district" if source.rows and source.rows[0].unit.level == "district" else "commune"
    try:
        way = loaders.made(
            data.version,
            ("duong-quy-doi", str(source.first), str(shown.first), level, target),
            lambda: route(crosswalk, source.first, shown.first, level=level, to_level=target),
        )
    except NoRouteError as error:
        return vintages.refusal(error)
    return Moved(source, way, convert(way, _amounts(source)), convert(way, {r.unit.id: r.heads for r in source.rows}))


def divided(data: Data, moved: Moved, basis: Basis) -> Converted | None:
    """The denominators on the chosen borders, from those the figures were counted on."""
    if basis == "none":
        return None
    found = indicator_denominators(data, moved.source, basis)
    counts: Mapping[int, int | None] = {
        row.unit.id: one.count for row, one in zip(moved.source.rows, found, strict=True)
    }
    return convert(moved.way, counts)


def _amounts(figures: Figures) -> dict[int, int | None]:
    """Whole numbers only: what counts people, households or đồng is whole as it was sent."""
    return {row.unit.id: None if row.amount is None else int(row.amount) for row in figures.rows}


Between = tuple[Fraction, Fraction | None]


@dataclass(frozen=True)
class Drawn:
    """`values` one a unit, in the units' order; `between` has the areas of which only a range is known (their value is
    "withheld"); `hidden` those hidden beside a small one. `no_rate` or `refusal` say why what was asked for is not
    there."""

    indicator: MapIndicator
    period: str
    figures: Figures
    units: tuple[Unit, ...]
    values: tuple[AreaValue, ...]
    basis: Basis = "none"
    table: RateTable | None = None
    no_rate: NoRate | None = None
    moved: Moved | None = None
    refusal: str = ""
    between: Mapping[str, Between] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    @property
    def is_rate(self) -> bool:
        return self.basis != "none" or self.indicator.is_rate

    @property
    def percentages(self) -> bool:
        return self.indicator.is_rate or (self.table is not None and self.table.per == 100)

    @property
    def illustrative(self) -> bool:
        return any(value.state == "illustrative" for value in self.values)

    @property
    def is_empty(self) -> bool:
        """Nobody has sent a figure: all are missing, or illustrative."""
        return all(value.state in ("missing", "illustrative") for value in self.values) and not self.between

    @property
    def converted(self) -> frozenset[str]:
        """Codes whose figure nobody counted on these borders."""
        rows = self.moved.counts.rows if self.moved else ()
        return frozenset(row.target.code for row in rows if row.converted and row.low is not None)

    def reference(self, peers: PeerGroup | None = None) -> Reference:
        """The average of all areas or of a peer group: of rates over all their denominators, of counts a mean."""
        members = None if peers is None else peers.members
        if self.figures.weights and not self.refusal:
            return area_mean(self.values, members, self.figures.weights)
        return area_mean(self.values, members) if self.table is None else average(self.table, members)


def draw(data: Data, crosswalk: Crosswalk, figures: Figures, basis: Basis, shown: Vintage) -> Drawn:
    """On the list of areas shown, over the denominator asked for."""
    hidden = _hidden(figures)
    numerators = tuple(
        _gated(row.unit.code, row.amount, row.heads, figures.indicator, hidden, row.illustrative)
        for row in figures.rows
    )
    units = tuple(row.unit for row in figures.rows)
    own = Drawn(figures.indicator, figures.period, figures, units, numerators, hidden=hidden)
    if shown.first == figures.first:
        return _rated(data, own, figures, numerators, basis)
    moved = move(data, crosswalk, figures, shown)
    if isinstance(moved, str):
        return replace(own, refusal=moved)
    return _converted(data, own, moved, basis)


def _hidden(figures: Figures) -> frozenset[str]:
    """By heads: money, rates and people of one area are hidden together. Illustrative figures give nobody away."""
    if figures.illustrative or any(row.amount is not None and row.heads is None for row in figures.rows):
        return frozenset()
    return also_hidden({row.unit.code: row.heads for row in figures.rows})


def _gated(
    code: str,
    amount: int | Fraction | None,
    heads: int | None,
    indicator: MapIndicator,
    hidden: frozenset[str],
    illustrative: bool,
) -> AreaValue:
    if code in hidden:
        return AreaValue(code, "withheld")
    return area_value(code, amount, heads=heads, subject=indicator.subject, illustrative=illustrative)


def _rated(data: Data, drawn: Drawn, figures: Figures, numerators: tuple[AreaValue, ...], basis: Basis) -> Drawn:
    if basis == "none":
        return drawn
    found = rates(
        numerators, indicator_denominators(data, figures, basis), basis, indicator_per(drawn.indicator, basis)
    )
    if isinstance(found, NoRate):
        return replace(drawn, no_rate=found)
    return replace(drawn, values=found.values, basis=basis, table=found)


def _converted(data: Data, drawn: Drawn, moved: Moved, basis: Basis) -> Drawn:
    """Ranges are carried beside the values and never among them: what is not one number is not classed, ranked or
    divided."""
    source = moved.source
    hidden = _hidden(source)
    behind = {row.unit.code: row for row in source.rows}
    values, between = [], {}
    for counts, heads in zip(moved.counts.rows, moved.heads.rows, strict=True):
        code = counts.target.code
        sources = [behind[part.source.code] for part in counts.parts]
        if sources and all(row.unit.code in hidden for row in sources):
            values.append(AreaValue(code, "withheld"))
        elif counts.exact or counts.low is None:
            illustrative = any(row.illustrative for row in sources)
            values.append(_gated(code, counts.low, heads.high, drawn.indicator, frozenset(), illustrative))
        else:
            values.append(AreaValue(code, "withheld"))
            between[code] = _range(counts)
    kept = replace(
        drawn, units=moved.units, values=tuple(values), moved=moved, between=between, hidden=hidden, figures=source
    )
    return kept if basis == "none" else _converted_rates(data, kept, moved, basis)


def _converted_rates(data: Data, drawn: Drawn, moved: Moved, basis: Basis) -> Drawn:
    below = divided(data, moved, basis)
    if basis == "none" or below is None:
        return drawn
    source = moved.source
    shown = [AreaValue(row.unit.code, "known", Fraction(row.amount)) for row in source.rows if row.amount is not None]
    given = indicator_denominators(data, source, basis)
    per = indicator_per(drawn.indicator, basis)
    if drawn.illustrative:
        return replace(drawn, no_rate=NoRate("illustrative", tuple(row.unit.code for row in source.rows)))
    origin = rates(shown, given, basis, per)
    if isinstance(origin, NoRate):
        return replace(drawn, no_rate=origin)
    denominators = [
        Denominator(row.target.code, row.low if row.exact else None, origin.source, origin.dated) for row in below.rows
    ]
    table = rates(drawn.values, denominators, basis, per)
    if isinstance(table, NoRate):
        return replace(drawn, no_rate=table)
    bounds = {row.target.code: found for row in below.rows if (found := _rate_range(drawn, moved.counts, row, per))}
    return replace(drawn, values=table.values, basis=basis, table=table, between=bounds)


def _range(row: ConvertedArea) -> Between:
    """A source that is missing adds what nobody knows: the range has no upper end."""
    return Fraction(row.low or 0), None if row.missing else Fraction(row.high or 0)


def _rate_range(drawn: Drawn, counts: Converted, below: ConvertedArea, per: int) -> Between | None:
    if below.target.code not in drawn.between and below.exact:
        return None
    ends = rate_bounds(counts.of(below.target.id), below)
    return None if ends is None else (ends[0] * per, None if ends[1] is None else ends[1] * per)


@dataclass(frozen=True, eq=False)
class Asked:
    """`changes` are those of the scenario under study; `shown` the borders asked for."""

    data: Data
    crosswalk: Crosswalk
    indicator: MapIndicator
    basis: Basis
    shown: Vintage
    changes: Changes

    def draw(self, period: str) -> Drawn:
        figures = read(self.data, self.crosswalk, self.indicator, period, self.changes, self.shown)
        return draw(self.data, self.crosswalk, figures, self.basis, self.shown)

    def borders_of(self, drawn: Drawn) -> Vintage:
        """The borders on the screen: those of the figures when they could not be converted."""
        return Vintage(drawn.figures.first) if drawn.refusal else self.shown
