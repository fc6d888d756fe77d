"""Small payment files for the tests: the headings, six true rows and a writer."""

from collections.abc import Callable
from pathlib import Path

from data.ingest import Check, check_file

HEADER = "district_code,district,period,group,beneficiaries,monthly_amount_vnd"
ROWS = (
    "347,Phủ Lý,2023-12,Người có công,3912,9168250000",
    "349,Duy Tiên,2023-12,Người có công,3467,8124900000",
    "350,Kim Bảng,2023-12,Người có công,3218,7541300000",
    "351,Thanh Liêm,2023-12,Người có công,3044,7133650000",
    "352,Bình Lục,2023-12,Người có công,3386,7934400000",
    "353,Lý Nhân,2023-12,Người có công,3328,7798500000",
)
EXPECTED = [
    ("347", "2023-12", "Người có công", 3912, 9168250000),
    ("349", "2023-12", "Người có công", 3467, 8124900000),
    ("350", "2023-12", "Người có công", 3218, 7541300000),
    ("351", "2023-12", "Người có công", 3044, 7133650000),
    ("352", "2023-12", "Người có công", 3386, 7934400000),
    ("353", "2023-12", "Người có công", 3328, 7798500000),
]

CheckText = Callable[..., Check]


def table(*rows: str, header: str = HEADER) -> str:
    """A comma-separated file of these lines under a header."""
    return "\n".join((header, *rows)) + "\n"


def check_bytes(folder: Path, content: str | bytes, filename: str = "chi_tra.csv", **more: object) -> Check:
    """Write the content into the folder and check it as `payments`."""
    path = folder / "upload.bin"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_file(path, filename, "payments", **more)  # type: ignore[arg-type]


def facts(check: Check) -> list[tuple[str, str, str, int, int]]:
    """The rows of an accepted check, shortened to area, month, group, people and đồng."""
    return [
        (
            row["commune_code"] or row["district_code"],
            row["period"],
            row["group"],
            row["beneficiaries"],
            row["monthly_amount_vnd"],
        )
        for row in check.frame.to_dicts()
    ]


def said(check: Check) -> str:
    return "\n".join(check.messages)
