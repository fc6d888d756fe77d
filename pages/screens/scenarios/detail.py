"""Saved scenarios listed, and one in detail: its result when saved and now, and the causes of a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from data.locale import _
from models.policy.answers.scenario_result import ScenarioResult, SchemeResult
from models.policy.areas import catalogue
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.saved.causes import Cause, LawChange, effects
from models.policy.schemes import OUTSIDE_BUDGET, SCHEMES
from models.wording.numbers import coefficient, day, hedge, millions, moment, number, short_month, signed_millions
from pages.ui.answers import words as answers_words
from pages.ui.format.tables import escape, table
from pages.ui.records.datasets import CHANGE_KINDS
from pages.ui.saved import scenarios
from pages.ui.saved.scenarios import Causes, Kept
from pages.ui.session import loaders

Row = list[str]
Pair = tuple[SchemeResult | None, SchemeResult | None]


def summary_rows(old: ScenarioResult, new: ScenarioResult | None, names: Mapping[str, str]) -> list[Row]:
    """The scheme that changes most with the first years concerned, and one row for each other scheme."""
    pairs = _moving(old, new)
    if not pairs:
        return [[_("Không làm thay đổi khoản chi nào"), "", "", ""]]
    first, *others = pairs
    rows = _scheme(first, names, years=2)
    return rows + [
        [_title(pair, names, _("{name} ({payer}), tăng mỗi tháng từ {month}")), *_pair(*_values(pair, "increase_vnd"))]
        for pair in others
    ]


def all_rows(old: ScenarioResult, new: ScenarioResult | None, names: Mapping[str, str]) -> list[Row]:
    """Every scheme that either result changes, every year."""
    return [row for pair in _moving(old, new) for row in _scheme(pair, names, years=None)]


def _moving(old: ScenarioResult, new: ScenarioResult | None) -> list[Pair]:
    codes = dict.fromkeys(line.scheme for result in (old, new) if result is not None for line in result.schemes)
    pairs = [(old.of(code), new.of(code) if new is not None else None) for code in codes]
    moving = [pair for pair in pairs if any(line is not None and line.moves for line in pair)]
    return sorted(moving, key=lambda pair: -max(abs(line.increase_vnd) for line in pair if line is not None))


def _scheme(pair: Pair, names: Mapping[str, str], *, years: int | None) -> list[Row]:
    rows = [[_title(pair, names, _("{name} ({payer}), mỗi tháng từ {month}")), "", "", ""]]
    if _counts_people(pair):
        rows.append([_("Số người"), *_pair(*_values(pair, "scenario_people"), people=True)])
    hedges = tuple("=" if line is None else line.qualifier for line in pair)
    rows.append([_("Hiện hành"), *_pair(*_values(pair, "baseline_vnd"), hedges=hedges)])
    rows.append([_("Phương án"), *_pair(*_values(pair, "scenario_vnd"), hedges=hedges)])
    rows.append([_("Tăng mỗi tháng"), *_pair(*_values(pair, "increase_vnd"))])
    if any(line is not None and line.back_pay_vnd for line in pair):
        rows.append([_("Truy lĩnh"), *_pair(*_values(pair, "back_pay_vnd"))])
    touched = sorted({bill.year for line in pair if line is not None for bill in line.years if bill.increase_vnd})
    for year in touched[:years]:
        rows.append([_("Năm ngân sách {year} tăng thêm").format(year=year), *_pair(*_year(pair, year))])
    return rows


def _counts_people(pair: Pair) -> bool:
    """Whether the scheme counts people; support lines also count jobs, courses and households."""
    return any(line is not None and line.scheme in SCHEMES and bool(SCHEMES[line.scheme].norm) for line in pair)


def _title(pair: Pair, names: Mapping[str, str], words: str) -> str:
    """ "Trợ cấp … (NSĐP), mỗi tháng từ 07/2024", with what the figures below rest on; two months when they differ."""
    present = [line for line in pair if line is not None]
    months = " / ".join(dict.fromkeys(short_month(line.month) for line in present))
    payer = present[0].payer
    if payer in OUTSIDE_BUDGET:
        payer = _("{payer}, ngoài ngân sách").format(payer=_(payer))
    said = words.format(name=names.get(present[0].scheme, present[0].scheme), payer=payer, month=months)
    return answers_words.scheme_marked(said, present)


def _values(pair: Pair, name: str) -> tuple[int | None, int | None]:
    old, new = (None if line is None else int(getattr(line, name)) for line in pair)
    return old, new


def _year(pair: Pair, year: int) -> tuple[int | None, int | None]:
    old, new = (
        next((bill.increase_vnd for bill in line.years if bill.year == year), None) if line is not None else None
        for line in pair
    )
    return old, new


def _pair(old: int | None, new: int | None, *, people: bool = False, hedges: tuple[str, ...] = ("=", "=")) -> list[str]:
    """Both values and the difference; a missing value is marked and has no difference."""

    def said(value: int | None, qualifier: str) -> str:
        if value is None:
            return _("chưa có")
        return hedge(qualifier, number(value) if people else millions(value))

    cells = [said(old, hedges[0]), said(new, hedges[1])]
    if old is None or new is None:
        return [*cells, ""]
    difference = new - old
    if difference == 0:
        return [*cells, _("không đổi")]
    if people:
        return [*cells, f"+{number(difference)}" if difference > 0 else number(difference)]
    return [*cells, signed_millions(difference)]


def status(kept: Kept) -> str:
    """State of the scenario for the list."""
    if not kept.is_intact or kept.stored is None:
        return _("Sai mã kiểm tra")
    if kept.restored is not None and kept.restored.lost:
        return _("Có thông số không còn dùng")
    if kept.now is None:
        return _("Chưa tính được")
    return _("Không đổi") if kept.is_same else _("Kết quả đã đổi")


def sentences(kept: Kept, causes: Causes | None, data: loaders.Data, names: Mapping[str, str]) -> list[str]:
    """One sentence for each cause, in the order figures, law, computing, levers, as Markdown without markup from
    files."""
    lost = kept.restored.lost if kept.restored is not None else ()
    if causes is None:
        return _lost(kept)
    reasons = []
    if kept.run.data_version != data.version:
        reasons += _figures(kept, causes, data, names)
    if causes.law:
        reasons.append(_law(kept, causes, data) + " " + _effect(causes, "law", names))
    engine = kept.run.engine_version != ENGINE_VERSION
    if engine:
        text = _("**Cách tính đổi:** phiên bản {old} → {new}.").format(
            old=escape(kept.run.engine_version), new=ENGINE_VERSION
        )
        reasons.append(text + " " + _effect(causes, "engine", names))
    if lost:
        reasons += _lost(kept)
        if not engine:
            reasons.append(_effect(causes, "engine", names))
    elif causes.steps.changed("engine") and not engine:
        reasons.append(
            _(
                "**Tính lại trên đúng số liệu cũ không ra kết quả đã lưu**, dù phiên bản cách tính như nhau. Báo "
                "người quản trị trước khi dùng."
            )
        )
    return reasons or [_("**Không đổi:** số liệu, văn bản và cách tính như lúc lưu.")]


def _figures(kept: Kept, causes: Causes, data: loaders.Data, names: Mapping[str, str]) -> list[str]:
    """Batches between the run's version and the one viewed, which may be the earlier one."""
    first, last = sorted((kept.run.data_version, data.version))
    between = loaders.batches().filter((pl.col("id") > first) & (pl.col("id") <= last))
    listed = "; ".join(_batch(row) for row in between.sort("id").iter_rows(named=True))
    versions = _("bản {old} → bản {new}: {batches}")
    if data.version == first:
        versions = _("bản {old} lúc lưu, đang xem bản {new} là bản trước đó, chưa có: {batches}")
    versions = versions.format(old=kept.run.data_version, new=data.version, batches=listed)
    if causes.data_differs:
        return [_("**Số liệu đổi** ({versions}).").format(versions=versions) + " " + _effect(causes, "data", names)]
    if causes.law:
        return [_("**Số liệu không đổi** ({versions}).").format(versions=versions)]
    return [
        _("**Số liệu không đổi:** đã có lần cập nhật ({versions}) nhưng nay mọi số như lúc lưu.").format(
            versions=versions
        )
    ]


