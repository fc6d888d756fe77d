"""Scenarios in words: what one does, what it is called, what of it could not be taken up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from data.locale import _
from models.policy.answers.scenario_result import ScenarioResult, SchemeResult
from models.policy.areas import catalogue
from models.policy.levers.levers import UNSET, Lever, LeverValue
from models.policy.levers.scenario import Scenario
from models.policy.saved.scenario_file import NAME_LENGTH, Lost
from models.policy.schemes import SCHEMES
from models.wording.numbers import day, month, number, share
from pages._registry import PAGES
from pages.ui.answers.words import change_words
from pages.ui.levers.address import shown
from pages.ui.levers.sections import full_name

NAMED = 2
"""Schemes named in a sentence; the others are counted, the table has them."""


def scheme_names() -> dict[str, str]:
    """Scheme code -> its name on the screen."""
    return {code: _(scheme.name) for code, scheme in SCHEMES.items()}


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
    """The scheme that changes most, without its name, for a list."""
    moving = sorted((one for one in result.schemes if one.moves), key=lambda one: -abs(one.increase_vnd))
    if not moving:
        return _("không thay đổi kinh phí")
    return monthly_rise(moving[0])


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
    """Levers that do not stand at their default, in the catalogue's order."""
    values = dict(scenario.settings)
    return [lever for lever in catalogue.LEVERS if values.get(lever.key, lever.default) != lever.default]


def setting_rows(scenario: Scenario, inputs: Mapping[str, LeverValue]) -> list[list[str]]:
    """Everything a scenario sets, as rows of name and value: levers moved, what was looked at with them, the day of
    law."""
    levers, values = moved(scenario), dict(scenario.settings)
    rows = [
        [name, value_words(lever, values[lever.key])] for name, lever in zip(lever_names(levers), levers, strict=True)
    ]
    looked_at = [lever for lever in catalogue.INPUTS if inputs.get(lever.key, lever.default) != lever.default]
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
    return _("để trống") if value == UNSET else shown(lever, value)


def differing(old: Scenario, new: Scenario) -> list[str]:
    """Levers that differ between a scenario and its copy: "mức chuẩn: 500.000 → 620.000"."""
    before, after = dict(old.settings), dict(new.settings)
    found = []
    for lever in catalogue.LEVERS:
        a, b = before.get(lever.key, lever.default), after.get(lever.key, lever.default)
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
                    name=lower_first(_(lever.label)), value=one.value, reason=refusal(lever, one.reason)
                )
            )
    return words


def refusal(lever: Lever, reason: str) -> str:
    """Why a lever does not take a value."""
    words = {
        "not_a_number": _("không phải là số"),
        "out_of_range": _("ngoài khoảng {low} - {high}"),
        "off_step": _("không phải bội số của bước {step}"),
        "not_a_date": _("không phải là ngày"),
        "not_an_option": _("giá trị không có trong danh sách"),
    }
    return words[reason].format(low=number(lever.minimum), high=number(lever.maximum), step=number(lever.step))


def law_day(law_as_of: date) -> str:
    """What a later decree does to a saved scenario: nothing."""
    return _(
        "Quy định tính đến ngày {day} là của riêng phương án: văn bản ban hành sau ngày này không làm thay đổi kết quả."
    ).format(day=day(law_as_of))


def lower_first(text: str) -> str:
    """For the middle of a sentence; an abbreviation keeps its capitals."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
