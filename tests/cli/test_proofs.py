"""Sealing, exporting and verifying by verbs, with what an auditor kept from the time before."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest

from tests.cli.terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("paying")]


@pytest.fixture(scope="module")
def bundle(paying: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "bundle"
    told = paying.ask("export", str(folder))
    assert (told["position"], told["out"]) == (paying.head(), str(folder))
    return folder


def test_what_was_recorded_is_sealed_by_a_verb(paying: Terminal) -> None:
    assert paying.ask("seal")["position"] == paying.head()
    assert paying.ask("seal")["position"] == paying.head()


def test_a_sealed_ledger_verifies_with_what_the_auditor_kept(paying: Terminal, bundle: Path) -> None:
    told = paying.ask("verify", "--kept", str(bundle / "checkpoint"), "--policy", str(bundle / "policy"))
    assert told == {"ok": True, "findings": []}


def test_an_export_verifies_where_there_is_no_ledger(bundle: Path, tmp_path: Path) -> None:
    elsewhere = Terminal(tmp_path / "nothing", {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"})
    assert elsewhere.ask("verify", "--export", str(bundle)) == {"ok": True, "findings": []}
    assert not (tmp_path / "nothing").exists()


def test_a_tampered_export_is_told_with_its_place(bundle: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(bundle, tmp_path / "copy"))
    lines = (copy / "entries.jsonl").read_bytes().split(b"\n")
    lines[4] = lines[4].replace(b'"actor":"', b'"actor":"x')
    (copy / "entries.jsonl").write_bytes(b"\n".join(lines))
    ran = Terminal(tmp_path, {}).run("verify", "--export", str(copy), "--json")
    assert ran.code == 5
    assert {("sealed", 5), ("bundles", 5)} <= {(one["check"], one["position"]) for one in ran.json["findings"]}


def test_nothing_is_exported_over_another_export(paying: Terminal, bundle: Path) -> None:
    assert paying.refused("export", str(bundle))[1] == "export_folder_taken"


def test_a_folder_that_is_no_export_is_refused(paying: Terminal, tmp_path: Path) -> None:
    assert paying.refused("verify", "--export", str(tmp_path))[1] == "not_an_export"


def test_an_export_holds_nobodys_name_number_or_account(bundle: Path) -> None:
    from tests.cli.story import PEOPLE

    content = b"".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())
    for person in PEOPLE:
        for clear in (person.record.name, person.record.id_number, person.record.account):
            assert clear.encode() not in content


def test_an_entry_changed_behind_our_back_is_told_with_stream_and_position(paying: Terminal, bundle: Path) -> None:
    with psycopg.connect(paying.environment["DATABASE_URL"]) as connection:
        connection.execute("ALTER TABLE subsidy.entry DISABLE TRIGGER append_only")
        for change in ("'\\x20'::bytea || body", "substr(body, 2)"):
            connection.execute(f"UPDATE subsidy.entry SET body = {change} WHERE position = 5".encode())
            connection.commit()
            ran = paying.run("verify", "--json")
            told = {(one["check"], one["position"], one["table"]) for one in ran.json["findings"]}
            if change.startswith("substr"):
                assert told == {("guards", 0, "entry")}
            else:
                assert ran.code == 5
                assert {("sealed", 5, ""), ("guards", 0, "entry")} <= told
        connection.execute("ALTER TABLE subsidy.entry ENABLE ALWAYS TRIGGER append_only")
    assert paying.run("verify").code == 0
