"""Questions of meetings on one clock or another, as links, worked by hand (golden/hop_moi.csv), for the JSON answer and
for the pages."""

from tests.models.seed_frames import golden, whole
from tests.models.worked import result_of

MEETINGS = golden("hop_moi")


def worked(row: dict[str, str]) -> int:
    """The sum written out, with what rounding each cell by itself makes of it."""
    exact = result_of(row["phép tính một tháng"])
    assert exact is not None
    return exact + whole(row["làm tròn từng khoản"])
