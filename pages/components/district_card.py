"""The card of one district and the table of all: the map's content in words.

Belongs here: what a district's figures are and how far they may be trusted. Does not: the map.
"""

from __future__ import annotations

import streamlit as st

from data.export.csv_file import csv_bytes
from data.locale import _
from models.policy.by_district import DistrictFigure, DistrictTable, by_district
from models.policy.roles import ROLES
from models.policy.schemes import MERIT, PROTECTION
from pages.components import demo, downloads
from pages.components.loaders import Data
from pages.components.map_indicators import INDICATORS, mark
from pages.components.map_marks import DistrictMark
from pages.components.numbers import number, short_month, when
from pages.components.tables import escape, table
from pages.components.whatif import WhatIf


def increases(found: WhatIf) -> dict[int, int]:
    """The scenario's change of the headline month by area id, in đồng; only areas that have figures of their own."""
    place = found.cube.places[found.main.month]
    before, after = (found.cube.by("area", role, "entitled", found.scheme_code) for role in ROLES)
    return {int(area): int(after[area][place] - before[area][place]) for area in before}


def card(data: Data, figures: DistrictTable, chosen: str | None) -> None:
    """What is known of the chosen district; how to choose one while none is."""
    row = next((row for row in figures.rows if row.code == chosen), None)
    if row is None:
        st.info(_("Bấm vào một huyện trên bản đồ (hoặc chọn tên ở trên) để xem thẻ của huyện."))
        return
    with st.container(border=True):
        st.markdown(f"### {escape(row.kind)} {escape(row.name)}")
        for scheme in (PROTECTION, MERIT):
            own = by_district(scheme, data.caseload, data.groups, data.areas, demo=demo.is_on(data, scheme.code))
            st.markdown("- " + _sentence(_(scheme.name), own, row.code))
        area = next(a for a in data.districts(figures.month).iter_rows(named=True) if a["code"] == row.code)
        st.caption(
            _("Mã {code}. Dân số {population} ({date}; {source}): nguồn và thời điểm khác nhau giữa các huyện, không dùng để tính tỷ lệ.").format(
                code=row.code, population=number(area["population"]), date=when(area["population_date"]), source=escape(area["population_source"])
            )
        )  # fmt: skip


def _sentence(name: str, figures: DistrictTable, code: str) -> str:
    row = next(row for row in figures.rows if row.code == code)
    people, amount = (_mark(row, figures, measure) for measure in ("people", "amount"))
    if people.missing:
        return _("**{name}:** Chưa có số liệu theo huyện.").format(name=escape(name))
    words = escape(people.words())
    if not amount.missing and not row.small:
        words = _("{people}; {amount} mỗi tháng").format(people=words, amount=escape(amount.words()))
    return f"**{escape(name)}** ({short_month(figures.month)}): {words}"


def _mark(row: DistrictFigure, figures: DistrictTable, measure: str) -> DistrictMark:
    indicator = next(i for i in INDICATORS.values() if i.measure == measure)
    return mark(indicator, row, {})


def listing(figures: DistrictTable, found: WhatIf) -> None:
    """All districts as a table with the same marks, and the file of it."""
    changes = increases(found)
    scheme_changes = INDICATORS["btxh-tang-them"]
    headers = [
        _("Huyện, thị xã, thành phố"),
        _("Số người"),
        _("Kinh phí (triệu đồng/tháng)"),
        _("Tăng thêm theo phương án (triệu đồng/tháng)"),
    ]
    rows = [
        [row.name, *(_cell(m) for m in (_mark(row, figures, "people"), _mark(row, figures, "amount"), mark(scheme_changes, row, changes)))]
        for row in figures.rows
    ]  # fmt: skip
    st.markdown(table(headers, rows))
    if figures.illustrative:
        st.caption(_("Số minh họa, chia theo dân số; không phải số liệu thống kê."))
    if figures.uploaded:
        missing = [row.name for row in figures.rows if row.people is None]
        text = _("{sent}/{all} đơn vị đã gửi số liệu").format(sent=figures.sent, all=len(figures.rows))
        st.caption(text + (_("; {names} chưa gửi.").format(names=", ".join(missing)) if missing else "."))
    elif not figures.illustrative:
        st.caption(_("Chưa có số liệu theo huyện. Tải tệp ở trang Cập nhật số liệu."))
    quality = (
        demo.export_mark()
        if figures.illustrative
        else _("Đơn vị cập nhật")
        if figures.uploaded
        else _("Chưa có số liệu")
    )

    def make() -> bytes:
        body = [[*cells, quality] for cells in rows]
        return csv_bytes(
            [*headers, _("Tính chất số liệu")], body, first_line=demo.export_mark() if figures.illustrative else ""
        )

    downloads.button(_("Tải bảng này (CSV)"), "ban-do-theo-huyen.csv", make, key="bando-tai-ve")


def _cell(found: DistrictMark) -> str:
    """The figure alone: the unit stands in the header, the mark of illustration in the caption and the file."""
    if found.missing:
        return _("Chưa có số liệu")
    words = found.words().removesuffix(_("(minh họa)")).strip()
    for unit in (_(" người"), _(" triệu đồng")):
        words = words.removesuffix(unit)
    return words
