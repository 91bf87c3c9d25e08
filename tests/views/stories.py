"""A history for the views that has every event of the catalogue; long ones lie in long_log.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from application.invariants import NoFundIsOverdrawn
from application.recorded import Recorded
from application.views.sheet import ACCOUNTS
from bench.synthetic_batch import batch
from bench.synthetic_log import Size, Told, recorded, story
from domain.accounts import events as accounts
from domain.accounts.roles import Role
from domain.batches import events as batches
from domain.beneficiaries import events as people
from domain.eligibility import events as cases
from domain.facts import Fact
from domain.funds import events as funds
from domain.funds.parts import Part, fund_of, line_id
from domain.institutions import events as institutions
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.notices import events as notices
from domain.payouts import events as payouts
from domain.periods import Month, Period
from domain.programmes.policy import ApprovalStep
from domain.proofs import trial_balance
from domain.recoveries import events as recoveries
from domain.refusals.events import CommandRefused
from domain.revenue import events as revenue
from tests.views.award_story import awarded
from tests.views.budget_story import budgeted
from tests.views.check_story import checked
from tests.views.contract_story import contracted
from tests.views.device_story import handed_out
from tests.views.inspection_story import inspected
from tests.views.levy_story import levied
from tests.views.matching_story import matched
from tests.views.record_story import kept
from tests.views.screening_story import screened
from tests.views.tailored_story import tailored
from tests.views.transmission_story import transmitted

DAY = date(2017, 6, 1)
FUND = "2017/programme-0/990101"
DOCUMENT = "财社〔2017〕114号"
PROVINCIAL = line_id(FUND, GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, DOCUMENT)
MUNICIPAL = line_id(FUND, GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, DOCUMENT)
NEXT_FUND = "2018/programme-0/990101"
NEXT = line_id(NEXT_FUND, GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, DOCUMENT)
SOMEONE = "b-00-0000000001"
SIZE = Size(programmes=1, people=300)


@cache
def small_log(ledger: str = "990101") -> list[Recorded[object]]:
    """A programme's opening, three monthly batches, and then one of everything else."""
    told = [*_months(3), *everything_else()]
    return list(recorded([*told, *_closing(list(recorded(told, ledger)))], ledger))


def _closing(log: list[Recorded[object]]) -> list[Told]:
    """Return the trial balance of the fund that was closed."""
    rule = NoFundIsOverdrawn()
    for entry in log:
        assert list(rule.see(entry)) == []
    of_fund = {line: own for line, own in rule.balances.items() if fund_of(line) == FUND}
    lines = trial_balance.listed(
        {line: dict(zip(map(str, ACCOUNTS), balances, strict=True)) for line, balances in of_fund.items()}
    )
    struck = trial_balance.struck(lines, scope=f"fund/{FUND}", period="2017", effective=None, as_of=len(log), on=DAY)
    return [(f"trial_balance/fund/{FUND}", fact, DAY) for fact in (*trial_balance.pages(lines), struck)]


def _months(months: int) -> Iterator[Told]:
    """Yield the synthetic story up to the end of so many months' batches."""
    closed = 0
    for each in story(SIZE):
        if isinstance(each[1], batches.BatchOpened) and closed == months:
            return
        closed += isinstance(each[1], batches.BatchClosed)
        yield each


