"""What needs attention, and the budget table."""

from __future__ import annotations

import polars as pl
import streamlit as st

from data.locale import _
from data.store.parameters import value_words
from models.periods import Month
from models.policy.answers.funding import SOURCES, BudgetPosition, budget_positions, newest_year
from models.policy.answers.whatif import MERIT_AREA, PROTECTION_AREA, WhatIf, compute
from models.policy.engine.baseline import Baseline, level_of, received_areas, sending_areas
from models.policy.levers.clock import values_on
from models.policy.schemes import MERIT, PROTECTION
from models.tables.parameters import UNVERIFIED_EVIDENCE
from models.wording.numbers import day, dong, millions, money, month as month_words, short_month, signed_millions
from models.wording.words import short_document
from pages._registry import page
from pages.ui.answers import words as answers_words
from pages.ui.format.tables import table
from pages.ui.records import completeness
from pages.ui.records.parameters import words
from pages.ui.saved import scenarios
from pages.ui.session import clock
from pages.ui.session.loaders import Data

NAMED = 8
"""So many units are named; the board has them all."""


def show(data: Data) -> None:
    """The section with its two parts."""
    st.subheader(_("Cần chú ý"), anchor=False)
    for scheme, name in ((PROTECTION, _("Bảo trợ xã hội")), (MERIT, _("Người có công"))):
        st.markdown(f"- **{name}:** {received(data, scheme.code)}")
    _link_to_board(data)
    rows_to_check = unverified(data)
    st.markdown(
        "- "
        + _(
            "**{count} mức chưa kiểm chứng** (lấy từ báo chí hoặc chưa có văn bản gốc): đối chiếu văn bản gốc trước "
            "khi trình."
        ).format(count=rows_to_check.height)
    )
    with st.expander(_("Các mức chưa kiểm chứng")):
        rows = [
            [words(row["name"]), row["document"], day(row["applies_from"]), value_words(row["name"], row["value"])]
            for row in rows_to_check.iter_rows(named=True)
        ]
        st.markdown(table([_("Mức"), _("Văn bản"), _("Áp dụng từ"), _("Giá trị")], rows, numbers_from=3))


def unverified(data: Data) -> pl.DataFrame:
    """Rows of law that nobody has held against the document."""
    return data.parameters.filter(pl.col("evidence").is_in(list(UNVERIFIED_EVIDENCE)) & pl.col("verified_by").is_null())


def show_by_law_of_the_clock(baseline: Baseline, paid_vnd: int) -> None:
    """What the same people cost by the law of the clock, by payer, in the first month after its day; beside what is
    paid by the figures."""
    on = clock.standing()
    protection, merit = (
        compute(on, baseline, values_on(on, area.all_levers), area) for area in (PROTECTION_AREA, MERIT_AREA)
    )
    rests = " ".join(answers_words.rests_on(one.standing) for one in (protection, merit))
    centre = 0 if protection.side is None else protection.side.baseline_vnd
    bills = {"NSTW": merit.main.baseline_vnd, "NSĐP": protection.main.baseline_vnd + centre}
    total = round(sum(bills.values()), -8)
    st.markdown(
        _("Cũng số người ấy, theo mức chuẩn {day}: khoảng **{total}/tháng**, {more}; gồm {parts}.").format(
            day=clock.words(on.day),
            total=money(total),
            more=_more(total - round(paid_vnd, -8)),
            parts=", ".join(f"{payer} {money(round(vnd, -7))}" for payer, vnd in bills.items()),
        )
    )
    st.caption(
        _(
            "Số tính toán cho {month}, trên số người của kỳ {people}. Mức chuẩn: người có công {merit}; bảo trợ xã hội "
            "{protection}. {rests}"
        )
        .format(
            people=", ".join(short_month(as_of) for as_of in sorted({protection.block.as_of, merit.block.as_of})),
            month=month_words(protection.main.month),
            merit=_norm(merit),
            protection=_norm(protection),
            rests=rests,
        )
        .strip()
    )


def _norm(answer: WhatIf) -> str:
    document = answer.law.applying_in(answer.area.scheme.norm, answer.main.month).document
    return f"{dong(answer.main.norm_before)} ({short_document(document)})"


def _more(vnd: int) -> str:
    if not vnd:
        return _("bằng số trên")
    words = _("hơn số trên {amount}") if vnd > 0 else _("kém số trên {amount}")
    return words.format(amount=money(abs(vnd)))


