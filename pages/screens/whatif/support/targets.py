"""Targets of a support area: table and chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from data.store.queries import national_targets
from data.vocabulary.indicators import indicator_names, indicator_units
from models.periods import Month
from models.policy.answers.figures import recency
from models.policy.answers.notes import BREAKS
from models.policy.areas.national_targets import (
    DIRECTION_WORDS,
    OWNER_WORDS,
    Direction,
    Owner,
    TargetLine,
    target_lines,
)
from models.policy.areas.support import SupportArea
from models.wording.numbers import figure, percent, signed, unit_words
from pages.screens.whatif.support import files
from pages.ui.answers.tables import Table
from pages.ui.charts.charts import CURRENT, TRIAL, framed, legend, shade
from pages.ui.charts.palettes import BLUE
from pages.ui.format.tables import QUALITY_WORDS, SHOWN, escape, period_text
from pages.ui.session.loaders import Data

HEIGHT = 300
NUMBER = ",.2~f"


def chart_spec(
    title: str,
    unit: str,
    reached: Sequence[tuple[int, Decimal]],
    goals: Sequence[tuple[int, Decimal, Owner]],
    breaks: Sequence[tuple[Month, str]],
) -> dict[str, Any]:
    """`breaks` are months from which the series counts otherwise, with their words."""
    names: dict[str, str] = {"reached": _("Thực hiện"), **{owner: _(words) for owner, words in OWNER_WORDS.items()}}
    values = [{"y": year, "v": float(value), "r": "reached"} for year, value in reached]
    values += [{"y": year, "v": float(value), "r": owner} for year, value, owner in goals]
    years = [int(str(row["y"])) for row in values]
    first, last = min(years) - 1, max(years) + 1
    x = {
        "field": "y",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [first, last], "nice": False},
        "axis": {"values": list(range(first, last + 1)), "format": "d", "grid": False},
    }
    y = {"field": "v", "type": "quantitative", "title": unit, "scale": {"zero": False, "padding": 20}}
    kinds = list(names)
    colour = {
        "field": "r",
        "type": "nominal",
        "title": None,
        "legend": legend(names),
        "scale": {"domain": kinds, "range": [shade(CURRENT), shade(TRIAL), shade(BLUE)]},
    }
    shape = {
        "field": "r",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": kinds, "range": ["circle", "diamond", "square"]},
    }
    tooltip = [
        {"field": "y", "type": "quantitative", "format": "d", "title": _("Năm")},
        {"field": "v", "type": "quantitative", "format": NUMBER, "title": unit},
    ]
    encoding = {"x": x, "y": y, "color": colour}
    layers = [
        {
            "transform": [{"filter": "datum.r == 'reached'"}],
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": encoding,
        },
        {
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {**encoding, "shape": shape, "tooltip": tooltip},
        },
        {
            "mark": {"type": "text", "dy": -12, "fontSize": 13},
            "encoding": {**encoding, "text": {"field": "v", "type": "quantitative", "format": NUMBER}},
        },
    ]
    # A break is drawn where its year begins, half a year before the point of that year.
    places = [(month.year + (month.month - 1) / 12 - 0.5, words) for month, words in breaks]
    marked = [_break(x, place, words) for place, words in places if first < place < last]
    return framed(title, HEIGHT, [{"data": {"values": values}, "layer": layers}, *marked])


def _break(x: dict[str, Any], place: float, words: str) -> dict[str, Any]:
    """A dashed line: from here on the figures are another series."""
    text = {"type": "text", "align": "left", "baseline": "top", "dx": 4, "fontSize": 12, "color": shade(CURRENT)}
    return {
        "data": {"values": [{"y": place, "w": words}]},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [4, 4], "color": shade(CURRENT)}, "encoding": {"x": x}},
            {"mark": text, "encoding": {"x": x, "y": {"value": 4}, "text": {"field": "w"}}},
        ],
    }


CHOSEN = "chi-tieu-xem"
SIGNS: dict[Direction, str] = {
    "at_least": _("≥\N{NO-BREAK SPACE}{value}"),
    "at_most": _("≤\N{NO-BREAK SPACE}{value}"),
    "below": _("<\N{NO-BREAK SPACE}{value}"),
}
"""For a narrow table, a line for each indicator."""
Targets = Mapping[str, Sequence[TargetLine]]


def show(data: Data, board: SupportArea, year: int, *, is_told: bool) -> Table | None:
    """One indicator's picture, or how a plan comes in, unless the page has said so (`is_told`); returns the table for
    screen and file."""
    area = board.policy_area
    targets = targets_of(data, area)
    if not is_told and not any(line.owner == "province" for lines in targets.values() for line in lines):
        st.info(
            _(
                "Chưa có chỉ tiêu kế hoạch nào của tỉnh trong lĩnh vực này. Nạp tệp Chỉ tiêu kế hoạch để so với số đã "
                "thực hiện."
            )
        )
        files.show(board, data, year, "targets", place="chi-tieu")
    if not targets:
        return None
    reached = [row for row in data.figures(area) if row["quality"] in SHOWN]
    _picture(targets, reached, area, board.prefix)
    return rows(targets, reached)


def brief(data: Data, area: str) -> Table | None:
    """Each indicator's targets by the year they fall due and what was reached, for a page without figures; None = no
    target."""
    targets = targets_of(data, area)
    if not targets:
        return None
    reached = [row for row in data.figures(area) if row["quality"] in SHOWN]
    years = sorted({line.year for lines in targets.values() for line in lines})
    body = []
    for key, lines in targets.items():
        unit = indicator_units()[key]
        found = newest(key, years[-1], reached)
        done = "" if found is None else figure(found["value"], unit, found["qualifier"])
        due = ["; ".join(goal_words(line, unit, SIGNS) for line in lines if line.year == year) for year in years]
        body.append([_(indicator_names()[key]), *due, done])
    headers = [_("Năm đến hạn"), *map(str, years), _("Đã đạt")]
    if not any(row[-1] for row in body):
        headers, body = headers[:-1], [row[:-1] for row in body]
    return Table(_("Chỉ tiêu phải đạt"), headers, body, last_bold=False, numbers_from=9)


def documents(data: Data, area: str) -> list[str]:
    """What the targets of an area stand in, each marked where nobody has held it against the original."""
    return list(dict.fromkeys(_document(line) for lines in targets_of(data, area).values() for line in lines))


def _document(line: TargetLine) -> str:
    return line.document if line.is_verified else _("{document} (chưa kiểm chứng)").format(document=line.document)


def targets_of(data: Data, area: str) -> dict[str, tuple[TargetLine, ...]]:
    """Targets by indicator, in the order of the indicators; those without any are left out."""
    planned = data.planned(area)
    found = {
        key: target_lines(
            key,
            national_targets(),
            [(int(row["period"]), row["value"], row["source"]) for row in planned if row["indicator"] == key],
        )
        for key in indicator_names()
        if key.partition(".")[0] == area
    }
    return {key: lines for key, lines in found.items() if lines}


def rows(targets: Targets, reached: Sequence[dict[str, Any]]) -> Table:
    """Each target beside the newest figure up to its year."""
    body = []
    for key, lines in targets.items():
        unit = indicator_units()[key]
        for line in lines:
            found = newest(key, line.year, reached)
            done = [_("chưa có số liệu"), "", "", ""]
            if found is not None:
                done = [
                    figure(found["value"], unit, found["qualifier"]),
                    period_text(found["period"]),
                    QUALITY_WORDS[found["quality"]].lower(),
                    against(line, unit, found["value"]),
                ]
            body.append(
                [
                    _(indicator_names()[key]),
                    _(OWNER_WORDS[line.owner]),
                    str(line.year),
                    goal_words(line, unit),
                    *done,
                    _document(line),
                ]
            )
    headers = [
        _("Chỉ tiêu"),
        _("Của"),
        _("Năm đến hạn"),
        _("Phải đạt"),
        _("Thực hiện"),
        _("Kỳ"),
        _("Tính chất"),
        _("So với chỉ tiêu"),
        _("Căn cứ"),
    ]
    return Table(_("Chỉ tiêu và số thực hiện"), headers, body, last_bold=False, numbers_from=9)


def goal_words(line: TargetLine, unit: str, words: Mapping[Direction, str] = DIRECTION_WORDS) -> str:
    value = figure(line.value, unit)
    return value if line.direction is None else _(words[line.direction]).format(value=value)


def newest(indicator: str, year: int, reached: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The newest figure of an indicator for a year or before; a whole year is newer than its months."""
    mine = [row for row in reached if row["indicator"] == indicator and row["period"][:4] <= str(year)]
    return max(mine, key=lambda row: recency(row["period"]), default=None)


