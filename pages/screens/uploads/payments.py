"""What a payments file does to the province's bill, its areas and the saved scenarios, in sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.drafts import OpenDraft
from data.store.facts import facts
from models.policy.answers.effect import (
    SENT,
    Bill,
    Frames,
    ScenarioEffect,
    SchemeEffect,
    SentMonth,
    overlay,
    scenario_effects,
    scheme_effects,
    without_effect,
)
from models.policy.answers.scenario_result import SchemeResult
from models.policy.engine.baseline import AreaRow, AreaTable, build_baseline
from models.policy.schemes import Scheme
from models.wording.numbers import hedge, millions, money, number, short_month, signed, signed_millions
from pages.screens.uploads import draft as uploads_draft
from pages.ui.answers import words as answers_words
from pages.ui.answers.words import change_a_month
from pages.ui.format.tables import AREA_HEADINGS, AREA_WORDS, escape, table
from pages.ui.saved import scenarios as saved_scenarios
from pages.ui.session import loaders


def headline(effect: SchemeEffect) -> str:
    """ "**Trợ cấp …:** kinh phí từ trên 24 tỷ đồng lên 23,96 tỷ đồng/tháng …"."""
    name = _("**{scheme}:** ").format(scheme=escape(_(effect.scheme.name)))
    if effect.moves and effect.after is not None:
        return name + _changed(effect.before, effect.after)
    return name + _unchanged(effect.sent, effect.after)


def only_single_payments() -> str:
    """A file without any monthly payment."""
    return _(
        "Tệp chỉ có khoản chi một lần, truy lĩnh, mai táng hoặc hoàn trả: kinh phí hằng tháng, số theo đơn vị và các "
        "phương án không thay đổi."
    )


def without_report(schemes: Sequence[Scheme]) -> str:
    """Programmes whose rows are stored although no figure of the province depends on them."""
    return _(
        "**{schemes}:** số được ghi theo từng đơn vị; báo cáo chưa có số toàn tỉnh của khoản này nên kinh phí toàn "
        "tỉnh và các phương án không thay đổi."
    ).format(schemes=", ".join(escape(_(scheme.name)) for scheme in schemes))


def scenarios_moved(effects: Sequence[ScenarioEffect]) -> str:
    """The number of saved scenarios whose figures would change."""
    moved = sum(effect.moves for effect in effects)
    if not moved:
        return _("Cả {count} phương án đã lưu cho kết quả như cũ.").format(count=number(len(effects)))
    return _(
        "{moved} trong {count} phương án đã lưu sẽ cho kết quả khác khi tính theo số mới. Kết quả đã lưu được giữ "
        "nguyên; phương án chỉ được tính lại khi mở xem."
    ).format(moved=number(moved), count=number(len(effects)))


def bill_source(bill: Bill) -> str:
    """The source of a month's bill: "báo cáo, 12/2023" or "đơn vị cập nhật, 03/2024"."""
    words = _("báo cáo, {month}")
    if bill.uploaded:
        words = _("số toàn tỉnh cập nhật, {month}") if bill.level == "province" else _("đơn vị cập nhật, {month}")
    return words.format(month=short_month(bill.as_of))


def _changed(before: Bill | None, after: Bill) -> str:
    if before is None:
        return _("kinh phí {after}/tháng, {people} người ({source}).").format(
            after=hedge(after.qualifier, money(after.amount_vnd)),
            people=number(after.people),
            source=bill_source(after),
        )
    return _("kinh phí từ {before} ({before_source}) thành {after}/tháng ({after_source}), {change}; {people}.").format(
        before=hedge(before.qualifier, money(before.amount_vnd)),
        before_source=bill_source(before),
        after=hedge(after.qualifier, money(after.amount_vnd)),
        after_source=bill_source(after),
        change=change_a_month(after.amount_vnd - before.amount_vnd),
        people=_people_change(before.people, after.people),
    )


def _people_change(before: int, after: int) -> str:
    if before == after:
        return _("số người giữ nguyên {people}").format(people=number(after))
    return _("số người từ {old} thành {new} ({difference})").format(
        old=number(before), new=number(after), difference=signed(after - before)
    )


def _unchanged(sent: SentMonth, after: Bill | None) -> str:
    """Why the month's bill of the province does not change."""
    month = short_month(sent.month)
    if sent.standing == "incomplete":
        return _(
            "kinh phí toàn tỉnh và các phương án chưa đổi: tháng {month} mới đủ {have}/{all} đơn vị, còn thiếu "
            "{missing}."
        ).format(
            month=month,
            have=len(sent.received),
            all=len(sent.received) + len(sent.missing),
            missing=escape(", ".join(sent.missing)),
        )
    if sent.standing == "groups":
        return _(
            "kinh phí toàn tỉnh và các phương án chưa đổi: số toàn tỉnh tháng {month} chưa có dòng cả chương trình, "
            "cũng chưa đủ mọi nhóm."
        ).format(month=month)
    if sent.standing == "finer":
        return _(
            "số toàn tỉnh tháng {month} được ghi; kinh phí toàn tỉnh và các phương án vẫn tính theo số từng đơn vị, đã "
            "gửi đủ cùng tháng."
        ).format(month=month)
    if sent.standing == "older" and after is not None:
        return _(
            "số tháng {month} được ghi; kinh phí toàn tỉnh và các phương án vẫn tính theo tháng {newer}, tháng mới "
            "nhất đủ số liệu."
        ).format(month=month, newer=short_month(after.as_of))
    return _("kinh phí toàn tỉnh tháng {month} giữ nguyên.").format(month=month)


