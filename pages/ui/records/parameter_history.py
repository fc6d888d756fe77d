"""A parameter of law through time: what holds now, its steps as a chart, each step's dates, document and marks as a table.

Belongs here: showing what is kept. Does not: changing it (decree_form.py, parameter_check.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from data.clock import today
from data.export.tables import csv_bytes
from data.ingest.catalogue import PARAMETERS
from data.locale import _
from data.store.queries import parameter_rows
from data.vocabulary.parameters import EVIDENCE_WORDS, MONTHS, PARAMETER_NAMES, PERCENTS
from models.wording.numbers import day, moment, number, short_month
from pages.ui.format.tables import escape, table
from pages.ui.records import parameter_chart
from pages.ui.records.parameter_words import amount, paid_from, unverified, verified, words
from pages.ui.session import downloads, loaders

Rows = list[dict[str, Any]]
CHOSEN, ASKED = "van-ban-muc", "_van-ban-xem-muc"
HEADINGS = tuple(_(column.label) for column in PARAMETERS.columns)
"""The heading line of a `parameters` file, in the order of its contract."""
AFTER = timedelta(days=400)
"""How far the chart runs on, so that the newest step can be seen."""


def of_version(version: int) -> dict[str, Rows]:
    """Name -> rows, newest first, of every parameter the version has."""
    found: dict[str, Rows] = {}
    with loaders.database().reading() as connection:
        for row in parameter_rows(connection, version).iter_rows(named=True):
            found.setdefault(row["name"], []).append(row)
    return found


def choose(rows: dict[str, Rows]) -> str:
    """The parameter to look at, after a write the one written; beside it what it comes to now."""
    asked = st.session_state.pop(ASKED, None)
    if asked in rows:
        st.session_state[CHOSEN] = asked
    known = [name for name in PARAMETER_NAMES if name in rows]
    left, right = st.columns([1, 2], gap="medium", vertical_alignment="bottom")
    name = left.selectbox(_("Mức"), known, format_func=words, key=CHOSEN)
    right.markdown(_now(rows[name], today()))
    return name


def show(name: str, rows: Rows) -> None:
    """The chart and the table of one parameter."""
    parameter_chart.draw(rows, until=max(today(), rows[0]["applies_from"]) + AFTER)
    headers = [
        _("Mức (%)") if name in PERCENTS else _("Mức (tháng)") if name in MONTHS else _("Mức (đồng)"),
        _("Áp dụng từ"),
        _("Có hiệu lực"),
        _("Chi trả từ"),
        _("Văn bản"),
        _("Kiểm chứng"),
        _("Người ghi, lúc"),
    ]
    st.markdown(table(headers, [_cells(row) for row in rows], numbers_from=9))
    file = f"{name.replace('.', '-').replace('_', '-')}.csv"
    downloads.button(_("Tải về bảng này (CSV)"), file, lambda: _file(rows), key="van-ban-tai-ve")


def _now(rows: Sequence[dict[str, Any]], on: date) -> str:
    """What binds on a day and what is to come, in one line."""
    binding = [row for row in rows if max(row["applies_from"], row["in_force_from"] or row["applies_from"]) <= on]
    coming = [row for row in reversed(rows) if row["applies_from"] > on or row not in binding]
    said = []
    if binding:
        said.append(_("Đang áp dụng: **{amount}** từ {day} theo {document}").format(**_named(binding[0])))
    said += [_("Sắp áp dụng: **{amount}** từ {day} theo {document}").format(**_named(row)) for row in coming]
    return ". ".join(said) + "."


def _named(row: dict[str, Any]) -> dict[str, str]:
    mark = _(" (chưa kiểm chứng)") if unverified(row) else ""
    return {"amount": amount(row), "day": day(row["applies_from"]), "document": escape(row["document"]) + mark}


def _cells(row: dict[str, Any]) -> list[str]:
    paid = paid_from(row)
    written = _("{actor}, {time}").format(actor=row["actor"], time=moment(row["created_at"]))
    return [
        number(row["value"]),
        day(row["applies_from"]),
        day(row["in_force_from"]) if row["in_force_from"] else _("chưa rõ"),
        short_month(paid) if paid else "–",
        row["document"],
        verified(row),
        _("Có từ đầu") if row["batch_kind"] == "seed" else written,
    ]


def _file(rows: Sequence[dict[str, Any]]) -> bytes:
    """The rows as a file that can be filled on and brought back."""

    def texts(row: dict[str, Any]) -> list[str | int]:
        issued, applies, in_force = (
            f"{row[column]:%d/%m/%Y}" if row[column] else ""
            for column in ("issued_on", "applies_from", "in_force_from")
        )
        paid = paid_from(row)
        return [
            row["name"], words(row["name"]), row["value"], issued, applies, in_force, short_month(paid) if paid else "",
            row["document"], _(EVIDENCE_WORDS[row["evidence"]]),
        ]  # fmt: skip

    return csv_bytes(HEADINGS, [texts(row) for row in rows])
