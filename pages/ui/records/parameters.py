"""Law parameters as the screen shows them: names, values in time, chart, what was written."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from data.accounts.permission import NotAllowedError
from data.errors import DatabaseUnavailableError
from data.export.tables import csv_bytes
from data.ingest.catalogue import PARAMETERS
from data.locale import _
from data.store.batches import Applied, ConflictError
from data.store.facts import UnknownRowError
from data.store.queries import parameter_rows
from data.vocabulary.parameters import EVIDENCE_WORDS, PAID_BY_LIST, PARAMETER_NAMES, REMARKS, unit_of
from models.periods import Month
from models.policy.answers.support_result import LINES
from models.policy.schemes import SCHEMES
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import day, moment, number, short_month, unit_words
from models.wording.words import short_document
from pages.ui.charts.charts import CONFIG, CURRENT, fonts, shade
from pages.ui.charts.palettes import PAPER
from pages.ui.format.tables import escape, table
from pages.ui.session import downloads, loaders


def words(name: str) -> str:
    """The parameter's name on the screen."""
    return _(PARAMETER_NAMES[name])


def amount(row: dict[str, Any]) -> str:
    """ "540.000 đồng/tháng", "50%"."""
    return with_unit(row["value"], row["unit"])


def with_unit(value: int, unit: str) -> str:
    """A value of law in its unit."""
    return f"{number(value)}%" if unit == "percent" else f"{number(value)} {unit_words(unit)}"


def paid_from(row: Mapping[str, Any]) -> Month | None:
    """The month of the first list at this value; None where no list pays it."""
    return Month.of(row["first_paid"] or row["applies_from"]) if row["name"] in PAID_BY_LIST else None


def unverified(row: dict[str, Any]) -> bool:
    """Known from the press or memory alone, and nobody has compared the document."""
    return row["verified_by"] is None and row["evidence"] in UNVERIFIED_EVIDENCE


def verified(row: dict[str, Any]) -> str:
    """Who has compared the document and when, or from where the row is known."""
    if row["verified_by"] is not None:
        return _("Đã đối chiếu văn bản ({actor}, {day})").format(actor=row["verified_by"], day=day(row["verified_on"]))
    source = _(EVIDENCE_WORDS[row["evidence"]])
    return _("Chưa kiểm chứng ({source})").format(source=source.lower()) if unverified(row) else source


HEIGHT = 190
_LYING = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": 8}
ROOM_FOR_WORDS = 0.09
"""Part of the chart's width below which a step has no room for its document's name."""


def draw(rows: Sequence[dict[str, Any]], until: date) -> None:
    """The rows, newest first, from the first step to `until`."""
    st.vega_lite_chart(spec(rows, until), width="stretch", key="van-ban-bieu-do")
    if any(step["u"] for step in _steps(rows, until)):
        st.caption(_("Nét đứt, chấm rỗng: chưa kiểm chứng."))


def spec(rows: Sequence[dict[str, Any]], until: date) -> dict[str, Any]:
    """Fields of a step: a from, z to, v value, p value before, n and w the value and document as written, u unverified;
    then what the tooltip says."""
    steps = _steps(rows, until)
    top = max(row["value"] for row in rows)
    x = {
        "field": "a",
        "type": "temporal",
        "title": None,
        "scale": {"type": "utc", "domain": [rows[-1]["applies_from"].isoformat(), until.isoformat()]},
        "axis": {"format": "%Y", "tickCount": "year", "grid": False, "labelOverlap": True},
    }
    y = {
        "field": "v",
        "type": "quantitative",
        "title": unit_words(rows[0]["unit"]),
        "scale": {"domain": [0, top * 1.4], "nice": False},
        "axis": {"format": ",.0f", "tickCount": 4, **_LYING},
    }
    ink = shade(CURRENT)
    dash = {"condition": {"test": "datum.u", "value": [6, 4]}, "value": [1, 0]}
    fill = {"condition": {"test": "datum.u", "value": shade(PAPER)}, "value": ink}
    titles = {"v": _("Mức"), "t": _("Áp dụng từ"), "f": _("Có hiệu lực"), "d": _("Văn bản"), "k": _("Kiểm chứng")}
    tooltip = [
        {"field": name, "title": title, "type": "quantitative", "format": ",.0f"}
        if name == "v"
        else {"field": name, "title": title, "type": "nominal"}
        for name, title in titles.items()
    ]
    text = {"type": "text", "align": "left", "baseline": "bottom", "dx": 2, "fontSize": 13, "color": ink}
    level = {"type": "rule", "color": ink, "strokeWidth": 2.5}
    return {
        "config": {**CONFIG, **fonts()},
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": steps},
                "layer": [
                    {"mark": level, "encoding": {"x": x, "x2": {"field": "z"}, "y": y, "strokeDash": dash}},
                    {
                        "transform": [{"filter": "datum.p !== null"}],
                        "mark": {**level, "strokeWidth": 1, "opacity": 0.5},
                        "encoding": {"x": x, "y": {**y, "field": "p"}, "y2": {"field": "v"}},
                    },
                    {
                        "mark": {
                            "type": "point",
                            "filled": True,
                            "size": 60,
                            "opacity": 1,
                            "stroke": ink,
                            "strokeWidth": 2,
                        },
                        "encoding": {"x": x, "y": y, "fill": fill, "tooltip": tooltip},
                    },
                    {
                        "mark": {**text, "dy": -24, "fontWeight": 600},
                        "encoding": {"x": x, "y": y, "text": {"field": "n", "type": "nominal"}},
                    },
                    {
                        "mark": {**text, "dy": -8},
                        "encoding": {"x": x, "y": y, "text": {"field": "w", "type": "nominal"}},
                    },
                ],
            }
        ],
    }


