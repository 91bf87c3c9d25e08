"""Runs that are kept: what is new, unchanged and gone; as of earlier moments; and what becomes of a finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from application.checks.running import Brought
from application.commands.beneficiaries import RecordDeath
from application.commands.checks import DisposeFinding, ListNamed, RunChecks, dispose_finding, run_checks
from application.commands.recoveries import OrderRecovery
from application.listed.findings import FindingListed, FindingState
from application.lists import FINDINGS
from application.road import Answer, Officer
from domain.checks.events import CheckRun, Disposition, Parameter
from domain.checks.rejections import (
    ActedInIt,
    AlreadyDisposedSo,
    ListMissing,
    NoSuchCheck,
    NoSuchFinding,
    NoSuchParameter,
    ParameterTooLarge,
)
from domain.dates import InTheFuture
from domain.free_text import PersonalNumberInText
from domain.recoveries.events import Instalment, RecoveryGround
from domain.rejected import Rejected
from tests.checks.planting import INSPECTOR, TODAY, a_list, found, id_of
from tests.support.office import BUILDER, LIAISON, Office
from tests.support.stories import AGAIN, MEDICINE, a_settled_batch, yuan


def runs(
    office: Office,
    *checks: str,
    lists: Sequence[Brought] = (),
    as_of: int | None = None,
    effective: date = TODAY,
    command_id: str = "",
    parameters: tuple[Parameter, ...] = (),
) -> Answer:
    ask = RunChecks(
        command_id=command_id or office.fresh_id(),
        checks=checks,
        as_of=as_of,
        effective=effective,
        lists=tuple(ListNamed(name=each.name, sha256=each.sha256) for each in lists),
        parameters=parameters,
    )
    return run_checks(ask, lists, by=INSPECTOR, desk=office.desk)


def compared(answer: Answer) -> tuple[int, int, int]:
    return answer.said["new"], answer.said["unchanged"], answer.said["gone"]


def disposes(office: Office, finding: str, *, by: Officer = INSPECTOR, **other: Any) -> Answer:
    facts: dict[str, Any] = {"disposition": Disposition.VERIFIED, "reason": "已到户核实", "on": TODAY} | other
    ask = DisposeFinding(command_id=office.fresh_id(), finding=finding, **facts)
    return dispose_finding(ask, by=by, desk=office.desk)


def findings(office: Office, **asked: Any) -> list[FindingListed]:
    return list(office.views.rows(FINDINGS, **asked))


def died(office: Office, index: int = 0, on: date = date(2016, 12, 3)) -> None:
    office.asks(RecordDeath, by=LIAISON, beneficiary=office.people[index], died_on=on, source="公安")


def ordered_back(office: Office, index: int = 0) -> None:
    facts: dict[str, Any] = {
        "recovery_id": f"r-{index}",
        "payout_id": f"{MEDICINE}/2017/{office.people[index]}",
        "amount": yuan(1000),
        "ground": RecoveryGround.DIED_BEFORE_PERIOD,
        "instalments": (Instalment(date(2018, 12, 1), yuan(1000)),),
    }
    office.asks(OrderRecovery, by=BUILDER, on=AGAIN, **facts)


def test_a_run_again_says_what_is_new_what_is_unchanged_and_what_is_gone() -> None:
    office = a_settled_batch()
    assert compared(runs(office, "C01")) == (0, 0, 0)
    died(office)
    assert compared(runs(office, "C01")) == (1, 0, 0)
    assert compared(runs(office, "C01")) == (0, 1, 0)
    died(office, 1)
    ordered_back(office)
    assert compared(runs(office, "C01")) == (1, 0, 1)
    assert {(one.subject, one.stage) for one in findings(office)} == {
        (office.people[0], FindingState.GONE),
        (office.people[1], FindingState.OPEN),
    }
    office.holds()


def test_the_same_command_again_is_answered_as_before_and_adds_nothing() -> None:
    office = a_settled_batch()
    died(office)
    first = runs(office, "C01", command_id="run-checks-1")
    head = office.desk.log.head()
    again = runs(office, "C01", command_id="run-checks-1")
    assert (again.replayed, again.body, office.desk.log.head()) == (True, first.body, head)


def test_a_run_as_of_an_earlier_position_does_not_see_what_was_recorded_later() -> None:
    office = a_settled_batch()
    before = office.desk.log.head()
    died(office)
    assert found(office, "C01", as_of=before) == []
    assert len(found(office, "C01")) == 1


def test_a_run_as_of_an_earlier_day_does_not_see_what_counts_from_a_later_one() -> None:
    office = a_settled_batch()
    died(office)
    assert found(office, "C01", effective=date(2017, 4, 24)) == [], "nothing was paid yet"
    [one] = found(office, "C01", effective=date(2017, 4, 25))
    assert one.amount == yuan(1000)


def test_what_a_run_could_not_have_found_is_not_gone() -> None:
    office = a_settled_batch()
    before = office.desk.log.head()
    deaths = a_list("deaths", {"id_number": id_of(office, office.people[0]), "died_on": date(2016, 12, 3)})
    assert compared(runs(office, "C01", lists=[deaths])) == (1, 0, 0)
    assert compared(runs(office, "C01")) == (0, 0, 0), "the list was not brought"
    assert compared(runs(office, "C01", lists=[deaths], as_of=before - 50)) == (0, 0, 0), "as of before it was paid"
    assert compared(runs(office, "C03")) == (0, 0, 0), "another check"
    assert [one.stage for one in findings(office)] == [FindingState.OPEN]
    assert compared(runs(office, "C01", lists=[a_list("deaths")])) == (0, 0, 1), "the newer list has nobody"


def test_a_run_keeps_the_hash_of_each_list_and_how_many_on_it_are_nobody_of_ours() -> None:
    office = a_settled_batch()
    rows = ({"id_number": id_of(office, office.people[0])}, {"id_number": "990101198001010014"})
    runs(office, "C01", lists=[a_list("deaths", *(row | {"died_on": date(2016, 1, 1)} for row in rows))])
    [run] = [entry.fact for entry in office.entries() if isinstance(entry.fact, CheckRun)]
    assert [(one.name, one.sha256, one.rows, one.unknown) for one in run.lists] == [("deaths", "cd" * 32, 2, 1)]


def test_limits_are_data_and_are_kept_with_the_run() -> None:
    office = a_settled_batch()
    strict = Parameter("C15", "held_days_municipal", 30)
    assert compared(runs(office, "C15")) == (0, 0, 0)
    assert compared(runs(office, "C15", parameters=(strict,))) == (1, 0, 0)
    run = [entry.fact for entry in office.entries() if isinstance(entry.fact, CheckRun)][-1]
    assert run.parameters == (strict,)


def test_without_a_name_every_check_runs_that_the_lists_allow() -> None:
    office = a_settled_batch()
    assert runs(office).said["checks"] == 32 - 5
    assert runs(office, lists=[a_list("payroll")]).said["checks"] == 32 - 4


def test_a_finding_is_disposed_of_with_a_reason_and_keeps_it_until_it_comes_back() -> None:
    office = a_settled_batch()
    died(office)
    runs(office, "C01")
    [one] = findings(office)
    position = office.desk.log.head()
    disposes(office, one.finding, disposition=Disposition.RECTIFIED, reason="已责令退回")
    [now] = findings(office)
    assert (now.stage, now.reason, now.disposed_by) == (FindingState.RECTIFIED, "已责令退回", INSPECTOR.id)
    assert [each.stage for each in findings(office, as_of=position)] == [FindingState.OPEN]
    assert compared(runs(office, "C01")) == (0, 1, 0)
    assert [each.stage for each in findings(office)] == [FindingState.RECTIFIED]


@pytest.mark.parametrize(
    ("rule", "other"),
    [
        (NoSuchFinding, {"finding": "C01/000000000000000000000000"}),
        (ActedInIt, {"by": LIAISON}),
        (AlreadyDisposedSo, {"disposition": Disposition.EXCLUDED}),
        (PersonalNumberInText, {"reason": "本人电话 13900001234"}),
        (InTheFuture, {"on": date(2018, 2, 2)}),
    ],
)
def test_what_is_no_disposition_is_refused(rule: type[Rejected], other: dict[str, Any]) -> None:
    office = a_settled_batch()
    died(office)
    runs(office, "C01")
    [one] = findings(office)
    disposes(office, one.finding, disposition=Disposition.EXCLUDED)
    with pytest.raises(rule):
        disposes(office, **({"finding": one.finding} | other))


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        (NoSuchCheck, {"checks": ("C33",)}),
        (ListMissing, {"checks": ("C02",)}),
        (NoSuchParameter, {"parameters": (Parameter("C15", "days", 3),)}),
        (ParameterTooLarge, {"parameters": (Parameter("C15", "held_days_county", 36_501),)}),
        (InTheFuture, {"effective": date(2018, 2, 2)}),
    ],
)
def test_what_cannot_be_run_is_refused(rule: type[Rejected], asked: dict[str, Any]) -> None:
    office = a_settled_batch()
    head = office.desk.log.head()
    with pytest.raises(rule):
        runs(office, *asked.pop("checks", ()), **asked)
    assert office.desk.log.head() == head


def test_a_number_of_a_person_where_none_belongs_is_refused_and_not_kept() -> None:
    office = a_settled_batch()
    row = {"account": "fees", "on": date(2017, 6, 1), "amount": yuan(8), "counterparty": "6222020200112233445"}
    with pytest.raises(PersonalNumberInText):
        runs(office, "C18", lists=[a_list("revenue_statements", row)])


def test_looking_records_nothing_but_that_records_were_compared() -> None:
    office = a_settled_batch()
    died(office)
    head = office.desk.log.head()
    assert found(office)
    assert office.desk.log.head() == head
    [*_, last] = office.desk.vault.accesses(office.people[0])
    assert (last.actor, last.action.value) == ("auditor-bai", "compared")


def test_books_kept_late_are_read_as_of_the_days_they_tell_of() -> None:
    """Everything was recorded in February 2018; as of the middle of 2017 the batch has its lines, the notice its
    people, the programme its rules."""
    office = a_settled_batch()
    assert {one.check for one in found(office, effective=date(2017, 5, 1))} == set()
