"""The golden file of what each page opens on (golden/mo_san.csv), for the engine, the JSON answer and the pages."""

from dataclasses import dataclass

from tests.models.seed_frames import golden, whole
from tests.models.worked import result_of

COLUMNS = [
    "trang",
    "mốc",
    "mở sẵn",
    "tháng",
    "phép tính một tháng",
    "làm tròn từng khoản",
    "tăng một tháng",
    "năm",
    "số tháng trong năm",
    "tăng cả năm",
    "dựa trên",
    "thấp nhất",
    "cao nhất",
    "theo yếu tố",
]


@dataclass(frozen=True)
class Opening:
    """One row: the page, the clock and what its answer comes to."""

    row: dict[str, str]

    @property
    def slug(self) -> str:
        return self.row["trang"]

    @property
    def moc(self) -> str:
        return self.row["mốc"]

    @property
    def month(self) -> str:
        return self.row["tháng"]

    @property
    def monthly(self) -> int:
        return whole(self.row["tăng một tháng"])

    @property
    def year(self) -> int:
        return int(self.row["năm"])

    @property
    def in_year(self) -> int:
        return whole(self.row["tăng cả năm"])

    @property
    def ends(self) -> tuple[int, int]:
        return whole(self.row["thấp nhất"]), whole(self.row["cao nhất"])

    @property
    def worked(self) -> int | None:
        """The sum written out, with what rounding each line by itself makes of it."""
        exact = result_of(self.row["phép tính một tháng"])
        return None if exact is None else exact + whole(self.row["làm tròn từng khoản"])

    def __str__(self) -> str:
        return f"{self.slug} {self.moc}"


OPENINGS = [Opening(row) for row in golden("mo_san")]
