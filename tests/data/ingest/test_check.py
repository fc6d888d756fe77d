"""The entrance: outcome, frame, digest, and all errors of a file at once."""

import hashlib
from pathlib import Path

import pytest

from data.ingest import check as ingest_check, check_file
from models.frames import PAYMENTS
from tests.data.ingest.tables import EXPECTED, HEADER, ROWS, CheckText, facts, said, table


def test_a_good_file_is_accepted_with_the_frame_of_the_contract(check: CheckText) -> None:
    outcome = check(table(*ROWS))
    assert outcome.status == "accepted"
    assert outcome.messages == []
    assert outcome.frame.schema == PAYMENTS
    assert facts(outcome) == EXPECTED
    first = outcome.frame.to_dicts()[0]
    assert (first["commune_code"], first["kind"], first["months"], first["shares"]) == (None, "hằng tháng", 1, None)


def test_a_refused_file_has_an_empty_frame_and_its_digest(check: CheckText) -> None:
    content = table("347,Phủ Lý,2023-12,Người có công,-1,9168250000")
    outcome = check(content)
    assert outcome.status == "refused"
    assert outcome.frame.schema == PAYMENTS
    assert outcome.frame.is_empty()
    assert outcome.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert outcome.dataset == "payments"


def test_all_errors_are_said_at_once_before_the_warnings(check: CheckText) -> None:
    outcome = check(
        table(
            "347,Phủ Lyy,2023-13,Người có côn,-1,abc,x",
            "999,Phủ Lý,Quý I/2023,,1e5,1.5,x",
            "350,Kim Bảng",
            header=HEADER + ",ghi_chu",
        )
    )
    lines = {(problem.line, problem.column) for problem in outcome.problems if problem.severity == "error"}
    assert {
        (2, "B"),
        (2, "C"),
        (2, "D"),
        (2, "E"),
        (2, "F"),
        (3, "A"),
        (3, "C"),
        (3, "D"),
        (3, "E"),
        (4, None),
    } <= lines
    severities = [problem.severity for problem in outcome.problems]
    assert severities == sorted(severities)
    assert "ghi_chu" in outcome.messages[-1]


def test_what_does_not_exist_is_a_value_error(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(*ROWS))
    with pytest.raises(ValueError, match="dataset"):
        check_file(path, "a.csv", "payment")
    with pytest.raises(ValueError, match="answer"):
        check_file(path, "a.csv", "payments", answers={"decimal_mark.beneficiaries": ";"})


def test_a_file_beyond_the_limit_is_not_read(check: CheckText, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest_check, "MOST_BYTES", 10)
    outcome = check(table(*ROWS))
    assert outcome.status == "refused"
    assert "MB" in said(outcome)
    assert len(outcome.sha256) == 64


def test_unknown_columns_are_named_and_not_read(check: CheckText) -> None:
    outcome = check(table(ROWS[0] + ",=cmd|' /C calc'!A0,<script>", header=HEADER + ",ghi_chu,"))
    assert facts(outcome) == EXPECTED[:1]
    assert [problem.severity for problem in outcome.problems] == ["warning", "warning"]
    assert "'ghi_chu'" in said(outcome)
    assert "Cột H không có tiêu đề" in said(outcome)
    assert "calc" not in said(outcome)


def test_the_extension_never_decides(check: CheckText) -> None:
    outcome = check(table(*ROWS), filename="bao_cao.xlsx")
    assert facts(outcome) == EXPECTED
    assert ".xlsx" in said(outcome)


def test_a_column_of_other_units_is_refused(check: CheckText) -> None:
    outcome = check(table(ROWS[0] + ",triệu đồng", header=HEADER + ",ĐVT"))
    assert outcome.status == "refused"
    assert "đơn vị" in said(outcome)