def _batch(row: dict[str, Any]) -> str:
    what = answers_words.lower_first(CHANGE_KINDS.get(row["kind"], row["kind"]))
    if row["undoes_id"] is not None:
        what = _("{what} bản {number}").format(what=what, number=row["undoes_id"])
    if row["filename"]:
        what = _("{what} {file}").format(what=what, file=escape(row["filename"]))
    return _("{what} ({actor}, {time})").format(what=what, actor=escape(row["actor"]), time=moment(row["created_at"]))


def _law(kept: Kept, causes: Causes, data: loaders.Data) -> str:
    groups = data.group_names()
    listed = "; ".join(_law_row(kept, change, groups) for change in causes.law)
    return _("**Văn bản đổi:** {rows}.").format(rows=listed)


def _law_row(kept: Kept, change: LawChange, groups: Mapping[str, str]) -> str:
    lever = catalogue.BY_KEY.get(change.name)
    name = answers_words.lower_first(_(lever.label)) if lever is not None else change.name
    if change.kind == "group":
        name = _("hệ số nhóm {group}").format(group=groups.get(change.name, change.name))
    elif change.kind == "amount":
        name = _("mức hưởng nhóm {group}").format(group=groups.get(change.name, change.name))
    text = escape(name)
    if change.applies_from is not None:
        text = _("{name} từ {start}").format(name=text, start=day(change.applies_from))
    if change.before == change.after:
        text = _("{name}: sửa căn cứ hoặc ngày, mức không đổi").format(name=text)
    else:
        text = f"{text}: {_value(change, change.before)} → {_value(change, change.after)}"
    if change.document:
        text += f" ({escape(change.document)})"
    if change.known_on is not None and change.known_on > kept.saved.law_as_of:
        text += _(", ban hành sau ngày {day} nên không áp dụng cho phương án này").format(day=day(kept.saved.law_as_of))
    return text


