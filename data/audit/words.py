"""Audit events in words, on the screen and as CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from data.clock import office_time
from data.export.tables import csv_bytes
from data.ingest.catalogue import DATASETS
from data.locale import _
from data.vocabulary.parameters import PARAMETER_NAMES
from data.vocabulary.problems import CONFIRMED, words_of
from models.access.roles import ACTION_WORDS as RIGHT_WORDS, ROLE_WORDS, Action, Role
from models.wording.words import N_

ACTION_WORDS: dict[str, str] = {
    "login": N_("Đăng nhập"), "login_failed": N_("Đăng nhập sai"),
    "login_blocked": N_("Chặn đăng nhập (sai nhiều lần)"), "logout": N_("Đăng xuất"),
    "refused": N_("Từ chối (không có quyền)"), "upload": N_("Nạp tệp"), "draft_mended": N_("Sửa bản nháp"),
    "confirmation": N_("Xác nhận cảnh báo"), "submitted": N_("Gửi duyệt"), "apply": N_("Ghi tệp vào số liệu"),
    "undo": N_("Thu hồi"), "law": N_("Ghi mức theo văn bản"), "verify": N_("Đối chiếu văn bản"),
    "law_shipped": N_("Cập nhật văn bản kèm phiên bản mới"),
    "boundaries": N_("Nạp ranh giới"), "shares": N_("Nhập tỷ lệ chia đơn vị"), "scenario_saved": N_("Lưu phương án"),
    "scenario_run": N_("Tính lại phương án"), "scenario_edited": N_("Sửa tên, ghi chú phương án"),
    "scenario_archived": N_("Lưu trữ phương án"), "scenario_restored": N_("Khôi phục phương án"),
    "scenario_proposed": N_("Đánh dấu phương án trình"), "scenario_not_proposed": N_("Bỏ dấu phương án trình"),
    "first_account": N_("Tạo tài khoản quản trị đầu tiên"), "account_made": N_("Tạo tài khoản"),
    "roles_changed": N_("Đổi vai trò"), "account_disabled": N_("Ngừng tài khoản"),
    "account_enabled": N_("Mở lại tài khoản"), "password_reset": N_("Đặt lại mật khẩu cho người khác"),
    "password_set": N_("Đặt mật khẩu qua liên kết"), "password_changed": N_("Đổi mật khẩu của mình"),
    "identity_bound": N_("Gắn đăng nhập một lần"), "identity_unbound": N_("Bỏ đăng nhập một lần"),
    "office_changed": N_("Đổi thiết lập"), "export": N_("Tải về"), "backup": N_("Sao lưu"),
    "restore": N_("Khôi phục từ bản sao lưu"), "restore_seed": N_("Khôi phục số liệu gốc"),
    "sessions_ended": N_("Kết thúc các phiên đăng nhập"), "training_made": N_("Bắt đầu bản Thử nghiệm"),
}  # fmt: skip
_NAMES: dict[str, str] = {
    "filename": N_("Tệp"), "what": N_("Nội dung"), "dataset": N_("Bộ dữ liệu"), "name": N_("Tên"),
    "scenario": N_("Phương án số"), "account": N_("Tài khoản"), "unit": N_("Đơn vị"), "parameter": N_("Mức"),
    "parameters": N_("Mức"), "asked": N_("Việc"), "roles": N_("Vai trò"), "applies_from": N_("Áp dụng từ"),
    "rows": N_("Dòng ghi"), "closed": N_("Dòng thay, bỏ"), "undoes": N_("Thu hồi bản"),
    "batches": N_("Số lần cập nhật"), "count": N_("Số lượng"), "page": N_("Trang"), "version": N_("Bản số liệu"),
    "before": N_("Trước"), "after": N_("Sau"), "parent": N_("Sao từ phương án"), "confirmed": N_("Đã xác nhận"),
    "source": N_("Nguồn"), "by": N_("Cách"), "address": N_("Từ máy"), "size": N_("Số byte"), "sha256": N_("SHA-256"),
    "file_sha256": N_("SHA-256"),
}  # fmt: skip
"""In the order in which they are said."""
_WAYS = {"password": N_("mật khẩu"), "link": N_("liên kết một lần"), "oidc": N_("đăng nhập một lần")}
SHORT_HASH = 12


def action_words(action: str) -> str:
    """What was done; the name itself for one that a newer version has written."""
    return _(ACTION_WORDS[action]) if action in ACTION_WORDS else action


def detail_words(detail: str) -> str:
    """The detail of an event (JSON) as one line; the text itself where it is no detail of ours."""
    try:
        told = json.loads(detail)
    except ValueError:
        return detail
    if not isinstance(told, dict):
        return detail
    order = {name: place for place, name in enumerate(_NAMES)}
    return "; ".join(
        _("{name}: {value}").format(name=_(_NAMES[name]) if name in _NAMES else name, value=_value(name, value))
        for name, value in sorted(told.items(), key=lambda one: order.get(one[0], len(order)))
    )


def _value(name: str, value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_value(name, item) for item in value) or "–"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} = {_value(name, item)}" for key, item in value.items())
    if name == "before" and isinstance(value, int):
        return _("bản {number}").format(number=value)
    text = str(value)
    return _READ[name](text) if name in _READ else text


def _role(text: str) -> str:
    """`approver:merit@347` with the role's name before its limits."""
    end = min((place for place in (text.find(":"), text.find("@")) if place >= 0), default=len(text))
    role, limits = text[:end], text[end:]
    return (_(ROLE_WORDS[Role(role)]) if role in set(Role) else role) + (f" ({limits.lstrip(':')})" if limits else "")


