#!/usr/bin/env python3
"""workbook.py FILE.xlsx: prints every sheet of a workbook as its cells are stored, a line a row, `|` between cells, texts in
quotes. Reads the zip and its XML alone, so that it shares no code with what wrote them."""

import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def text_of(element):
    text = "".join(part.text or "" for part in element.iter(MAIN + "t"))
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


def column_of(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def cell_value(cell, strings):
    value = cell.find(MAIN + "v")
    if cell.find(MAIN + "f") is not None:
        raise ValueError("a formula")
    if value is None:
        return None
    if cell.get("t") == "s":
        return strings[int(value.text)]
    if cell.get("t") not in (None, "n"):
        raise ValueError("a cell of type " + cell.get("t"))
    return int(value.text) if re.fullmatch("-?[0-9]+", value.text) else float(value.text)


def read_rows(sheet, strings):
    rows = []
    for row in sheet.iter(MAIN + "row"):
        cells = []
        for cell in row.iter(MAIN + "c"):
            column = column_of(cell.get("r"))
            cells += [None] * (column + 1 - len(cells))
            cells[column] = cell_value(cell, strings)
        rows += [[]] * (int(row.get("r")) - 1 - len(rows))
        rows.append(cells)
    return rows


def read_workbook(file):
    """Sheets by name, in their order: lists of rows of None, str, int and float."""
    sheets = {}
    with zipfile.ZipFile(file) as archive:
        if archive.testzip() is not None:
            raise ValueError("a damaged archive")
        if any(info.date_time != (1980, 1, 1, 0, 0, 0) for info in archive.infolist()):
            raise ValueError("a time of writing")
        parse = lambda name: ElementTree.fromstring(archive.read(name))
        strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            strings = [text_of(item) for item in parse("xl/sharedStrings.xml").iter(MAIN + "si")]
        targets = {one.get("Id"): one.get("Target") for one in parse("xl/_rels/workbook.xml.rels")}
        for sheet in parse("xl/workbook.xml").iter(MAIN + "sheet"):
            content = parse("xl/" + targets[sheet.get(RELATION)])
            pane = content.find(f".//{MAIN}pane")
            if pane is None or pane.get("state") != "frozen" or pane.get("ySplit") != "1":
                raise ValueError("a header that is not frozen")
            sheets[sheet.get("name")] = read_rows(content, strings)
    return sheets


def main():
    for name, rows in read_workbook(sys.argv[1]).items():
        print(f"[{name}]")
        for row in rows:
            print(" | ".join("" if cell is None else repr(cell) for cell in row))


if __name__ == "__main__":
    main()