def _value(change: LawChange, value: int | None) -> str:
    if value is None:
        return _("không có")
    return coefficient(value) if change.kind == "group" else _("{amount} đồng").format(amount=number(value))


def _effect(causes: Causes, cause: Cause, names: Mapping[str, str]) -> str:
    """The effect of the cause on each scheme's increase and bill."""
    causes_effects = [effect for effect in effects(causes.steps) if effect.cause == cause]
    if not causes_effects:
        return (
            _("Chỉ làm thay đổi số người hoặc kinh phí cả năm (xem bảng).")
            if causes.steps.changed(cause)
            else _("Không làm thay đổi kết quả.")
        )
    parts = [
        _("{scheme}: kinh phí phương án {bill}, mức tăng thêm {increase}").format(
            scheme=names.get(effect.scheme, effect.scheme),
            bill=answers_words.monthly(effect.scenario_vnd),
            increase=answers_words.monthly(effect.increase_vnd),
        )
        for effect in causes_effects
    ]
    return _("Do đó {parts}.").format(parts="; ".join(answers_words.lower_first(part) for part in parts))


def _lost(kept: Kept) -> list[str]:
    names: Sequence[str] = answers_words.lost(kept.restored.lost) if kept.restored is not None else []
    if not names:
        return [_("Không tính lại được phương án này; kết quả đã lưu vẫn xem được.")]
    return [
        _("**Thông số không còn dùng:** {listed}. Phần còn lại của phương án vẫn được tính.").format(
            listed="; ".join(escape(name) for name in names)
        )
    ]


EVENT_WORDS = {
    "edited": _("đổi tên, ghi chú"),
    "archived": _("lưu trữ"),
    "restored": _("khôi phục"),
    "proposed": _("ghi nhận là phương án trình"),
    "not_proposed": _("bỏ ghi nhận phương án trình"),
}


