"""Matching funds are paid by batches like anything else, unit by unit, in the ratio, never before a condition."""

from __future__ import annotations

from typing import Any

from application.commands.bank import CancelPayouts
from application.commands.batches import SendBatchBack
from application.commands.claim_batches import SubmitClaimBatch
from application.commands.institutions import ReceiveInvoice
from application.commands.matching import AdmitUnit, MeetUnitCondition, OpenMatchingScheme
from application.listed.matching import PartState
from application.lists import MATCHING_PARTS, MATCHING_SCHEMES, MATCHING_UNITS, Where
from application.matching.progress import progress_of
from domain.batches.rejections import ListedTwice, PaidAlready
from domain.claims.rejections import ClaimOfAnotherFund, NoClaims, NoSuchClaim, ProgrammePaysPersons
from domain.funds.rejections import NoMoneyOfThatLevel
from domain.institutions.rejections import AboveCeiling, MoreThanAccepted, MoreThanInvoiced
from domain.matching.rejections import (
    ConditionMetAlready,
    ConditionOutOfOrder,
    NoSuchScheme,
    NoSuchUnit,
    NotAConditionOfTheScheme,
    PartNotFreed,
    RatioDoesNotFit,
    SameHandsOnUnit,
    SchemeExists,
    UnitExists,
)
from domain.money import Money
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep
from tests.support.matching import (
    CITY,
    DISTRICT,
    MET_BY,
    OTHER_OFFICER,
    SCHEME,
    STATIONS,
    admit,
    asked_to_pay,
    claim,
    funded,
    invoiced,
    meets,
    met,
    pays,
    three_stations,
)
from tests.support.office import APPROVERS, BUILDER, CASHIER, DECIDER, Office
from tests.support.stories import AGAIN, APPROVED, MEDICINE, a_programme, approve, post_result, release, yuan


def two_of_three_done() -> Office:
    """The first has everything, the second its site, the third nothing; all invoices are there."""
    office = three_stations()
    funded(office, city=180_000, district=120_000)
    meets(office, "s-1", "选址", "完工", "验收")
    meets(office, "s-2", "选址")
    invoiced(office, 1, 100_000)
    invoiced(office, 2, 100_000)
    return office


def test_of_three_stations_the_finished_is_paid_whole_the_sited_by_the_city_and_the_third_not_at_all() -> None:
    office = two_of_three_done()
    pays(office, claim("s-1", CITY), claim("s-1", DISTRICT), claim("s-2", CITY))
    found = progress_of(SCHEME, desk=office.desk)
    city, district = found.levels
    assert (city.planned, city.paid, city.unpaid, city.paid_rate) == (
        yuan(180_000),
        yuan(120_000),
        yuan(60_000),
        "66.67 %",
    )
    assert (district.planned, district.paid, district.unpaid) == (yuan(120_000), yuan(40_000), yuan(80_000))
    assert [(unit.unit, unit.done, [part.paid for part in unit.parts]) for unit in found.by_unit] == [
        ("s-1", True, [yuan(60_000), yuan(40_000)]),
        ("s-2", False, [yuan(60_000), Money(0)]),
        ("s-3", False, [Money(0), Money(0)]),
    ]
    assert (found.units, found.units_done, found.by_unit[1].next_condition) == (3, 1, "完工")
    line = office.balance(f"2017/{STATIONS}/990101/municipal/general_budget/财社〔2017〕18号")
    assert (line.settled, line.available) == (yuan(120_000), yuan(60_000))
    office.holds()


def test_the_lists_tell_the_same() -> None:
    office = two_of_three_done()
    pays(office, claim("s-1", CITY))
    (scheme,) = office.views.rows(MATCHING_SCHEMES)
    assert (scheme.ratio, scheme.conditions, scheme.units) == ("3:2", ("选址", "完工", "验收"), 3)
    assert [unit.conditions_met for unit in office.views.rows(MATCHING_UNITS)] == [
        ("选址", "完工", "验收"),
        ("选址",),
        (),
    ]
    stages = [(part.unit, part.level, part.stage) for part in office.views.rows(MATCHING_PARTS)]
    assert stages == [
        ("s-1", CITY, PartState.PAID),
        ("s-1", DISTRICT, PartState.FREED),
        ("s-2", CITY, PartState.FREED),
        ("s-2", DISTRICT, PartState.WAITING),
        ("s-3", CITY, PartState.WAITING),
        ("s-3", DISTRICT, PartState.WAITING),
    ]
    waiting = office.views.rows(MATCHING_PARTS, where=Where(scheme=SCHEME, stages=("paid",)))
    assert [part.claim for part in waiting] == [claim("s-1", CITY)]


def test_nothing_is_paid_before_its_condition_and_the_attempt_is_kept() -> None:
    office = two_of_three_done()
    for early in (claim("s-2", DISTRICT), claim("s-3", CITY)):
        office.is_refused(PartNotFreed, SubmitClaimBatch, by=BUILDER, field="claims", **asked_to_pay(early))
    assert office.refusals() == ["part_not_freed", "part_not_freed"]


def test_a_part_is_paid_once() -> None:
    office = two_of_three_done()
    pays(office, claim("s-1", CITY))
    office.is_refused(PaidAlready, SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY), number="2"))


def test_a_claim_stands_in_one_batch_at_a_time() -> None:
    office = two_of_three_done()
    office.asks(SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY)))
    office.is_refused(MoreThanAccepted, SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY), number="2"))


