"""Histories of funds and batches, built on one another: case 000's medicine subsidy of 2017."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.batches import state as batches
from domain.batches.build import Draft, Entitled, build
from domain.batches.decisions import submit
from domain.batches.events import BatchApproved, BatchOpened, MeetingMinutes, PayoutKind
from domain.batches.state import Batch
from domain.funds import decisions as funds
from domain.funds.events import FundsAllocated, LevelShare, SeatsTaken
from domain.funds.parts import Part
from domain.funds.state import Fund, evolve, replay
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import (
    ApprovalStep,
    Deadlines,
    FactAmong,
    FactSource,
    Policy,
    Standard,
    StandardUnit,
    Tier,
    TierShare,
)

FUND = "2017/psy-medicine/990101"
DOCUMENT = "财社〔2016〕114号"
PROVINCIAL = f"{FUND}/provincial/general_budget/{DOCUMENT}"
MUNICIPAL = f"{FUND}/municipal/general_budget/{DOCUMENT}"
YEAR = Period("2017")
SPRING, NEW_YEARS_EVE = date(2017, 4, 25), date(2017, 12, 31)
HEADCOUNTS = {"in_quota": 502, "over_quota": None}
BATCH = "psy-medicine/2017/1"
STEPS = tuple(ApprovalStep)
MINUTES = MeetingMinutes(SPRING, ("wu", "zheng", "feng"), "纪要2017-3", "ab" * 32)


def yuan(amount: int) -> Money:
    return Money(amount * 100)


def share(level: GovernmentLevel, part: Fraction) -> TierShare:
    return TierShare(level, FundKind.GENERAL_BUDGET, part)


IN_QUOTA = Tier(
    "in_quota",
    502,
    None,
    (share(GovernmentLevel.PROVINCIAL, Fraction(4, 5)), share(GovernmentLevel.MUNICIPAL, Fraction(1, 5))),
)
OVER_QUOTA = Tier("over_quota", None, None, (share(GovernmentLevel.MUNICIPAL, Fraction(1)),))
POLICY = Policy(
    version=1,
    valid_from=date(2017, 1, 1),
    document="残联发〔2017〕1号",
    criteria=FactAmong("disability_type", ("mental",), "第三条", "精神残疾", "mental disability"),
    standards=(Standard("", "", yuan(1000), "第五条"),),
    standard_unit=StandardUnit.PERIOD,
    tiers=(IN_QUOTA, OVER_QUOTA),
    excludes=(),
    notice_days=7,
    review_levels=(GovernmentLevel.TOWNSHIP, GovernmentLevel.COUNTY),
    approval_chain=STEPS,
    deadlines=Deadlines(3, 10, 3, 10),
    fact_sources=(FactSource("disability_type", "certificate"),),
)


def an_allocated_fund(provincial: int = 401_600, municipal: int = 788_400) -> Fund:
    shares = (
        LevelShare(GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, yuan(provincial)),
        LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, yuan(municipal)),
    )
    return replay(FUND, [FundsAllocated(DOCUMENT, shares, date(2017, 1, 10))])


def reserved(fund: Fund, *parts: Part, batch: str = "psy-medicine/2017/1", seats: int = 1) -> Fund:
    event = funds.reserve(
        fund,
        batch_id=batch,
        period=YEAR,
        parts=parts,
        seats=[SeatsTaken("in_quota", seats)],
        headcounts=HEADCOUNTS,
        on=SPRING,
    )
    return evolve(fund, event)


def people(count: int) -> list[Entitled]:
    return [Entitled(f"b-{n:04d}", f"b-{n:04d}", "990101001000", yuan(1000)) for n in range(count)]


def a_draft(count: int = 3) -> Draft:
    return build(people(count), policy=POLICY, fund=an_allocated_fund(), period=YEAR)


def an_opening() -> BatchOpened:
    return BatchOpened(
        programme="psy-medicine",
        region="990101",
        period=YEAR,
        payout_kind=PayoutKind.REGULAR,
        payee_kind=PayeeKind.PERSON,
        policy_version=1,
        approval_chain=STEPS,
        opened_by="builder",
        opened_on=SPRING,
        built_at=7,
    )


def a_submitted_batch(count: int = 3) -> Batch:
    opened = an_opening()
    events = submit(BATCH, opened, a_draft(count), by="builder", on=SPRING)
    batch = batches.replay(BATCH, [opened, *events])
    assert batch is not None
    return batch


def approved(batch: Batch, *approvers: str) -> Batch:
    """Take one step after another, each by the next approver."""
    for approver in approvers:
        step = batch.next_step
        assert step is not None
        assert batch.submitted is not None
        minutes = MINUTES if step is ApprovalStep.COLLECTIVE_MEETING else None
        batch = batches.evolve(batch, BatchApproved(step, approver, SPRING, batch.submitted.digest, minutes))
    return batch


def an_approved_batch(count: int = 3) -> Batch:
    return approved(a_submitted_batch(count), "zhao", "qian", "sun", "li")
