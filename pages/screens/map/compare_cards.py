"""A card for each chosen area: value, rank, distances, change on the year before, budget under each scenario.

Belongs here: the cards. Does not: their sentences (compare_words), other ways to see the same (compare_*).
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.locale import _
from models.geo.comparison import ComparedArea, Comparison, OptionRole
from models.geo.ranking import Distance, NoChange
from models.geo.selection import Selection
from pages.screens.map import compare_marks as marks
from pages.screens.map import compare_words as words
from pages.screens.map.compare_words import Subject
from pages.ui.charts.charts import CURRENT, TRIAL
from pages.ui.charts.palettes import text_on
from pages.ui.format import markup
from pages.ui.format.markup import Markup
from pages.ui.saved.shelf import PROPOSAL_COLOUR

WIDE = 256
ROLE_COLOURS: Mapping[OptionRole, str] = {
    "baseline": CURRENT,
    "proposal": PROPOSAL_COLOUR,
    "trial": TRIAL,
    "chosen": marks.OTHER,
}
_CARD = (
    '<div style="font-size:1.1rem"><span style="background:{colour};color:{ink};border-radius:50%;display:inline-block;'
    'width:1.6em;line-height:1.6em;text-align:center;font-weight:700">{letter}</span> <strong>{name}</strong></div>'
    '<div><strong style="font-size:{size}">{value}</strong></div>'
    '<div style="font-size:0.95rem;line-height:1.5">{lines}{budget}</div>'
)
_OPTION = (
    '<div style="display:flex;gap:.5em"><span style="color:{colour}" aria-hidden="true">■</span>'
    "<span>{name}: <strong>{change}</strong></span></div>"
)
_BUDGET = '<div style="margin-top:.6em">{title}</div>{items}'


def show(comparison: Comparison, selection: Selection, subject: Subject) -> None:
    """Beside each other as far as there is room, in the order of choosing."""
    codes = {row.code for row in comparison.rows}
    with st.container(horizontal=True, gap="small"):
        for code in selection.codes:
            if code in codes:
                with st.container(border=True, width=WIDE):
                    markup.show(_card(comparison.of(code), comparison, selection, subject))


def _card(row: ComparedArea, comparison: Comparison, selection: Selection, subject: Subject) -> Markup:
    """One piece of HTML: a badge in the area's hue, the value in large type, the sentences, the budget."""
    colour = marks.hue(selection, row.code)
    return markup.fill(
        _CARD, colour=colour, ink=text_on(colour), letter=marks.letter(selection, row.code), name=row.name,
        size="1.6rem" if row.rank else "1.15rem", value=subject.with_unit(row.value), budget=_budget(row, comparison),
        lines=markup.join(markup.fill("<div>{line}</div>", line=line) for line in _lines(row, comparison, subject)),
    )  # fmt: skip


def _lines(row: ComparedArea, comparison: Comparison, subject: Subject) -> list[str]:
    if row.rank is None:
        return [words.why_unranked(row.value, subject)]
    rank = words.rank_words(row.rank)
    found = [rank[0].upper() + rank[1:]]
    peers = marks.peer_average_name(comparison)
    for name, distance in ((words.province_name(comparison.province), row.from_province), (peers, row.from_peers)):
        if distance is not None:
            text = _("So với {name}: {distance}")
            found.append(text.format(name=name[0].lower() + name[1:], distance=words.distance_words(distance, subject)))
    return [*found, _change(row.change, subject)]


def _change(change: Distance | NoChange, subject: Subject) -> str:
    if isinstance(change, NoChange):
        return _("So với năm trước: {reason}").format(reason=words.no_change_words(change))
    return _("So với năm trước: {change}").format(change=words.change_words(change, subject))


def _budget(row: ComparedArea, comparison: Comparison) -> Markup:
    """Each scenario's change beside a square in the colour of its role."""
    if not comparison.options:
        return markup.fill("")
    items = markup.join(
        markup.fill(
            _OPTION, colour=ROLE_COLOURS[option.role], name=words.option_name(option), change=words.budget_words(value)
        )
        for option, value in zip(comparison.options, row.budget, strict=True)
    )
    return markup.fill(_BUDGET, title=_("Kinh phí thay đổi mỗi tháng"), items=items)
