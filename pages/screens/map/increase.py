"""The increase of a scenario by area, and the norm dragged on the map itself: its lever, what it adds in all and by
area, and the map that the browser draws with the figures of every position at hand."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.locale import _
from models.geo.area_values import AreaValue, NoRate, rates
from models.geo.classes import Scale
from models.geo.crosswalk import Crosswalk
from models.periods import Month
from models.policy.answers.ladder import COLUMNS, PATHS, ladder as figures_of, positions, rungs
from models.policy.answers.whatif import PROTECTION_AREA, WhatIf
from models.policy.cube import ROLES, Cube
from models.policy.engine.baseline import Block, by_population
from models.policy.levers.levers import UNSET, LeverValue
from models.wording.numbers import MILLION, number, rough_millions, signed_millions
from models.wording.words import short_name
from pages.screens.map import layers, state, view as map_view, words as map_words
from pages.screens.map.compare_rows import MONEY, Subject, state_words
from pages.screens.map.controls import Ends
from pages.screens.map.layers import circle_colour, fill_of, largest_of, pattern_of, radius_share
from pages.screens.map.state import Changes, Drawn
from pages.screens.map.view import HEIGHT, Look, Picture
from pages.screens.map.words import DistrictMark, as_sentence, short_unit
from pages.ui.answers import words
from pages.ui.charts.geometry import METRES, Feature, clearance, corners, label_point
from pages.ui.charts.palettes import FALL, ILLUSTRATIVE, SELECTION, class_fills, text_on
from pages.ui.format import markup
from pages.ui.format.markup import Markup
from pages.ui.format.tables import AREA_WORDS, table as table_of
from pages.ui.frame import template
from pages.ui.levers.ladder import ladder
from pages.ui.levers.ladder.ladder import Dragged
from pages.ui.levers.widgets import draw, presets
from pages.ui.session import choices, clock, loaders
from pages.ui.session.loaders import Data

PREFIX, WHOLE, PART = "bando-", "bando-tat-ca", "bando-muc-chuan"
"""Of the page's keys; the parts that are drawn by themselves: all below the page's head, and the lever in it."""
NORM = PROTECTION_AREA.norm
MOST = COLUMNS - 30
"""Areas whose figures of all positions go to the browser; what is of no area takes the other columns."""


def increases(data: Data, result: WhatIf) -> Changes:
    """Of the headline's month; areas that have figures of their own, and the province for the rest. A click on the map
    does not ask again what they rest on."""
    changes = by_area(data, result.block, result.cube, result.main.month)
    name = ("dua-tren", result.scenario.identity, str(result.block.illustrative_areas))
    return Changes(changes, *loaders.made(data.version, name, lambda: (result.standing, words.with_range(result))))


def by_area(data: Data, block: Block, cube: Cube, month: Month) -> dict[int, int]:
    """The one illustrative split while it is shown."""
    place, scheme = cube.month_index[month], block.scheme.code
    if block.illustrative_areas:
        totals = [int(cube.total(role, "entitled", scheme)[place]) for role in ROLES]
        before, after = (by_population(total, data.areas, block.as_of) for total in totals)
        return {area: after[area] - vnd for area, vnd in before.items()}
    bills = [cube.by("area", role, "entitled", scheme) for role in ROLES]
    return {int(area): int(bills[1][area][place] - bills[0][area][place]) for area in bills[0]}


def rest(changes: Mapping[int, int], area_ids: Sequence[int]) -> int:
    """The change that is in no area: tiny groups, and everything while areas have sent nothing."""
    return sum(change for area, change in changes.items() if area not in set(area_ids))


def show_table(data: Data, drawn: Drawn, result: WhatIf, changes: Changes) -> None:
    """The change by area, which with the rest equals the headline to the đồng. `drawn` is the change itself, not
    divided."""
    areas = AREA_WORDS[drawn.units[0].level].lower()
    st.markdown(_("**Kinh phí tăng thêm mỗi tháng theo {areas}**").format(areas=areas))
    st.caption(" ".join(filter(None, [words.headline(result), changes.rests])))
    bases: tuple[state.Basis, ...] = ("target_group", "people")
    ratios = [_ratio(data, drawn, basis) for basis in bases]
    rows = [
        [unit.full_name, _money(value), *(_ratio_words(ratio, value.code) for ratio in ratios)]
        for unit, value in zip(drawn.units, drawn.values, strict=True)
    ]
    ids = [unit.id for unit in drawn.units]
    left = rest(changes.by_area, ids)
    total = sum(changes.by_area.values())
    rows.append([_("Chưa phân {areas}").format(areas=areas), _change(left), "", ""])
    rows.append([_("Cộng, bằng số toàn tỉnh"), _change(total), "", ""])
    headers = [_("Đơn vị"), _("Triệu đồng/tháng"), _("Đồng/người hưởng/tháng"), _("Đồng/người dân/tháng")]
    st.markdown(table_of(headers, rows, last_bold=True))
    lacking = [
        map_words.no_rate(one, drawn, by) for one, by in zip(ratios, bases, strict=True) if isinstance(one, NoRate)
    ]
    mark = [_("Số minh họa, chia theo dân số; không phải số liệu thống kê.")] if drawn.illustrative else []
    for said in dict.fromkeys([*mark, *lacking]):
        st.caption(said)
    st.caption(
        _(
            "Nguồn: {source}; mức, tháng theo phương án đang xem xét. Cộng các {areas} và phần chưa phân {areas} bằng "
            "{total} triệu đồng/tháng."
        ).format(source=drawn.figures.source, areas=areas, total=signed_millions(result.main.increase_vnd))
    )


def _change(vnd: int) -> str:
    return signed_millions(vnd) if vnd else _("không đổi")


def _ratio(data: Data, drawn: Drawn, basis: state.Basis) -> NoRate | Mapping[str, AreaValue]:
    if basis == "none":
        raise ValueError("nothing to divide by")
    ratio = rates(drawn.values, state.indicator_denominators(data, drawn.figures, basis), basis, 1)
    return ratio if isinstance(ratio, NoRate) else {value.code: value for value in ratio.values}


def _money(value: AreaValue) -> str:
    return MONEY.value(value).replace(_(" (minh họa)"), "")


def _ratio_words(ratio: NoRate | Mapping[str, AreaValue], code: str) -> str:
    if isinstance(ratio, NoRate):
        return "–"
    value = ratio[code].known
    return number(round(Fraction(value))) if value is not None else state_words(ratio[code].state)


@dataclass(frozen=True, eq=False)
class Trial:
    """The scenario under study where its levers stand (`values`), and by area: `own` are the changes on the list of
    areas that the figures were counted on, not divided."""

    data: Data
    found: WhatIf
    values: Mapping[str, LeverValue]
    own: Drawn

    @cached_property
    def dragged(self) -> Dragged:
        named, version = presets(PROTECTION_AREA, self.data.law), self.data.version
        others = clock.day(), choices.is_on(self.data, PROTECTION_AREA.scheme.code)
        return Dragged(PREFIX, WHOLE, NORM, self.values, named, version, others)

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """Of the areas that may show a figure, by code."""
        shown = zip(self.own.units, self.own.values, strict=True)
        return {unit.code: unit.id for unit, value in shown if value.amount is not None}

    @property
    def is_few(self) -> bool:
        return len(self.own.units) <= MOST

    def positions(self) -> tuple[int, ...]:
        return positions(NORM, clock.standing(), self.values[NORM.key], UNSET, self.dragged.named)

    def rungs(self, places: Sequence[int]) -> list[tuple[WhatIf, Mapping[int, int]]]:
        """The answer at each position, and the change by area id."""
        made = rungs(self.found, self.values, NORM, places)
        return [(rung, by_area(self.data, rung.block, rung.cube, rung.main.month)) for rung in made]

    @cached_property
    def ends(self) -> Sequence[Mapping[int, int]]:
        """The changes where the lever is at its lowest and at its highest, which are the least and the most."""
        places = self.positions()
        name = ("dau-thanh-keo", self.dragged.base, str(places[0]), str(places[-1]))
        both = [places[0], places[-1]]
        return loaders.made(self.data.version, name, lambda: [changes for _rung, changes in self.rungs(both)])

    def scale_ends(self, drawn: Drawn) -> Ends | None:
        """Between what the rates lie that the lever makes of what is drawn; None without rates on the list's own
        borders."""
        if drawn.table is None or drawn.moved is not None:
            return None
        per = _divisors(drawn)
        found = [Fraction(end[self.ids[code]]) / by for end in self.ends for code, by in per.items()]
        return (min(found), max(found)) if found else None

    def largest(self, about: Subject) -> float | None:
        """A full circle, for every position."""
        amounts = [Fraction(end[area]) for end in self.ends for area in self.ids.values()]
        shown = about.rounded if self.own.illustrative else about.shown
        return max((float(abs(shown(amount))) for amount in amounts), default=None)

    def says(self, found: WhatIf, shown: str, rest: str, total: str) -> dict[str, str]:
        facts = self._sum(shown, rest, total)
        return {"answer": words.answer(found), "facts": facts, "sentence": words.headline(found)}

    def _sum(self, shown: str, rest: str, total: str) -> str:
        """A line each, which adds up."""
        areas = AREA_WORDS[self.own.units[0].level].lower()
        if not self.ids:
            text = _("Toàn tỉnh **{total}** đồng/tháng; chưa có số liệu theo {areas} nên chưa phân được.")
            return text.format(areas=areas, total=total)
        is_whole = all(value.amount is not None or value.state == "missing" for value in self.own.values)
        left = _("Chưa phân {areas}: **{rest}**") if is_whole else _("Không hiển thị, chưa phân {areas}: **{rest}**")
        lines = _("Các {areas} cộng lại: **{shown}**"), left, _("Bằng toàn tỉnh: **{total}** đồng/tháng")
        return "  \n".join(lines).format(areas=areas, shown=shown, rest=rest, total=total)


def _divisors(drawn: Drawn) -> dict[str, Fraction]:
    """By code of an area with a rate, the đồng that make one of what is shown."""
    table = drawn.table
    rows = () if table is None else table.rows
    return {
        row.value.code: Fraction(row.denominator, table.per)
        for row in rows
        if table is not None and row.denominator and row.value.known is not None
    }


def show(trial: Trial, changes: Changes, *, with_map: bool, is_converted: bool = False) -> DeltaGenerator:
    """The lever and what it adds: to the đồng the same by area and in all, wherever it stands. Above each other beside
    the place returned, where the map that is dragged is drawn `with_map`, so that both are seen at once. Says
    why a map is not dragged: too many areas, or borders they were not counted on (`is_converted`)."""
    shown, total = sum(changes.by_area[area] for area in trial.ids.values()), trial.found.main.increase_vnd
    said = trial.says(trial.found, number(shown), number(total - shown), number(total))
    left, right = st.columns([2, 3], gap="medium")
    with left, st.container(key=NORM.parameter + ladder.STATE, gap="xsmall"):
        st.fragment(_lever, key=PART)(trial)
    with left if with_map else right, st.container(key=PREFIX + "so-tang-them", gap="xsmall"):
        if ladder.is_on(PREFIX):
            ladder.answer(PREFIX, said, [trial.dragged])
        else:
            template.number(PREFIX, said["answer"], said["facts"])
            st.caption(said["sentence"])
        if changes.rests:
            st.caption(changes.rests)
        if not trial.is_few:
            text = _("Bản đồ đổi khi thả tay: có quá {count} đơn vị nên không vẽ được theo thanh đang kéo.")
            st.caption(text.format(count=MOST))
        elif is_converted:
            st.caption(_("Bản đồ đổi khi thả tay: số được quy đổi sang địa giới đang chọn, không vẽ được theo thanh."))
    return right


def _lever(trial: Trial) -> None:
    """By itself: what its browser asks for draws nothing else again."""
    dragged, label = trial.dragged, f"{_(NORM.label)} ({_(NORM.unit)})"
    told = {"label": label, "name": _(NORM.label), "help": _(NORM.legal_source), "unit": _(NORM.unit), "large": True}
    if ladder.is_served():
        ladder.handle(
            dragged,
            int(trial.values[NORM.key]),
            positions=trial.positions,
            told=told,
            fragment=PART,
            released=lambda _is_known: _moved(),
        )
    draw(NORM, moved=_moved, is_named=not ladder.is_on(PREFIX))
    ladder.send(dragged, partial(table, trial))


def _moved() -> None:
    """All of the page is of the norm (callback)."""
    st.rerun(WHOLE)


def table(trial: Trial, places: Sequence[int]) -> ladder.Table:
    """Of each position, beside what the answer says: "shown" is what the areas with a figure add up to, "rest" what
    else the increase is, "area_353" an area's own, all in đồng; "about" whether they rest on assumptions."""
    made = trial.rungs(places)
    figures = figures_of(places, [rung for rung, _changes in made])
    figures = figures.drop(name for name in figures.columns if name.startswith(tuple(f"{path}_" for path in PATHS)))
    sums = [sum(changes[area] for area in trial.ids.values()) for _rung, changes in made]
    columns: dict[str, list[int]] = {
        "shown": sums,
        "rest": [rung.main.increase_vnd - shown for (rung, _changes), shown in zip(made, sums, strict=True)],
        "about": [bool(words.with_range(rung)) for rung, _changes in made],
    }
    for code, area in trial.ids.items() if trial.is_few else ():
        vnd = [changes[area] for _rung, changes in made]
        columns[f"area_{code}"] = [int(rough_millions(one) * MILLION) for one in vnd] if trial.own.illustrative else vnd
    figures = figures.with_columns(pl.Series(name, each, dtype=pl.Float64) for name, each in columns.items())
    said = [trial.says(rung, "{shown:n}", "{rest:n}", "{increase:n}") for rung, _changes in made]
    return figures, {name: [each[name] for each in said] for name in said[0]}