def received(data: Data, scheme: str) -> str:
    """ "5/6 đơn vị đã gửi số liệu tháng 12/2023; Bình Lục chưa gửi", or that none has. Units are districts, or wards
    and communes in a month that has none."""
    month = _newest_month(data, scheme)
    if month is None:
        return _("chưa đơn vị nào gửi số liệu; đang dùng số toàn tỉnh của báo cáo năm 2023.")
    mine = data.caseload.filter((pl.col("scheme") == scheme) & (pl.col("quality") == "uploaded"))
    units, sent = sending_areas(data.areas, month), received_areas(mine, data.areas, str(month))
    missing = units.filter(~pl.col("area_id").is_in(sent))["name"].to_list()
    text = _("{sent}/{all} đơn vị đã gửi số liệu tháng {month}").format(
        sent=len(sent), all=units.height, month=short_month(month)
    )
    if missing:
        names = ", ".join(missing[:NAMED])
        if len(missing) > NAMED:
            names = _("{names} và {count} đơn vị khác").format(names=names, count=len(missing) - NAMED)
        text += _("; {names} chưa gửi").format(names=names)
    of_month = set(mine.filter(pl.col("month") == str(month))["area_id"].to_list())
    if any(level_of(data.areas, area) == "province" for area in of_month):
        text += _("; số toàn tỉnh: đã có")
    return text + "."


def _newest_month(data: Data, scheme: str) -> Month | None:
    """The newest month for which anybody has sent figures of the scheme."""
    mine = data.caseload.filter((pl.col("scheme") == scheme) & (pl.col("quality") == "uploaded"))
    return None if mine.is_empty() else Month.parse(max(mine["month"].to_list()))


def _link_to_board(data: Data) -> None:
    """Area by area, for all kinds of figures: the board of the year that was sent last."""
    months = [month for scheme in (PROTECTION, MERIT) if (month := _newest_month(data, scheme.code))]
    asked = {completeness.PARAMETER: completeness.SENT_TAB}
    if months:
        asked[completeness.YEAR] = str(max(months).year)
    st.page_link(
        scenarios.entry(page("history.py")),
        label=_("Xem từng đơn vị đã gửi đến đâu"),
        query_params=asked,
        icon=":material/fact_check:",
    )


_NAMES = {source.code: source.name for source in SOURCES}


def show_budget_table(data: Data) -> None:
    """The table, or what to do while there is no budget line."""
    year = newest_year(data.budget)
    if year is None:
        st.markdown(
            _(
                "**Dự toán, lũy kế, thừa/thiếu:** Chưa nhập dự toán. Nhập thử dự toán năm ở trang Bảo trợ xã hội để "
                "xem đủ đến tháng nào."
            )
        )
        st.page_link(
            scenarios.entry(page("upload.py")),
            label=_("Nạp tệp dự toán ở trang Cập nhật số liệu"),
            icon=":material/upload_file:",
        )
        return
    st.markdown(_("**Dự toán, lũy kế, thừa/thiếu năm {year}** (triệu đồng)").format(year=year))
    headers = [
        _("Nguồn"),
        _("Dự toán giao"),
        _("Bổ sung"),
        _("Lũy kế"),
        _("Đến hết tháng"),
        _("Còn lại"),
        _("Ước cả năm"),
        _("Thừa (+), thiếu (−)"),
    ]
    st.markdown(table(headers, [_row(position) for position in budget_positions(data.budget, year)]))
    st.caption(
        _(
            "Lũy kế đến tháng mới nhất mà mọi đơn vị, dòng dự toán đều có số. Ước cả năm: số quyết toán nếu có, không "
            "thì bình quân các tháng đã chi × 12, chưa tính truy lĩnh và thay đổi mức chuẩn."
        )
    )


def _row(position: BudgetPosition) -> list[str]:
    balance = position.balance_vnd
    return [
        _(_NAMES[position.source]),
        _amount(position.estimate_vnd),
        _amount(position.supplement_vnd),
        _amount(position.cumulative_vnd),
        _missing() if position.month is None else short_month(position.month),
        _amount(position.remaining_vnd),
        _amount(position.expected_vnd),
        _missing() if balance is None else signed_millions(balance),
    ]


def _amount(vnd: int | None) -> str:
    return _missing() if vnd is None else millions(vnd)


def _missing() -> str:
    return _("chưa có")
