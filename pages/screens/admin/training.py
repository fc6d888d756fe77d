"""The tab "Thử nghiệm": a copy of everything to practise on, and how it is opened."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from data import training
from data.locale import _
from data.settings import Settings
from models.wording.numbers import moment
from pages.screens.admin import notices
from pages.ui.format.tables import escape
from pages.ui.session import actor, loaders, office

MAKE, SURE = "quan-tri-tao-thu-nghiem", "quan-tri-thu-nghiem-chac"


def show() -> None:
    settings = loaders.settings()
    if office.is_training_copy():
        st.info(_("Đây là bản Thử nghiệm. Tạo lại bản này từ trang Quản trị của phần mềm đang dùng số liệu thật."))
        return
    st.markdown(
        _(
            "Bản Thử nghiệm chép số liệu, phương án và tài khoản của lúc này sang một cơ sở dữ liệu riêng để tập nạp "
            "tệp, thu hồi, thử phương án. Mọi trang, mọi tệp tải về của bản đó đều ghi rõ là thử nghiệm; bản đó "
            "không bao giờ khôi phục được đè lên số liệu thật."
        )
    )
    if not settings.is_sqlite:
        st.markdown(_("Số liệu ở PostgreSQL: người vận hành chạy ba lệnh sau ở máy chủ, trong thư mục phần mềm."))
        st.code("\n".join(training.postgres_commands(settings)), language=None, wrap_lines=True)
    else:
        _make(settings)
    st.markdown(_("**Mở bản Thử nghiệm ở cổng 8502**, trong thư mục phần mềm:"))
    st.code(training.start_command(settings), language=None, wrap_lines=True)
    st.caption(
        _(
            "Rồi mở http://localhost:8502 bằng trình duyệt khác hoặc cửa sổ ẩn danh: cùng một cửa sổ thì đăng nhập "
            "bên này sẽ làm mất phiên bên kia."
        )
    )


def _make(settings: Settings) -> None:
    place = training.place(settings) / training.FILE
    sure = True
    if place.exists():
        made = datetime.fromtimestamp(place.stat().st_mtime, UTC)
        st.markdown(
            _("Đang có bản Thử nghiệm ở {folder}, ghi lần cuối lúc {time}.").format(
                folder=escape(str(place.parent)), time=moment(made)
            )
        )
        sure = st.checkbox(_("Thay bản Thử nghiệm đang có; những gì đã tập trong đó sẽ mất"), key=SURE)

    def make() -> str:
        done = training.make(loaders.database(), settings, actor=actor.current())
        return _("Đã có bản Thử nghiệm ở {folder} (bản {version}).").format(folder=done.folder, version=done.version)

    if st.button(_("Tạo bản Thử nghiệm"), key=MAKE, type="primary", disabled=not sure, icon=":material/school:"):
        with st.spinner(_("Đang chép cơ sở dữ liệu…")):
            notices.act(make)
