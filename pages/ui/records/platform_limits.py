"""What is weaker on the machine the app runs on, in sentences for its administrators and its guide."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from data.ingest import reading
from data.locale import _


def sentences() -> list[str]:
    """Empty where nothing is missing (Linux with everything installed)."""
    found = [unlimited_reading(), _no_uvloop(), _no_file_modes()]
    return [sentence for sentence in found if sentence]


def unlimited_reading() -> str | None:
    if reading.limits_enforced():
        return None
    return _(
        "Máy cài phần mềm (Windows, macOS) không giới hạn được bộ nhớ khi đọc tệp, chỉ giới hạn thời gian: chỉ nạp "
        "tệp biết rõ nơi gửi."
    )


def _no_uvloop() -> str | None:
    if find_spec("uvloop") is not None:
        return None
    return _(
        "Máy cài phần mềm không dùng được uvloop (Windows): mỗi lần kéo thanh trượt chậm thêm khoảng 40 phần nghìn "
        "giây; kết quả không khác."
    )


def _no_file_modes() -> str | None:
    if sys.platform != "win32":
        return None
    return _(
        "Windows không nhận quyền tệp mà phần mềm đặt cho cơ sở dữ liệu và bản sao lưu: để thư mục số liệu trong hồ "
        "sơ riêng của người "
        "dùng chạy phần mềm, không để trong thư mục chia sẻ."
    )
