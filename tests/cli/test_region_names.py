"""The register of region names from the command line: brought whole or not at all, corrected, shown as of a day."""

from __future__ import annotations

from pathlib import Path

from tests.cli.terminal import Terminal

REGISTER = "区划代码,区划名称,启用日期,停用日期\n990101001000,石桥乡,2010-01-01,\n990101001000,石桥镇,2016-07-01,\n"


def test_a_register_is_taken_in_corrected_and_shown_as_of_a_day(office: Terminal, tmp_path: Path) -> None:
    office.ask("init")
    empty = tmp_path / "empty.xlsx"
    office.ask("regions", "template", "--out", str(empty))
    assert empty.read_bytes()[:2] == b"PK"
    path = tmp_path / "regions.csv"
    path.write_text(REGISTER.replace("990101001000,石桥镇", "9901,石桥镇"), "utf-8-sig")
    wrong = office.run("regions", "import", str(path), "--document", "地名录", "--json")
    assert (wrong.code, wrong.trouble["code"]) == (4, "has_bad_cells")
    path.write_text(REGISTER, "utf-8-sig")
    said = office.ask("regions", "import", str(path), "--document", "地名录")
    assert (said["named"], said["unchanged"]) == (2, 0)
    told = office.ask("regions", "list", "990101")
    assert [(one["name"], one["valid_from"], one["valid_to"]) for one in told] == [
        ("石桥乡", "2010-01-01", "2016-06-30"),
        ("石桥镇", "2016-07-01", None),
    ]
    correction = ("990101001000", "石桥回族乡", "--from", "2010-01-01", "--document", "更正")
    assert office.ask("regions", "name", *correction)["named"] == 1
    shown = office.run("regions", "list", "--effective", "2016-06-30")
    assert "石桥回族乡" in shown.out
    assert "石桥镇" not in shown.out
    assert office.refused("regions", "name", *correction)[1] == "region_names_unchanged"
