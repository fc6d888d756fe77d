"""Why a stored result is another one today, in words: figures, law, way of computing, levers that are gone.

Belongs here: one sentence a cause, with what it does to the figures. Does not: computing (scenario_shelf.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from data.locale import _
from models.policy.areas import catalogue
from models.policy.engine.projection import ENGINE_VERSION
from models.policy.law.changes import LawChange
from models.policy.saved.causes import Cause, effects
from models.wording.numbers import coefficient, day, moment, number
from pages.ui.answers import scenario_words
from pages.ui.format.tables import escape
from pages.ui.records.words import KINDS
from pages.ui.saved.shelf import Causes, Kept
from pages.ui.session import loaders


def status(kept: Kept) -> str:
    """Two words for the list."""
    if not kept.is_intact or kept.stored is None:
        return _("Sai mã kiểm tra")
    if kept.restored is not None and kept.restored.lost:
        return _("Có thông số không còn dùng")
    if kept.now is None:
        return _("Chưa tính được")
    return _("Không đổi") if kept.is_same else _("Kết quả đã đổi")


def sentences(kept: Kept, causes: Causes | None, data: loaders.Data, names: Mapping[str, str]) -> list[str]:
    """One sentence for each cause, in the order figures, law, computing, levers, as Markdown without markup from files."""
    lost = kept.restored.lost if kept.restored is not None else ()
    if causes is None:
        return _lost(kept)
    found = []
    if kept.run.data_version != data.version:
        found += _figures(kept, causes, data, names)
    if causes.law:
        found.append(_law(kept, causes, data) + " " + _effect(causes, "law", names))
    engine = kept.run.engine_version != ENGINE_VERSION
    if engine:
        text = _("**Cách tính đổi:** phiên bản {old} → {new}.").format(
            old=escape(kept.run.engine_version), new=ENGINE_VERSION
        )
        found.append(text + " " + _effect(causes, "engine", names))
    if lost:
        found += _lost(kept)
        if not engine:
            found.append(_effect(causes, "engine", names))
    elif causes.steps.changed("engine") and not engine:
        found.append(
            _(
                "**Tính lại trên đúng số liệu cũ không ra kết quả đã lưu**, dù phiên bản cách tính như nhau. Báo người quản trị trước khi dùng."
            )
        )
    return found or [_("**Không đổi:** số liệu, văn bản và cách tính như lúc lưu.")]


def _figures(kept: Kept, causes: Causes, data: loaders.Data, names: Mapping[str, str]) -> list[str]:
    """Batches between the run's version and the one looked at, which may be the earlier one."""
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
    what = scenario_words.lower_first(KINDS.get(row["kind"], row["kind"]))
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
    name = scenario_words.lower_first(_(lever.label)) if lever is not None else change.name
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
    """What the cause does to each scheme's increase and bill."""
    found = [one for one in effects(causes.steps) if one.cause == cause]
    if not found:
        return (
            _("Chỉ làm thay đổi số người hoặc kinh phí cả năm (xem bảng).")
            if causes.steps.changed(cause)
            else _("Không làm thay đổi kết quả.")
        )
    parts = [
        _("{scheme}: kinh phí phương án {bill}, mức tăng thêm {increase}").format(
            scheme=names.get(one.scheme, one.scheme), bill=scenario_words.monthly(one.scenario_vnd),
            increase=scenario_words.monthly(one.increase_vnd),
        )
        for one in found
    ]  # fmt: skip
    return _("Do đó {parts}.").format(parts="; ".join(scenario_words.lower_first(part) for part in parts))


def _lost(kept: Kept) -> list[str]:
    found: Sequence[str] = scenario_words.lost(kept.restored.lost) if kept.restored is not None else []
    if not found:
        return [_("Không tính lại được phương án này; kết quả đã lưu vẫn xem được.")]
    return [
        _("**Thông số không còn dùng:** {listed}. Phần còn lại của phương án vẫn được tính.").format(
            listed="; ".join(escape(one) for one in found)
        )
    ]
