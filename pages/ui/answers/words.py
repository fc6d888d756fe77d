"""Sentences of a what-if and of a saved scenario: headline, range, funding, levers moved, why nothing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from data.locale import _
from models.periods import Month
from models.policy.answers.funding import CENTRAL, LOCAL, BudgetLine
from models.policy.answers.notes import breaks_in
from models.policy.answers.scenario_result import ScenarioResult, SchemeResult
from models.policy.answers.standing import LOWERED_AGE, LOWERED_TO_70, Standing
from models.policy.answers.uncertainty import Uncertain
from models.policy.answers.whatif import Bar, Headline, NoChange, WhatIf, measures_of
from models.policy.areas import catalogue
from models.policy.areas.bounds import Excess
from models.policy.areas.protection import CENTRE_U4, GROUP_LABELS
from models.policy.cube import View
from models.policy.engine.measures import lowered_coefficients, with_pension
from models.policy.law.calendar import FIRST_YEAR
from models.policy.levers.clock import Clock, default_on
from models.policy.levers.levers import UNSET, Lever, LeverValue, Scenario, refusal_words
from models.policy.saved.scenario_file import NAME_LENGTH, Lost
from models.policy.schemes import MERIT, PENSION_80, SCHEMES
from models.wording.numbers import day, figure, hedge, money, month, number, share, short_money
from models.wording.words import short_document
from pages._registry import PAGES
from pages.ui.levers.widgets import full_name, shown

VIEW_WORDS: dict[View, str] = {"entitled": _("Theo tháng hưởng"), "paid": _("Theo tháng chi")}
"""By the month a benefit is due, or by the month it is paid out (back-pay in the month of its first list)."""


def headline(found: WhatIf) -> str:
    """One sentence: what is raised, from when, what it costs a month and in the budget years touched, for how many."""
    if found.no_change is not None:
        return no_change(found.no_change)
    parts = [_what(found) + ": " + _monthly(found.main), *_years(found)]
    return "; ".join(parts) + ". " + _people(found.main)


def answer(found: WhatIf) -> str:
    """The number of the answer, alone: "Thêm 9,33 tỷ đồng mỗi tháng"."""
    vnd = found.main.increase_vnd
    if not vnd:
        return _("Không đổi so với hiện hành")
    text = _("Thêm {amount} mỗi tháng") if vnd > 0 else _("Bớt {amount} mỗi tháng")
    return text.format(amount=money(abs(vnd)))


def with_it(found: WhatIf) -> str:
    """In one line what comes with the number: share, budget year, source, what is paid late."""
    h, plan = found.main, found.funding
    if found.no_change is not None:
        return _("Mỗi tháng chi {amount}").format(amount=hedge(found.qualifier, money(h.scenario_vnd)))
    first = found.change.applies_from.year
    year = next(year for year in h.years if year.year == first)
    sign = "+" if h.increase_vnd > 0 else "−" if h.increase_vnd < 0 else ""
    named = [_SOURCE_WORDS.get(each.source, _(each.source.name)) for each in plan.shares if each.vnd]
    parts = [
        _("**{share}**").format(share=sign + share(abs(h.increase_vnd), h.baseline_vnd)),
        _("cả năm {year} **{change}**").format(year=year.year, change=change_words(year.increase_vnd)),
        _("{source} chi").format(source=", ".join(named)) if named else "",
        _("truy lĩnh {amount}").format(amount=back_pay(found)),
    ]
    return " · ".join(part for part in parts if part)


def finding(found: WhatIf) -> str:
    """The chart's title, at most ten words: "Từ 7/2024 mỗi tháng chi 33,33 tỷ, thêm 9,33 tỷ"."""
    h = found.main
    start = f"{h.month.month}/{h.month.year}"
    paid = short_money(h.scenario_vnd)
    if not h.increase_vnd:
        return _("Từ {start} mỗi tháng vẫn chi {paid}").format(start=start, paid=paid)
    text = _("Từ {start} mỗi tháng chi {paid}, thêm {more}")
    if h.increase_vnd < 0:
        text = _("Từ {start} mỗi tháng chi {paid}, bớt {more}")
    return text.format(start=start, paid=paid, more=short_money(abs(h.increase_vnd)))


