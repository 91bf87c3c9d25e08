"""The office's own list of amounts: every row that is not what the rules give is named before anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from infrastructure.synthetic_people import synthetic_people
from tests.cli import story
from tests.cli.story import AREA, PEOPLE, PERIOD, PROGRAMME, people_csv
from tests.cli.terminal import LONG_NUMBER, Terminal

STRANGER, NO_CASE = synthetic_people(2, 11)


@pytest.fixture(scope="module")
def entitled(office: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    folder = tmp_path_factory.mktemp("files")
    story.a_programme(office, folder)
    story.granted(office, story.registered(office, folder))
    office.ask("people", "import", str(people_csv(folder / "more.csv", [NO_CASE])))
    story.funded(office)
    return office


def the_list(path: Path, *rows: tuple[str, str, str]) -> str:
    path.write_text("\n".join(["身份证号,残疾证号,金额", *(",".join(row) for row in rows)]), encoding="utf-8")
    return str(path)


def asking(path: str, number: str) -> tuple[str, ...]:
    return ("batch", "import", path, PROGRAMME, AREA, PERIOD, number, "--on", "2024-04-15", "--officer", "builder")


def test_every_bad_row_is_named_with_its_rule(entitled: Terminal, tmp_path: Path) -> None:
    path = the_list(
        tmp_path / "list.csv",
        (PEOPLE[0].record.id_number, "", "1000.00"),
        (STRANGER.record.id_number, "", "1000.00"),
        ("", NO_CASE.record.certificate, "1000.00"),
        (PEOPLE[1].record.id_number, PEOPLE[1].record.certificate, "999.00"),
    )
    before = entitled.head()
    ran = entitled.run(*asking(path, "1"), "--json")
    assert (ran.code, ran.trouble["code"]) == (4, "rows_refused")
    assert [(one["row"], one["heading"], one["code"]) for one in ran.json["bad_rows"]] == [
        (3, "id_number", "nobody_of_that_number"),
        (4, "id_number", "not_entitled"),
        (5, "amount", "amount_not_by_the_rules"),
    ]
    assert not LONG_NUMBER.search(ran.out + ran.err)
    assert entitled.head() == before


def test_bad_cells_come_before_bad_rows(entitled: Terminal, tmp_path: Path) -> None:
    path = the_list(tmp_path / "list.csv", (PEOPLE[0].record.id_number, "", "1000.001"), ("", "", "5.00"))
    ran = entitled.run(*asking(path, "1"), "--json")
    assert (ran.code, [one["code"] for one in ran.json["bad"]]) == (4, ["amount_too_fine", "cell_neither_given"])


def test_a_right_list_is_submitted_and_whoever_is_on_it_is_paid(entitled: Terminal, tmp_path: Path) -> None:
    rows = [(person.record.id_number, "", "1,000.00".replace(",", "")) for person in PEOPLE[:2]]
    path = the_list(tmp_path / "list.csv", *rows)
    seen = entitled.ask("batch", "preview", PROGRAMME, AREA, PERIOD, "1", "--on", "2024-04-15")
    assert (seen["people"], seen["total_fen"]) == (6, "600000")
    command = (*asking(path, "1"), "--command-id", "import-0001")
    said = entitled.ask(*command)
    assert (said["people"], said["total_fen"]) == (2, "200000")
    story.approved(entitled, said["digest"], tmp_path / "minutes.pdf")
    entitled.ask("batch", "release", story.BATCH, "--value-date", "2024-04-25", "--officer", "cashier")
    again = entitled.ask(*command)
    assert (again["position"], again["replayed"]) == (said["position"], True)
    ran = entitled.run(*asking(path, "2"), "--json")
    assert {one["code"] for one in ran.json["bad_rows"]} == {"paid_already"}
