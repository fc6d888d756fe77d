"""Giảm nghèo: households and rates, support of poor and near-poor households, the way to a target rate."""

from data.locale import _
from models.policy.areas.poverty import AREA, GOAL, POOR
from pages.screens.whatif.support import page, pictures, poverty

page.show(
    AREA,
    notes=[
        _("Báo cáo ghi “giảm 0,58%” và “giảm 0,46%”: đây là điểm phần trăm (2,69% xuống 2,11%; 2,67% xuống 2,21%).")
    ],
    extras=[poverty.goal_extra(GOAL, _("Hộ nghèo"), by_answer=True, counted=POOR), pictures.ITEMS, poverty.EXTRA],
)