def decree_ticks(found: WhatIf, months: Sequence[Month]) -> list[tuple[int, str]]:
    """Places where the law known on the day of the answer moves its norm, with the document."""
    rows = {row.applies_month: row for row in found.law.rows(found.area.scheme.norm)}
    return [
        (place, _("{norm} · {document}").format(norm=number(rows[m].value), document=short_document(rows[m].document)))
        for place, m in enumerate(months)
        if m in rows
    ]


def compared(found: WhatIf) -> str:
    return _("So với {base}.").format(base=found.base)


def dated(title: str, found: WhatIf) -> str:
    """A table's title as the first line of its file."""
    block = found.block
    source = _("đơn vị cập nhật, kỳ {month}").format(month=month(block.as_of)) if block.uploaded else REPORT
    return _("{title}. So với {base}. Nguồn: {source}.").format(title=title, base=found.base, source=source)


REPORT = _("báo cáo năm 2023")


def pension(found: WhatIf) -> str:
    """Whether the social pension of those of 80 moves with the norm; "" where the law of the day knows none."""
    place = found.cube.month_index[found.main.month]
    rows = (found.cube.groups == PENSION_80) & (found.cube.people["baseline"][:, place] > 0)
    if not rows.any():
        return ""
    people = int(found.cube.people["baseline"][rows, place].sum())
    if with_pension(found.scenario, found.change):
        return _(
            "Đã gồm trợ cấp hưu trí xã hội của khoảng {people} người từ đủ 80 tuổi (số người là giả định)."
        ).format(people=number(round(people, -2)))
    return _(
        "Không gồm hưu trí xã hội của khoảng {people} người từ đủ 80 tuổi (số người là giả định): nghị quyết của tỉnh "
        "phải ghi rõ mới tính."
    ).format(people=number(round(people, -2)))


def rests_on(standing: Standing) -> str:
    """The assumptions an answer rests on, for every place that shows it; "" where it rests on figures and law alone."""
    return assumptions(standing.assumptions)


def assumptions(names: Sequence[str]) -> str:
    """Those of the mix by group, then the others."""
    others = [name for name in names if name in (LOWERED_AGE, LOWERED_TO_70)]
    texts = {
        _("Dựa trên cơ cấu nhóm giả định: {names}."): [name for name in names if name not in others],
        _("Dựa trên giả định: {names}."): others,
    }
    said = {text: ", ".join(lower_first(_(name)) for name in listed) for text, listed in texts.items() if listed}
    return " ".join(text.format(names=listed) for text, listed in said.items())


def briefly(names: Sequence[str]) -> str:
    """As `assumptions` without the names, for the middle of a title; "" where there are none."""
    mix = any(name not in (LOWERED_AGE, LOWERED_TO_70) for name in names)
    return _("dựa trên cơ cấu nhóm giả định") if mix else _("dựa trên giả định") if names else ""


def marked(text: str, names: Sequence[str]) -> str:
    """A name or figure with what it rests on in brackets."""
    return _("{text} ({mark})").format(text=text, mark=briefly(names)) if names else text


def with_range(found: WhatIf) -> str:
    """What the answer rests on and how far it may be off for that; "" where on figures and law alone."""
    rests = rests_on(found.standing)
    return " ".join(filter(None, [rests, interval(found)])) if rests else ""


def quality(standing: Standing) -> str:
    """What kind of figures the sums are, in every row of a file."""
    return rests_on(standing) or _QUALITY[standing.quality]


_QUALITY = {
    "reported": _("Tính toán từ số báo cáo"),
    "uploaded": _("Tính toán từ số đơn vị cập nhật"),
    "derived": _("Tính toán từ số người và hệ số"),
    "entered": _("Tính toán từ số do người dùng nhập và số báo cáo"),
}


