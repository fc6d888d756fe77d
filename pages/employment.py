"""Việc làm: what the report counts and how not to read it."""

from data.locale import _
from pages.components import area_page

area_page.show(
    "employment.py",
    "employment",
    notes=[
        _(
            "“Việc làm mới” (28.494) và “việc làm thêm” (khoảng 25.040) là hai chỉ tiêu khác nhau, không cộng thành số người."
        ),
        _("1.301 người đi xuất khẩu lao động đã nằm trong 28.494 người có việc làm mới."),
    ],
)
