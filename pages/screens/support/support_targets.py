"""Targets of an area against what was reached, with the year each falls due: the province's plan and the country's goals.

Belongs here: the tab "Chỉ tiêu": rows, the picture of one indicator. Does not: reading them (loaders.py, data/store) or a pace
by month (support_pace.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from data.locale import _
from data.store.queries import national_targets
from data.vocabulary.indicators import indicator_names, indicator_units
from models.policy.answers.figures import recency
from models.policy.answers.series_breaks import BREAKS
from models.policy.areas.national_targets import DIRECTION_WORDS, OWNER_WORDS, TargetLine, target_lines
from models.policy.areas.support import SupportArea
from models.wording.numbers import figure, percent, signed, unit_words
from pages.screens.support import files, support_target_chart
from pages.ui.answers.tables import Table
from pages.ui.format.figures import QUALITY_WORDS, SHOWN, period_text
from pages.ui.format.tables import escape
from pages.ui.session.loaders import Data

CHOSEN = "chi-tieu-xem"
SIGNS = {
    "at_least": _("≥\N{NO-BREAK SPACE}{value}"),
    "at_most": _("≤\N{NO-BREAK SPACE}{value}"),
    "below": _("<\N{NO-BREAK SPACE}{value}"),
}
"""For a narrow table, a line for each indicator."""
Targets = Mapping[str, Sequence[TargetLine]]


def show(data: Data, board: SupportArea, year: int, *, is_told: bool) -> Table | None:
    """One indicator's picture, or how a plan comes in, unless the page has said so (`is_told`); returns the table for screen
    and file."""
    area = board.policy_area
    targets = targets_of(data, area)
    if not is_told and not any(line.owner == "province" for lines in targets.values() for line in lines):
        st.info(
            _(
                "Chưa có chỉ tiêu kế hoạch nào của tỉnh trong lĩnh vực này. Nạp tệp Chỉ tiêu kế hoạch để so với số đã thực hiện."
            )
        )
        files.show(board, data, year, "targets", place="chi-tieu")
    if not targets:
        return None
    reached = [row for row in data.figures(area) if row["quality"] in SHOWN]
    _picture(targets, reached, area, board.prefix)
    return rows(targets, reached)


def brief(data: Data, area: str) -> Table | None:
    """Each indicator's targets by the year they fall due and what was reached, for a page without figures; None = no target."""
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
        due = ["; ".join(_goal(line, unit, SIGNS) for line in lines if line.year == year) for year in years]
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
                    figure(found["value"], unit, found["qualifier"]), period_text(found["period"]),
                    QUALITY_WORDS[found["quality"]].lower(), against(line, unit, found["value"]),
                ]  # fmt: skip
            body.append(
                [
                    _(indicator_names()[key]),
                    _(OWNER_WORDS[line.owner]),
                    str(line.year),
                    _goal(line, unit),
                    *done,
                    _document(line),
                ]
            )
    headers = [
        _("Chỉ tiêu"), _("Của"), _("Năm đến hạn"), _("Phải đạt"), _("Thực hiện"), _("Kỳ"), _("Tính chất"),
        _("So với chỉ tiêu"), _("Căn cứ"),
    ]  # fmt: skip
    return Table(_("Chỉ tiêu và số thực hiện"), headers, body, last_bold=False, numbers_from=9)


def _goal(line: TargetLine, unit: str, words: Mapping[str, str] = DIRECTION_WORDS) -> str:
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
    chosen = str(st.selectbox(_("Chỉ tiêu xem trên biểu đồ"), list(names), format_func=names.get, key=prefix + CHOSEN))
    unit = unit_words(indicator_units()[chosen])
    title = _("{name} ({unit}): thực hiện và chỉ tiêu theo năm đến hạn").format(name=names[chosen], unit=unit)
    # Of a month nothing: a target is for a year.
    met = [
        (int(row["period"]), row["value"]) for row in reached if row["indicator"] == chosen and "-" not in row["period"]
    ]
    goals = [(line.year, line.value, line.owner) for line in targets[chosen]]
    breaks = [each for each in BREAKS if area in each.policy_areas]
    spec = support_target_chart.spec(title, unit, met, goals, [(each.month, _(each.mark)) for each in breaks])
    st.vega_lite_chart(spec, key=f"{prefix}bieu-do-chi-tieu", width="stretch", alt=title)
    for each in breaks:
        st.caption(escape(_("{reason} ({document})").format(reason=_(each.reason), document=_(each.document))))
