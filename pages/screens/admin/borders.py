"""Exact borders from a file, and crosswalk shares, on the administration page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import polars as pl
import streamlit as st

from data.border_check import LISTS, Check, Problem, area_words, check_borders
from data.borders import compared, write_borders
from data.ingest.areas import level_areas, listed
from data.ingest.base import Level
from data.locale import _
from data.store.batches import Applied
from data.store.crosswalk_weights import (
    LONGEST_SOURCE,
    PLACES,
    enter_weights,
    enterable,
    share_words,
    successors_of,
    weight_faults,
)
from data.vocabulary.numbers import VIETNAMESE, not_a_number, read_number
from data.vocabulary.problems import words_of
from models.access.roles import Action
from models.geo.crosswalk import Crosswalk
from models.money import PPM
from models.wording.numbers import day, number
from models.wording.words import N_
from pages.ui.format.tables import escape, table
from pages.ui.records import parameters
from pages.ui.records.area_history import ended
from pages.ui.records.datasets import literal
from pages.ui.session import actor, choices, loaders
from pages.ui.session.loaders import Data

PLACE = "_dia-gioi-ty-le"
MOST_SUCCESSORS = 6


def show_vintage_weights(crosswalk: Crosswalk, key: str = "dia-gioi-ty-le") -> None:
    """The form on the newest version's crosswalk."""
    parameters.result()
    if not choices.may_write(Action.ENTER_SHARES):
        return
    units = {unit.id: unit for unit in enterable(crosswalk)}
    key = f"{key}-{parameters.round_number()}"
    chosen = st.selectbox(
        _("Đơn vị bị chia hoặc chưa rõ nơi nhập"),
        list(units),
        index=None,
        key=f"{key}-don-vi",
        placeholder=_("Chọn đơn vị"),
        format_func=lambda area: _label(crosswalk, area),
    )
    if chosen is None:
        st.caption(_("Chọn đơn vị, ghi tỷ lệ về từng đơn vị mới và nguồn. Chưa có tỷ lệ thì số quy đổi vẫn là khoảng."))
        return
    st.markdown(escape(ended(crosswalk, chosen)))
    texts, source = _fields(crosswalk, chosen, f"{key}-{chosen}")
    percents, unread = _read(crosswalk, texts)
    if not texts or not any(texts.values()):
        st.caption(
            _("Ghi ít nhất một tỷ lệ; phần chưa ghi vẫn là chưa rõ, đơn vị còn lại cuối cùng nhận phần còn lại.")
        )
        return
    faults = unread or list(weight_faults(crosswalk, chosen, percents, source))
    if faults:
        st.error("\n".join(f"- {escape(fault)}" for fault in faults))
        return
    _confirm(crosswalk, chosen, percents, source)


def _label(crosswalk: Crosswalk, area: int) -> str:
    unit = crosswalk.units[area]
    assert unit.valid_to is not None
    state = _("chưa rõ") if crosswalk.outcome(area).open else _("đã có tỷ lệ")
    if any(step.inferred for step in crosswalk.successors(area)):
        state = _("chưa kiểm chứng")
    return _("{unit} (đến {day}): {state}").format(unit=unit.full_name, day=day(unit.valid_to), state=state)


def _fields(crosswalk: Crosswalk, area: int, key: str) -> tuple[dict[int, str], str]:
    allowed = successors_of(crosswalk, area)
    told = [step.to_id for step in crosswalk.successors(area)]
    named = told
    if len(allowed) > len(told):
        named = st.multiselect(
            _("Nhập vào đơn vị"),
            list(allowed),
            default=told,
            key=f"{key}-ve",
            max_selections=MOST_SUCCESSORS,
            format_func=lambda to: crosswalk.units[to].full_name,
            placeholder=_("Chọn đơn vị mới"),
        )
    texts: dict[int, str] = {}
    for place, to in zip(st.columns(max(len(named), 2), gap="medium"), named, strict=False):
        label = _("Tỷ lệ về {unit} (%)").format(unit=crosswalk.units[to].full_name)
        texts[to] = place.text_input(label, key=f"{key}-{to}", placeholder=_("ví dụ 62,5")).strip()
    source = st.text_input(
        _("Nguồn của tỷ lệ"),
        key=f"{key}-nguon",
        max_chars=LONGEST_SOURCE,
        placeholder=_("Biểu dân số theo thôn, UBND phường, 30/6/2025"),
    )
    return texts, source


def _read(crosswalk: Crosswalk, texts: Mapping[int, str]) -> tuple[dict[int, Decimal], list[str]]:
    """The shares as numbers, and what is none."""
    percents: dict[int, Decimal] = {}
    unread = []
    for to, text in texts.items():
        scaled = read_number(text, VIETNAMESE, PLACES)
        if scaled is not None:
            percents[to] = Decimal(scaled).scaleb(-PLACES)
        elif text:
            fault = not_a_number(text, PLACES, decimal=True)
            unread.append(
                _("Tỷ lệ về {unit}: “{text}” {reason}. {remedy}").format(
                    unit=crosswalk.units[to].full_name, text=text[:40], reason=fault.reason, remedy=fault.remedy
                )
            )
    return percents, unread