def is_dragged(trial: Trial, drawn: Drawn, features: Sequence[Feature]) -> bool:
    """Whether the browser draws the map: of few enough areas, on the borders they were counted on."""
    return ladder.is_on(PREFIX) and trial.is_few and bool(features) and drawn.moved is None


MARGIN = 8
_SVG = '<svg class="thang-ban-do" viewBox="0 0 {width} {height}" role="img" aria-label="{alt}">{inside}</svg>'
_PATTERN = (
    '<pattern id="thang-{name}" width="12" height="12" patternUnits="userSpaceOnUse"><path d="{line}" fill="none" '
    'stroke="{colour}" stroke-width="1.5"/></pattern>'
)
_LINES = {
    "hatch": "M-3 3L3 -3M0 12L12 0M9 15L15 9",
    "cross": "M-3 3L3 -3M0 12L12 0M9 15L15 9M-3 9L3 15M0 0L12 12M9 -3L15 3",
    "dots": "M3 2.5v1.5M9 8.5v1.5",
    "stripes": "M0 3H12M0 9H12",
}
_AREA = (
    '<path data-d="{code}" data-ma="{code}" {moves} color="{ground}" fill="{fill}" stroke="{casing}" '
    'stroke-width="2.5"><title>{told}</title></path>'
)
_LINE = '<path data-d="{code}" fill="{fill}" stroke="{colour}" stroke-width="{width}" pointer-events="none"/>'
_CIRCLE = (
    '<circle {moves} cx="{x}" cy="{y}" r="{r}" color="{colour}" fill="{fill}" fill-opacity=".4" stroke="currentColor" '
    'stroke-width="{width}" {dashes} pointer-events="none"/>'
)
_NAME = (
    '<text {moves} x="{x}" y="{y}" color="{ink}" fill="currentColor" font-size="{size}" font-weight="600" '
    'text-anchor="middle" pointer-events="none" {halo}>{lines}</text>'
)
_HALO = 'stroke="{ground}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
_MORE = '<tspan {moves} color="{ink}" x="{x}" dy="{down}">{words}</tspan>'
_LETTER = (
    '<g pointer-events="none"><rect x="{left}" y="{top}" width="20" height="20" fill="{hue}"/><text x="{x}" y="{y}" '
    'fill="{ink}" font-size="15" font-weight="700" text-anchor="middle">{letter}</text></g>'
)
_MOVES = 'data-so="{code}"'