def test_what_a_batch_sent_back_held_may_be_paid_by_another() -> None:
    office = two_of_three_done()
    answer = office.asks(SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY)))
    step = ApprovalStep.PROJECT_LEAD
    facts: dict[str, Any] = {"step": step, "reason": "附件不齐", "on": APPROVED}
    office.asks(SendBatchBack, by=APPROVERS[step], batch_id=answer.said["batch"], **facts)
    pays(office, claim("s-1", CITY), number="2")
    office.holds()


def test_what_the_bank_sent_back_and_was_given_up_is_free_to_be_paid_again() -> None:
    office = two_of_three_done()
    answer = office.asks(SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY)))
    office.batch, office.digest = str(answer.said["batch"]), str(answer.said["digest"])
    approve(office)
    release(office)
    post_result(office, returned=[claim("s-1", CITY)])
    assert _stage(office) is PartState.RETURNED
    facts: dict[str, Any] = {"beneficiaries": (claim("s-1", CITY),), "reason": "账户已销", "on": AGAIN}
    office.asks(CancelPayouts, by=CASHIER, batch_id=office.batch, **facts)
    assert _stage(office) is PartState.FREED
    office.holds()


def test_money_of_one_level_never_pays_the_others_part() -> None:
    office = three_stations()
    funded(office, city=59_999, district=120_000)
    meets(office, "s-1", "选址")
    invoiced(office, 1, 60_000)
    office.is_refused(NoMoneyOfThatLevel, SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY)))


def test_nothing_is_paid_without_an_invoice() -> None:
    office = three_stations()
    funded(office, city=180_000, district=120_000)
    meets(office, "s-1", "选址")
    office.is_refused(MoreThanInvoiced, SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY)))


def test_a_batch_of_claims_is_held_to_its_fund() -> None:
    office = two_of_three_done()
    asked = asked_to_pay(claim("s-1", CITY))
    office.is_refused(NoClaims, SubmitClaimBatch, by=BUILDER, **asked_to_pay())
    office.is_refused(NoSuchClaim, SubmitClaimBatch, by=BUILDER, **asked_to_pay("b-7k0v9m2xq4a8e1zt"))
    office.is_refused(NoSuchClaim, SubmitClaimBatch, by=BUILDER, **asked_to_pay(f"matching.{SCHEME}.s-1.provincial"))
    office.is_refused(NoSuchScheme, SubmitClaimBatch, by=BUILDER, **asked_to_pay("matching.none.s-1.municipal"))
    office.is_refused(ListedTwice, SubmitClaimBatch, by=BUILDER, **asked_to_pay(claim("s-1", CITY), claim("s-1", CITY)))
    office.is_refused(ClaimOfAnotherFund, SubmitClaimBatch, by=BUILDER, **(asked | {"region": "990102"}))
    office.is_refused(ClaimOfAnotherFund, SubmitClaimBatch, by=BUILDER, **(asked | {"period": Period("2016")}))
    a_programme(office)
    office.is_refused(ProgrammePaysPersons, SubmitClaimBatch, by=BUILDER, **(asked | {"programme": MEDICINE}))
    a_programme(office, "other-stations", payee_kind=PayeeKind.INSTITUTION)
    office.is_refused(ClaimOfAnotherFund, SubmitClaimBatch, by=BUILDER, **(asked | {"programme": "other-stations"}))


def test_units_and_conditions_are_refused_on_the_road_as_in_the_domain() -> None:
    office = three_stations()
    unit: dict[str, Any] = {"scheme_id": SCHEME, "name": "站", "agreement_id": "run-1", "amount": yuan(100_000)}
    on = met("s-1", "选址")["on"]
    office.is_refused(UnitExists, AdmitUnit, by=DECIDER, unit="s-1", on=on, **unit)
    office.is_refused(RatioDoesNotFit, AdmitUnit, by=DECIDER, unit="s-9", on=on, **(unit | {"amount": Money(7)}))
    office.is_refused(NoSuchUnit, MeetUnitCondition, by=DECIDER, **met("s-9", "选址"))
    office.is_refused(
        NotAConditionOfTheScheme, MeetUnitCondition, by=DECIDER, **(met("s-1", "选址") | {"condition": "x"})
    )
    office.is_refused(ConditionOutOfOrder, MeetUnitCondition, by=DECIDER, **met("s-1", "验收"))
    meets(office, "s-1", "选址")
    office.is_refused(ConditionMetAlready, MeetUnitCondition, by=OTHER_OFFICER, **met("s-1", "选址"))
    office.is_refused(SameHandsOnUnit, MeetUnitCondition, by=MET_BY["选址"], **met("s-1", "完工"))
    scheme = office.desk.log.stream(f"matching/{SCHEME}")[0].fact
    terms = {name: getattr(scheme, name) for name in ("programme", "region", "period", "document", "shares")}
    again: dict[str, Any] = terms | {"conditions": ("选址", "验收"), "scheme_id": SCHEME, "on": on}
    office.is_refused(SchemeExists, OpenMatchingScheme, by=DECIDER, **again)


def test_an_agreement_bounds_what_its_units_free() -> None:
    office = three_stations()
    admit(office, "s-4", agreement_id="run-1")
    meets(office, "s-1", "选址", "完工", "验收")
    office.is_refused(AboveCeiling, MeetUnitCondition, by=MET_BY["选址"], **met("s-4", "选址"))
    office.is_refused(
        AboveCeiling,
        ReceiveInvoice,
        by=BUILDER,
        agreement_id="run-1",
        invoice_number="票-1",
        amount=yuan(100_001),
        on=met("s-1", "验收")["on"],
    )


def _stage(office: Office) -> PartState:
    return next(iter(office.views.rows(MATCHING_PARTS))).stage
