"""Giáo dục nghề nghiệp: enrolment by level, support of learners, the mix of levels, the way to a target trained
share."""

from data.locale import _
from models.policy.areas.training import AREA, GOAL
from pages.screens.whatif.support import page, pictures, poverty, training_mix

page.show(
    AREA,
    notes=[
        _("18.500 người thi tốt nghiệp và 20.800 người tuyển sinh thuộc các khóa khác nhau, không phải tỷ lệ đỗ."),
        _(
            "Báo cáo không nêu cách tính tỷ lệ 74% và 58%; không so với số của Tổng cục Thống kê nếu chưa rõ định "
            "nghĩa."
        ),
    ],
    extras=[training_mix.EXTRA, poverty.goal_extra(GOAL, _("Qua đào tạo")), pictures.TRAINING],
)