def below_law(found: WhatIf) -> str:
    """That the norm or coefficients stand below those of the law, or "": they may be tried, not decided."""
    said, change, is_merit = [], found.change, found.area.scheme == MERIT
    lowered = [] if is_merit else lowered_coefficients(found.scenario, found.baseline.half_coefficients)
    if change.lowers:
        row = found.law.applying_in(found.area.scheme.norm, change.first_paid)
        text = (
            _("Mức {norm} đồng/tháng thấp hơn mức chuẩn {law} đồng của {document}: tỉnh không được áp dụng thấp hơn")
            if is_merit
            else _(
                "Mức {norm} đồng/tháng thấp hơn mức chuẩn {law} đồng của {document}: tỉnh không được quy định thấp hơn "
                "mức của Trung ương (NĐ 20/2021, Điều 4)"
            )
        )
        document = short_document(row.document)
        said.append(text.format(norm=number(change.value), law=number(row.value), document=document))
    if lowered:
        names = ", ".join(lower_first(_(GROUP_LABELS[group])) for group in lowered)
        said.append(_("Hệ số thấp hơn quy định: {names}. Nghị định chỉ cho phép mức cao hơn").format(names=names))
    if not said:
        return ""
    until = _(
        "Đây chỉ là tính thử. Không ai phải trả lại tiền đã nhận: mức thấp hơn tính từ danh sách chi trả {month}."
    )
    return ". ".join([*said, until.format(month=month(change.first_paid))])


def beyond(found: Sequence[Excess]) -> str:
    """Counts that are more than there are, each with the number it passes, or ""; the answer is computed all the
    same."""
    listed = "; ".join(
        _("{levers} ({asked}) vượt {bound}: {most}").format(
            levers=", ".join(f"“{full_name(lever)}”" for lever in each.levers),
            asked=number(each.asked),
            bound=_(each.bound),
            most=number(each.most),
        )
        for each in found
    )
    return _("Số nhập lớn hơn số đã biết, cần kiểm tra lại: {listed}.").format(listed=listed) if listed else ""


def later(found: WhatIf) -> str:
    """Decrees issued after the clock's day that the answer leaves out, or ""."""
    change, on = found.change, Clock(found.scenario.law_as_of, found.all_law)
    tried = (change.value, change.applies_from)
    left_out = on.later(found.area.scheme.norm, found.cube.months[-1])
    rows = [row for row in left_out if (row.value, row.applies_month) != tried]
    if not rows:
        return ""
    listed = "; ".join(
        _("{norm} đồng từ {start} ({document})").format(
            norm=number(row.value), start=month(row.applies_month), document=short_document(row.document)
        )
        for row in rows
    )
    return _("Chưa tính văn bản ban hành sau {day}: {listed}.").format(day=day(found.scenario.law_as_of), listed=listed)


def _what(found: WhatIf) -> str:
    h, change = found.main, found.change
    start = day(change.applies_from.first_day)
    people = (change.people_ppm - 1_000_000) // 10_000
    parts = []
    if h.norm_after != h.norm_before:
        text = _("{who} {norm} từ {before} lên {after} đồng/tháng")
        who = _("Tỉnh nâng") if change.provincial else _("Nâng")
        if change.lowers:
            text, who = _("{who} {norm} từ {before} xuống {after} đồng/tháng"), _("Hạ")
        text = text.format(
            who=who, norm=_(found.area.norm_words), before=number(h.norm_before), after=number(h.norm_after)
        )
        if change.phases > 1 and h.month != change.applies_from:
            text += _(" theo {steps} bước đến {month}").format(steps=change.phases, month=month(h.month))
        parts.append(text)
    if people:
        words = _("số đối tượng tăng {percent}%") if people > 0 else _("số đối tượng giảm {percent}%")
        parts.append(words.format(percent=abs(people)))
    parts += [_(words) for code, words in _OTHER.items() if any(bar.code == code and bar.vnd for bar in _moved(found))]
    if change.growth_ppm:
        parts.append(_("số đối tượng thay đổi dần"))
    if not parts:
        parts.append(_("phương án đang xem xét"))
    text = ", ".join(parts)
    if change.first_paid > change.applies_from and (change.lowers or h.month == found.cube.lowered_from):
        if len(parts) == 1:
            start = day(change.first_paid.first_day)
        else:
            text += _(" (phần giảm từ {month})").format(month=month(change.first_paid))
    until = _(", đến hết {month}").format(month=month(change.stops_after)) if change.stops_after else ""
    return _("{what} từ {start}{until}").format(what=text[0].upper() + text[1:], start=start, until=until)


