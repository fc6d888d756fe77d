"""What a check of the chain found, in words."""

from __future__ import annotations

from dataclasses import dataclass

from data.audit.heads import Head
from data.locale import _
from models.wording.words import N_

_WORDS: dict[str, str] = {
    "edited": N_("Sự kiện số {sequence} đã bị sửa sau khi ghi: nội dung không khớp mã của nó."),
    "gap": N_("Thiếu sự kiện từ số {sequence}: đã bị xóa khỏi nhật ký."),
    "number": N_("Sự kiện số {sequence} thừa hoặc trùng số: đã bị chèn vào nhật ký."),
    "link": N_("Sự kiện số {sequence} không nối với sự kiện đứng trước: đã bị chèn, đổi chỗ hoặc thay."),
    "head": N_("Cuối chuỗi không khớp ở sự kiện số {sequence}: phần cuối bị cắt, hoặc bị ghi thêm ngoài phần mềm."),
    "cut": N_("Mất phần cuối từ sự kiện số {sequence}: tệp mã chốt ngoài cơ sở dữ liệu còn giữ mã của sự kiện sau đó."),
    "rewritten": N_(
        "Sự kiện số {sequence} khác với mã đã chốt ngoài cơ sở dữ liệu: nhật ký đã bị ghi lại từ đó hoặc trước đó."
    ),
    "no_event": N_("Bản số liệu {batch} không có sự kiện nào trong nhật ký: ghi ngoài phần mềm, hoặc sự kiện bị xóa."),
    "two_events": N_("Bản số liệu {batch} có hai sự kiện; lần sau là sự kiện số {sequence}."),
    "no_batch": N_("Sự kiện số {sequence} nói về bản số liệu {batch}, nhưng bản đó không còn."),
    "differs": N_("Bản số liệu {batch} đã bị sửa: {fields} không khớp sự kiện số {sequence} ghi lúc đó."),
    "unguarded": N_(
        "Cơ sở dữ liệu không còn chặn việc sửa, xóa nhật ký (bộ chặn đã bị gỡ). Khôi phục từ bản sao lưu, hoặc báo "
        "nhà cung cấp."
    ),
}
KINDS = frozenset(_WORDS)


@dataclass(frozen=True)
class Finding:
    """One place where the record does not hold; `fields` names what of a batch differs."""

    kind: str
    sequence: int | None = None
    batch: int | None = None
    fields: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return _(_WORDS[self.kind]).format(
            sequence=self.sequence, batch=self.batch, fields=", ".join(_(_FIELDS[name]) for name in self.fields)
        )


_FIELDS = {
    "kind": N_("loại"),
    "dataset": N_("bộ dữ liệu"),
    "actor": N_("người ghi"),
    "filename": N_("tên tệp"),
    "file_sha256": N_("mã SHA-256 của tệp"),
    "undoes_id": N_("bản được thu hồi"),
    "rows_added": N_("số dòng ghi"),
    "rows_closed": N_("số dòng thay, bỏ"),
    "created_at": N_("thời điểm"),
    "confirmed": N_("điều đã xác nhận"),
}


@dataclass(frozen=True)
class Report:
    """`sequence` and `hash` are the last event's; `findings` in the order of events, those of no event last."""

    checked: int
    sequence: int
    hash: str
    findings: tuple[Finding, ...]
    anchored: int
    last_anchor: Head | None
    unreadable: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def first(self) -> Finding | None:
        return self.findings[0] if self.findings else None

    @property
    def remarks(self) -> list[str]:
        """What is no break, and yet to be known."""
        said = []
        if not self.anchored:
            said.append(
                _("Chưa có mã chốt nào ngoài cơ sở dữ liệu, nên chưa phát hiện được nếu phần cuối nhật ký bị cắt.")
            )
        if self.unreadable:
            lines = ", ".join(str(number) for number in self.unreadable[:10])
            said.append(
                _("Tệp mã chốt có dòng không đọc được ({lines}): máy tắt giữa lúc ghi, hoặc tệp bị sửa.").format(
                    lines=lines
                )
            )
        return said
