"""The answer of a support area, or what it still lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import streamlit as st

from data.locale import _
from models.policy.answers.funding import BudgetLine
from models.policy.answers.notes import breaks_in
from models.policy.answers.support_result import LOCAL, Purse, SupportResult, amount_each
from models.policy.answers.whatif import MONTHS_AFTER, MONTHS_BEFORE, budget_typed
from models.policy.areas.support import Factor, SupportArea
from models.policy.cube import ROLES
from models.policy.levers.levers import UNSET, LeverValue
from models.wording.numbers import BILLION, MILLION, day, dong, money, number, share, short_money, short_month
from pages.screens.whatif.support import assumed, files, targets, words as support_words
from pages.screens.whatif.support.words import Hero
from pages.ui.answers import words as answers_words
from pages.ui.answers.words import change_words
from pages.ui.charts import charts
from pages.ui.format.tables import escape, table
from pages.ui.frame import template
from pages.ui.levers.ladder import ladder
from pages.ui.records.offices import held_by
from pages.ui.session import clock
from pages.ui.session.loaders import Data

NAMED = 4
"""Missing figures of a part written out: the panel has them all."""


def say_what_is_missing(found: SupportResult) -> None:
    """That nothing is reckoned, and amounts of law for one person."""
    st.markdown("#### " + _("Chưa tính được kinh phí: chưa có số để tính"))
    known = _by_law(found)
    if known:
        st.markdown(known)


def _by_law(found: SupportResult) -> str:
    """By part, what the law gives for one of those counted; "" where every line needs an amount typed."""
    said = []
    for part in found.area.parts:
        each = {line: vnd for line in part.lines if (vnd := amount_each(found, line))}
        if not each:
            continue
        listed = [
            _("{line} {amount}").format(line=support_words.lower_first(_(line.name)), amount=dong(vnd))
            for line, vnd in each.items()
        ]
        laws = "; ".join(dict.fromkeys(_(line.scheme.legal_source) for line in each))
        said.append(
            _(
                "**{part}, mỗi người một tháng theo quy định {month}:** {listed}. {laws}; quy định tính đến {day}."
            ).format(
                part=_(part.heading),
                month=short_month(found.start),
                listed="; ".join(listed),
                laws=laws,
                day=day(found.scenario.law_as_of),
            )
        )
    return "\n\n".join(said)


def missing(area: SupportArea, data: Data, year: int) -> None:
    """What is to be reached by when; which figures are missing and who has them; how figures come in. Said here and
    nowhere else on the page."""
    goals = targets.brief(data, area.policy_area)
    if goals is not None:
        st.markdown(table(goals.headers, goals.rows, numbers_from=goals.numbers_from))
        documents = "; ".join(targets.documents(data, area.policy_area))
        st.caption(escape(_("Nguồn chỉ tiêu: {documents}.").format(documents=documents)))
    listed, told = (
        [_("**Còn thiếu** (nhập thử ở bên trái, ghi là giả định; hoặc xin số ở nơi giữ):"), ""],
        set[Factor](),
    )
    for part in area.parts:
        needed = dict.fromkeys(factor for line in part.lines for factor in line.asked if not factor.parameter)
        factors = [factor for factor in needed if factor not in told]
        told |= set(factors)
        names = support_words.names(factors[:NAMED])
        if len(factors) > NAMED:
            names += _(" và {count} số khác ở bên trái").format(count=len(factors) - NAMED)
        said = _("- **{part}:** {factors}.").format(part=_(part.heading), factors=names)
        if part.held_by:
            said += " " + _("Nơi giữ số: {held_by}.").format(held_by=held_by(part, area.policy_area, clock.day()))
        listed.append(said)
    listed += ["", _("Số đã thực hiện, số kế hoạch nạp bằng tệp; số đã nạp hiện thành nút bấm cạnh ô nhập:")]
    st.markdown("\n".join(listed))
    files.show(area, data, year, "indicators", "targets", place="thieu-so")


SOURCE = "nguon-xem"


def says(found: SupportResult, title: str, year: int) -> dict[str, str]:
    """What an answer says, by the names the ladder has for it."""
    return {
        "answer": support_words.answer(found),
        "facts": support_words.with_it(found, year),
        "sentence": support_words.sentence(found, title, year),
    }


def sentence(found: SupportResult, said: str, beside: str, example: str) -> None:
    """To be read aloud, `beside` it what an area reaches by its money; then whether it is an `example`, what both rest
    on. While no line has all it needs (""), that nothing is reckoned."""
    prefix = found.area.prefix
    with template.sentence(prefix, is_long=bool(beside)):
        if not said:
            say_what_is_missing(found)
        elif not ladder.is_on(prefix):
            st.markdown(f"#### {escape(said)}", anchors=False)
        if beside:
            st.markdown(beside)
        if not found.is_empty:
            rests = _("{quality}, quy định tính đến {day}.").format(
                quality=support_words.quality(found), day=day(found.scenario.law_as_of)
            )
            st.caption(example + escape(f"{rests} {assumed.words(found)}".strip()))


def notes(found: SupportResult, values: Mapping[str, LeverValue]) -> None:
    """Who pays, the year's estimate, what the law changes by itself."""
    year = int(values[found.area.budget_year.key])
    st.markdown(support_words.who_pays(found) + _budget(found, values, year))
    law = support_words.by_law(found, year)
    if law:
        st.markdown(law)
    said = " ".join(filter(None, (escape(support_words.unverified(found)), support_words.unreckoned(found))))
    if said:
        st.caption(said)