def everything_else() -> list[Told]:
    """Return a lawful sequel that holds every event the synthetic story lacks."""
    person, case = f"beneficiary/{SOMEONE}", f"case/programme-0/{SOMEONE}"
    gone, other = "b-00-0000000002", "case/programme-0/b-00-0000000003"
    fact = (Fact("disability_level", "2", "certificate", DAY),)
    agreement = "agreement/a-1"
    payment = (institutions.BeneficiaryPayment(SOMEONE, Money(5000)),)
    objection = notices.ObjectionRaised("o-1", SOMEONE, notices.ObjectionGround.NOT_ELIGIBLE, DAY)
    dismissed = notices.ObjectionSettled("o-1", SOMEONE, False, "查无实据", "officer-sun", DAY)
    minutes = batches.MeetingMinutes(DAY, ("zhou", "wang"), "纪要7号", "e" * 64)
    recovery, paid = "recovery/r-1", "programme-0/2017-02/b-00-0000000004"
    part = (Part(MUNICIPAL, Money(30_000)),)
    facts: list[tuple[str, object]] = [
        *_accounts(),
        *checked(SOMEONE, MUNICIPAL, DAY),
        *inspected(SOMEONE, DAY),
        *tailored(SOMEONE, "b-00-0000000008", DAY),
        *screened(SOMEONE, DAY),
        *handed_out(SOMEONE, DAY),
        *budgeted(DAY),
        *transmitted(DAY),
        *matched(DAY),
        *awarded(DAY),
        *contracted(SOMEONE, DAY),
        *levied(DAY),
        (f"fund/{FUND}", funds.FundsAdded(MUNICIPAL, Money(700_000), "财社〔2017〕20号", DAY)),
        (f"fund/{FUND}", funds.FundsMovedOut(MUNICIPAL, Money(100_000), PROVINCIAL, "财社〔2017〕21号", DAY)),
        (f"fund/{FUND}", funds.FundsMovedIn(PROVINCIAL, Money(100_000), MUNICIPAL, "财社〔2017〕21号", DAY)),
        (person, people.CircumstancesRecorded(fact)),
        (person, people.PersonalRecordChanged("d" * 64, ("account",))),
        (f"beneficiary/{gone}", people.DeathRecorded(date(2017, 5, 3), "civil_affairs")),
        ("beneficiary/b-00-0000000005", people.MovedAway(date(2017, 5, 30), "110101")),
        *kept(DAY),
        ("notice/programme-0-1", objection),
        (case, cases.CaseReopened("programme-0-1", "o-1", DAY)),
        ("notice/programme-0-1", dismissed),
        (case, cases.CaseConfirmed("o-1", DAY)),
        (case, cases.CaseRechecked(1, fact, (), True, Money(120_000), "officer-sun", DAY)),
        (case, cases.CaseReminded(date(2017, 12, 31), "officer-sun", DAY)),
        (
            case,
            cases.CaseEvidenceFiled("ab" * 32, cases.EvidenceKind.INCOME, cases.FileType.PDF, 9, "officer-sun", DAY),
        ),
        (other, cases.CaseSuspended(Month.parse("2017-07"), cases.StopReason.REVIEW_FAILED, DAY)),
        (other, cases.CaseResumed(Month.parse("2017-09"), 1, DAY)),
        (other, cases.CaseRevoked(Month.parse("2017-11"), cases.StopReason.WITHDRAWN, DAY)),
        ("case/programme-0/b-00-new", cases.CaseApplied("990101001001", DAY, "officer-wu", fact)),
        ("case/programme-0/b-00-new", cases.CaseRefused(1, fact, (), ("第五条",), "officer-sun", DAY)),
        (
            agreement,
            institutions.AgreementSigned("91990101MA00000000", "programme-0", 2017, Money(10_000), DAY),
        ),
        (
            agreement,
            institutions.ServiceAccepted((institutions.AcceptedService(SOMEONE, Money(5000)),), "officer-sun", DAY),
        ),
        (agreement, institutions.InvoiceReceived("99010001", Money(5000), DAY)),
        (agreement, institutions.PaymentCommitted("programme-0/2017-06/1", payment)),
        (agreement, institutions.PaymentFreed("programme-0/2017-06/1", payment)),
        *_sent_back(),
        *_came_back_late(),
        (f"payout/{paid}", payouts.PayoutRecoveryOrdered("r-1", Money(30_000), DAY)),
        (
            recovery,
            recoveries.RecoveryOrdered(
                paid,
                "b-00-0000000004",
                Money(30_000),
                part,
                recoveries.RecoveryGround.ABOVE_STANDARD,
                (recoveries.Instalment(DAY, Money(30_000)),),
                "officer-sun",
                DAY,
            ),
        ),
        (
            recovery,
            recoveries.InstalmentReceived(
                paid, Money(20_000), (Part(MUNICIPAL, Money(5_000)),), (Part(MUNICIPAL, Money(15_000)),), DAY, "回单9"
            ),
        ),
        (f"fund/{FUND}", funds.FundsRecovered("r-1", (Part(MUNICIPAL, Money(5_000)),), False, DAY)),
        (f"fund/{FUND}", funds.FundsRecovered("r-1", (Part(MUNICIPAL, Money(15_000)),), True, DAY)),
        (recovery, recoveries.RecoveryTracedToFinding(f"i-1/{SOMEONE}/1", "officer-sun", DAY)),
        (recovery, recoveries.RecoveryWrittenOff(Money(10_000), "已故无遗产", minutes, "officer-feng", DAY)),
        ("revenue/2017/fees", revenue.RevenueCollected(Money(80_000), "记-1", DAY)),
        ("revenue/2017/fees", revenue.RevenueRemitted(Money(30_000), "记-2", DAY)),
        (
            "refusal/command-9",
            CommandRefused("SubmitBatch", "other_programmes_purpose", "lines[0]", "专款专用。", "Earmarked.", ()),
        ),
        (f"fund/{FUND}", funds.FundsSurrendered(PROVINCIAL, Money(9_000), DAY)),
        (f"fund/{FUND}", funds.FundsCarriedOver(MUNICIPAL, Money(50_000), NEXT, DAY)),
        (
            f"fund/{NEXT_FUND}",
            funds.FundsBroughtForward(
                NEXT,
                Money(50_000),
                MUNICIPAL,
                GovernmentLevel.MUNICIPAL,
                FundKind.GENERAL_BUDGET,
                DOCUMENT,
                2017,
                DAY,
            ),
        ),
        (f"fund/{FUND}", funds.YearClosed(DAY)),
    ]
    return [(stream, fact_, DAY) for stream, fact_ in facts]


