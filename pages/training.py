"""Giáo dục nghề nghiệp: enrolment by level and the trained share."""

from data.locale import _
from pages.components import area_page

area_page.show(
    "training.py",
    "training",
    notes=[
        _("18.500 người thi tốt nghiệp và 20.800 người tuyển sinh thuộc các khóa khác nhau, không phải tỷ lệ đỗ."),
        _(
            "Báo cáo không nêu cách tính tỷ lệ 74% và 58%; không so với số của Tổng cục Thống kê nếu chưa rõ định nghĩa."
        ),
    ],
)
