"""The effect of a file in sentences: what moves, and why nothing does.

Belongs here: words. Does not: figures (models/policy/answers/effect.py) or tables (effect_rows.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from data.locale import _
from models.policy.answers.effect import Bill, ScenarioEffect, SchemeEffect, SentMonth
from models.policy.schemes import Scheme
from models.wording.numbers import hedge, money, number, short_month, signed
from pages.ui.answers.words import change_a_month
from pages.ui.format.tables import escape

MISSING_NAMED = 4


def headline(effect: SchemeEffect) -> str:
    """ "**Trợ cấp …:** kinh phí từ trên 24 tỷ đồng lên 23,96 tỷ đồng/tháng …"."""
    name = _("**{scheme}:** ").format(scheme=escape(_(effect.scheme.name)))
    if effect.moves and effect.after is not None:
        return name + _moved(effect.before, effect.after)
    return name + _still(effect.sent, effect.after)


def only_single_payments() -> str:
    """A file without any monthly payment."""
    return _(
        "Tệp chỉ có khoản chi một lần, truy lĩnh, mai táng hoặc hoàn trả: kinh phí hằng tháng, số theo huyện và các phương án không thay đổi."
    )


def without_report(schemes: Sequence[Scheme]) -> str:
    """Programmes whose rows are kept although no figure of the province stands on them."""
    return _(
        "**{schemes}:** số được ghi theo từng đơn vị; báo cáo chưa có số toàn tỉnh của khoản này nên kinh phí toàn tỉnh và các phương án không thay đổi."
    ).format(schemes=", ".join(escape(_(scheme.name)) for scheme in schemes))


def scenarios_moved(effects: Sequence[ScenarioEffect]) -> str:
    """How many saved scenarios would give other figures."""
    moved = sum(effect.moves for effect in effects)
    if not moved:
        return _("Cả {count} phương án đã lưu cho kết quả như cũ.").format(count=number(len(effects)))
    return _(
        "{moved} trong {count} phương án đã lưu sẽ cho kết quả khác khi tính theo số mới. Kết quả đã lưu được giữ nguyên; phương án chỉ được tính lại khi mở xem."
    ).format(moved=number(moved), count=number(len(effects)))


def bill_source(bill: Bill) -> str:
    """Where a month's bill comes from: "báo cáo, 12/2023" or "đơn vị cập nhật, 03/2024"."""
    words = _("đơn vị cập nhật, {month}") if bill.uploaded else _("báo cáo, {month}")
    return words.format(month=short_month(bill.as_of))


def _moved(before: Bill | None, after: Bill) -> str:
    if before is None:
        return _("kinh phí {after}/tháng, {people} người ({source}).").format(
            after=hedge(after.qualifier, money(after.amount_vnd)), people=number(after.people),
            source=bill_source(after),
        )  # fmt: skip
    return _(
        "kinh phí từ {before} ({before_source}) thành {after}/tháng ({after_source}), {change}; {people}."
    ).format(
        before=hedge(before.qualifier, money(before.amount_vnd)), before_source=bill_source(before),
        after=hedge(after.qualifier, money(after.amount_vnd)), after_source=bill_source(after),
        change=change_a_month(after.amount_vnd - before.amount_vnd), people=_people(before.people, after.people),
    )  # fmt: skip


def _people(before: int, after: int) -> str:
    if before == after:
        return _("số người giữ nguyên {people}").format(people=number(after))
    return _("số người từ {old} thành {new} ({difference})").format(
        old=number(before), new=number(after), difference=signed(after - before)
    )


def _still(sent: SentMonth, after: Bill | None) -> str:
    """Why the month's bill of the province stays as it is."""
    month = short_month(sent.month)
    if sent.standing == "incomplete":
        named, more = ", ".join(sent.missing[:MISSING_NAMED]), len(sent.missing) - MISSING_NAMED
        if more > 0:
            named = _("{named} và {count} đơn vị khác").format(named=named, count=number(more))
        return _(
            "kinh phí toàn tỉnh và các phương án chưa đổi: tháng {month} mới đủ {have}/{all} đơn vị, còn thiếu {missing}."
        ).format(
            month=month, have=len(sent.received), all=len(sent.received) + len(sent.missing), missing=escape(named)
        )
    if sent.standing == "without_districts":
        return _(
            "số tháng {month} được giữ theo xã; kinh phí toàn tỉnh và các phương án tính theo huyện (cấp huyện kết thúc hoạt động từ 01/7/2025) nên chưa đổi."
        ).format(month=month)
    if sent.standing == "older" and after is not None:
        return _(
            "số tháng {month} được ghi; kinh phí toàn tỉnh và các phương án vẫn tính theo tháng {newer}, tháng mới nhất đủ số liệu."
        ).format(month=month, newer=short_month(after.as_of))
    return _("kinh phí toàn tỉnh tháng {month} giữ nguyên.").format(month=month)