def _steps(rows: Sequence[dict[str, Any]], until: date) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = []
    ends = [*(row["applies_from"] for row in list(reversed(rows))[1:]), until]
    whole = (until - rows[-1]["applies_from"]).days
    for place, (row, end) in enumerate(zip(reversed(rows), ends, strict=True)):
        room = (end - row["applies_from"]).days >= ROOM_FOR_WORDS * whole or end == until
        steps.append(
            {
                "a": row["applies_from"].isoformat(),
                "z": end.isoformat(),
                "v": row["value"],
                "p": steps[-1]["v"] if place else None,
                "n": number(row["value"]),
                "w": short_document(row["document"]) if room else "",
                "u": unverified(row),
                "t": day(row["applies_from"]),
                "d": row["document"],
                "f": day(row["in_force_from"]) if row["in_force_from"] else _("chưa rõ"),
                "k": verified(row),
            }
        )
    return steps


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


def choose(rows: dict[str, Rows], on: date) -> str:
    """The parameter to look at, after a write the one written; beside it what it comes to on a day."""
    asked = st.session_state.pop(ASKED, None)
    if asked in rows:
        st.session_state[CHOSEN] = asked
    known = [name for name in PARAMETER_NAMES if name in rows]
    left, right = st.columns([1, 2], gap="medium", vertical_alignment="bottom")
    name = left.selectbox(_("Mức"), known, format_func=words, key=CHOSEN)
    right.markdown(_now(rows[name], on))
    return name


def acts_on(name: str) -> str:
    """The sums that follow a parameter: schemes it is the norm of, parts whose lines it is a factor, a ceiling or the
    beginning of."""
    schemes = [_(scheme.name) for scheme in SCHEMES.values() if scheme.norm == name]
    parts = [
        _(part.heading)
        for part, line in LINES.values()
        if name in {of.parameter for of in (*line.factors, line.limit, line.since) if of is not None}
    ]
    return "; ".join(dict.fromkeys([*schemes, *parts])) or _(
        "để tra cứu và cho trường hợp cụ thể; không tính vào kinh phí"
    )


def show_all(rows: dict[str, Rows], on: date) -> None:
    """Every parameter in force on a day: document, dates, how it is known and where it acts."""
    with st.expander(_("Tất cả các mức có hiệu lực ngày {day}").format(day=day(on)), key="van-ban-tat-ca"):
        headers = [_("Tên mức"), _("Giá trị"), _("Văn bản"), _("Áp dụng từ"), _("Đến"), _("Kiểm chứng"), _("Tính vào")]
        lines = [
            [
                words(name),
                amount(row),
                row["document"],
                day(row["applies_from"]),
                _until(row),
                verified(row),
                acts_on(name),
            ]
            for name in PARAMETER_NAMES
            for row in rows.get(name, [])
            if state(row, rows[name], on) == IN_FORCE
        ]
        st.markdown(table(headers, lines, numbers_from=9))


IN_FORCE, ENDED, TO_COME, NOT_ISSUED = _("Đang áp dụng"), _("Đã hết"), _("Chưa áp dụng"), _("Chưa ban hành")


def known_from(row: Mapping[str, Any]) -> date:
    """The day the row became known, as the engine has it: issued or, where that is unknown, binding."""
    known: date = row["issued_on"] or row["in_force_from"] or row["applies_from"]
    return known


def binds_from(row: Mapping[str, Any]) -> date:
    """The day from which the row is both counted by and in force."""
    applies: date = row["applies_from"]
    return max(applies, row["in_force_from"] or applies)


def state(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], on: date) -> str:
    """Where a row of a series (newest first) stands on a day. A row is in force until the next one is, and the newest
    until its document ends."""
    if known_from(row) > on:
        return NOT_ISSUED
    if binds_from(row) > on:
        return TO_COME
    newest = next(each for each in rows if max(known_from(each), binds_from(each)) <= on)
    ended = row is rows[0] and row["in_force_until"] is not None and row["in_force_until"] < on
    return IN_FORCE if newest is row and not ended else ENDED


def _until(row: Mapping[str, Any]) -> str:
    return day(row["in_force_until"]) if row["in_force_until"] else "–"


