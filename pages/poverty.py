"""Giảm nghèo: households and rates, and the change on the year before."""

from data.locale import _
from pages.components import area_page

area_page.show(
    "poverty.py",
    "poverty",
    notes=[
        _("Báo cáo ghi “giảm 0,58%” và “giảm 0,46%”: đây là điểm phần trăm (2,69% xuống 2,11%; 2,67% xuống 2,21%)."),
        _("Tổng số hộ không có trong báo cáo: suy từ hai tỷ lệ, chỉ biết trong khoảng 279.910 - 280.998 hộ."),
    ],
)