def _short(text: str) -> str:
    return text if len(text) <= SHORT_HASH else f"{text[:SHORT_HASH]}…"


_READ: dict[str, Callable[[str], str]] = {
    "asked": lambda text: _(RIGHT_WORDS[Action(text)]) if text in set(Action) else text,
    "parameter": lambda text: _(PARAMETER_NAMES[text]) if text in PARAMETER_NAMES else text,
    "parameters": lambda text: _(PARAMETER_NAMES[text]) if text in PARAMETER_NAMES else text,
    "dataset": lambda text: _(DATASETS[text].label) if text in DATASETS else text,
    "by": lambda text: _(_WAYS[text]) if text in _WAYS else text,
    "confirmed": lambda text: words_of(text) if text in CONFIRMED else text,
    "sha256": _short,
    "file_sha256": _short,
    "before": _role,
    "after": _role,
    "roles": _role,
}


LINES_AT_ONCE = 2000


def headings() -> list[str]:
    return [
        _("Số"),
        _("Lúc"),
        _("Người"),
        _("Việc"),
        _("Bản số liệu"),
        _("Nội dung"),
        _("Mã việc"),
        _("Chi tiết (JSON)"),
        _("Mã sự kiện trước"),
        _("Mã sự kiện"),
    ]


def line(row: sa.Row[Any]) -> list[str | int | None]:
    """The moment is the office's with its offset from UTC."""
    return [
        row.sequence,
        office_time(row.at).isoformat(timespec="microseconds"),
        row.actor,
        action_words(row.action),
        row.batch_id,
        detail_words(row.detail),
        row.action,
        row.detail,
        row.previous,
        row.hash,
    ]


def parts(rows: Iterable[sa.Row[Any]]) -> Iterator[bytes]:
    """The file piece by piece; the first holds the heading."""
    kept: list[list[str | int | None]] = []
    first = True
    for row in rows:
        kept.append(line(row))
        if len(kept) == LINES_AT_ONCE:
            yield _bytes(kept, first)
            kept, first = [], False
    if kept or first:
        yield _bytes(kept, first)


def _bytes(rows: list[list[str | int | None]], first: bool) -> bytes:
    content = csv_bytes(headings(), rows)
    return content if first else content.split(b"\r\n", 1)[1]
