"""Holding, erasing and telling apart: what stands against it, what it leaves, and what it never touches."""

from __future__ import annotations

from datetime import date

import pytest

from application.commands.batches import ReleaseBatch
from application.commands.beneficiaries import RecordDeath
from application.commands.personal_files import (
    ErasePerson,
    JudgeLikeness,
    LiftLegalHold,
    PlaceLegalHold,
    SameOrNot,
    erase_person,
)
from application.commands.recoveries import OrderRecovery
from application.commands.safekeeping import SetRetention
from application.commands.standing import RevokeCase
from application.road import Officer
from domain.batches.rejections import NotInStanding
from domain.beneficiaries.events import PersonErased
from domain.beneficiaries.rejections import (
    CaseStillLive,
    FoundAlready,
    LegalHoldStands,
    LifterErases,
    NoSuchHold,
    PersonIsErased,
    PersonsMoneyOpen,
    RegistrarFinds,
    RegistrationIsClosed,
    SamePersonAsOneself,
)
from domain.eligibility.events import StopReason
from domain.free_text import PersonalNumberInText
from domain.periods import Month, Period
from domain.personal_data import PersonalDataErased
from domain.recoveries.events import Instalment, RecoveryGround
from domain.safekeeping.rejections import NoRetentionRule, RetentionBinds, RetentionForEver, RetentionUnchanged
from tests.support.office import BUILDER, CASE_OFFICER, CASHIER, DECIDER, LIAISON, Office
from tests.support.stories import MEDICINE, RELEASED, a_released_batch, a_settled_batch, an_approved_batch, yuan

HEAD, LEADER = Officer("head-li"), Officer("leader-qian")
REQUEST = {"request": "申请〔2040〕3号", "reason": "本人申请删除"}


def a_person_long_gone(years: int | None = 10) -> tuple[Office, str]:
    """Somebody who was paid in 2017, whose case ended, in a ledger that keeps records so long; it is 2040."""
    office = a_settled_batch()
    if years is not None:
        office.asks(SetRetention, by=BUILDER, programme="", years=years, document="财政部令第79号")
    person = office.people[0]
    ends(office, person)
    office.clock.day = date(2040, 1, 1)
    return office, person


def money_of(office: Office, person: str) -> tuple[object, ...]:
    """What the lines hold, and where a person's payment came from."""
    trail = office.views.trail_of_payout(f"{MEDICINE}/2017/{person}")
    return office.position().lines, trail.sources, trail.steps


def ends(office: Office, person: str) -> None:
    day = office.clock.today()
    month = Month.of(day)
    facts = {"programme": MEDICINE, "beneficiary": person, "reason": StopReason.WITHDRAWN, "from_month": month}
    office.asks(RevokeCase, by=DECIDER, on=day, **facts)


