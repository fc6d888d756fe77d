"""Người có công: the what-if of the merit norm, gifts and suất, then what the page rests on. NSTW money alone."""

from data.locale import _
from models.policy.answers.whatif import MERIT_AREA
from models.policy.engine.baseline import Block
from pages.screens.whatif.norm import page
from pages.ui.format import tables
from pages.ui.session.loaders import Data


def shown(data: Data, merit: Block) -> list[tables.Named]:
    if merit.uploaded:
        return tables.of_block(merit, _("hưởng hằng tháng"))
    keys = {
        "monthly_recipients": _("hưởng hằng tháng"),
        "monthly_budget": _("NSTW ủy quyền"),
        "people_managed": _("quản lý hồ sơ"),
        "dossiers_reviewed": _("đã xét duyệt"),
    }
    return [(data.figure(f"merit.{key}"), words) for key, words in keys.items()]


page.show(MERIT_AREA, shown, _("Mức chuẩn trợ cấp ưu đãi qua các năm"), figures="nguoi-co-cong")
