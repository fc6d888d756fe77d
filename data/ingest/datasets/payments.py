"""The `payments` dataset: who was paid what in which month.

Belongs here: its columns and the headings they are known by. Does not: how a file is laid out (data/ingest/header.py) or
where it is kept (data/store).
"""

from __future__ import annotations

from data.ingest.contracts import Column, Dataset
from data.ingest.datasets.checks import MOST_PEOPLE, MOST_VND, implausible, months_paid, people_of_area
from data.vocabulary.groups import KINDS, read_group, read_kind
from models.frames import PAYMENTS
from models.wording.words import N_

DATASET = Dataset(
    "payments",
    N_("Chi trả hằng tháng"),
    PAYMENTS,
    (
        Column(
            "district_code",
            N_("Mã huyện"),
            "ma quan huyen|ma huyen thanh pho|ma huyen thi xa thanh pho|ma cap huyen|ma don vi|district id",
        ),
        Column(
            "district",
            N_("Huyện, thành phố"),
            "huyen|ten huyen|quan huyen|huyen thi xa|huyen thi xa thanh pho|thanh pho huyen|cap huyen"
            "|don vi|ten don vi|dia phuong|district name",
        ),
        Column(
            "commune_code",
            N_("Mã xã"),
            "ma xa phuong|ma xa phuong thi tran|ma phuong xa|ma cap xa|commune id",
        ),
        Column(
            "commune",
            N_("Xã, phường"),
            "xa|ten xa|phuong xa|xa phuong thi tran|xa phuong tt|ten xa phuong|cap xa|commune name",
        ),
        Column(
            "period",
            N_("Kỳ"),
            "thang|thang nam|ky chi tra|thang chi tra|ky tra|ky chi|thang chi|ky bao cao|thang huong|month",
            "period",
            needed=True,
            key=True,
        ),
        Column(
            "group",
            N_("Nhóm đối tượng"),
            "nhom|ma nhom|ten nhom|loai doi tuong|dien doi tuong|dien huong|doi tuong|nhom huong|loai tro cap|che do"
            "|chuong trinh|linh vuc|programme|program|scheme",
            needed=True,
            read=read_group,
            key=True,
        ),
        Column(
            "kind",
            N_("Hình thức chi"),
            "loai chi|loai chi tra|hinh thuc|hinh thuc chi tra|khoan chi",
            default=KINDS[0],
            read=read_kind,
            key=True,
        ),
        Column("months", N_("Số tháng"), "", "count", default=1, most=MOST_PEOPLE),
        Column(
            "beneficiaries",
            N_("Số đối tượng"),
            "so nguoi|so nguoi huong|so nguoi duoc huong|so doi tuong huong|so doi tuong duoc huong|tong so nguoi"
            "|tong so doi tuong|so luong|so luong doi tuong|people|nguoi|sl|doi tuong nguoi|so nguoi nhan|so nguoi duoc nhan"
            "|so nguoi huong tro cap|so nguoi duoc huong tro cap|so doi tuong huong tro cap|so doi tuong duoc huong tro cap"
            "|so nguoi dang huong|so doi tuong dang huong|so nguoi duoc chi tra|so doi tuong duoc chi tra|so nguoi da chi tra",
            "count",
            needed=True,
            summed=True,
            most=MOST_PEOPLE,
        ),
        Column("shares", N_("Số suất"), "suat", "count", summed=True, most=MOST_PEOPLE),
        Column(
            "monthly_amount_vnd",
            N_("Kinh phí hằng tháng"),
            "monthly amount|amount|kinh phi|kinh phi thang|kinh phi chi tra|tong kinh phi|kinh phi chi tra hang thang"
            "|so tien|so tien hang thang|so tien chi tra|tong so tien|tong tien|tien tro cap|tien|thanh tien|kp|so tien tro cap"
            "|kinh phi thuc hien|kinh phi da chi|kinh phi da chi tra|so tien da chi tra|kinh phi chi tra thang"
            "|kinh phi chi tro cap|tong kinh phi chi tra|tong kinh phi da chi tra|tong so tien chi tra"
            "|tong so tien da chi tra|tong tien chi|tong tien chi tra|tong tien tro cap",
            "money",
            needed=True,
            summed=True,
            most=MOST_VND,
        ),
    ),
    ("district_code", "district", "commune_code", "commune"),
    levels=frozenset({"district", "commune"}),
    checks=(people_of_area, months_paid, implausible),
)