_OTHER = {
    "coefficients": _("đổi hệ số"),
    "people": _("thêm, bớt đối tượng theo nhóm"),
    "eligibility": _("mở rộng diện hưởng"),
}


def _moved(found: WhatIf) -> tuple[Bar, ...]:
    """Bars beside the norm's; asked for only where such a lever is moved, because each costs a projection."""
    others = [m for m in measures_of(found.area.scheme) if m.code in _OTHER]
    moved = any(found.scenario.value(lever) != lever.default for measure in others for lever in measure.levers)
    return found.bars if moved else ()


def _monthly(h: Headline) -> str:
    return _("kinh phí {change} ({percent})").format(
        change=change_a_month(h.increase_vnd), percent=share(abs(h.increase_vnd), h.baseline_vnd)
    )


def _years(found: WhatIf) -> list[str]:
    """The budget year the scenario begins in, and the ones up to the year after its full change."""
    h, first_year = found.main, found.change.applies_from.year
    touched = [year for year in h.years if first_year <= year.year <= h.month.year + 1]
    if not touched:
        return []
    first = _("năm ngân sách {year} {change}").format(
        year=touched[0].year, change=change_words(touched[0].increase_vnd)
    )
    later = [_("năm {year} {change}").format(year=y.year, change=change_words(y.increase_vnd)) for y in touched[1:]]
    return [", ".join([first, *later])]


def _people(h: Headline) -> str:
    return _("Tính trên {people} người.").format(people=number(h.scenario_people))


def change_words(vnd: int) -> str:
    """ "tăng khoảng 9,33 tỷ đồng", "giảm khoảng 56 tỷ đồng", "không đổi"."""
    if vnd == 0:
        return _("không đổi")
    verb = _("tăng khoảng {amount}") if vnd > 0 else _("giảm khoảng {amount}")
    return verb.format(amount=money(abs(vnd)))


def change_a_month(vnd: int) -> str:
    """ "tăng khoảng 9,33 tỷ đồng/tháng", "không đổi"."""
    return _("{change}/tháng").format(change=change_words(vnd)) if vnd else change_words(vnd)


def no_change(why: NoChange) -> str:
    """Why the levers change nothing, naming the document that already gives as much."""
    law = _("mức chuẩn {value} đồng/tháng từ {start} ({document})").format(
        value=number(why.row.value), start=day(why.row.applies_from), document=why.row.document
    )
    known = _("Theo quy định tính đến ngày {day}").format(day=day(why.law_as_of))
    if why.kind == "ends_before_start":
        return _("Không thay đổi gì: tháng kết thúc trước {month}, tháng áp dụng. Chọn lại thời hạn.").format(
            month=month(why.month)
        )
    if why.kind == "ends_before_paid":
        return _(
            "Không thay đổi gì: mức thấp hơn chỉ tính từ danh sách chi trả đầu tiên, mà tháng kết thúc đã qua trước "
            "đó; không ai phải trả lại tiền đã nhận. Chọn lại thời hạn hoặc tháng chi trả."
        )
    if why.kind == "payment_month_alone":
        text = _(
            "Không thay đổi gì: {value} đồng/tháng đã là quy định, dời riêng tháng chi trả thì không có gì để trả "
            "chậm. Tháng chi trả chỉ có tác dụng cùng một thay đổi (mức chuẩn, hệ số, diện hưởng). {known}: {law}."
        ).format(value=number(why.row.value), known=known, law=law)
        if why.row.applies_month.year >= FIRST_YEAR:
            text += _(" Bấm “Xem tác động của {document}” để dời tháng chi trả của chính văn bản này.").format(
                document=short_document(why.row.document)
            )
        return text
    if why.kind == "not_indexed":
        return _(
            "Không thay đổi kinh phí: phần kinh phí thay đổi theo mức chuẩn đang đặt 0%. Tăng tỷ lệ này ở “Giả định "
            "nâng cao”."
        )
    if why.kind == "at_current":
        return _(
            "Chưa thay đổi gì so với hiện hành: {value} đồng/tháng đã là quy định. {known}: {law}. Kéo thanh mức chuẩn "
            "hoặc chọn một mức theo văn bản."
        ).format(value=number(why.row.value), known=known, law=law)
    if why.kind == "equals_law":
        return _(
            "Không thay đổi kinh phí. {known} đã có {law}; mức {value} đồng/tháng từ {month} bằng mức hiện hành."
        ).format(known=known, law=law, value=number(why.value), month=month(why.month))
    if why.kind == "below_law":
        return _(
            "Không thay đổi kinh phí. Mức {value} đồng thấp hơn mức chuẩn của Trung ương, áp dụng {law_value} đồng: "
            "{known} đã có {law}."
        ).format(value=number(why.value), law_value=number(why.row.value), known=known[0].lower() + known[1:], law=law)
    return _("Tổng kinh phí theo tháng hưởng không đổi; chỉ tháng chi trả thay đổi. {known}: {law}.").format(
        known=known, law=law
    )