def areas(trial: Trial, crosswalk: Crosswalk, picture: Picture, look: Look) -> None:
    """The map as SVG, and what its parts become while the lever is dragged."""
    plane, drawn, about = Plane.of(picture.features), picture.drawn, picture.about
    theme, classing = look.theme, look.classing
    unit, tens = short_unit(drawn), 10**about.places
    per = _divisors(drawn) if drawn.table is not None else dict.fromkeys(trial.ids, Fraction(about.divisor))
    full = largest_of(picture.marks.values(), look.largest)
    most = {code: max(abs(end[area]) for end in trial.ends) / about.divisor for code, area in trial.ids.items()}
    reach = plane.reach(picture.features, most, full) if classing is None else 0
    if classing is None:
        fall, rise = (ILLUSTRATIVE, ILLUSTRATIVE) if drawn.illustrative else (FALL, theme.circle)
        fills = [(fall, text_on(theme.panel)), (rise, text_on(theme.panel))]
    else:
        fills = [(fill, text_on(fill)) for fill in class_fills(classing.scale, theme)]
    ladder.areas(
        PREFIX,
        {
            "drawing": _drawing(plane, picture, look, reach, full),
            "plane": plane.corner,
            "outlines": [
                layers.address(trial.data.version, picture.shown.key, drawn.units[0].level),
                *filter(None, [picture.former]),
            ],
            "areas": {
                code: {
                    "per": float(by / tens),
                    "tens": tens,
                    "bounds": [0] if classing is None else _begin(classing.scale, by),
                    "words": _told(picture.marks[code], "{} " + unit),
                }
                for code, by in per.items()
            },
            "fills": fills,
            "full": full * about.divisor,
            "reach": reach,
            "about": "{}" if drawn.illustrative else _("≈ {amount}").format(amount="{}"),
        },
        partial(map_view.picked, crosswalk),
    )