def show(name: str, rows: Rows, on: date) -> None:
    """The chart and the table of one parameter on a day, where it acts and what its rows do not say."""
    draw(rows, until=max(on, rows[0]["applies_from"]) + AFTER)
    headers = [
        _("Mức ({unit})").format(unit=unit_of(name)),
        _("Áp dụng từ"),
        _("Có hiệu lực"),
        _("Áp dụng đến"),
        _("Tình trạng"),
        _("Chi trả từ"),
        _("Văn bản"),
        _("Kiểm chứng"),
        _("Người ghi, lúc"),
    ]
    st.markdown(table(headers, [_cells(row, state(row, rows, on)) for row in rows], numbers_from=9))
    st.caption(escape(_("Tính vào: {where}.").format(where=acts_on(name))))
    if name in REMARKS:
        st.caption(escape(_(REMARKS[name])))
    file = f"{name.replace('.', '-').replace('_', '-')}.csv"
    downloads.button(_("Tải về bảng này (CSV)"), file, lambda: _file(rows), key="van-ban-tai-ve")


def _now(rows: Sequence[dict[str, Any]], on: date) -> str:
    """What binds on a day and what is to come, in one line."""
    forms = {
        IN_FORCE: _("Đang áp dụng: **{amount}** từ {day} theo {document}"),
        TO_COME: _("Sắp áp dụng: **{amount}** từ {day} theo {document}"),
    }
    standing = [(state(row, rows, on), row) for row in reversed(rows)]
    said = [forms[where].format(**_named(row)) for where, row in standing if where in forms]
    return ". ".join([*said, ""]).strip() or _("Ngày {day}: chưa có mức nào áp dụng.").format(day=day(on))


def _named(row: dict[str, Any]) -> dict[str, str]:
    mark = _(" (chưa kiểm chứng)") if unverified(row) else ""
    return {"amount": amount(row), "day": day(row["applies_from"]), "document": escape(row["document"]) + mark}


def _cells(row: dict[str, Any], where: str) -> list[str]:
    paid = paid_from(row)
    written = _("{actor}, {time}").format(actor=row["actor"], time=moment(row["created_at"]))
    return [
        number(row["value"]),
        day(row["applies_from"]),
        day(row["in_force_from"]) if row["in_force_from"] else _("chưa rõ"),
        _until(row),
        where,
        short_month(paid) if paid else "–",
        row["document"],
        verified(row),
        _("Có từ đầu") if row["batch_kind"] == "seed" else written,
    ]


def _file(rows: Sequence[dict[str, Any]]) -> bytes:
    """The rows as a file that can be filled on and brought back."""

    def texts(row: dict[str, Any]) -> list[str | int]:
        issued, applies, in_force, ends = (
            f"{row[column]:%d/%m/%Y}" if row[column] else ""
            for column in ("issued_on", "applies_from", "in_force_from", "in_force_until")
        )
        paid = paid_from(row)
        return [
            row["name"],
            words(row["name"]),
            row["value"],
            issued,
            applies,
            in_force,
            ends,
            short_month(paid) if paid else "",
            row["document"],
            _(EVIDENCE_WORDS[row["evidence"]]),
        ]

    return csv_bytes(HEADINGS, [texts(row) for row in rows])


RESULT, ROUND = "_van-ban-ket-qua", "_van-ban-vong"


def result() -> None:
    """What the last write did, once."""
    done = st.session_state.pop(RESULT, None)
    if done:
        st.success(done)


def round_number() -> int:
    """Grows with each write: part of the keys of the form's fields, so that they are empty again after it."""
    return int(st.session_state.get(ROUND, 0))


def preview(place: str, shown: object) -> dict[str, Any]:
    """What is kept for one preview: the version it was made on and the key of its write; new when what is shown is."""
    kept = st.session_state.get(place)
    if kept is None or kept["shown"] != shown:
        kept = {"shown": shown, "base_version": loaders.newest(), "key": uuid.uuid4().hex}
        st.session_state[place] = kept
    return dict(kept)


def write(place: str, act: Callable[[], Applied], said: Callable[[Applied], str], name: str | None = None) -> None:
    """Write, then show the page anew with `said` on top and the parameter `name` in sight."""
    try:
        applied = act()
    except ConflictError as error:
        st.error(escape(str(error)))
        st.session_state.pop(place, None)
        return
    except UnknownRowError as error:
        st.error(_("Cơ sở dữ liệu không có mức {name}; chưa ghi gì.").format(name=escape(str(error))))
        return
    except (NotAllowedError, DatabaseUnavailableError) as error:
        st.error(escape(str(error)))
        return
    st.session_state[RESULT] = said(applied)
    st.session_state[ROUND] = round_number() + 1
    st.session_state.pop(place, None)
    if name is not None:
        st.session_state[ASKED] = name
    st.rerun()


def written(what: str, applied: Applied) -> str:
    """The sentence after a write of `what`; a write that found nothing to do says so."""
    if not applied.added:
        return _("Không có gì thay đổi: {what} đã có từ bản {batch}.").format(what=what, batch=applied.batch)
    return _(
        "Đã ghi {what} thành bản {batch}. Các trang đã tính theo luật mới. Thu hồi ở trang Lịch sử cập nhật."
    ).format(what=what, batch=applied.batch)