def centre(found: WhatIf) -> str:
    """The second line: care in centres, outside the headline, moved by a national rise only; "" where there is none."""
    h = found.side
    if h is None:
        return ""
    words = {"people": number(h.baseline_people), "before": money(h.baseline_vnd), "after": money(h.scenario_vnd)}
    least = scenario_has_small_children(found)
    if h.increase_vnd:
        words["to"] = _("xuống") if h.increase_vnd < 0 else _("lên")
        text = (
            _("Ngoài ra, nuôi dưỡng {people} người tại cơ sở: {before} {to} {after}/tháng.")
            if least
            else _("Ngoài ra, nuôi dưỡng {people} người tại cơ sở (hệ số 4,0): {before} {to} {after}/tháng, tối thiểu.")
        )
        return text.format(**words)
    text = (
        _("Nuôi dưỡng {people} người tại cơ sở: {before}/tháng, không thay đổi.")
        if least
        else _("Nuôi dưỡng {people} người tại cơ sở (hệ số 4,0): {before}/tháng, tối thiểu, không thay đổi.")
    )
    return text.format(**words)


def scenario_has_small_children(found: WhatIf) -> bool:
    """Whether somebody has said how many in centres are under 4: then 4,0 is no longer the least that can be."""
    return found.scenario.value(CENTRE_U4) != UNSET


def path(found: WhatIf) -> str:
    """ "từ trên 24 tỷ đồng lên trên 33,33 tỷ đồng/tháng": a hedge survives every computation."""
    h = found.main
    text = _("từ {before} xuống {after}/tháng") if h.increase_vnd < 0 else _("từ {before} lên {after}/tháng")
    return text.format(
        before=hedge(found.qualifier, money(h.baseline_vnd)), after=hedge(found.qualifier, money(h.scenario_vnd))
    )


def back_pay(found: WhatIf) -> str:
    h = found.main
    if h.back_pay_vnd == 0:
        return _("không có")
    months = h.first_paid.index - found.change.applies_from.index
    return _("{amount} ({months} tháng), trả trong {month}").format(
        amount=money(h.back_pay_vnd), months=months, month=month(h.first_paid)
    )


def interval(found: WhatIf) -> str:
    """The increase with every hedge and assumption at its ends, or "" where nothing is uncertain."""
    ranged = found.range
    if not ranged.is_a_range or found.no_change is not None:
        return ""
    low, high = change_words(ranged.low_vnd), change_words(ranged.high_vnd)
    if low == high:
        return ""  # narrower than what a sentence can say; the tab with the drivers has it
    return _("Trong khoảng: {low} đến {high}/tháng, vì {reasons}.").format(
        low=low,
        high=money(abs(ranged.high_vnd)) if (ranged.low_vnd > 0) == (ranged.high_vnd > 0) else high,
        reasons=", ".join(_reason(found, each) for each in ranged.inputs if each.width),
    )


def _reason(found: WhatIf, each: Uncertain) -> str:
    if each.code == "bill":
        return _("báo cáo ghi “{figure}”").format(
            figure=figure(Decimal(found.block.base_vnd), "VND/month", found.qualifier)
        )
    text = _("{name} (giả định) từ {low} đến {high}") if each.code == "group" else _("{name} từ {low} đến {high}")
    return text.format(name=lower_first(_(each.name)), low=number(each.low), high=number(each.high))


