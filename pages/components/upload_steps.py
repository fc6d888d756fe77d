"""The steps of bringing a file in: choose, check, see the changes, write.

Belongs here: the clerk's path. Nothing here judges a file (data/ingest) or writes (data/store/commands.py); no st.* call
stands between the write's beginning and its end.
"""

from __future__ import annotations

import tempfile
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from data.engine import DatabaseUnavailableError
from data.export.csv_file import csv_bytes
from data.ingest import Check, check_file
from data.locale import _
from data.store.commands import ConflictError, apply_payments
from data.store.payments import Change, UnknownRowError, changes
from models.periods import Month
from models.policy.schemes import PROGRAMMES
from pages.components import actor, downloads, loaders
from pages.components.numbers import millions, moment, number, short_month
from pages.components.tables import escape, table

ROUND, PREVIEW, RESULT = "_tai-tep-vong", "_tai-tep-xem-truoc", "_tai-tep-ket-qua"
PROGRAMME_WORDS = {scheme.code: name for name, scheme in PROGRAMMES.items()}
STATUS_WORDS = {"new": _("Mới"), "changed": _("Thay đổi"), "unchanged": _("Không đổi")}
ROWS_SHOWN = 100


def result() -> None:
    """What the last write did, once."""
    done = st.session_state.pop(RESULT, None)
    if done:
        st.success(done)


def template(data: loaders.Data) -> None:
    """What a file must look like, and one to start from."""
    st.markdown(_("**Tệp cần có các cột**"))
    rows = [
        ["district_code", _("Mã huyện: 347, 349, 350, 351, 352, 353")],
        ["district", _("Tên huyện, thị xã, thành phố")],
        ["period", _("Kỳ: 2023-12 hoặc 12/2023")],
        ["group", _("“Bảo trợ xã hội”, “Người có công” hoặc tên, mã nhóm")],
        ["beneficiaries", _("Số đối tượng (số nguyên)")],
        ["monthly_amount_vnd", _("Kinh phí tháng (đồng)")],
    ]
    st.markdown(table([_("Cột"), _("Nội dung")], rows, numbers_from=9))
    st.caption(_("Tên cột tiếng Việt cũng được nhận. Không đưa họ tên, số định danh cá nhân vào tệp."))

    def make() -> bytes:
        month = Month(2023, 12)
        body = [
            [row["code"], row["name"], str(month), "Bảo trợ xã hội", "", ""]
            for row in data.districts(month).iter_rows(named=True)
        ]
        return csv_bytes([name for name, _words in rows], body)

    downloads.button(_("Tải biểu mẫu (CSV)"), "bieu-mau-chi-tra.csv", make, key="tai-bieu-mau")


def choose() -> Any:
    """The uploader; a new key after each write, so that the old file does not come back with a rerun."""
    key = f"tai-tep-{st.session_state.get(ROUND, 0)}"
    st.markdown(_("**1. Chọn tệp chi trả:** CSV mã UTF-8, tối đa 20 MB. Bấm “Upload” hoặc kéo tệp thả vào khung."))
    return st.file_uploader(
        _("Chọn tệp"), type=["csv", "txt", "tsv", "xlsx", "xls", "xlsm"], key=key, label_visibility="collapsed"
    )


def check(uploaded: Any) -> Check:
    """The file's check, made once per file and session."""
    content = uploaded.getvalue()
    kept = st.session_state.get(PREVIEW)
    if kept is None or kept["file_id"] != uploaded.file_id:
        with st.spinner(_("Đang kiểm tra tệp…")), tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tep"
            path.write_bytes(content)
            found = check_file(path, uploaded.name, "payments")
        kept = {"file_id": uploaded.file_id, "check": found, "base_version": loaders.version(), "key": uuid.uuid4().hex}
        st.session_state[PREVIEW] = kept
    return kept["check"]


def problems(found: Check) -> None:
    """All problems at once, errors first, counts always visible."""
    errors = [p for p in found.problems if p.severity == "error"]
    warnings = [p for p in found.problems if p.severity == "warning"]
    st.markdown(_("**2. Kiểm tra**"))
    if errors:
        st.error(_("{count} lỗi phải sửa; chưa ghi gì. Sửa trong tệp rồi chọn lại.").format(count=len(errors)))
        st.markdown("\n".join(f"- {escape(p.message)}" for p in errors))
    else:
        st.success(_("Tệp đọc được, {count} dòng số liệu.").format(count=number(found.frame.height)))
    if warnings:
        st.warning(_("{count} điều cần xem lại:").format(count=len(warnings)))
        st.markdown("\n".join(f"- {escape(p.message)}" for p in warnings))


