"""Files of the tests read as an upload is, by the process that opens files."""

from pathlib import Path

from data.ingest.base import Book
from data.ingest.reading import read_book
from data.vocabulary.problems import Problem

HEADINGS = frozenset(
    ("district code", "district", "period", "group", "beneficiaries", "monthly amount vnd", "huyen", "nhom", "so nguoi")
)


def read(folder: Path, content: str | bytes, filename: str = "chi_tra.csv") -> Book | Problem:
    path = folder / "upload.bin"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_book(path, filename, HEADINGS)


def book(folder: Path, content: str | bytes, filename: str = "chi_tra.csv") -> Book:
    found = read(folder, content, filename)
    assert isinstance(found, Book), found
    return found


def refusal(folder: Path, content: str | bytes, filename: str = "chi_tra.csv") -> Problem:
    found = read(folder, content, filename)
    assert isinstance(found, Problem), found
    return found


def cells(found: Book) -> list[list[tuple[str, ...]]]:
    """The texts of every sheet."""
    return [[row.cells for row in sheet.rows] for sheet in found.sheets]