def estimated(found: WhatIf) -> str:
    """What a norm without a published table means for each person, or ""."""
    published = found.block.published
    if published is None:
        return ""
    kinds = {published.kind(norm) for norm in (found.main.norm_before, found.main.norm_after)}
    notes = []
    if "scaled" in kinds:
        notes.append(_("Mức cũ hơn bảng đã công bố: ước tính theo tỷ lệ mức chuẩn."))
    if "chained" in kinds:
        notes.append(_("Mức chưa có bảng công bố: ước tính ±1.000 đồng/người."))
    return " ".join(notes)


def series_breaks(found: WhatIf, months: Sequence[Month]) -> list[tuple[int, str]]:
    """Places where the series means something else from then on, with the words for the chart."""
    return [(place, _(each.mark)) for place, each in breaks_in(found.area.scheme.policy_area, months)]


def who_pays(found: WhatIf) -> str:
    """Sources of the increment in one line; central support nobody has recorded is unknown, never 0."""
    plan = found.funding
    if found.area.scheme == MERIT:
        return _("**Nguồn:** NSTW bảo đảm 100%, kinh phí ủy quyền {change}; không cộng vào ngân sách tỉnh").format(
            change=change_a_month(plan.total_vnd)
        )
    known = [each for each in plan.shares if each.vnd is not None and each.source != CENTRAL]
    listed = [
        _("{source} {change} ({level})").format(
            source=_SOURCE_WORDS.get(each.source, _(each.source.name)),
            change=change_a_month(each.vnd or 0),
            level=_(each.level),
        )
        for each in known
    ]
    central = next((each for each in plan.shares if each.source == CENTRAL), None)
    if central is not None and central.vnd is None:
        listed.append(_("NSTW hỗ trợ: chưa xác định"))
    elif central is not None:
        listed.append(_("NSTW hỗ trợ {change}").format(change=change_a_month(central.vnd or 0)))
    elif plan.local_alone_vnd:
        listed.append(_("phần tỉnh nâng riêng: NSTW không hỗ trợ"))
    elif not plan.total_vnd:
        listed.append(_("NSTW hỗ trợ: chưa xác định"))
    text = _("**Nguồn:** {listed}").format(listed=" · ".join(listed))
    return text + (" · " + _("tỷ lệ các nguồn vượt 100%, chưa dùng") if plan.over else "")


_SOURCE_WORDS = {LOCAL: _("NSĐP")}


def budget(line: BudgetLine | None, year: int) -> str:
    """What the year's estimate covers; "chưa nhập" while there is none."""
    if line is None:
        return _("**Dự toán {year}:** chưa nhập").format(year=year)
    verdict = _("thừa {amount}") if line.balance_vnd >= 0 else _("thiếu {amount}")
    granted = money(line.estimate_vnd)
    if line.supplement_vnd:
        granted = _("{estimate} + bổ sung {supplement}").format(estimate=granted, supplement=money(line.supplement_vnd))
    text = _("**Dự toán {year}:** {granted}; ").format(year=year, granted=granted)
    if line.actual_vnd is not None and line.actual_to is not None:
        text += _("lũy kế đến hết {month} {actual} (đạt {share}); ").format(
            month=month(line.actual_to), actual=money(line.actual_vnd), share=share(line.actual_vnd, line.granted_vnd)
        )
    text += _("ước chi cả năm {spent}; ").format(spent=money(line.spent_vnd)) + verdict.format(
        amount=money(abs(line.balance_vnd))
    )
    if line.runs_out is not None and line.runs_out.month == 1:
        text += _("; không đủ chi ngay từ {month}").format(month=month(line.runs_out))
    elif line.runs_out is not None:
        text += _("; đến hết {before} còn {left}, không đủ chi {month}").format(
            before=month(line.runs_out.plus(-1)), left=money(line.left_before_vnd), month=month(line.runs_out)
        )
    if line.settlement_vnd is not None:
        text += _("; quyết toán {settlement}").format(settlement=money(line.settlement_vnd))
    return text


