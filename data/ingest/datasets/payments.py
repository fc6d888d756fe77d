"""The `payments` dataset: who was paid what in which month.

Belongs here: its columns and the headings they are known by. Does not: how a file is laid out (data/ingest/header.py) or
where it is kept (data/store).
"""

from __future__ import annotations

from data.ingest.contracts import Dataset, column
from models.frames import PAYMENTS
from models.words import N_

DATASET = Dataset(
    "payments",
    N_("Chi trả hằng tháng"),
    PAYMENTS,
    (
        column(
            "district_code",
            N_("Mã huyện"),
            "ma quan huyen|ma huyen thanh pho|ma huyen thi xa thanh pho|ma cap huyen|ma don vi|district id",
        ),
        column(
            "district",
            N_("Huyện, thành phố"),
            "huyen|ten huyen|quan huyen|huyen thi xa|huyen thi xa thanh pho|thanh pho huyen|cap huyen"
            "|don vi|ten don vi|dia phuong|district name",
        ),
        column(
            "commune_code",
            N_("Mã xã"),
            "ma xa phuong|ma xa phuong thi tran|ma phuong xa|ma cap xa|commune id",
        ),
        column(
            "commune",
            N_("Xã, phường"),
            "xa|ten xa|phuong xa|xa phuong thi tran|xa phuong tt|ten xa phuong|cap xa|commune name",
        ),
        column(
            "period", N_("Kỳ"), "thang|thang nam|ky chi tra|thang chi tra|ky bao cao|thang huong|month", needed=True
        ),
        column(
            "group",
            N_("Nhóm đối tượng"),
            "nhom|ma nhom|loai doi tuong|doi tuong|chuong trinh|linh vuc|programme|program|scheme",
            needed=True,
        ),
        column("kind", N_("Hình thức chi"), "loai chi|loai chi tra|hinh thuc|hinh thuc chi tra|khoan chi"),
        column("months", N_("Số tháng"), "", "count"),
        column(
            "beneficiaries",
            N_("Số đối tượng"),
            "so nguoi|so nguoi huong|so nguoi duoc huong|so doi tuong huong|so doi tuong duoc huong|tong so nguoi"
            "|tong so doi tuong|so luong|so luong doi tuong|people",
            "count",
            needed=True,
        ),
        column("shares", N_("Số suất"), "suat", "count"),
        column(
            "monthly_amount_vnd",
            N_("Kinh phí hằng tháng"),
            "monthly amount|amount|kinh phi|kinh phi thang|kinh phi chi tra|tong kinh phi|kinh phi chi tra hang thang"
            "|so tien|so tien hang thang|so tien chi tra|tong so tien|tong tien|tien tro cap",
            "money",
            needed=True,
        ),
    ),
    ("district_code", "district", "commune_code", "commune"),
    levels=frozenset({"district", "commune"}),
)