ADDED_NAMED = 6
"""Levers added after saving: so many are named, the others counted."""


def show(kept: Kept, names: Mapping[str, str]) -> None:
    """The headline, who saved it when and on which figures, and integrity errors."""
    saved, run = kept.saved, kept.run
    st.markdown("#### " + escape(_("“{name}”: {said}").format(name=saved.name, said=_sentence(kept, names))))
    st.caption(
        _("Lưu lúc {time}, người lưu: {actor}. Kết quả tính lúc {computed} trên số liệu bản {version}. {law}").format(
            time=moment(saved.created_at),
            actor=escape(saved.created_by),
            computed=moment(run.computed_at),
            version=run.data_version,
            law=answers_words.law_day(saved.law_as_of),
        )
    )
    result = kept.now or kept.stored
    if result is not None and (rests := _rests_on(result)):
        st.caption(rests)
    if saved.note:
        st.markdown(escape(saved.note))
    _integrity(kept)


def show_causes(kept: Kept, data: loaders.Data, names: Mapping[str, str]) -> None:
    """The saved result beside that of the newest figures, and the causes of a difference."""
    if kept.stored is not None:
        headers = _headers(kept, data)
        st.markdown(table(headers, summary_rows(kept.stored, kept.now, names)))
    if kept.restored is None:
        st.warning(_("Không đọc được thông số của phương án nên không tính lại được."))
        return
    lines = sentences(kept, scenarios.causes(kept, data), data, names)
    heading = _("**So với lúc lưu**") if kept.is_same else _("**Vì sao kết quả khác lúc lưu**")
    st.markdown("\n".join([heading, "", *(f"- {line}" for line in lines)]))


def show_figures(kept: Kept, data: loaders.Data, names: Mapping[str, str]) -> None:
    """Every scheme and year, old beside new."""
    if kept.stored is not None:
        st.markdown(table(_headers(kept, data), all_rows(kept.stored, kept.now, names)))


def show_levers(kept: Kept) -> None:
    """Every lever set, and the differences from the parent scenario."""
    if kept.restored is None:
        return
    scenario = kept.restored.scenario
    rows = answers_words.setting_rows(scenario, kept.inputs, kept.saved.assumptions)
    st.markdown(table([_("Thông số đã đặt"), _("Giá trị")], rows))
    if kept.saved.parent_id is not None:
        parent = scenarios.one(kept.saved.parent_id)
        old = scenarios.as_scenario(parent) if parent is not None else None
        if parent is not None and old is not None:
            differing = "; ".join(answers_words.differing(old, scenario)) or _("không khác")
            st.caption(
                _("Bản sao của “{name}”; khác: {listed}.").format(name=escape(parent.name), listed=escape(differing))
            )
    if kept.restored.added:
        added = [answers_words.lower_first(_(catalogue.BY_KEY[key].label)) for key in kept.restored.added]
        labels = ", ".join(added[:ADDED_NAMED])
        if len(added) > ADDED_NAMED:
            labels += _(" và {count} thông số khác").format(count=len(added) - ADDED_NAMED)
        st.caption(_("Thông số có sau khi lưu, để ở mức mặc định: {listed}.").format(listed=escape(labels)))


def show_history(kept: Kept, names: Mapping[str, str]) -> None:
    """All runs, which are never overwritten, and the events of the scenario."""
    rows = []
    for run in scenarios.runs(kept.saved.id):
        result = run.result
        sentence = _("không đọc được")
        if result is not None:
            sentence = " ".join(filter(None, [answers_words.sentence(result, names), _rests_on(result)]))
        mark = "" if run.is_intact else _(" (sai mã kiểm tra)")
        rows.append(
            [moment(run.computed_at), run.computed_by, str(run.data_version), run.engine_version, sentence + mark]
        )
    headers = [_("Tính lúc"), _("Người tính"), _("Bản số liệu"), _("Cách tính"), _("Kết quả")]
    st.markdown(table(headers, rows, numbers_from=9))
    events = [
        _("{time}: {what} ({actor})").format(
            time=moment(event.at), what=EVENT_WORDS[event.kind], actor=escape(event.actor)
        )
        for event in scenarios.events(kept.saved.id)
    ]
    if events:
        st.caption(" · ".join(events))
    st.caption(_("Mã phương án {code}.").format(code=kept.saved.identity[:8]))


