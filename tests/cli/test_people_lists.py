"""A list of people is registered whole or not at all, and every bad cell is named."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from infrastructure.synthetic_people import synthetic_people
from tests.cli.story import HEADINGS, PEOPLE, people_csv
from tests.cli.terminal import LONG_NUMBER, Terminal


@pytest.fixture(scope="module")
def opened(office: Terminal) -> Terminal:
    office.ask("init")
    return office


def test_every_bad_cell_is_named_and_nothing_is_saved(opened: Terminal, tmp_path: Path) -> None:
    number = PEOPLE[1].record.id_number
    wrong = replace(PEOPLE[1], record=replace(PEOPLE[1].record, id_number=number[:-1] + "A", account="123"))
    path = people_csv(tmp_path / "people.csv", [PEOPLE[0], wrong, replace(PEOPLE[2], region="12")])
    before = opened.head()
    ran = opened.run("people", "import", str(path), "--json", "--out", str(tmp_path / "ids.csv"))
    assert ran.code == 4
    assert ran.trouble["code"] == "has_bad_cells"
    assert [(one["row"], one["column"], one["heading"], one["code"]) for one in ran.json["bad"]] == [
        (3, "B", "身份证号", "id_number_characters"),
        (3, "G", "银行账号", "account_length"),
        (4, "D", "行政区划", "not_a_region"),
    ]
    assert not LONG_NUMBER.search(ran.out + ran.err)
    assert opened.head() == before
    assert not (tmp_path / "ids.csv").exists()


def test_people_see_a_table_of_bad_cells_in_their_language(opened: Terminal, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "people.csv", [replace(PEOPLE[2], region="12")])
    chinese = opened.run("people", "import", str(path))
    assert "行政区划" in chinese.out
    assert "6 位或 12 位" in chinese.out
    assert "A region code has 6 or 12 digits" in opened.run("people", "import", str(path), "--lang", "en").out


def test_a_doubt_is_accepted_by_its_code(opened: Terminal, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "people.csv", PEOPLE[4:])
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines()))
    path.write_text(
        "\n".join(",".join([*row, "甲" if place else "特别备注"]) for place, row in enumerate(rows)), "utf-8"
    )
    ran = opened.run("people", "import", str(path), "--json")
    assert (ran.code, ran.trouble["code"]) == (4, "doubts_not_accepted")
    assert [one["code"] for one in ran.json["doubts"]] == ["column_not_read"]
    assert opened.ask("people", "import", str(path), "--accept", "column_not_read")["people"] == 2


def test_the_ids_are_written_by_row_and_a_retry_gives_the_same_ones(opened: Terminal, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "people.csv", PEOPLE[:2])
    command = ("people", "import", str(path), "--on", "2024-01-08", "--command-id", "register-01")
    first = opened.ask(*command, "--out", str(tmp_path / "ids.csv"))
    again = opened.ask(*command, "--out", str(tmp_path / "again.csv"))
    assert (first["position"], again["position"], again["replayed"]) == (again["position"], first["position"], True)
    written = (tmp_path / "ids.csv").read_text("utf-8-sig")
    assert written == (tmp_path / "again.csv").read_text("utf-8-sig")
    assert [line.split(",")[0] for line in written.split()] == ["row", "2", "3"]


def test_an_output_file_is_never_overwritten(opened: Terminal, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "people.csv", PEOPLE[2:3])
    before = opened.head()
    assert opened.refused("people", "import", str(path), "--out", str(path)) == (3, "output_exists", "out")
    assert opened.head() == before


def test_a_number_is_looked_up_without_standing_on_the_command_line(opened: Terminal, tmp_path: Path) -> None:
    person = PEOPLE[3]
    opened.ask("people", "import", str(people_csv(tmp_path / "people.csv", [person])))
    for number in (person.record.id_number, person.record.certificate, f"  {person.record.id_number.lower()}\n"):
        found = opened.ask("people", "find", stdin=number)
        assert len(found["beneficiaries"]) == 1
    assert opened.ask("people", "find", "--by", "account", stdin=person.record.account)["beneficiaries"]
    assert opened.ask("people", "find", stdin="990101198001010014\n")["beneficiaries"] == []
    assert not LONG_NUMBER.search(opened.run("people", "find", stdin=person.record.id_number).out)


def test_the_template_is_a_list_that_can_be_filled_in(opened: Terminal, tmp_path: Path) -> None:
    for group in ("people", "batch"):
        out = tmp_path / f"{group}.xlsx"
        opened.ask(group, "template", "--out", str(out))
        assert out.read_bytes().startswith(b"PK")
        assert opened.refused(group, "template", "--out", str(out))[1] == "output_exists"


@pytest.mark.slow
def test_ten_thousand_people_are_registered_in_one_command(opened: Terminal, tmp_path: Path) -> None:
    path = people_csv(tmp_path / "people.csv", list(synthetic_people(10_000, 99)))
    before = opened.head()
    said = opened.ask("people", "import", str(path), "--out", str(tmp_path / "ids.csv"))
    assert (said["people"], said["ids"], said["position"]) == (10_000, 10_000, before + 10_000)
    ids = {line.split(",")[1] for line in (tmp_path / "ids.csv").read_text("utf-8-sig").split()[1:]}
    assert len(ids) == 10_000


def test_a_list_of_something_else_is_refused_by_name(opened: Terminal, tmp_path: Path) -> None:
    for content, rule in (
        (b"", "file_empty"),
        (b"\x00\x01\x02", "file_kind_unknown"),
        ("甲,乙\n1,2\n".encode(), "no_headings"),
        (",".join(HEADINGS).encode(), "no_rows"),
    ):
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        assert opened.refused("people", "import", str(path))[:2] == (4, rule)