Row = list[str]


def province_headers() -> Row:
    return [_("Khoản chi"), _("Số liệu"), _("Số người"), _("chênh lệch"), _("Kinh phí (triệu đồng)"), _("chênh lệch")]


def province(effects: Sequence[SchemeEffect], names: Mapping[str, str]) -> list[Row]:
    """Two rows a programme: before and after applying."""
    return [row for effect in effects for row in _bills(effect, names.get(effect.scheme.code, effect.scheme.code))]


def area_headers(effect: SchemeEffect) -> Row:
    before, after = (_of_month(of_table) for of_table in (effect.areas_before, effect.areas_after))
    return [
        AREA_HEADINGS[effect.areas_after.level],
        _("Số người đang có ({of})").format(of=before),
        _("sau khi ghi ({of})").format(of=after),
        _("chênh lệch"),
        _("Triệu đồng/tháng đang có ({of})").format(of=before),
        _("sau khi ghi ({of})").format(of=after),
        _("chênh lệch"),
    ]


def areas(effect: SchemeEffect) -> list[Row]:
    """One row for each area of the table after; an unknown figure, as of an area of other borders, is marked and has no
    difference."""
    before = {row.code: row for row in effect.areas_before.rows}
    rows = []
    for new in effect.areas_after.rows:
        old = before.get(new.code)
        people = (_people(old), _people(new), _difference(old, new, "people"))
        rows.append([new.name, *people, _amount(old), _amount(new), _difference(old, new, "amount_vnd")])
    return rows


def scenario_headers() -> Row:
    return [
        _("Phương án"),
        _("Khoản chi"),
        _("Tăng mỗi tháng (triệu đồng)"),
        _("theo số mới"),
        _("chênh lệch"),
        _("Năm ngân sách tăng thêm"),
        _("theo số mới"),
        _("chênh lệch"),
    ]


def scenario_rows(effects: Sequence[tuple[str, ScenarioEffect]], names: Mapping[str, str]) -> list[Row]:
    """One row for each scheme that a saved scenario changes: the month quoted and the first budget year concerned."""
    return [
        [name, names.get(code, code), *_monthly(old, new), *_yearly(old, new)]
        for name, effect in effects
        for code, old, new in _pairs(effect)
    ]


def _bills(effect: SchemeEffect, name: str) -> list[Row]:
    rows = []
    for words, bill, other in (
        (_("Đang có: {source}"), effect.before, None),
        (_("Sau khi ghi: {source}"), effect.after, effect.before),
    ):
        if bill is None:
            rows.append([name, words.format(source=_("chưa có")), "", "", "", ""])
            continue
        people, amount = _bill_differences(bill, other)
        rows.append(
            [
                name,
                words.format(source=bill_source(bill)),
                number(bill.people),
                people,
                hedge(bill.qualifier, millions(bill.amount_vnd, 3)),
                amount,
            ]
        )
    return rows


def _bill_differences(bill: Bill, other: Bill | None) -> tuple[str, str]:
    if other is None:
        return "", ""
    people, amount = bill.people - other.people, bill.amount_vnd - other.amount_vnd
    same = _("không đổi")
    exact = bill.qualifier == other.qualifier == "="
    return signed(people) if people else same, hedge("=" if exact else "~", signed_millions(amount)) if amount else same


def _of_month(of_table: AreaTable) -> str:
    return short_month(of_table.month)


def _people(row: AreaRow | None) -> str:
    if row is None or row.people is None:
        return _("chưa có")
    return _("Dưới 5 người (không hiển thị)") if row.small else number(row.people)


def _amount(row: AreaRow | None) -> str:
    if row is None or row.amount_vnd is None or row.small:
        return _("chưa có") if row is None or not row.small else ""
    return millions(row.amount_vnd, 3)


def _difference(old: AreaRow | None, new: AreaRow | None, name: str) -> str:
    if old is None or new is None or old.small or new.small:
        return ""
    before, after = getattr(old, name), getattr(new, name)
    if before is None or after is None:
        return ""
    difference = after - before
    if not difference:
        return _("không đổi")
    return signed(difference) if name == "people" else signed_millions(difference)


def _pairs(effect: ScenarioEffect) -> list[tuple[str, SchemeResult | None, SchemeResult | None]]:
    return [(either.scheme, old, new) for old, new in effect.pairs if (either := old or new) is not None]


