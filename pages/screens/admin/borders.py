"""Borders and crosswalk shares on the administration page."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

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
from models.access.roles import Action
from models.geo.crosswalk import Crosswalk
from models.money import PPM
from models.wording.numbers import day
from pages.screens.admin import boundary_import
from pages.ui.format.tables import escape, table
from pages.ui.records import parameters
from pages.ui.records.area_history import ended
from pages.ui.session import actor, loaders, version
from pages.ui.session.loaders import Data

PLACE = "_dia-gioi-ty-le"
MOST_SUCCESSORS = 6


def show_vintage_weights(crosswalk: Crosswalk, key: str = "dia-gioi-ty-le") -> None:
    """The form on the newest version's crosswalk."""
    parameters.result()
    if not version.may_write(Action.ENTER_SHARES):
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
        boundary_import.show(data)