def against(line: BudgetLine | None) -> str:
    """The year against its estimate, for a tile: "thừa 1,2 tỷ"."""
    if line is None:
        return _("chưa nhập")
    verdict = _("thừa {amount}") if line.balance_vnd >= 0 else _("thiếu {amount}")
    return verdict.format(amount=short_money(abs(line.balance_vnd)))


NAMED = 2
"""Schemes named in a sentence; the others are counted, the table has them."""


def scheme_names() -> dict[str, str]:
    """Scheme code -> its name on the screen."""
    return {code: _(scheme.name) for code, scheme in SCHEMES.items()}


TYPED = _("giả định: số do người dùng nhập")


def results_rest_on(results: Sequence[SchemeResult]) -> str:
    """What results of schemes rest on, those with typed headcounts too; "" where on figures and law."""
    said = [assumptions([*dict.fromkeys(name for one in results for name in one.assumptions)])]
    if any(one.assumed for one in results):
        said.append(_("{mark}.").format(mark=TYPED[0].upper() + TYPED[1:]))
    return " ".join(filter(None, said))


def scheme_marked(text: str, results: Sequence[SchemeResult]) -> str:
    """A scheme's name or figure with what its results rest on in brackets."""
    if any(one.assumed for one in results):
        return _("{text} ({mark})").format(text=text, mark=TYPED)
    return marked(text, [name for one in results for name in one.assumptions])


def sentence(result: ScenarioResult, names: Mapping[str, str]) -> str:
    """What a scenario does to the monthly bill of each scheme, the largest first; never summed over schemes."""
    moving = sorted((one for one in result.schemes if one.moves), key=lambda one: -abs(one.increase_vnd))
    if not moving:
        return _("Không làm thay đổi kinh phí so với quy định hiện hành.")
    parts = [_change(one, names.get(one.scheme, one.scheme)) for one in moving[:NAMED]]
    if len(moving) > NAMED:
        parts.append(_("và {count} khoản khác").format(count=len(moving) - NAMED))
    return "; ".join([parts[0], *(lower_first(part) for part in parts[1:])]) + "."


def brief(result: ScenarioResult) -> str:
    """The scheme that changes most, without its name, for a list; what the figure rests on stands behind it."""
    moving = sorted((one for one in result.schemes if one.moves), key=lambda one: -abs(one.increase_vnd))
    if not moving:
        return _("không thay đổi kinh phí")
    return scheme_marked(monthly_rise(moving[0]), moving[:1])


def _change(one: SchemeResult, name: str) -> str:
    if not one.increase_vnd:
        return _("{name} {month} không đổi, tháng khác có thay đổi").format(name=name, month=month(one.month))
    return _("{name} {change}").format(name=name, change=monthly_rise(one))


def monthly_rise(one: SchemeResult) -> str:
    """ "tăng khoảng 9,33 tỷ đồng/tháng (38,9%) từ tháng 7/2024"."""
    if not one.increase_vnd:
        return _("không đổi {month}").format(month=month(one.month))
    return _("{change} ({percent}) từ {month}").format(
        change=monthly(one.increase_vnd), percent=increase_share(one), month=month(one.month)
    )


def monthly(vnd: int) -> str:
    """A change of a monthly bill: "tăng khoảng 9,33 tỷ đồng/tháng", "không đổi"."""
    return _("{change}/tháng").format(change=change_words(vnd)) if vnd else change_words(vnd)


def increase_share(one: SchemeResult) -> str:
    """The increase in percent of current law, without sign; "không xác định" where current law pays nothing."""
    return share(abs(one.increase_vnd), one.baseline_vnd)


def moved(scenario: Scenario) -> list[Lever]:
    """Levers that do not stand where the law of the day puts them, in the catalogue's order."""
    values = dict(scenario.settings)
    on = scenario.law_as_of
    return [
        lever for lever in catalogue.LEVERS if values.get(lever.key, default_on(lever, on)) != default_on(lever, on)
    ]


