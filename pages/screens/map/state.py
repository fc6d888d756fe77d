"""What the map shows, as one value: indicator, period, borders, values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from data.locale import _
from models.geo.area_values import (
    AreaValue,
    Denominator,
    NoRate,
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
from pages.screens.map import indicators, vintages
from pages.screens.map.indicators import Basis, Figures, MapIndicator
from pages.screens.map.vintages import Vintage
from pages.ui.session import loaders
from pages.ui.session.loaders import Data


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
            data.version,
            ("so-cap-xa", indicator.key, figures.period),
            lambda: indicators.of_communes(data, crosswalk, figures),
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


def divided(data: Data, moved: Moved, basis: indicators.Basis) -> Converted | None:
    """The denominators on the chosen borders, from those the figures were counted on."""
    if basis == "none":
        return None
    found = indicators.denominators(data, moved.source, basis)
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
        numerators, indicators.denominators(data, figures, basis), basis, indicators.per(drawn.indicator, basis)
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
    given = indicators.denominators(data, source, basis)
    per = indicators.per(drawn.indicator, basis)
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
    """`changes` is what the scenario under study changes by area id, in đồng; `shown` the borders asked for."""

    data: Data
    crosswalk: Crosswalk
    indicator: MapIndicator
    basis: Basis
    shown: Vintage
    changes: Mapping[int, int]

    def draw(self, period: str) -> Drawn:
        figures = indicators.read(self.data, self.crosswalk, self.indicator, period, self.changes)
        return draw(self.data, self.crosswalk, figures, self.basis, self.shown)

    def borders_of(self, drawn: Drawn) -> Vintage:
        """The borders on the screen: those of the figures when they could not be converted."""
        return Vintage(drawn.figures.first) if drawn.refusal else self.shown