def _confirm(crosswalk: Crosswalk, area: int, percents: Mapping[int, Decimal], source: str) -> None:
    entered = {to: int(percent.scaleb(PLACES)) for to, percent in percents.items()}
    before = {step.to_id: step.weight_ppm for step in crosswalk.successors(area)}
    after = {to: weight for to, weight in before.items() if weight is not None} | entered
    rest = PPM - sum(after.values())
    rows = [[crosswalk.units[to].full_name, _share(before.get(to)), share_words(after[to])] for to in after]
    others = [to for to in successors_of(crosswalk, area) if to not in after]
    if rest and len(others) == 1:
        rows.append([crosswalk.units[others[0]].full_name, _share(before.get(others[0])), share_words(rest)])
    elif rest:
        rows.append(
            [
                _("{count} đơn vị còn lại").format(count=len(others)),
                _("chưa rõ"),
                _("chưa rõ ({rest})").format(rest=share_words(rest)),
            ]
        )
    st.markdown(table([_("Về đơn vị"), _("Đang ghi"), _("Sẽ ghi")], rows))
    kept = parameters.preview(PLACE, (area, tuple(sorted(entered.items())), source))
    name = crosswalk.units[area].full_name
    if st.button(_("Ghi tỷ lệ của {unit}").format(unit=name), type="primary", key="dia-gioi-ty-le-ghi"):
        _write(area, percents, source, name, kept["base_version"], kept["key"])


def _share(weight: int | None) -> str:
    return _("chưa rõ") if weight is None else share_words(weight)


def _write(area: int, percents: Mapping[int, Decimal], source: str, name: str, base_version: int, key: str) -> None:
    def act() -> Applied:
        return enter_weights(
            loaders.database(),
            unit_id=area,
            percents=percents,
            source=source,
            actor=actor.current(),
            base_version=base_version,
            idempotency_key=key,
        )

    def said(applied: Applied) -> str:
        if not applied.added:
            return _("Không có gì thay đổi: tỷ lệ của {unit} đã có từ bản {batch}.").format(
                unit=name, batch=applied.batch
            )
        return _("Đã ghi tỷ lệ của {unit} thành bản {batch}. Thu hồi ở trang Lịch sử cập nhật.").format(
            unit=name, batch=applied.batch
        )

    parameters.write(PLACE, act, said)


LIST, FILE, WRITE, TICK = "ranh-gioi-danh-muc", "ranh-gioi-tep", "ranh-gioi-ghi", "ranh-gioi-xac-nhan"
_CHECKED, _LOOKED_AT = "_ranh-gioi-da-kiem", "_ranh-gioi-dang-xem"
_COUNTS: dict[Level, str] = {
    "district": N_("{count} huyện, thị xã, thành phố"),
    "commune": N_("{count} xã, phường, thị trấn"),
}
_ROWS_AT_ONCE = 12


def show_import() -> None:
    """A file of borders: which list it draws, what is wrong with it, what it would change, the button that writes."""
    parameters.result()
    st.markdown(_("**1. Chọn danh mục đơn vị và tệp ranh giới** (GeoJSON, WGS 84, tối đa 20 MB)"))
    vintage, level = st.selectbox(_("Danh mục đơn vị trong tệp"), LISTS, format_func=_list_words, key=LIST)
    uploaded = st.file_uploader(_("Chọn tệp ranh giới"), type=["geojson", "json"], key=FILE)
    if uploaded is None:
        return
    content = uploaded.getvalue()
    check = _checked(content, uploaded.name, vintage, level)
    st.markdown(_("**2. Kiểm tra**"))
    _verdict(check)
    if check.status == "refused":
        return
    st.markdown(_("**3. Xem những gì sẽ thay đổi**"))
    kept = parameters.preview(_LOOKED_AT, (check.sha256, vintage, level))
    with loaders.database().reading() as connection:
        rows = compared(connection, kept["base_version"], check)
    _changes(check, rows)
    if not rows["differs"].any():
        st.info(_("0 thay đổi: ranh giới trong tệp giống hệt ranh giới đang dùng."))
        return
    st.markdown(_("**4. Xác nhận và ghi**"))
    if not choices.may_write(Action.IMPORT_BOUNDARIES):
        return
    confirmed = [code for code, group in check.warned.items() if _ticked(check, code, group)]
    waiting = len(check.warned) - len(confirmed)
    if waiting:
        st.info(_("Còn {count} nhóm chưa xác nhận; nút ghi mở khi đã xác nhận hết.").format(count=waiting))
    label = _("Ghi ranh giới của {count} đơn vị").format(count=number(len(check.outlines)))
    if st.button(label, type="primary", disabled=bool(waiting), key=WRITE):
        _write_borders(check, content, kept["base_version"], kept["key"], confirmed)