def _begin(scale: Scale, per: Fraction) -> list[int]:
    """The đồng from which on an area is in each class but the first; where 0 is a class of its own, the next one begins
    with the first đồng."""
    found = [math.ceil(Fraction(bound) * per) for bound in scale.bounds]
    return sorted([*found, 1]) if scale.pinned else found


@dataclass(frozen=True)
class Plane:
    """Degrees as places of the drawing: west and north of its corner, and its units a degree across and up."""

    corner: tuple[float, float, float, float]
    width: int

    @classmethod
    def of(cls, features: Sequence[Feature]) -> Plane:
        west, south, east, north = corners(features)
        up = (HEIGHT - 2 * MARGIN) / (north - south)
        across = up * math.cos(math.radians((south + north) / 2))
        place = (west - MARGIN / across, north + MARGIN / up, across, up)
        return cls(place, math.ceil((east - west) * across + 2 * MARGIN))

    def at(self, feature: Feature) -> tuple[float, float]:
        west, north, across, up = self.corner
        east, top = label_point(feature)
        return round((east - west) * across, 1), round((north - top) * up, 1)

    def reach(self, features: Sequence[Feature], most: Mapping[str, float], full: float) -> float:
        """The radius of a circle of the `full` size: the most with which every area's circle stays inside it, also
        where that is largest (`most` by code)."""
        shares = {code: radius_share(value, full) for code, value in most.items()}
        rooms = {str(feature["properties"]["code"]): clearance(feature) for feature in features}
        metres = min((room / shares[code] for code, room in rooms.items() if shares.get(code)), default=0)
        return round(metres / METRES * self.corner[3], 1)


