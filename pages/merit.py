"""Người có công: what the report counts; the levers of merit follow with the engine in full."""

from data.locale import _
from pages.components import area_page

area_page.show(
    "merit.py",
    "merit",
    notes=[
        _(
            "Kinh phí trợ cấp người có công do ngân sách trung ương bảo đảm, giao tỉnh chi trả (kinh phí ủy quyền): không cộng vào chi ngân sách tỉnh."
        ),
        _(
            "135 nghìn người được quản lý hồ sơ và 20.355 người hưởng hằng tháng là hai số khác nhau: một bên gồm cả người hưởng một lần và người đã mất."
        ),
    ],
)