def against(line: TargetLine, unit: str, value: Decimal) -> str:
    """How far a figure is from its target; rates differ by "điểm phần trăm", counts of people also say how much of the
    plan they are."""
    difference = value - line.value
    if not difference:
        return _("bằng chỉ tiêu")
    if unit in ("percent", "percentage points"):
        return _("{difference} điểm phần trăm").format(difference=signed(difference))
    said = _("{difference} {unit}").format(difference=signed(difference), unit=unit_words(unit))
    if unit != "people" or line.owner != "province" or not line.value:
        return said
    return _("{share} chỉ tiêu ({said})").format(share=percent(100 * value / line.value, 1), said=said)


def _picture(targets: Targets, reached: Sequence[dict[str, Any]], area: str, prefix: str) -> None:
    names = {key: _(indicator_names()[key]) for key in targets}
    chosen = str(
        st.selectbox(
            _("Chỉ tiêu xem trên biểu đồ"), list(names), format_func=lambda key: names[key], key=prefix + CHOSEN
        )
    )
    unit = unit_words(indicator_units()[chosen])
    title = _("{name} ({unit}): thực hiện và chỉ tiêu theo năm đến hạn").format(name=names[chosen], unit=unit)
    # Of a month nothing: a target is for a year.
    met = [
        (int(row["period"]), row["value"]) for row in reached if row["indicator"] == chosen and "-" not in row["period"]
    ]
    goals = [(line.year, line.value, line.owner) for line in targets[chosen]]
    breaks = [each for each in BREAKS if area in each.policy_areas]
    spec = chart_spec(title, unit, met, goals, [(each.month, _(each.mark)) for each in breaks])
    st.vega_lite_chart(spec, key=f"{prefix}bieu-do-chi-tieu", width="stretch", alt=title)
    for each in breaks:
        st.caption(escape(_("{reason} ({document})").format(reason=_(each.reason), document=_(each.document))))