def setting_rows(
    scenario: Scenario, inputs: Mapping[str, LeverValue], assumed: Mapping[str, str] | None = None
) -> list[list[str]]:
    """Everything a scenario sets, as rows of name and value: levers moved, what was looked at with them, the day of
    law; `assumed` names levers nobody had set, with the row their value is from."""
    levers, values = moved(scenario), dict(scenario.settings)
    marks = {
        key: (_(" (giả định khởi điểm: {row})") if row.startswith(f"{key} ") else _(" (theo tệp: {row})")).format(
            row=row
        )
        for key, row in (assumed or {}).items()
    }
    rows = [
        [name, value_words(lever, values[lever.key]) + marks.get(lever.key, "")]
        for name, lever in zip(lever_names(levers), levers, strict=True)
    ]
    unmoved = {lever.key: default_on(lever, scenario.law_as_of) for lever in catalogue.INPUTS}
    looked_at = [lever for lever in catalogue.INPUTS if inputs.get(lever.key, unmoved[lever.key]) != unmoved[lever.key]]
    looked_at_names = lever_names(looked_at)
    rows += [
        [name, value_words(lever, inputs[lever.key])] for name, lever in zip(looked_at_names, looked_at, strict=True)
    ]
    return [*rows, [_("Quy định tính đến ngày"), day(scenario.law_as_of)]]


def lever_names(levers: Sequence[Lever]) -> list[str]:
    """Labels of levers; of levers of several pages each with its page, because both have an "Áp dụng từ tháng"."""
    pages = {lever.key: spec.title for spec in PAGES for lever in spec.levers}
    if len({pages.get(lever.key) for lever in levers}) <= 1:
        return [full_name(lever) for lever in levers]
    return [
        _("{label} ({page})").format(label=full_name(lever), page=_(pages[lever.key]))
        if lever.key in pages
        else full_name(lever)
        for lever in levers
    ]


def setting(lever: Lever, value: LeverValue) -> str:
    """ "mức chuẩn trợ giúp xã hội: 500.000"."""
    return f"{lower_first(full_name(lever))}: {value_words(lever, value)}"


def value_words(lever: Lever, value: LeverValue) -> str:
    if value == UNSET:
        return _("theo quy định") if lever.follows == "norm" else _("để trống")
    return shown(lever, value)


def differing(old: Scenario, new: Scenario) -> list[str]:
    """Levers that differ between a scenario and its copy: "mức chuẩn: 500.000 → 620.000"."""
    before, after = dict(old.settings), dict(new.settings)
    found = []
    for lever in catalogue.LEVERS:
        a = before.get(lever.key, default_on(lever, old.law_as_of))
        b = after.get(lever.key, default_on(lever, new.law_as_of))
        if a != b:
            found.append(f"{setting(lever, a)} → {value_words(lever, b)}")
    if old.law_as_of != new.law_as_of:
        found.append(_("quy định tính đến: {old} → {new}").format(old=day(old.law_as_of), new=day(new.law_as_of)))
    return found


def proposed_name(scenario: Scenario, head: str = "") -> str:
    """A name to start from: the head of the answer's sentence if the caller has one, else the first levers moved."""
    if not head:
        values = dict(scenario.settings)
        head = ", ".join(
            f"{full_name(lever)} {value_words(lever, values[lever.key])}" for lever in moved(scenario)[:3]
        ) or _("Hiện hành theo quy định đến {day}").format(day=day(scenario.law_as_of))
    return head[:NAME_LENGTH].strip()


def lost(found: Iterable[Lost]) -> list[str]:
    """Saved levers that cannot be taken up, each by name with the reason and what holds instead."""
    known = {**catalogue.BY_KEY, **catalogue.INPUT_BY_KEY}
    words = []
    for one in found:
        name = _(catalogue.RETIRED[one.key]) if one.key in catalogue.RETIRED else one.key
        if one.lever_is_gone:
            words.append(_("{name} = {value} (thông số không còn dùng)").format(name=name, value=one.value))
        else:
            lever = known[one.key]
            words.append(
                _("{name} = {value} ({reason})").format(
                    name=lower_first(_(lever.label)), value=one.value, reason=refusal_words(lever, one.reason)
                )
            )
    return words


def law_day(law_as_of: date) -> str:
    """What a later decree does to a saved scenario: nothing."""
    return _(
        "Quy định tính đến ngày {day} là của riêng phương án: văn bản ban hành sau ngày này không làm thay đổi kết quả."
    ).format(day=day(law_as_of))


def lower_first(text: str) -> str:
    """For the middle of a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
