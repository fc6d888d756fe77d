"""What a file of budget lines would change: granted, spent so far, short or over, by source, before and after.

Belongs here: laying the file's lines over the kept ones and drawing the position of each year. Does not: adding lines up
(models/policy/answers/budget.py).
"""

from __future__ import annotations

import polars as pl
import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.drafts import OpenDraft
from data.store.facts import facts
from data.store.queries import budget_lines
from data.vocabulary.groups import SOURCE_NAMES
from models.policy.answers.budget import BUDGET_LINES, LINE, BudgetPosition, budget_positions
from models.wording.numbers import millions, short_month, signed_millions
from pages.screens.uploads import effect_others, upload_preview
from pages.ui.format.tables import table
from pages.ui.session import loaders

_KEPT = "_tai-tep-ngan-sach"
_KEY = (*LINE, "month")

Positions = dict[int, tuple[tuple[BudgetPosition, ...], tuple[BudgetPosition, ...]]]
"""Budget year -> positions before and after."""


def show(draft: OpenDraft, check: Check) -> None:
    """A table a year of the file."""
    for year, (before, after) in _positions(draft, check).items():
        st.markdown(_("**Năm ngân sách {year}, toàn tỉnh (triệu đồng)**").format(year=year))
        st.markdown(table(_headers(), _rows(before, after), numbers_from=2))
    effect_others.money_stays()


def over(kept: pl.DataFrame, written: pl.DataFrame, levels: pl.DataFrame) -> pl.DataFrame:
    """Frame BUDGET_LINES after the rows of a file; `levels` has area_id and level of all areas."""
    level = levels.select("area_id", area_level="level")
    rows = written.join(level, on="area_id", how="left").with_columns(document=pl.lit(""))
    mine = rows.select(BUDGET_LINES.names()).cast(BUDGET_LINES)
    return pl.concat([kept.join(mine, on=_KEY, how="anti"), mine])


def _positions(draft: OpenDraft, check: Check) -> Positions:
    def work() -> Positions:
        with loaders.database().reading() as connection:
            kept = budget_lines(connection, draft.base_version)
            written = facts(connection, draft.base_version, draft.dataset, check.frame).rows
        after = over(kept, written, loaders.data(draft.base_version).areas)
        years = sorted(set(written["budget_year"].to_list()))
        return {year: (budget_positions(kept, year), budget_positions(after, year)) for year in years}

    return upload_preview.remembered(_KEPT, draft, work)


def _headers() -> list[str]:
    return [
        _("Nguồn"), _("Số liệu"), _("Dự toán và bổ sung"), _("Lũy kế"), _("đến hết"), _("Còn lại"), _("Ước cả năm"),
        _("Thừa (+), thiếu (−)"),
    ]  # fmt: skip


def _rows(before: tuple[BudgetPosition, ...], after: tuple[BudgetPosition, ...]) -> list[list[str]]:
    old = {position.source: position for position in before}
    new = {position.source: position for position in after}
    rows = []
    for source in dict.fromkeys([*old, *new]):
        name = _(SOURCE_NAMES[source])
        rows.append([name, _("Đang có"), *_cells(old.get(source))])
        rows.append([name, _("Sau khi ghi"), *_cells(new.get(source))])
    return rows


def _cells(position: BudgetPosition | None) -> list[str]:
    if position is None:
        return [_("chưa có"), "", "", "", "", ""]
    granted, spent, left, expected = (
        _("chưa có") if amount is None else millions(amount)
        for amount in (position.granted_vnd, position.cumulative_vnd, position.remaining_vnd, position.expected_vnd)
    )
    month = "" if position.month is None else short_month(position.month)
    balance = _("chưa có") if position.balance_vnd is None else signed_millions(position.balance_vnd)
    return [granted, spent, month, left, expected, balance]