def _monthly(old: SchemeResult | None, new: SchemeResult | None) -> Row:
    cells = [
        _("chưa có")
        if result is None
        else _("{amount} từ {month}").format(amount=millions(result.increase_vnd), month=short_month(result.month))
        for result in (old, new)
    ]
    if old is None or new is None:
        return [*cells, ""]
    difference = new.increase_vnd - old.increase_vnd
    return [*cells, signed_millions(difference) if difference else _("không đổi")]


def _yearly(old: SchemeResult | None, new: SchemeResult | None) -> Row:
    years = sorted(
        {bill.year for result in (old, new) if result is not None for bill in result.years if bill.increase_vnd}
    )
    if not years:
        return ["", "", ""]
    values = [_of_year(result, years[0]) for result in (old, new)]
    cells = [
        _("chưa có") if value is None else _("{year}: {amount}").format(year=years[0], amount=millions(value))
        for value in values
    ]
    before, after = values
    if before is None or after is None:
        return [*cells, ""]
    return [*cells, signed_millions(after - before) if after != before else _("không đổi")]


def _of_year(result: SchemeResult | None, year: int) -> int | None:
    return None if result is None else next((bill.increase_vnd for bill in result.years if bill.year == year), None)


_PAYMENTS_KEPT = "_tai-tep-tac-dong"


@dataclass(frozen=True, eq=False)
class PaymentEffect:
    """The programmes in the file, those of them without effect (`still`), and saved scenarios by name; scenarios whose
    levers can no longer be read are left out."""

    schemes: tuple[SchemeEffect, ...]
    still: tuple[Scheme, ...]
    scenarios: tuple[tuple[str, ScenarioEffect], ...]


def payment_effect(draft: OpenDraft, check: Check) -> PaymentEffect:
    """The draft's effect on the figures it is compared with, without the illustrative split by district."""

    def work() -> PaymentEffect:
        with st.spinner(_("Đang tính tác động đến kinh phí toàn tỉnh, từng đơn vị và các phương án đã lưu…")):
            return _payments_effect(draft, check)

    return uploads_draft.cached_for_draft(_PAYMENTS_KEPT, draft, work)


def headlines(effects: PaymentEffect, *, written: bool = False) -> list[str]:
    """One sentence a programme: the new monthly bill, or why it does not change; once `written`, the latter alone."""
    said = [headline(effect) for effect in effects.schemes if not (written and effect.moves)]
    if effects.still:
        said.append(without_report(effects.still))
    return said if effects.schemes or effects.still else [only_single_payments()]


def outcome(effects: PaymentEffect) -> str:
    """What the pages show of a file that has been written."""
    said = [_("Các trang đã tính theo số mới.")] if any(effect.moves for effect in effects.schemes) else []
    return "  \n".join([*said, *headlines(effects, written=True)])


def show_payments(effects: PaymentEffect) -> None:
    """The tables behind the sentences."""
    names = answers_words.scheme_names()
    if effects.schemes:
        st.markdown(_("**Toàn tỉnh, mỗi tháng**"))
        st.markdown(table(province_headers(), province(effects.schemes, names), numbers_from=2))
    for effect in effects.schemes:
        if effect.areas_after.uploaded:
            level = AREA_WORDS[effect.areas_after.level].lower()
            st.markdown(_("**{scheme}, từng {areas}**").format(scheme=names[effect.scheme.code], areas=level))
            st.markdown(table(area_headers(effect), areas(effect)))
    st.markdown(_("**Các phương án đã lưu**"))
    if not effects.scenarios:
        st.caption(_("Chưa lưu phương án nào."))
        return
    st.markdown(scenarios_moved([effect for _name, effect in effects.scenarios]))
    rows = scenario_rows(effects.scenarios, names)
    if rows:
        st.markdown(table(scenario_headers(), rows, numbers_from=2))


def _payments_effect(draft: OpenDraft, check: Check) -> PaymentEffect:
    base = loaders.data(draft.base_version)
    with loaders.database().reading() as connection:
        written = facts(connection, base.version, draft.dataset, check.frame).rows
    sent = written.rename({"group_code": "group"}).select(SENT.names()).cast(SENT)
    before = loaders.baseline(base.version, False)
    after = build_baseline(overlay(base.caseload, sent), base.groups, base.areas, base.law, base.amounts, demo=False)
    saved = [
        (saved_scenario.name, saved_scenarios.as_scenario(saved_scenario))
        for saved_scenario in saved_scenarios.saved_ones()
    ]
    readable = [(name, scenario) for name, scenario in saved if scenario is not None]
    effects = scenario_effects([scenario for _name, scenario in readable], before, after, base.law)
    schemes = scheme_effects(base.caseload, sent, before, after, Frames(base.groups, base.areas))
    return PaymentEffect(
        schemes,
        without_effect(sent, schemes),
        tuple((name, effect) for (name, _scenario), effect in zip(readable, effects, strict=True)),
    )
