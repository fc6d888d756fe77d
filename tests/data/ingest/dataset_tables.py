"""Files of any dataset for the tests: written, checked, and their frames as readable rows."""

from pathlib import Path
from typing import Any

import polars as pl

from data.export.tables import csv_bytes
from data.ingest import Check, check_file


def checked(folder: Path, dataset: str, content: str | bytes, **more: Any) -> Check:
    """The content as an uploaded file of the dataset."""
    path = folder / "upload.bin"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return check_file(path, "bao_cao.csv", dataset, **more)


def rows(check: Check, *columns: str) -> list[tuple[Any, ...]]:
    """The named columns of an accepted file; numbers with decimals as text ("2.11")."""
    assert check.status == "accepted", said(check)
    as_text = [name for name, kind in check.frame.schema.items() if isinstance(kind, pl.Decimal)]
    readable = check.frame.with_columns(pl.col(as_text).cast(pl.String).str.replace(r"\.?0+$", ""))
    return readable.select(columns or readable.columns).rows()


def said(check: Check) -> str:
    return "\n".join(check.messages)


def errors(check: Check) -> list[str]:
    """What a refused file's sender must mend, as said to him."""
    assert check.status == "refused"
    assert check.frame.is_empty()
    return [problem.message for problem in check.problems if problem.severity == "error"]


def exported(frame: pl.DataFrame) -> bytes:
    """The frame as the app writes it out: codes of areas, a name for the province, decimals with all their places."""
    province = pl.all_horizontal(pl.col("district_code", "commune_code").is_null())
    named = frame.with_columns(pl.when(province).then(pl.lit("Toàn tỉnh")).alias("district"))
    cells = [[cell if cell is None or isinstance(cell, int) else str(cell) for cell in row] for row in named.rows()]
    return csv_bytes(named.columns, cells)