def preview_and_confirm(found: Check, uploaded: Any, data: loaders.Data) -> None:
    """Old beside new, then the button that names what will happen."""
    kept = st.session_state[PREVIEW]
    st.markdown(_("**3. Xem thay đổi**"))
    try:
        with loaders.database().reading() as connection:
            listed = changes(connection, kept["base_version"], found.frame)
    except UnknownRowError as error:
        st.error(
            _("Đơn vị hoặc nhóm {name} không có trong danh mục của kỳ này; kiểm tra mã và kỳ trong tệp.").format(
                name=escape(str(error))
            )
        )
        return
    names = data.group_names()
    counts = {status: sum(change.status == status for change in listed) for status in STATUS_WORDS}
    st.caption(" · ".join(f"{STATUS_WORDS[status]}: {number(count)}" for status, count in counts.items()))
    st.markdown(table(_headers(), [_row(change, names) for change in listed[:ROWS_SHOWN]], numbers_from=4))
    if len(listed) > ROWS_SHOWN:
        st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(len(listed))))
    written = counts["new"] + counts["changed"]
    if not written:
        st.info(_nothing_new(found))
        return
    st.markdown(_("**4. Xác nhận**"))
    periods = ", ".join(short_month(Month.parse(p)) for p in sorted(found.frame["period"].unique().to_list()))
    label = _("Ghi {count} dòng của tháng {periods}").format(count=number(written), periods=periods)
    if st.button(label, type="primary", key="tai-tep-ghi"):
        _write(found, uploaded, kept)


def _nothing_new(found: Check) -> str:
    """Why there is nothing to write: this very file came before, or another with the same figures."""
    same = loaders.batches().filter((pl.col("file_sha256") == found.sha256) & pl.col("undone_by").is_null())
    if same.is_empty():
        return _("0 thay đổi: số liệu trong tệp giống hệt số đang có.")
    return _already(same["created_at"][0], same["id"][0])


def _already(moment_of: datetime, batch: int) -> str:
    return _("Tệp này đã nạp lúc {time} (bản {batch}), 0 thay đổi.").format(time=moment(moment_of), batch=batch)


def _write(found: Check, uploaded: Any, kept: dict[str, Any]) -> None:
    try:
        applied = apply_payments(
            loaders.database(), found, uploaded.getvalue(), uploaded.name,
            actor=actor.current(), base_version=kept["base_version"], idempotency_key=kept["key"],
        )  # fmt: skip
    except ConflictError as error:
        st.error(str(error))
        kept["base_version"], kept["key"] = loaders.version(), uuid.uuid4().hex
        return
    except (DatabaseUnavailableError, UnknownRowError) as error:
        st.error(str(error))
        return
    if applied.already_at is not None:
        text = _already(applied.already_at, applied.batch)
    else:
        text = _(
            "Đã ghi {added} dòng thành bản {batch}. Trang Tổng quan, Bảo trợ xã hội và Bản đồ đã tính theo số mới. Thu hồi ở trang Lịch sử cập nhật."
        ).format(added=number(applied.added), batch=applied.batch)
    st.session_state[RESULT] = text
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(PREVIEW, None)
    st.rerun()


def _headers() -> list[str]:
    return [
        _("Đơn vị"),
        _("Nhóm"),
        _("Kỳ"),
        _("Tình trạng"),
        _("Số người cũ"),
        _("Số người mới"),
        _("Tiền cũ (triệu đồng)"),
        _("Tiền mới (triệu đồng)"),
    ]


def _row(change: Change, names: dict[str, str]) -> list[str]:
    _area, scheme, group, month, _kind = change.key
    missing = _("chưa có")
    return [
        change.area_name, names.get(group) or PROGRAMME_WORDS[scheme], short_month(Month.parse(month)), STATUS_WORDS[change.status],
        missing if change.old_people is None else number(change.old_people), number(change.people),
        missing if change.old_amount_vnd is None else millions(change.old_amount_vnd, 3), millions(change.amount_vnd, 3),
    ]  # fmt: skip
