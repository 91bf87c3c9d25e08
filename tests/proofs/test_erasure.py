"""A marker person is paid, erased and looked for in every byte of data folder, backups and exports, old ones too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from api.http.columns import laid_out
from application.commands.beneficiaries import change_personal_record
from application.commands.evidence import file_evidence
from application.commands.personal_files import ErasePerson
from application.commands.safekeeping import SetRetention
from application.commands.standing import RevokeCase
from application.people import PersonalRecord
from application.proofs import receipt_of
from application.road import Officer
from domain.eligibility.events import EvidenceKind, StopReason
from domain.periods import Month
from domain.personal_data import PersonalDataErased
from infrastructure import bootstrap
from tests.support.database import wait_until_stopped
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, Office, StandingClock
from tests.support.stories import MEDICINE, a_settled_batch

pytestmark = pytest.mark.slow
HEAD = Officer("head-li")
PAPER = b"%PDF-1.7\n%" + "欧阳寻踪的收入证明，虚构县寻踪镇开具。".encode() * 9
MARKER = PersonalRecord(
    name="欧阳寻踪",
    id_number="99010119630815771X",
    certificate="99010119630815771X42",
    account="9999887766554433",
    bank="寻踪农商银行",
    phone="13977668855",
    address="虚构县寻踪镇无迹村七组",
    guardian="欧阳无迹",
)


@dataclass
class Scene:
    """What the story left: the office that goes on, what was recorded before, and what must be nowhere."""

    office: Office
    running: bootstrap.Office
    settings: Any
    files: Path
    person: str
    secrets: list[bytes]
    before: dict[str, object]
    old_backup: Path
    receipt: str


def quiet(_: str) -> None:
    return


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Pay the marker, keep answers, backup and receipt, erase, and write over what was erased."""
    home, files = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    given = bootstrap.settings({"home": home, "ledger": AREA})
    with ExitStack() as stack:
        stack.callback(wait_until_stopped, home)
        bootstrap.prepare(given, say=quiet)
        clock = StandingClock()
        running = stack.enter_context(bootstrap.office(given, say=quiet, clock=clock))
        office = Office(running.desk, clock)
        a_settled_batch(5, office=office)
        person = office.people[0]
        first = office.desk.vault.reveal(person, actor="wang", why="核对")
        change_personal_record(
            person, MARKER, command_id="marker-000001", why="更正档案", by=CASE_OFFICER, desk=office.desk
        )
        file_evidence(
            PAPER,
            command_id="marker-paper-1",
            programme=MEDICINE,
            beneficiary=person,
            paper=EvidenceKind.PHOTO,
            by=CASE_OFFICER,
            desk=office.desk,
        )
        # The paper's middle stands for it: a sealed row is split over pages of the database's files.
        secrets = [*clear_of(first, MARKER), PAPER[50:150], *sealed_of(running.conninfo, person)]
        bootstrap.seal(given, say=quiet)
        receipt = str(receipt_of(running.seals, running.log.head()))
        bootstrap.back_up(given, files / "old.backup", say=quiet, progress=lambda *_: None)
        before = answers(office)
        office.asks(SetRetention, by=BUILDER, programme="", years=10, document="财政部令第79号")
        ends(office, person)
        clock.day = date(2040, 1, 1)
        office.asks(ErasePerson, by=HEAD, beneficiary=person, request="申请〔2040〕3号", reason="本人申请")
        written = bootstrap.overwrite(given, by="wang", say=quiet)
        assert (written.people, written.log_too) == (1, True)
        yield Scene(office, running, given, files, person, secrets, before, files / "old.backup", receipt)


def ends(office: Office, person: str) -> None:
    day = office.clock.today()
    facts = {"programme": MEDICINE, "beneficiary": person, "reason": StopReason.WITHDRAWN, "from_month": Month.of(day)}
    office.asks(RevokeCase, by=DECIDER, on=day, **facts)


def clear_of(*records: PersonalRecord) -> list[bytes]:
    """Everything the records say, as UTF-8 and as UTF-16; the bank's own name is nobody's."""
    said = {
        getattr(record, name)
        for record in records
        for name in ("name", "id_number", "certificate", "account", "phone", "address", "guardian")
    }
    told = sorted(text for text in said if text)
    return [text.encode(code) for text in told for code in ("utf-8", "utf-16-le")]