def test_an_erased_person_is_gone_from_the_vault_and_all_money_stays_as_it_was() -> None:
    office, person = a_person_long_gone()
    before = money_of(office, person)
    office.asks(ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    assert money_of(office, person) == before
    with pytest.raises(PersonalDataErased):
        office.desk.vault.reveal(person, actor="x", why="check")
    [event] = [entry.fact for entry in office.entries() if isinstance(entry.fact, PersonErased)]
    assert (event.request, event.ordered_by, event.erased_on) == (REQUEST["request"], HEAD.id, date(2040, 1, 1))
    office.is_refused(PersonIsErased, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    office.holds()


def test_a_crash_between_log_and_vault_is_healed_by_whoever_asks_again() -> None:
    office, person = a_person_long_gone()
    vault, ask = office.desk.vault, ErasePerson(command_id="erase-000001", beneficiary=person, **REQUEST)

    class Crash(Exception):
        pass

    def crash(*_: object, **__: object) -> bool:
        raise Crash

    whole = vault.erase
    vault.erase = crash  # type: ignore[method-assign]  # the process ends here
    with pytest.raises(Crash):
        erase_person(ask, by=HEAD, desk=office.desk)
    vault.erase = whole  # type: ignore[method-assign]  # as it was
    assert vault.reveal(person, actor="x", why="check").name
    assert erase_person(ask, by=HEAD, desk=office.desk).replayed
    assert vault.is_erased(person)


def test_accounting_records_bind_until_the_end_of_the_last_year_that_counts() -> None:
    office, person = a_person_long_gone(years=10)
    office.clock.day = date(2027, 12, 31)
    office.is_refused(RetentionBinds, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    office.clock.day = date(2028, 1, 1)
    office.asks(ErasePerson, by=HEAD, beneficiary=person, **REQUEST)


def test_without_a_rule_nobody_who_was_paid_is_erased_and_for_ever_is_for_ever() -> None:
    office, person = a_person_long_gone(years=None)
    office.is_refused(NoRetentionRule, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    office.asks(SetRetention, by=BUILDER, programme="", years=10, document="财政部令第79号")
    office.asks(SetRetention, by=BUILDER, programme=MEDICINE, years=None, document="省档〔2040〕1号")
    office.is_refused(RetentionForEver, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    office.is_refused(
        RetentionUnchanged, SetRetention, by=BUILDER, programme=MEDICINE, years=None, document="省档〔2040〕2号"
    )


def test_a_legal_hold_forbids_it_and_whoever_lifts_it_does_not_order_it() -> None:
    office, person = a_person_long_gone()
    hold = {"beneficiary": person, "document": "法调〔2039〕7号"}
    office.asks(PlaceLegalHold, by=CASE_OFFICER, reason="法院调卷", **hold)
    office.is_refused(LegalHoldStands, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    lifting = {"lifting_document": "法调〔2040〕1号", "reason": "案件审结"}
    office.is_refused(NoSuchHold, LiftLegalHold, by=HEAD, **{**hold, "document": "另一文号"}, **lifting)
    office.asks(LiftLegalHold, by=LEADER, **hold, **lifting)
    office.is_refused(LifterErases, ErasePerson, by=LEADER, beneficiary=person, **REQUEST)
    office.asks(ErasePerson, by=HEAD, beneficiary=person, **REQUEST)


def test_nobody_with_a_live_case_or_open_money_is_erased() -> None:
    office = a_settled_batch()
    person = office.people[0]
    office.asks(SetRetention, by=BUILDER, programme="", years=1, document="财政部令第79号")
    office.clock.day = date(2040, 1, 1)
    office.is_refused(CaseStillLive, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)
    ends(office, person)
    ordered = {"recovery_id": "r-9", "payout_id": f"{MEDICINE}/2017/{person}", "amount": yuan(10)}
    due = {"ground": RecoveryGround.FALSE_FACTS, "instalments": (Instalment(date(2040, 2, 1), yuan(10)),)}
    office.asks(OrderRecovery, by=BUILDER, on=date(2040, 1, 1), **ordered, **due)
    office.is_refused(PersonsMoneyOpen, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)


@pytest.mark.parametrize("story", [an_approved_batch, a_released_batch])
def test_money_that_is_awaited_at_the_bank_or_in_approval_is_open(story: object) -> None:
    office: Office = story()  # type: ignore[operator]  # a story of tests/support
    person = office.people[0]
    ends(office, person)
    office.is_refused(PersonsMoneyOpen, ErasePerson, by=HEAD, beneficiary=person, **REQUEST)


def test_the_entry_of_an_erasure_names_nobody_by_number() -> None:
    office, person = a_person_long_gone()
    facts = {**REQUEST, "reason": "990101198001010014 本人申请"}
    office.is_refused(PersonalNumberInText, ErasePerson, by=HEAD, beneficiary=person, **facts)
    assert not office.desk.vault.is_erased(person)


def test_the_later_of_two_registrations_of_one_person_is_closed_and_no_money_moves() -> None:
    office = a_settled_batch()
    earlier, later = sorted(office.people[:2], key=lambda one: office.desk.log.stream(f"beneficiary/{one}")[0].position)
    before = money_of(office, later)
    said = office.asks(
        JudgeLikeness, by=DECIDER, beneficiary=earlier, other=later, found=SameOrNot.SAME, reason="两次建档"
    ).said
    assert (said["earlier"], said["later"]) == (earlier, later)
    assert money_of(office, later) == before
    fallen = office.views.not_in_standing([later], MEDICINE, Period("2017"))
    assert [(one.beneficiary, one.reason) for one in fallen] == [(later, "registered_twice")]
    office.is_refused(
        RegistrationIsClosed, RecordDeath, by=LIAISON, beneficiary=later, died_on=date(2018, 1, 1), source="民政局"
    )
    office.holds()


def test_a_batch_with_a_closed_registration_is_not_released() -> None:
    office = an_approved_batch()
    earlier, later = office.people[:2]
    office.asks(
        JudgeLikeness, by=Officer("sun"), beneficiary=earlier, other=later, found=SameOrNot.SAME, reason="两次建档"
    )
    office.is_refused(NotInStanding, ReleaseBatch, by=CASHIER, batch_id=office.batch, value_date=RELEASED)


def test_two_who_are_alike_and_are_two_are_told_apart_once() -> None:
    office = a_settled_batch()
    one, other = office.people[:2]
    finding = {"beneficiary": one, "other": other, "found": SameOrNot.DIFFERENT, "reason": "双胞胎"}
    office.asks(JudgeLikeness, by=DECIDER, **finding)
    office.is_refused(FoundAlready, JudgeLikeness, by=DECIDER, **finding)
    office.is_refused(SamePersonAsOneself, JudgeLikeness, by=DECIDER, **{**finding, "other": one})


@pytest.mark.parametrize("found", SameOrNot)
def test_whoever_registered_one_of_them_does_not_say_whether_they_are_one(found: SameOrNot) -> None:
    office = a_settled_batch()
    one, other = office.people[:2]
    registrar = Officer(office.desk.log.stream(f"beneficiary/{one}")[0].actor)
    finding = {"beneficiary": one, "other": other, "found": found, "reason": "核对档案"}
    office.is_refused(RegistrarFinds, JudgeLikeness, by=registrar, **finding)