def choose(found: SupportResult) -> Purse:
    """One source at a time: sources are never one sum."""
    names = [purse.name for purse in found.purses]
    if len(names) == 1:
        return found.purses[0]
    words = {
        purse.name: _(purse.name) if purse.in_budget else _("{purse} (ngoài ngân sách)").format(purse=_(purse.name))
        for purse in found.purses
    }
    chosen = st.segmented_control(
        _("Nguồn"),
        names,
        default=names[0],
        required=True,
        key=f"{found.area.prefix}{SOURCE}",
        format_func=lambda name: words.get(name, str(name)),
        label_visibility="collapsed",
        persist_state="session",
        wrap=True,
    )
    return next((purse for purse in found.purses if purse.name == chosen), found.purses[0])


def outcome(found: SupportResult, purse: Purse, values: Mapping[str, LeverValue]) -> None:
    """What is paid now and what the scenario adds; without a scenario the month and the year as they are."""
    year = int(values[found.area.budget_year.key])
    rests = support_words.quality(found)
    bill = purse.year(year)
    month = short_month(purse.month)
    with template.outcome():
        st.metric(_("Hiện nay, {month}").format(month=month), _short(purse.baseline_vnd), help=rests, width="stretch")
        if not found.moves:
            st.metric(_("Cả năm {year}").format(year=year), _short(bill.baseline_vnd), help=rests, width="stretch")
            _against(found, values, year, rests)
            return
        st.metric(_("Phương án, {month}").format(month=month), _short(purse.scenario_vnd), help=rests, width="stretch")
        more = [share(purse.increase_vnd, purse.baseline_vnd)] if purse.baseline_vnd else []
        st.metric(_("Tăng mỗi tháng"), plus(purse.increase_vnd), help=". ".join([*more, rests]), width="stretch")
        said = _("{before} → {after}").format(before=money(bill.baseline_vnd), after=money(bill.scenario_vnd))
        words = _("Cả năm {year}").format(year=year)
        said = f"{said}: {change_words(bill.increase_vnd)}. {rests}"
        st.metric(words, plus(bill.increase_vnd), help=said, width="stretch")
        _against(found, values, year, rests)


def _against(found: SupportResult, values: Mapping[str, LeverValue], year: int, rests: str) -> None:
    """The year's estimate is of local money alone."""
    local = next((purse for purse in found.purses if purse.name == LOCAL), None)
    line = None if local is None else _estimate(found, local, values, year)
    name = _("Dự toán {year}").format(year=year)
    st.metric(
        name, answers_words.against(line), help=f"{_budget(found, values, year).strip()} {rests}", width="stretch"
    )


def _short(vnd: int) -> str:
    """Rounder than in sentences, so that four of them stand in one row."""
    if MILLION <= abs(vnd) < BILLION - MILLION:
        return _("{amount} triệu").format(amount=number(Decimal(vnd) / MILLION, 1))
    return short_money(vnd) if abs(vnd) >= MILLION else money(vnd)


def plus(vnd: int) -> str:
    return "0" if vnd == 0 else ("+" if vnd > 0 else "−") + _short(abs(vnd))


def picture(found: SupportResult, purse: Purse, heroes: Sequence[Hero]) -> None:
    """What the area is about, side by side where it is two things; the money's path where that lacks figures, and of a
    source outside the budget."""
    shown = heroes if heroes and purse.in_budget else [_path(found, purse)]
    with template.picture(found.area.prefix, side_by_side=len(shown) > 1):
        for place, (alt, spec) in enumerate(shown):
            key = f"{found.area.prefix}bieu-do{f'-{place}' if place else ''}"
            st.vega_lite_chart(spec, key=key, width="stretch", height="stretch", alt=alt)


def _path(found: SupportResult, purse: Purse) -> Hero:
    start = found.cube.month_index[found.month]
    places = list(range(max(0, start - MONTHS_BEFORE), min(len(found.cube.months), start + MONTHS_AFTER + 1)))
    months = [found.cube.months[place] for place in places]
    current, trial = ([int(purse.paths[role][place]) for place in places] for role in ROLES)
    title = support_words.finding(purse)
    breaks = [(place, _(each.mark)) for place, each in breaks_in(found.area.policy_area, months)]
    unit = _("{purse}, triệu đồng/tháng, toàn tỉnh.").format(purse=_(purse.name))
    below = [unit, _("{quality}.").format(quality=support_words.quality(found))]
    spec = charts.monthly_paths((title, below), months, current, trial, [0] * len(months), breaks=breaks)
    return " ".join([f"{title}.", *below]), spec


def _estimate(found: SupportResult, purse: Purse, values: Mapping[str, LeverValue], year: int) -> BudgetLine | None:
    return budget_typed(found.area.budget, found.cube.months, purse.paths["scenario"], year, values)


def _budget(found: SupportResult, values: Mapping[str, LeverValue], year: int) -> str:
    """What the typed estimate covers: local money alone, the other sources are named and never held against it."""
    if values[found.area.budget.estimate.key] == UNSET:
        return "  \n" + answers_words.budget(None, year)
    local = next((purse for purse in found.purses if purse.name == LOCAL), None)
    if local is None:
        return "  \n" + _(
            "**Dự toán {year}:** là của ngân sách địa phương; chưa có khoản nào của nguồn này tính được."
        ).format(year=year)
    text = "  \n" + answers_words.budget(_estimate(found, local, values, year), year)
    others = [support_words.lower_first(_(purse.name)) for purse in found.purses if purse.name != LOCAL]
    if others:
        text += _("  \nDự toán này chỉ so với ngân sách địa phương, không gồm {others}.").format(
            others=", ".join(others)
        )
    return text
