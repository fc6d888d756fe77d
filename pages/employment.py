"""Việc làm: what the report counts, what support costs, and the pace towards the year's plan."""

from data.locale import _
from models.policy.areas.employment import AREA
from pages.screens.whatif.support import pace, page, pictures

page.show(
    AREA,
    notes=[
        _(
            "“Việc làm mới” (28.494) và “việc làm thêm” (khoảng 25.040) là hai chỉ tiêu khác nhau, không cộng thành số "
            "người."
        ),
        _("1.301 người đi xuất khẩu lao động đã nằm trong 28.494 người có việc làm mới."),
    ],
    extras=[pace.EXTRA, pictures.WORKERS],
)