Named = tuple[Feature, DistrictMark, list[str]]


def _told(mark: DistrictMark, figure: str) -> str:
    """Where an area is pointed at, as `DistrictMark.words` says it."""
    said = _("≈ {figure} (minh họa)").format(figure=figure) if mark.illustrative else figure
    return f"{short_name(mark.name)}\n{said}"


def _drawing(plane: Plane, picture: Picture, look: Look, reach: float, full: float) -> Markup:
    theme, features, is_crowded = look.theme, picture.features, len(picture.features) > layers.INLINE
    marks = [picture.marks[str(feature["properties"]["code"])] for feature in features]
    grounds = {mark.code: fill_of(mark, look.classing, theme) for mark in marks}
    moves = {mark.code: markup.fill(_MOVES, code=mark.code) for mark in marks}
    shown = {mark.code: mark.value is not None for mark in marks}
    still = markup.fill("")
    parts = [markup.fill(_PATTERN, name=name, line=line, colour=theme.hatch) for name, line in _LINES.items()]
    parts += [
        markup.fill(
            _AREA,
            code=mark.code,
            moves=moves[mark.code] if shown[mark.code] else still,
            ground=grounds[mark.code],
            fill=grounds[mark.code] if look.classing is None else "currentColor",
            casing=theme.casing,
            told=f"{short_name(mark.name)}\n{mark.words()}",
        )
        for mark in marks
    ]
    for mark in marks:
        if (pattern := pattern_of(mark.look)) != "plain":
            parts.append(_outline(mark.code, "none", 0, f"url(#thang-{pattern})"))
    parts += [_outline(mark.code, theme.outline, 0.7 if is_crowded else 1) for mark in marks]
    if picture.former:
        parts.append(_outline("", theme.outline, 2.2))
    for width, casing in ((9, True), (5, False)):
        for one in look.selection.chosen:
            parts.append(_outline(one.code, theme.casing if casing else SELECTION[one.slot], width))
    if look.classing is None:
        parts += [
            _circle(mark, plane.at(feature), reach * radius_share(mark.value or 0, full), moves[mark.code], look)
            for feature, mark in zip(features, marks, strict=True)
            if shown[mark.code]
        ]
    size = SMALL if is_crowded else 15
    lines_of = [_lines(mark, is_crowded=is_crowded) for mark in marks]
    named = list(zip(features, marks, lines_of, strict=True))
    parts += [
        _name(lines, plane.at(feature), mark, grounds[mark.code], moves[mark.code] if shown[mark.code] else still, size)
        for feature, mark, lines in (_apart(named, plane) if is_crowded else named)
    ]
    for feature, mark in zip(features, marks, strict=True):
        if (chosen := look.selection.of(mark.code)) is not None:
            (x, y), hue = plane.at(feature), SELECTION[chosen.slot]
            places = {"left": x - 10, "top": y - 44, "x": x, "y": y - 29}
            parts.append(markup.fill(_LETTER, hue=hue, ink=text_on(hue), letter=chosen.letter, **places))
    alt = as_sentence(picture.title, "", marks)
    return markup.fill(_SVG, width=plane.width, height=HEIGHT, alt=alt, inside=markup.join(parts))