def _list_words(one: tuple[date, Level]) -> str:
    """ "6 huyện, thị xã, thành phố, danh mục năm 2023"."""
    vintage, level = one
    count = _(_COUNTS[level]).format(count=number(len(level_areas(vintage, level).areas)))
    return _("{units}, danh mục {list}").format(units=count, list=listed(vintage))


def _checked(content: bytes, filename: str, vintage: date, level: Level) -> Check:
    """Once a file and list: opening it takes a process of its own."""
    asked = (hashlib.sha256(content).hexdigest(), filename, vintage, level)
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != asked:
        with st.spinner(_("Đang kiểm tra ranh giới…")):
            kept = st.session_state[_CHECKED] = (asked, check_borders(content, filename, vintage, level))
    check: Check = kept[1]
    return check


def _verdict(check: Check) -> None:
    errors = [problem for problem in check.problems if problem.severity == "error"]
    notes = [problem for problem in check.problems if problem.severity == "note"]
    if errors:
        count = number(sum(problem.count for problem in errors))
        st.error(_("{count} lỗi phải sửa; chưa ghi gì, ranh giới đang dùng giữ nguyên.").format(count=count))
        _sentences(errors)
    else:
        st.success(_("Tệp đọc được: đủ ranh giới của {count} đơn vị.").format(count=number(len(check.outlines))))
        st.caption(_("Đơn vị được nhận theo trường {name}.").format(name=literal(check.key or "")))
        _sentences(notes)


def _changes(check: Check, rows: pl.DataFrame) -> None:
    """How many borders change, and a line an area."""
    changed, same = (number(int(each.sum())) for each in (rows["differs"], ~rows["differs"]))
    st.markdown(_("{changed} ranh giới sẽ đổi, {same} giữ nguyên.").format(changed=changed, same=same))
    lines = {}
    for row in rows.iter_rows(named=True):
        before = _("chưa có") if row["old_id"] is None else _("sơ đồ") if row["schematic_now"] else row["source_now"]
        lines[row["code"]] = [before, _("ranh giới trong tệp") if row["differs"] else _("giữ nguyên")]
    cells = [[one.name, *lines.get(one.code, ["", ""]), area_words(one.m2)] for one in check.outlines]
    with st.expander(_("Từng đơn vị"), expanded=len(cells) <= _ROWS_AT_ONCE):
        heads = [_("Đơn vị"), _("Đang dùng"), _("Sẽ dùng"), _("Diện tích đo được")]
        st.markdown(table(heads, cells, numbers_from=3))


def _ticked(check: Check, code: str, group: Sequence[Problem]) -> bool:
    """A group of warnings with its box; whether somebody has ticked it for this file."""
    with st.container(border=True):
        count = number(sum(problem.count for problem in group))
        ticked = st.checkbox(
            _("Tôi đã xem và xác nhận: **{group}** ({count})").format(group=words_of(code), count=count),
            key=f"{TICK}-{code}-{check.sha256[:12]}",
        )
        _sentences(group)
    return ticked


def _sentences(problems: Sequence[Problem]) -> None:
    st.markdown("\n".join(f"- {escape(problem.message)}" for problem in problems))


def _write_borders(check: Check, content: bytes, base_version: int, key: str, confirmed: Sequence[str]) -> None:
    def act() -> Applied:
        return write_borders(
            loaders.database(),
            check,
            content,
            actor=actor.current(),
            base_version=base_version,
            idempotency_key=key,
            confirmed=confirmed,
        )

    def words(applied: Applied) -> str:
        if not applied.added:
            return _("Tệp này đã nạp rồi (bản {batch}), 0 thay đổi.").format(batch=applied.batch)
        return _(
            "Đã ghi {added} ranh giới thành bản {batch} từ tệp {file}; bản đồ đã vẽ theo ranh giới mới. Thu hồi ở "
            "trang Lịch sử cập nhật."
        ).format(added=number(applied.added), batch=applied.batch, file=literal(check.filename))

    parameters.write(_LOOKED_AT, act, words)


PART = "quan-tri-ranh-gioi"


def show(data: Data) -> None:
    names = {
        name: words
        for name, words, action in (
            ("ranh-gioi", _("Nạp ranh giới chính xác"), Action.IMPORT_BOUNDARIES),
            ("ty-le", _("Tỷ lệ quy đổi của đơn vị bị chia"), Action.ENTER_SHARES),
        )
        if actor.may(action)
    }
    chosen = next(iter(names))
    if len(names) > 1:
        chosen = st.segmented_control(
            _("Ranh giới và quy đổi"),
            list(names),
            format_func=lambda name: names.get(name, name),
            default=chosen,
            required=True,
            key=PART,
        )
    if chosen == "ty-le":
        show_vintage_weights(loaders.crosswalk(data.version))
    else:
        show_import()
