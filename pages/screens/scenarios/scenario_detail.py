"""A saved scenario opened: what was kept beside what the newest figures give, and why they differ.

Belongs here: drawing each part. Does not: rows of figures (scenario_result_rows.py), what can be done with a scenario
(scenario_actions.py) or comparing it with others (scenario_compare.py).
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.locale import _
from models.policy.areas import catalogue
from models.wording.numbers import moment
from pages.screens.scenarios import scenario_cause_words, scenario_result_rows
from pages.ui.answers import scenario_words
from pages.ui.format.tables import escape, table
from pages.ui.saved import shelf
from pages.ui.saved.shelf import Kept
from pages.ui.session import loaders

EVENT_WORDS = {
    "edited": _("đổi tên, ghi chú"), "archived": _("lưu trữ"), "restored": _("khôi phục"),
    "proposed": _("ghi nhận là phương án trình"), "not_proposed": _("bỏ ghi nhận phương án trình"),
}  # fmt: skip


ADDED_NAMED = 6
"""Levers that came after saving: so many are named, the others counted."""


def show(kept: Kept, names: Mapping[str, str]) -> None:
    """The sentence, who kept it when and on what, and what is wrong with it if anything is."""
    saved, run = kept.saved, kept.run
    st.markdown("#### " + escape(_("“{name}”: {said}").format(name=saved.name, said=_sentence(kept, names))))
    st.caption(
        _("Lưu lúc {time}, người lưu: {actor}. Kết quả tính lúc {computed} trên số liệu bản {version}. {law}").format(
            time=moment(saved.created_at), actor=escape(saved.created_by), computed=moment(run.computed_at),
            version=run.data_version, law=scenario_words.law_day(saved.law_as_of),
        )
    )  # fmt: skip
    if saved.note:
        st.markdown(escape(saved.note))
    _integrity(kept)


def causes(kept: Kept, data: loaders.Data, names: Mapping[str, str]) -> None:
    """What was kept beside what the newest figures give, and why they differ."""
    if kept.stored is not None:
        headers = _headers(kept, data)
        st.markdown(table(headers, scenario_result_rows.short(kept.stored, kept.now, names)))
    if kept.restored is None:
        st.warning(_("Không đọc được thông số của phương án nên không tính lại được."))
        return
    lines = scenario_cause_words.sentences(kept, shelf.causes(kept, data), data, names)
    heading = _("**So với lúc lưu**") if kept.is_same else _("**Vì sao kết quả khác lúc lưu**")
    st.markdown("\n".join([heading, "", *(f"- {line}" for line in lines)]))


def figures(kept: Kept, data: loaders.Data, names: Mapping[str, str]) -> None:
    """Every scheme and year, old beside new."""
    if kept.stored is not None:
        st.markdown(table(_headers(kept, data), scenario_result_rows.full(kept.stored, kept.now, names)))


def levers(kept: Kept) -> None:
    """Every lever that was moved, and against the parent what differs."""
    if kept.restored is None:
        return
    scenario = kept.restored.scenario
    st.markdown(table([_("Thông số đã đặt"), _("Giá trị")], scenario_words.setting_rows(scenario, kept.inputs)))
    if kept.saved.parent_id is not None:
        parent = shelf.one(kept.saved.parent_id)
        old = shelf.as_scenario(parent) if parent is not None else None
        if parent is not None and old is not None:
            differing = "; ".join(scenario_words.differing(old, scenario)) or _("không khác")
            st.caption(
                _("Bản sao của “{name}”; khác: {listed}.").format(name=escape(parent.name), listed=escape(differing))
            )
    if kept.restored.added:
        added = [scenario_words.lower_first(_(catalogue.BY_KEY[key].label)) for key in kept.restored.added]
        labels = ", ".join(added[:ADDED_NAMED])
        if len(added) > ADDED_NAMED:
            labels += _(" và {count} thông số khác").format(count=len(added) - ADDED_NAMED)
        st.caption(_("Thông số có sau khi lưu, để ở mức mặc định: {listed}.").format(listed=escape(labels)))


def history(kept: Kept, names: Mapping[str, str]) -> None:
    """All runs, never overwritten, and what was done with the scenario."""
    rows = []
    for run in shelf.runs(kept.saved.id):
        result = run.result
        said = _("không đọc được") if result is None else scenario_words.sentence(result, names)
        mark = "" if run.is_intact else _(" (sai mã kiểm tra)")
        rows.append([moment(run.computed_at), run.computed_by, str(run.data_version), run.engine_version, said + mark])
    headers = [_("Tính lúc"), _("Người tính"), _("Bản số liệu"), _("Cách tính"), _("Kết quả")]
    st.markdown(table(headers, rows, numbers_from=9))
    events = [
        _("{time}: {what} ({actor})").format(
            time=moment(event.at), what=EVENT_WORDS[event.kind], actor=escape(event.actor)
        )
        for event in shelf.events(kept.saved.id)
    ]
    if events:
        st.caption(" · ".join(events))
    st.caption(_("Mã phương án {code}.").format(code=kept.saved.identity[:8]))


def _sentence(kept: Kept, names: Mapping[str, str]) -> str:
    """What the scenario does; where that is another thing by now, the scheme it moves most, then and now."""
    if kept.stored is None:
        return _("không đọc được kết quả đã lưu.")
    if kept.is_same or kept.now is None:
        return scenario_words.lower_first(scenario_words.sentence(kept.stored, names))
    code = max(kept.stored.schemes, key=lambda one: (one.moves, abs(one.increase_vnd))).scheme
    old, new = kept.stored.of(code), kept.now.of(code)
    then, now = (_("chưa có") if one is None else scenario_words.monthly_rise(one) for one in (old, new))
    said = _("{scheme} lúc lưu {then}; theo số liệu hiện nay {now}.")
    if loaders.chosen() is not None:
        said = _("{scheme} lúc lưu {then}; theo số liệu đang xem {now}.")
    return said.format(scheme=scenario_words.lower_first(names.get(code, code)), then=then, now=now)


def _integrity(kept: Kept) -> None:
    if not kept.run.is_intact:
        st.error(
            _(
                "Kết quả đã lưu không khớp mã kiểm tra: đã bị sửa ngoài phần mềm. Không dùng cột “Lúc lưu”; cột “Hiện nay” được tính lại từ số liệu."
            )
        )
    if not kept.saved.is_intact:
        st.error(
            _(
                "Thông số của phương án không khớp mã phương án: đã bị sửa ngoài phần mềm. Đối chiếu với tệp phương án đã tải về trước khi dùng."
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