def _rests_on(result: ScenarioResult) -> str:
    """Of what the scenario moves."""
    return answers_words.results_rest_on([one for one in result.schemes if one.moves])


def _sentence(kept: Kept, names: Mapping[str, str]) -> str:
    """The effect of the scenario; where it has changed since, the scheme it changes most, then and now."""
    if kept.stored is None:
        return _("không đọc được kết quả đã lưu.")
    if kept.is_same or kept.now is None:
        return answers_words.lower_first(answers_words.sentence(kept.stored, names))
    code = max(kept.stored.schemes, key=lambda line: (line.moves, abs(line.increase_vnd))).scheme
    old, new = kept.stored.of(code), kept.now.of(code)
    then, now = (_("chưa có") if line is None else answers_words.monthly_rise(line) for line in (old, new))
    sentence = _("{scheme} lúc lưu {then}; theo số liệu hiện nay {now}.")
    if loaders.chosen() is not None:
        sentence = _("{scheme} lúc lưu {then}; theo số liệu đang xem {now}.")
    return sentence.format(scheme=answers_words.lower_first(names.get(code, code)), then=then, now=now)


def _integrity(kept: Kept) -> None:
    if not kept.run.is_intact:
        st.error(
            _(
                "Kết quả đã lưu không khớp mã kiểm tra: đã bị sửa ngoài phần mềm. Không dùng cột “Lúc lưu”; cột "
                "“Hiện nay” được tính lại từ số liệu."
            )
        )
    if not kept.saved.is_intact:
        st.error(
            _(
                "Thông số của phương án không khớp mã phương án: đã bị sửa ngoài phần mềm. Đối chiếu với tệp phương án "
                "đã tải về trước khi dùng."
            )
        )


def _headers(kept: Kept, data: loaders.Data) -> list[str]:
    return [
        _("Triệu đồng"),
        _("Lúc lưu (bản {version})").format(version=kept.run.data_version),
        (_("Hiện nay (bản {version})") if loaders.chosen() is None else _("Đang xem (bản {version})")).format(
            version=data.version
        ),
        _("Chênh lệch"),
    ]


CHOSEN = "phuong-an-mo"


def show_list(shelf: Sequence[Kept]) -> Kept | None:
    """The table of all scenarios and the one chosen; None when there is none yet."""
    if not shelf:
        st.info(
            _(
                "Chưa lưu phương án nào. Ở trang Bảo trợ xã hội, đặt các thông số rồi bấm “Lưu”; hoặc nạp "
                "tệp phương án ở thẻ “Nhập từ tệp”."
            )
        )
        return None
    rows = [_row(scenario) for scenario in shelf]
    headers = [_("Phương án"), _("Khoản thay đổi nhiều nhất, lúc lưu"), _("Quy định đến"), _("Lưu lúc"), _("Hiện nay")]
    st.markdown(table(headers, rows, numbers_from=9))
    by_id = {scenario.saved.id: scenario for scenario in shelf}
    if st.session_state.get(CHOSEN) not in by_id:
        st.session_state[CHOSEN] = shelf[0].saved.id
    chosen = st.selectbox(
        _("Mở phương án"),
        list(by_id),
        format_func=lambda key: by_id[key].saved.name if key in by_id else "",
        key=CHOSEN,
        persist_state="session",
    )
    return by_id.get(chosen)


def _row(scenario: Kept) -> list[str]:
    saved = scenario.saved
    name = _("{name} (phương án trình)").format(name=saved.name) if saved.role == "proposal" else saved.name
    result = _("không đọc được") if scenario.stored is None else answers_words.brief(scenario.stored)
    who = _("{time}, {actor}").format(time=moment(saved.created_at), actor=saved.created_by)
    return [name, result, day(saved.law_as_of), who, status(scenario)]
