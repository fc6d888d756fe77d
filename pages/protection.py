"""Bảo trợ xã hội: the what-if of the norm of social assistance, then what the page rests on."""

from data.locale import _
from models.policy.answers.whatif import PROTECTION_AREA
from models.policy.engine.baseline import Block
from pages.screens.whatif.norm import page
from pages.ui.format import tables
from pages.ui.session.loaders import Data


def shown(data: Data, community: Block) -> list[tables.Named]:
    centre = (data.figure("protection.centre_residents"), _("tại cơ sở công lập"))
    if community.uploaded:
        return [*tables.of_block(community, _("tại cộng đồng")), centre]
    recipients, budget = (data.figure(f"protection.{key}") for key in ("community_recipients", "monthly_budget"))
    return [(recipients, _("tại cộng đồng")), (budget, _("tại cộng đồng")), centre]


page.show(PROTECTION_AREA, shown, _("Mức chuẩn trợ giúp xã hội qua các năm"))
