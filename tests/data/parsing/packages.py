"""Workbooks for the tests, written part by part: what openpyxl would not write too."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sheet(data: str, after: str = "", before: str = "") -> str:
    """A sheet's XML around its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text(reference: str, words: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def number(reference: str, written: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{written}</v></c>'


def styles(*formats: str, fonts: tuple[str, ...] = ("Calibri",)) -> str:
    """Styles 0 (general), then one for each number format, then one for each further font."""
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats))
    names = "".join(f'<font><sz val="11"/><name val="{name}"/></font>' for name in fonts)
    cells = '<xf numFmtId="0" fontId="0"/>'
    cells += "".join(f'<xf numFmtId="{200 + n}" fontId="0"/>' for n in range(len(formats)))
    cells += "".join(f'<xf numFmtId="0" fontId="{n}"/>' for n in range(1, len(fonts)))
    return (
        "<styleSheet "
        f'xmlns="{MAIN}"><numFmts>{codes}</numFmts><fonts>{names}</fonts><cellXfs>{cells}</cellXfs></styleSheet>'
    )


def strings(*texts: str) -> str:
    """Shared strings, each given as the XML inside its element: "<t>Huyện</t>"."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{one}</si>" for one in texts)}</sst>'


def package(
    *sheets: str,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    shared: str = "",
    style: str = "",
    workbook: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of these sheets. `workbook` stands inside the main part, `more` are parts added or replaced."""
    listed, links, types = "", "", ""
    parts: dict[str, str | bytes] = {}
    for n, xml in enumerate(sheets, 1):
        name = names[n - 1] if names else f"T{n}"
        state = f' state="{states[n - 1]}"' if states else ""
        listed += f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"{state}/>'
        links += f'<Relationship Id="rId{n}" Type="{_RELATIONSHIPS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        parts[f"xl/worksheets/sheet{n}.xml"] = xml
    for part, xml, kind in (("sharedStrings", shared, "sharedStrings"), ("styles", style, "styles")):
        if xml:
            types += f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            parts[f"xl/{part}.xml"] = xml
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" '
        f'xmlns:r="{_RELATIONSHIPS}"><sheets>{listed}</sheets>{workbook}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
    }
    return zipped(parts | dict(more or {}))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
