"""Checks of funds: held too long, too old, diverted, and revenue that was spent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from application.checks.books import Line
from application.checks.check import Check, Finding, Inputs, finding
from application.views.posting import Account, Movement
from domain.batches.events import BatchApproved, BatchOpened, BatchReleased, BatchSentBack
from domain.funds import events as funds
from domain.funds.parts import fund_of
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.programmes.events import PayeeKind
from domain.transmissions.events import FundsReceived
from domain.working_days import working_days_between

TREASURY = ("国库", "财政专户", "treasury")
"""What the payee of a revenue account may be called."""

_ARRIVALS = (Movement.ALLOCATE, Movement.ADD, Movement.RECEIVE)


def held_too_long(inputs: Inputs) -> Iterator[Finding]:
    """Find money not paid out so many days after it came, first in first out, and batches approved but not released."""
    came: dict[str, list[tuple[Line, int]]] = defaultdict(list)
    left: dict[str, list[tuple[Line, int]]] = defaultdict(list)
    for line, posting in inputs.books.journal:
        if posting.movement in _ARRIVALS:
            came[posting.line].append((line, posting.amount_fen))
        elif posting.from_account in (Account.AVAILABLE, Account.RESERVED) and posting.movement not in (
            Movement.RESERVE,
            Movement.FREE,
        ):
            left[posting.line].append((line, posting.amount_fen))
    for name, arrivals in came.items():
        level = name.split("/")[3]
        days = inputs.parameters[f"held_days_{level}"]
        before = 0
        for line, fen in arrivals:
            due = line.day + timedelta(days=days)
            out = sum(amount for each, amount in left[name] if each.day <= due)
            late = fen - max(0, min(fen, out - before))
            before += fen
            if late and due < inputs.on:
                yield finding(
                    "C15",
                    name,
                    line.stream,
                    str(line.position),
                    subject=name,
                    programme=name.split("/")[1],
                    amount=Money(late),
                    evidence=[line.evidence(f"{days} days", amount=Money(fen))],
                )
    yield from _approved_and_kept(inputs)


def _approved_and_kept(inputs: Inputs) -> Iterator[Finding]:
    for batch, lines in inputs.books.of_kind("batch"):
        opened = next((line.fact for line in lines if isinstance(line.fact, BatchOpened)), None)
        if opened is None:
            continue
        policies = inputs.books.policies[opened.programme]
        limit = next((each.deadlines.pay for _, each in policies if each.version == opened.policy_version), 0)
        said: list[Line] = []
        released: Line | None = None
        for line in lines:
            if isinstance(line.fact, BatchSentBack):
                said = []
            elif isinstance(line.fact, BatchApproved):
                said.append(line)
            elif isinstance(line.fact, BatchReleased):
                released = line
        if limit and len(said) == len(opened.approval_chain):
            end = released.day if released else inputs.on
            counted = inputs.working_days_at(released.position if released else inputs.as_of)
            if working_days_between(said[-1].day, end, counted) > limit:
                proof = [said[-1].evidence(f"approved; {limit} working days")]
                proof += [released.evidence("released")] if released else []
                yield finding("C15", batch, subject=batch, programme=opened.programme, evidence=proof)


def balance_too_old(inputs: Inputs) -> Iterator[Finding]:
    """Find money still available so many years after the year it was first allocated for (结余)."""
    available: dict[str, int] = defaultdict(int)
    source: dict[str, tuple[int, Line]] = {}
    for line, posting in inputs.books.journal:
        name, year = posting.line, posting.line.split("/")[0]
        if posting.to_account is Account.AVAILABLE:
            available[name] += posting.amount_fen
        if posting.from_account is Account.AVAILABLE:
            available[name] -= posting.amount_fen
        if isinstance(line.fact, funds.FundsBroughtForward):
            source[name] = (line.fact.source_year, line)
        elif isinstance(line.fact, FundsReceived):
            source[name] = (line.fact.shares[posting.seq].source_year, line)
        elif year.isdigit():
            source.setdefault(name, (int(year), line))
    for name, (since, line) in source.items():
        if available[name] > 0 and inputs.on.year - since >= inputs.parameters["years"]:
            yield finding(
                "C16",
                name,
                subject=name,
                programme=name.split("/")[1],
                amount=Money(available[name]),
                evidence=[line.evidence(f"allocated for {since}", amount=Money(available[name]))],
            )


def diverted(inputs: Inputs) -> Iterator[Finding]:
    """Find payments out of another programme's money or to a payee outside the programme, and moves between
    programmes."""
    books = inputs.books
    agreements = {name: lines[0].fact.programme for name, lines in books.of_kind("agreement")}
    for payment in chain(books.live_payments(), books.live_claims()):
        others = [part for part in payment.parts if part.line.split("/")[1:2] != [payment.programme]]
        institution = books.payee_kind(payment.programme) is PayeeKind.INSTITUTION
        belongs = (
            agreements.get(payment.payee) == payment.programme if institution else payment.payee == payment.beneficiary
        )
        if others or not belongs:
            proof = [payment.released.evidence(f"out of {part.line}", amount=part.amount) for part in others]
            yield finding(
                "C17",
                payment.payout,
                subject=payment.payee,
                programme=payment.programme,
                amount=payment.amount,
                evidence=[payment.evidence(f"paid to {payment.payee} for"), *proof],
            )
    for _, lines in books.of_kind("fund"):
        for line in lines:
            fact = line.fact
            if isinstance(fact, funds.FundsMovedOut) and _programme(fact.line) != _programme(fact.to_line):
                yield finding(
                    "C17",
                    line.stream,
                    str(line.position),
                    subject=fact.line,
                    programme=_programme(fact.line),
                    amount=fact.amount,
                    evidence=[line.evidence(f"moved to {fact.to_line}", amount=fact.amount)],
                )


def revenue_spent(inputs: Inputs) -> Iterator[Finding]:
    """Find payments out of revenue, and outflows of revenue accounts to others than the treasury (坐支)."""
    for payment in inputs.books.payments:
        for part in payment.parts:
            if part.line.startswith("revenue/"):
                yield finding(
                    "C18",
                    payment.payout,
                    part.line,
                    subject=part.line,
                    programme=payment.programme,
                    amount=part.amount,
                    evidence=[payment.evidence()],
                )
    for row in inputs.rows("revenue_statements"):
        payee = row.text("counterparty")
        if row.day("on") <= inputs.on and not any(name in payee.lower() for name in TREASURY):
            yield finding(
                "C18",
                row.text("account"),
                str(row.day("on")),
                payee,
                str(row.row),
                subject=row.text("account"),
                amount=row.money(),
                evidence=[row.evidence("not to the treasury", amount=row.money(), day=row.day("on"))],
            )


def _programme(line: str) -> str:
    return fund_of(line).split("/")[1]


HELD_TOO_LONG = Check(
    id="C15",
    name="held_too_long",
    zh="滞拨",
    en="Held too long",
    condition_zh="资金到账后超过规定天数未拨付（按级次），或批准后超过规定工作日未发放",
    condition_en="days from receipt to payment over the limit, by level; or approved and not released in time",
    basis="《预算法》第五十二条；项目政策规定的发放时限",
    find=held_too_long,
    parameters={f"held_days_{level.value}": 90 for level in GovernmentLevel},
)
BALANCE_TOO_OLD = Check(
    id="C16",
    name="balance_too_old",
    zh="结余结转超期",
    en="Old balances",
    condition_zh="来源年度已满规定年数而仍有余额",
    condition_en="still available so many years after its source year",
    basis="国办发〔2014〕70号：结转两年以上的资金收回",
    find=balance_too_old,
    parameters={"years": 2},
)
DIVERTED = Check(
    id="C17",
    name="diverted",
    zh="挪用、串项",
    en="Diverted",
    condition_zh="资金来源或收款方不属于本项目，或跨项目调剂",
    condition_en="payee or purpose outside the programme; cross-programme journal",
    basis="《预算法》第六十三条；《财政违法行为处罚处分条例》第六条",
    find=diverted,
)
REVENUE_SPENT = Check(
    id="C18",
    name="revenue_spent",
    zh="坐支",
    en="Spending from revenue",
    condition_zh="收入未缴国库而转给他方或直接用于支付",
    condition_en="outflow of revenue to other than the treasury",
    basis="收支两条线；《残疾人就业保障金征收使用管理办法》财税〔2015〕72号",
    find=revenue_spent,
    uses=("revenue_statements",),
)
