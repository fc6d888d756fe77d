"""The `parameters` dataset: dated rules of a decree."""

from __future__ import annotations

from data.ingest.base import Column, Dataset
from models.frames import PARAMETER_FILE
from models.wording.words import N_

DATASET = Dataset(
    "parameters",
    N_("Mức chuẩn và văn bản"),
    PARAMETER_FILE,
    (
        Column("name", N_("Tên mức"), "ten|ma muc|ten hoac ma muc|loai muc|parameter|muc gi"),
        Column("label", N_("Diễn giải"), "ghi ro|dien giai muc"),
        Column(
            "value",
            N_("Mức, đồng/tháng"),
            "muc|gia tri|muc dong|muc huong|muc huong dong thang|muc moi|muc chuan|muc dong nguoi thang|so tien|so "
            "dong",
            needed=True,
        ),
        Column("issued_on", N_("Ngày ban hành"), "ban hanh|ban hanh ngay|ngay ky"),
        Column("applies_from", N_("Áp dụng từ ngày"), "ap dung|ap dung tu|huong tu|huong tu ngay", needed=True),
        Column("in_force_from", N_("Có hiệu lực từ ngày"), "hieu luc|co hieu luc|ngay hieu luc|co hieu luc tu"),
        Column("first_paid", N_("Chi trả từ tháng"), "chi tra tu|chi tra theo muc moi tu thang|thang chi tra dau tien"),
        Column("document", N_("Văn bản"), "so van ban|so ky hieu van ban|ten van ban", needed=True),
        Column("evidence", N_("Nguồn thông tin"), "nguon|lay tu dau|tinh chat", needed=True),
    ),
    ("name",),
)
"""Dated rules; `label` says in words what a code is about and is not kept."""
