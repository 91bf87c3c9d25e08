"""Papers of a case from the command line: filed, listed, opened into a new file, and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.story import PEOPLE, PROGRAMME
from tests.cli.terminal import Terminal

PDF = b"%PDF-1.7\n%synthetic paper"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def person(paying: Terminal) -> str:
    found = paying.run("--json", "people", "find", stdin=PEOPLE[0].record.id_number)
    [beneficiary] = found.json["beneficiaries"]
    return str(beneficiary)


def test_a_paper_is_filed_listed_and_opened_and_the_history_names_it(
    paying: Terminal, person: str, tmp_path: Path
) -> None:
    scan, out = tmp_path / "scan.pdf", tmp_path / "opened.pdf"
    scan.write_bytes(PDF)
    ran = paying.run("--json", "case", "file-paper", PROGRAMME, person, str(scan), "--paper", "income")
    assert ran.code == 0, ran.err
    [one] = paying.run("--json", "case", "papers", PROGRAMME, person).json
    assert (one["paper"], one["size"], one["commitment"]) == ("income", len(PDF), ran.json["commitment"])
    opened = paying.run("case", "open-paper", PROGRAMME, person, one["commitment"], str(out), "--why", "审核申请")
    assert opened.code == 0, opened.err
    assert out.read_bytes() == PDF
    assert out.stat().st_mode & 0o077 == 0
    last = paying.run("--json", "history", f"case/{PROGRAMME}/{person}").json[-1]
    assert last["name"] == "case.evidence_filed.1"
    seen = paying.run("--json", "people", "accesses", "--of", person).json
    assert "file_revealed" in str(seen)


def test_what_is_no_paper_is_refused_by_its_sentence(paying: Terminal, person: str, tmp_path: Path) -> None:
    picture = tmp_path / "x.gif"
    picture.write_bytes(b"GIF89a")
    ran = paying.run("--json", "case", "file-paper", PROGRAMME, person, str(picture), "--paper", "photo")
    assert (ran.code, ran.trouble["code"]) == (3, "evidence_type_unknown")
    assert paying.run("case", "file-paper", PROGRAMME, person, str(picture), "--paper", "horoscope").code == 2


def test_a_file_that_is_there_is_not_written_over(paying: Terminal, person: str, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF + b"2")
    filed = paying.run("--json", "case", "file-paper", PROGRAMME, person, str(scan), "--paper", "other")
    commitment = filed.json["commitment"]
    ran = paying.run("--json", "case", "open-paper", PROGRAMME, person, commitment, str(scan), "--why", "审核申请")
    assert (ran.code, ran.trouble["code"]) == (3, "output_exists")
