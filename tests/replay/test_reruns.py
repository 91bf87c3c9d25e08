"""Decisions taken from the log and run again, one and all, by their own rules and by supposed ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from application.commands.beneficiaries import RecordCircumstances
from application.commands.eligibility import RefuseCase
from application.commands.programmes import PublishPolicy
from application.commands.standing import RecheckCase
from application.lists import KeyOfAnotherList
from application.recorded import Change as Appended
from application.replay.decisions import rerun_decision
from application.replay.programmes import Change, RerunAsked, Tally, rerun_page, rerun_programme
from domain.eligibility.events import CaseGranted
from domain.eligibility.rejections import NoSuchCase, NoSuchDecision, NotDecidedYet
from domain.eligibility.rerunning import Verdict
from domain.facts import Fact
from domain.programmes.policy import AllOf, FactSource, Policy, Standard, StandardUnit
from domain.programmes.policy_rejections import NoStandards
from domain.programmes.rejections import NoSuchPolicyVersion, NoSuchProgramme
from tests.support.office import CASE_OFFICER, DECIDER, Office
from tests.support.stories import CERTIFIED, LOW_INCOME, MEDICINE, POLICY, people_granted, people_on_notice, yuan

CHECKED, REFUSED_ON = date(2017, 6, 20), date(2017, 1, 24)


@pytest.fixture
def office() -> Office:
    """Five are granted; one is checked and fails; a sixth is refused; then a dearer version is published."""
    office = people_granted(5)
    poor = Fact("low_income", "no", "civil_affairs", CHECKED)
    office.asks(RecordCircumstances, by=CASE_OFFICER, beneficiary=office.people[1], facts=(poor,), on=CHECKED)
    for person in office.people[:2]:
        office.asks(RecheckCase, by=CASE_OFFICER, programme=MEDICINE, beneficiary=person, on=CHECKED)
    office.asks(PublishPolicy, by=DECIDER, programme=MEDICINE, policy=standard(1200, version=2))
    return office


def standard(amount: int, *, version: int = 9, **changed: Any) -> Policy:
    changed = {"valid_from": date(2017, 7, 1)} | changed
    return replace(POLICY, version=version, standards=(Standard("", "", yuan(amount), "新第五条"),), **changed)


def asked(office: Office, **more: Any) -> RerunAsked:
    facts: dict[str, Any] = {"programme": MEDICINE, "as_of": office.views.position()} | more
    return RerunAsked(**facts)


def forged(office: Office, person: str) -> int:
    """Put a decision into the log that nobody took: what a defect, or somebody with the key, would leave."""
    stream = f"case/{MEDICINE}/{person}"
    entries = office.desk.log.stream(stream)
    granted = next(entry.fact for entry in entries if isinstance(entry.fact, CaseGranted))
    change = Appended(stream, len(entries), (replace(granted, amount=yuan(9999)),))
    command = office.fresh_id()
    office.desk.log.append([change], actor="nobody", command_id=command, request_hash="0" * 64, answer=None)
    return office.views.position()


def test_every_decision_of_a_programme_is_equal_when_it_is_run_again(office: Office) -> None:
    tally = Tally()
    found = list(rerun_programme(asked(office), desk=office.desk, tally=tally))
    assert len(found) == 7, "five grants, two checks"
    assert [one.rerun.differs for one in found] == [()] * 7
    totals = tally.totals()
    assert (totals.decisions, totals.differing, totals.changes[Change.SAME]) == (7, 0, 7)
    assert (totals.unit, str(totals.before), str(totals.after)) == (StandardUnit.PERIOD, "6000.00", "6000.00")


def test_a_decision_that_nobody_took_is_named_by_its_entry_and_by_what_differs(office: Office) -> None:
    at = forged(office, office.people[3])
    page = rerun_page(asked(office), desk=office.desk)
    [wrong] = page.rows
    assert (wrong.position, wrong.case, wrong.rerun.differs) == (at, f"{MEDICINE}/{office.people[3]}", ("amount",))
    assert page.totals is not None
    assert (page.totals.decisions, page.totals.differing) == (8, 1)
    assert rerun_page(asked(office, as_of=at - 1), desk=office.desk).rows == ()


def test_a_decision_taken_by_rules_that_were_not_in_force_is_named() -> None:
    office = people_granted(2)
    office.asks(
        PublishPolicy, by=DECIDER, programme=MEDICINE, policy=replace(POLICY, version=2, valid_from=POLICY.valid_from)
    )
    forged(office, office.people[0])
    [wrong] = rerun_page(asked(office), desk=office.desk).rows
    assert wrong.rerun.differs == ("policy_version", "amount")


def test_a_higher_standard_is_counted_and_added_up_once_a_case(office: Office) -> None:
    page = rerun_page(asked(office, version=2), desk=office.desk)
    assert page.totals is not None
    changed = {change: count for change, count in page.totals.changes.items() if count}
    assert changed == {Change.MORE: 4, Change.SAME: 1}, "who failed the check is paid neither then nor now"
    assert [str(sums) for sums in (page.totals.before, page.totals.after, page.totals.change)] == [
        "4000.00",
        "4800.00",
        "800.00",
    ]
    assert {one.rerun.standard for one in page.rows} == {"新第五条"}


def test_a_rule_supposed_away_pays_whom_it_kept_out_and_a_stricter_one_stops_whom_it_lets_in(office: Office) -> None:
    looser = rerun_page(asked(office, policy=standard(1000, criteria=AllOf((CERTIFIED,)))), desk=office.desk)
    assert looser.totals is not None
    assert (looser.totals.changes[Change.NEWLY_PAID], str(looser.totals.change)) == (1, "1000.00")
    turned = standard(1000, criteria=AllOf((replace(LOW_INCOME, values=("no",)), CERTIFIED)))
    stricter = rerun_page(asked(office, policy=turned), desk=office.desk)
    assert stricter.totals is not None
    assert stricter.totals.changes[Change.NO_LONGER_PAID] == 4
    assert str(stricter.totals.change) == "-3000.00"


def test_periods_and_months_are_never_added_up_together(office: Office) -> None:
    page = rerun_page(asked(office, policy=standard(100, standard_unit=StandardUnit.MONTH)), desk=office.desk)
    assert page.totals is not None
    assert (page.totals.unit, page.totals.before, page.totals.after, page.totals.change) == (None, None, None, None)


def test_what_nobody_looked_at_is_counted_apart_and_adds_nothing(office: Office) -> None:
    asks = AllOf((LOW_INCOME, replace(LOW_INCOME, fact="pension", values=("no",), article="第七条")))
    sources = (*POLICY.fact_sources, FactSource("pension", "social_security"))
    page = rerun_page(asked(office, policy=standard(1200, criteria=asks, fact_sources=sources)), desk=office.desk)
    assert page.totals is not None
    assert page.totals.changes[Change.UNDETERMINED] == 4
    assert {one.rerun.lacking for one in page.rows if one.rerun.again.verdict is Verdict.UNDETERMINED} == {("pension",)}
    assert (str(page.totals.before), str(page.totals.after)) == ("0.00", "0.00")


def test_nothing_is_written_by_supposing(office: Office) -> None:
    before = office.entries()
    list(rerun_programme(asked(office, policy=standard(1)), desk=office.desk))
    assert office.entries() == before
    assert office.refusals() == []


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_hold_every_case_that_changes_once_and_in_order(office: Office, limit: int) -> None:
    forged(office, office.people[0])  # A case of three decisions, of which two pages may each hold some.
    forged(office, office.people[0])
    asks = asked(office)
    whole = [one.position for one in rerun_programme(asks, desk=office.desk) if not one.rerun.equal]
    page = rerun_page(asks, desk=office.desk, limit=limit)
    positions = [one.position for one in page.rows]
    while page.next is not None:
        page = rerun_page(asks, desk=office.desk, after=page.next, limit=limit)
        assert page.totals is None
        positions += [one.position for one in page.rows]
    assert positions == whole
    with pytest.raises(KeyOfAnotherList):
        rerun_page(asks, desk=office.desk, after=("?",))


def test_only_what_was_known_and_counted_then_is_run_again(office: Office) -> None:
    grants = asked(office, effective=date(2017, 6, 19))
    assert len(list(rerun_programme(grants, desk=office.desk))) == 5
    nobody = asked(office, as_of=1)
    assert list(rerun_programme(nobody, desk=office.desk)) == []
    assert list(rerun_programme(asked(office, region="990199"), desk=office.desk)) == []


def test_one_decision_is_the_newest_or_the_one_that_is_named(office: Office) -> None:
    case, now = f"{MEDICINE}/{office.people[1]}", office.views.position()
    newest = rerun_decision(case, desk=office.desk, as_of=now)
    assert (newest.rerun.decided.verdict, newest.decided_by) == (Verdict.FAILED, CASE_OFFICER.id)
    first = rerun_decision(case, desk=office.desk, as_of=now, effective=date(2017, 3, 1))
    assert first.rerun.decided.verdict is Verdict.GRANTED
    named = rerun_decision(case, desk=office.desk, as_of=now, decision=first.position, version=2)
    assert (str(named.rerun.again.amount), named.rerun.differs) == ("1200.00", ("amount",))


def test_a_refusal_is_run_again_with_its_reasons() -> None:
    office = people_on_notice(2)
    person = office.people[0]
    poor = Fact("low_income", "no", "civil_affairs", REFUSED_ON)
    office.asks(RecordCircumstances, by=CASE_OFFICER, beneficiary=person, facts=(poor,), on=REFUSED_ON)
    office.asks(RefuseCase, by=DECIDER, programme=MEDICINE, beneficiary=person, on=REFUSED_ON)
    case, now = f"{MEDICINE}/{person}", office.views.position()
    found = rerun_decision(case, desk=office.desk, as_of=now).rerun
    assert (found.equal, found.again.reasons) == (True, ("第三条第一款",))
    assert [criterion.equal for criterion in found.criteria] == [True, True]
    undecided = f"{MEDICINE}/{office.people[1]}"
    with pytest.raises(NotDecidedYet):
        rerun_decision(undecided, desk=office.desk, as_of=now)


def test_what_is_not_there_is_said(office: Office) -> None:
    case, now = f"{MEDICINE}/{office.people[0]}", office.views.position()
    with pytest.raises(NoSuchCase):
        rerun_decision(f"{MEDICINE}/b-nobody", desk=office.desk, as_of=now)
    with pytest.raises(NoSuchCase):
        rerun_decision(case, desk=office.desk, as_of=2)
    with pytest.raises(NoSuchDecision):
        rerun_decision(case, desk=office.desk, as_of=now, decision=1)
    with pytest.raises(NoSuchPolicyVersion):
        rerun_decision(case, desk=office.desk, as_of=now, version=3)
    with pytest.raises(NoStandards):
        rerun_decision(case, desk=office.desk, as_of=now, policy=replace(POLICY, standards=()))
    with pytest.raises(NoSuchProgramme):
        rerun_page(asked(office, programme="none"), desk=office.desk)