def sealed_of(conninfo: str, person: str) -> list[bytes]:
    """What the vault's rows have of a person: wrapped key, sealed records, digests. (Commitments stay, in the log.)"""
    with psycopg.connect(conninfo) as connection:
        rows: list[bytes] = []
        for query in (
            "select wrapped from subsidy.vault_key where beneficiary_id = %s",
            "select sealed from subsidy.vault_person where beneficiary_id = %s",
            "select digest from subsidy.vault_index where beneficiary_id = %s",
            "select sealed from subsidy.vault_file where beneficiary_id = %s",
        ):
            rows += [bytes(value) for (value,) in connection.execute(query.encode(), (person,))]
    assert len(rows) >= 6
    return rows


def answers(office: Office) -> dict[str, object]:
    """What was answered: as of a position, so that it can be asked again."""
    at = office.desk.views_now()
    views = office.desk.views
    return {
        "at": at,
        "position": views.fund_position(as_of=at).lines,
        "files": [views.person_file(person, as_of=at) for person in office.people],
        "trails": [views.trail_of_payout(f"{MEDICINE}/2017/{person}", as_of=at) for person in office.people],
    }


def found_in(folder: Path, secrets: list[bytes]) -> list[str]:
    """Name every file below a folder that has one of the secrets in it."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            found += [f"{path.name}: {secret!r}" for secret in secrets if secret in content]
    return found


def test_no_byte_of_the_person_is_left_in_the_data_folder_its_log_or_its_messages(scene: Scene) -> None:
    assert (Path(scene.settings.home) / "master.key").exists()
    assert list(Path(scene.settings.home).rglob("pg_wal"))
    assert found_in(Path(scene.settings.home), scene.secrets) == []


def test_the_old_backup_had_what_it_had_and_never_a_clear_word_a_key_or_a_digest(scene: Scene) -> None:
    assert found_in(scene.files, clear_of(MARKER)) == []


def test_a_new_backup_and_an_export_have_nothing_of_the_person(scene: Scene, tmp_path: Path) -> None:
    bootstrap.back_up(scene.settings, tmp_path / "new.backup", say=quiet, progress=lambda *_: None)
    bootstrap.back_up_keys(scene.settings, tmp_path / "people.keys", say=quiet)
    bootstrap.export(scene.settings, tmp_path / "export", lay=laid_out, say=quiet, progress=lambda *_: None)
    assert found_in(tmp_path, scene.secrets) == []
    assert scene.person not in (tmp_path / "people.keys").read_text()
    assert bootstrap.verify_export(tmp_path / "export", lay=laid_out, progress=lambda *_: None) == []


def test_totals_answers_as_of_then_and_every_check_are_as_before(scene: Scene) -> None:
    at = scene.before["at"]
    views = scene.office.desk.views
    again = {
        "at": at,
        "position": views.fund_position(as_of=at).lines,  # type: ignore[arg-type]  # a position
        "files": [views.person_file(person, as_of=at) for person in scene.office.people],  # type: ignore[arg-type]  # a position
        "trails": [
            views.trail_of_payout(f"{MEDICINE}/2017/{person}", as_of=at)  # type: ignore[arg-type]  # a position
            for person in scene.office.people
        ],
    }
    assert again == scene.before
    assert views.fund_position().lines == scene.before["position"]
    assert bootstrap.verify(scene.settings, say=quiet, progress=lambda *_: None) == []


def test_a_receipt_from_before_still_proves_its_entry(scene: Scene, tmp_path: Path) -> None:
    kept = tmp_path / "receipt"
    kept.write_text(scene.receipt, encoding="utf-8")
    assert bootstrap.verify(scene.settings, say=quiet, progress=lambda *_: None, kept=(kept,)) == []


def test_the_old_backup_restored_with_todays_keys_does_not_know_the_person(scene: Scene, tmp_path: Path) -> None:
    bootstrap.back_up_keys(scene.settings, tmp_path / "people.keys", say=quiet)
    home = tmp_path / "new-home"
    home.mkdir()
    (home / "master.key").write_bytes((Path(scene.settings.home) / "master.key").read_bytes())
    (home / "master.key").chmod(0o600)
    there = bootstrap.settings({"home": home, "ledger": AREA})
    bootstrap.restore(there, scene.old_backup, say=quiet, progress=lambda *_: None)
    bootstrap.bring_keys(there, tmp_path / "people.keys", say=quiet)
    with bootstrap.office(there, say=quiet) as office:
        vault = office.desk.vault
        with pytest.raises(PersonalDataErased):
            vault.reveal(scene.person, actor="x", why="核对")
        assert vault.find(id_number=MARKER.id_number) == ()
        assert vault.reveal(scene.office.people[1], actor="x", why="核对").name
    wait_until_stopped(home)