def _accounts() -> list[tuple[str, object]]:
    """Return an officer who comes, changes office, goes and comes back."""
    first, second = ("990101001000", ("programme-0",)), ("990101002000", ())
    facts: list[object] = [
        accounts.AccountOpened(DAY),
        accounts.RoleGiven(Role.TOWNSHIP, *first),
        accounts.RoleGiven(Role.TOWNSHIP, *second),
        accounts.RoleTaken(Role.TOWNSHIP, *first),
        accounts.RoleTaken(Role.TOWNSHIP, *second),
        accounts.AccountClosed("调离"),
        accounts.AccountReopened("调回"),
        accounts.RoleGiven(Role.AUDITOR, "", ()),
    ]
    return [("account/officer-feng", fact) for fact in facts]


def _sent_back() -> list[tuple[str, object]]:
    """Return a batch that is submitted with unfunded people and sent back."""
    told = list(batch("programme-0", [SOMEONE], 2017, 6))
    opening = [(stream, fact) for stream, fact, _ in told[:4]]
    stream, fund = opening[0][0], opening[3][0]
    reserved = opening[3][1]
    assert isinstance(reserved, funds.FundsReserved)
    unfunded = batches.BatchUnfundedListed(1, "beyond", ("b-00-0000000009",))
    step = ApprovalStep.PROJECT_LEAD
    freed = funds.FundsFreed(reserved.batch_id, reserved.period, reserved.parts, reserved.seats, DAY)
    return [
        *opening[:2],
        (stream, unfunded),
        *opening[2:],
        (stream, batches.BatchSentBack(step, "officer-qian", DAY, "名单有误")),
        (fund, freed),
    ]


def _came_back_late() -> list[tuple[str, object]]:
    """Return a payment that was settled, and that the bank sent back afterwards."""
    stream, settled = next((one[0], one[1]) for one in _months(3) if isinstance(one[1], payouts.PayoutSettled))
    batch_id, period = settled.batch_id, Period(stream.split("/")[2])
    other = payouts.ReturnReason.OTHER
    return [
        (stream, payouts.PayoutReturnedLate(batch_id, settled.amount, settled.parts, False, other, "退回", DAY)),
        (f"fund/{FUND}", funds.FundsReturnedLate(batch_id, period, settled.parts, (), False, DAY)),
        (
            f"batch/{batch_id}",
            batches.LateReturnsPosted("回单九", "d" * 64, 1, settled.amount, False, "officer-chen", DAY),
        ),
    ]


def facts_of(log: Sequence[Recorded[object]]) -> set[type]:
    """Return which events a log holds."""
    return {type(entry.fact) for entry in log}
