"""The office's choices, law to verify, this machine, restoring seed rows."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from data.accounts import accounts, office
from data.accounts.office import DEMO_CHOICES, LEAST_DAYS, MOST_DAYS
from data.locale import _
from data.store.restore_seed import batches_since_seed, restore_seed
from data.vocabulary.parameters import EVIDENCE_WORDS
from models.access.roles import Action
from models.wording.numbers import day, moment, number
from pages._registry import page
from pages.screens.admin import notices
from pages.ui.format.tables import escape, table
from pages.ui.records import datasets, parameter_check, parameters
from pages.ui.records.parameters import amount
from pages.ui.saved import scenarios
from pages.ui.session import actor, choices, loaders

EYES, FILES, DRAFTS, DEMO, SAVE = (
    "quan-tri-hai-nguoi",
    "quan-tri-han-tep",
    "quan-tri-han-nhap",
    "quan-tri-minh-hoa",
    "quan-tri-luu-thiet-lap",
)


def show() -> None:
    choices.forget()
    kept = choices.choices()
    eyes = st.toggle(
        _("Hai người cùng duyệt: người nạp tệp không tự ghi tệp đó vào số liệu"), value=kept.two_pairs_of_eyes, key=EYES
    )
    able = [
        line
        for line in accounts.listed(loaders.database())
        if line.disabled_at is None and line.rights.may(Action.APPLY)
    ]
    if eyes and len(able) < 2:
        st.warning(
            _(
                "Mới có {count} tài khoản giữ vai trò Người duyệt: tệp do chính người đó nạp sẽ không ai ghi được. "
                "Giao thêm một người."
            ).format(count=len(able))
        )
    left, right = st.columns(2)
    files = left.number_input(
        _("Giữ tệp gốc đã ghi (ngày)"),
        LEAST_DAYS["file_days"],
        MOST_DAYS["file_days"],
        kept.file_days,
        key=FILES,
        help=_(
            "Tính từ ngày ghi; hết hạn thì bỏ nội dung tệp, số liệu và lịch sử vẫn còn. Tệp ghi trước khi đổi giữ hạn "
            "cũ."
        ),
    )
    drafts = right.number_input(
        _("Giữ bản nháp không ai đụng tới (ngày)"),
        LEAST_DAYS["draft_days"],
        MOST_DAYS["draft_days"],
        kept.draft_days,
        key=DRAFTS,
    )
    demo = _demo(kept.demo)
    wanted = replace(kept, two_pairs_of_eyes=eyes, file_days=int(files), draft_days=int(drafts), demo=demo)
    if st.button(_("Lưu thiết lập"), key=SAVE, type="primary", disabled=wanted == kept):

        def save() -> str:
            office.change(loaders.database(), wanted, actor=actor.current())
            choices.forget()
            return _("Đã lưu thiết lập; có hiệu lực với mọi người ngay ở lần bấm tiếp theo.")

        notices.act(save)
    if wanted == kept:
        st.caption(_("Chưa đổi gì so với thiết lập đang dùng."))


def _demo(kept: str) -> str:
    by_environment = loaders.settings().demo
    names = {
        "auto": _("Tự động: có nút bật xem thử đến khi có tệp số liệu huyện đầu tiên"),
        "on": _("Luôn có nút bật xem thử khi chưa có số liệu thật"),
        "off": _("Không có nút"),
    }
    chosen = st.radio(
        _("Số liệu minh họa theo huyện"),
        DEMO_CHOICES,
        index=DEMO_CHOICES.index(kept),
        key=DEMO,
        disabled=by_environment is not None,
        format_func=lambda one: names.get(one, one),
    )
    if by_environment is not None:
        st.info(
            _(
                "Biến môi trường ANSINH_DEMO của máy chủ đang quyết định: {state}. Lựa chọn ở đây chỉ có hiệu lực khi "
                "bỏ biến đó."
            ).format(state=_("có nút") if by_environment else _("không có nút"))
        )
    return str(chosen)


def show_machine() -> None:
    found = datasets.platform_limits_sentences()
    if not found:
        st.success(_("Máy cài đặt có đủ mọi giới hạn bảo vệ mà phần mềm dùng; không có điểm nào yếu hơn."))
        return
    st.markdown(_("**Giới hạn của máy này**"))
    st.markdown("\n".join(f"- {sentence}" for sentence in found))


Rows = list[dict[str, Any]]


def waiting(version: int) -> Rows:
    """Oldest first, by the day from which they apply."""
    rows = [row for series in parameters.of_version(version).values() for row in series if parameter_check.is_open(row)]
    return sorted(rows, key=lambda row: (row["applies_from"], row["document"], row["name"]))


def show_law(rows: Rows) -> None:
    if not rows:
        st.success(_("Mọi mức đang dùng đều đã có người đối chiếu với văn bản gốc."))
        return
    by_document: dict[str, Rows] = {}
    for row in rows:
        by_document.setdefault(row["document"], []).append(row)
    st.caption(
        _(
            "{count} mức của {documents} văn bản chưa ai đọc bản gốc. Bấm vào một mức để mở trang Mức chuẩn và văn bản "
            "ở đúng mức đó."
        ).format(count=len(rows), documents=len(by_document))
    )
    for document, mine in by_document.items():
        st.markdown(_("**{document}**").format(document=escape(document)))
        for row in mine:
            said = _("{name}: {amount} từ {day} ({source})").format(
                name=parameters.words(row["name"]),
                amount=amount(row),
                day=day(row["applies_from"]),
                source=_(EVIDENCE_WORDS[row["evidence"]]).lower(),
            )
            key = f"quan-tri-van-ban-{row['name'].replace('.', '-')}-{row['applies_from']}"
            if st.button(said, key=key, type="tertiary", icon=":material/arrow_forward:"):
                st.session_state[parameters.ASKED] = row["name"]
                st.session_state[parameter_check.choice_key(row["name"])] = row["applies_from"]
                st.switch_page(scenarios.entry(page("law.py")))


WORD, TYPED, RESTORE = _("SỐ LIỆU GỐC"), "quan-tri-go-goc", "quan-tri-ve-goc"
_KEY = "_quan-tri-goc-khoa"
ROWS_SHOWN = 30


def show_seed() -> None:
    st.markdown(
        _(
            "Thu hồi một lần mọi tệp, mức, tỷ lệ, ranh giới đã ghi: số liệu trở lại đúng như báo cáo năm 2023 lúc cài "
            "đặt. Không xóa gì: lịch sử, tệp gốc, phương án vẫn còn, và từng lần thu hồi lại thu hồi được ở trang Lịch "
            "sử cập nhật."
        )
    )
    newest = loaders.newest()
    with loaders.database().reading() as connection:
        numbers = batches_since_seed(connection, newest)
    if not numbers:
        st.info(_("Số liệu đang đúng như lúc cài đặt; không có gì để thu hồi."))
        return
    batches = loaders.batches().filter(pl.col("id").is_in(numbers))
    rows = [
        [
            str(row["id"]),
            moment(row["created_at"]),
            datasets.writer(row),
            datasets.deed(row),
            datasets.dataset_words(row["dataset"]),
        ]
        for row in batches.head(ROWS_SHOWN).iter_rows(named=True)
    ]
    st.markdown(_("**Sẽ thu hồi {count} lần cập nhật đang có hiệu lực:**").format(count=number(len(numbers))))
    st.markdown(table([_("Bản"), _("Ghi lúc"), _("Người ghi"), _("Việc"), _("Loại số liệu")], rows, numbers_from=5))
    if len(numbers) > ROWS_SHOWN:
        st.caption(_("Hiện {shown} dòng đầu trong {all} dòng.").format(shown=ROWS_SHOWN, all=number(len(numbers))))
    if not choices.may_write(Action.RESTORE):
        return
    typed = st.text_input(_("Gõ {word} để xác nhận").format(word=WORD), key=f"{TYPED}-{newest}")
    label = _("Khôi phục số liệu gốc: thu hồi {count} lần cập nhật").format(count=number(len(numbers)))
    if st.button(label, key=RESTORE, type="primary", disabled=typed.strip().upper() != WORD):
        with st.spinner(_("Đang thu hồi…")):
            notices.act(lambda: _restore(newest))


def _restore(base: int) -> str:
    """Once per key: a second click of a double click gives the first answer."""
    kept = st.session_state.get(_KEY)
    if kept is None or kept[0] != base:
        kept = st.session_state[_KEY] = (base, uuid.uuid4().hex)
    done = restore_seed(loaders.database(), actor=actor.current(), base_version=base, idempotency_key=kept[1])
    return _(
        "Đã thu hồi {count} lần cập nhật; bản {version} có đúng số liệu lúc cài đặt. Lấy lại từng lần ở trang Lịch sử "
        "cập nhật."
    ).format(count=len(done.taken_back), version=done.batch)