def _outline(code: str, colour: str, width: float, fill: str = "none") -> Markup:
    return markup.fill(_LINE, code=code, fill=fill, colour=colour, width=width)


def _circle(mark: DistrictMark, at: tuple[float, float], radius: float, moves: Markup, look: Look) -> Markup:
    return markup.fill(
        _CIRCLE,
        moves=moves,
        x=at[0],
        y=at[1],
        r=round(radius, 2),
        colour=circle_colour(mark, look.theme),
        fill="none" if mark.illustrative else "currentColor",
        width=2.5 if mark.illustrative else 1.5,
        dashes=markup.fill('stroke-dasharray="8 5"') if mark.illustrative else markup.fill(""),
    )


def _lines(mark: DistrictMark, *, is_crowded: bool) -> list[str]:
    """Name and figure; among many areas no words in place of a figure."""
    name = short_name(mark.name)
    if mark.value is None:
        return [name] if is_crowded else [name, *mark.lines()]
    return [name] if mark.illustrative else [name, mark.brief]


SMALL = 11


def _apart(named: Sequence[Named], plane: Plane) -> list[Named]:
    """Those that cover no other, of areas with more room before the others: the rest tell their figure where they are
    pointed at."""
    taken: list[tuple[float, float, float, float]] = []
    kept = []
    for one in sorted(named, key=lambda one: -clearance(one[0])):
        (x, y), wide = plane.at(one[0]), SMALL * 0.3 * max(map(len, one[2])) + 1
        tall = SMALL * 0.6 * len(one[2])
        if all(abs(x - left) > wide + width or abs(y - top) > tall + height for left, top, width, height in taken):
            taken.append((x, y, wide, tall))
            kept.append(one)
    return kept


def _name(
    lines: Sequence[str], at: tuple[float, float], mark: DistrictMark, ground: str, moves: Markup, size: int
) -> Markup:
    (x, y), ink, is_known = at, text_on(ground), mark.look == "known"
    told = [
        markup.fill(
            _MORE,
            moves=moves if place and mark.value is not None else markup.fill(""),
            ink=ink,
            x=x,
            down=round(size * 1.2, 1) if place else 0,
            words=line,
        )
        for place, line in enumerate(lines)
    ]
    return markup.fill(
        _NAME,
        moves=moves,
        x=x,
        y=round(y + size / 3 - (len(lines) - 1) * size * 0.6, 1),
        ink=ink,
        size=size,
        halo=markup.fill("") if is_known else markup.fill(_HALO, ground=ground),
        lines=markup.join(told),
    )
