"""Tổng quan: what the province pays, what to try, the nine areas; below, by source, the budget, what needs
attention, the rest."""

from functools import partial

import streamlit as st

from data.locale import _
from models.policy.answers.figures import REPORT_PERIOD
from models.policy.engine.baseline import monthly_bill
from models.policy.schemes import CENTRE, MERIT, PROTECTION
from models.wording.numbers import monthly_billions, number, short_month
from pages._registry import PAGES, page
from pages.screens.overview import attention, opening, tiles
from pages.ui.format import tables
from pages.ui.frame import page_frame, validation
from pages.ui.levers import finder
from pages.ui.session import loaders

data = loaders.data()
baseline = loaders.baseline(data.version, False)
bill = {line.scheme.code: line for line in monthly_bill(data.caseload, data.groups, data.areas, baseline)}
head = page_frame.top(
    page("overview.py"), data, as_of=max((line.as_of for line in bill.values() if line.uploaded), default=None)
)

with head:
    finder.show(data)

with st.container(gap="xsmall"):
    opening.show_answer(data, bill, baseline)
    opening.show_options(data, baseline)
    tiles.show(data, bill, partial(opening.show_foot, data))
    opening.show_difficulties(data)

st.subheader(_("Chi trả hằng tháng theo nguồn"), anchor=False)
months = sorted({line.as_of for line in bill.values()})
sent_by = {"province": _("toàn tỉnh"), "district": _("{count} huyện"), "commune": _("{count} xã, phường")}
said = _(
    "Kỳ số liệu: {months}; báo cáo ghi “hiện nay”, không ghi tháng. Chia theo nguồn, không cộng NSTW vào ngân sách "
    "tỉnh."
).format(months=", ".join(short_month(month) for month in months))
by_mix = [line for line in bill.values() if line.is_assumed]
if by_mix:
    said += " " + _("Dựa trên cơ cấu nhóm giả định: tiền của {schemes}, vì mới gửi số người.").format(
        schemes=", ".join(_(line.scheme.name) for line in by_mix)
    )
for line in bill.values():
    if line.uploaded:
        areas = sent_by[line.level].format(count=line.areas)
        said += " " + _("{scheme}: số {areas} gửi, kỳ {month}.").format(
            scheme=_(line.scheme.name), areas=areas, month=short_month(line.as_of)
        )
st.caption(said)
words = {
    MERIT.code: (
        _("Người có công · NSTW"),
        _("Ngân sách trung ương bảo đảm 100%, giao tỉnh chi trả (kinh phí ủy quyền)."),
    ),
    PROTECTION.code: (_("Bảo trợ xã hội tại cộng đồng · NSĐP"), _("Ngân sách địa phương; NSTW hỗ trợ: chưa xác định.")),
    CENTRE.code: (
        _("Nuôi dưỡng tại cơ sở · NSĐP (số tính toán)"),
        _("Tính toán: số người × hệ số 4,0 × mức chuẩn; tối thiểu, ngoài 24 tỷ đồng."),
    ),
}
for place, (code, (label, note)) in zip(st.columns(3), words.items(), strict=True):
    line = bill[code]
    with place:
        st.metric(
            _("{label} (theo cơ cấu nhóm giả định)").format(label=label) if line.is_assumed else label,
            monthly_billions(line.vnd, "~" if line.is_assumed else line.qualifier).removesuffix(_(" đồng/tháng")),
            help=note,
            border=True,
            delta=_("{people} người").format(people=number(line.people)),
            delta_color="off",
            delta_arrow="off",
        )
attention.show_budget_table(data)

attention.show(data)
validation.show(data)

st.subheader(_("Các số khác của báo cáo"), anchor=False)
for spec in PAGES:
    rows = [
        row
        for row in data.figures(spec.file.removesuffix(".py"))
        if row["period"] == REPORT_PERIOD and row["quality"] in tables.SHOWN
    ]
    if rows:
        with st.expander(_(spec.title)):
            tables.listing(rows)
without = [
    _(spec.title)
    for spec in PAGES
    if spec.section and spec.file.removesuffix(".py") in ("insurance", "gender", "children", "social_evils")
]
st.caption(_("Chưa có số liệu trong báo cáo: {areas}.").format(areas="; ".join(without)))
