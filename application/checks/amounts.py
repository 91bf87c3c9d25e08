"""Checks of how much is paid, and to whom by the rules: the standard, the scope, the payroll, what arrived."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from application.checks.books import Payment
from application.checks.check import Check, Finding, Inputs, finding
from application.checks.lists import ListRow
from domain.batches.events import BatchLinesListed, BatchSubmitted, PayoutKind
from domain.checks.events import Evidence
from domain.eligibility.criteria import evaluate, only_expired
from domain.facts import Fact
from domain.institutions.worth import worth_of
from domain.money import ZERO, Money, total
from domain.programmes.events import PayeeKind
from domain.programmes.policy import StandardUnit
from domain.programmes.policy_checks import facts_used

INCOME_FACTS = frozenset({"low_income", "income_yuan", "household_income", "extreme_poverty", "low_income_level"})
"""Facts by which a programme is income-tested (低保、特困、低收入)."""


def amount_is_not_the_rule(inputs: Inputs) -> Iterator[Finding]:
    """Find regular payments of another amount than the case, the tier and the months come to."""
    for payment in inputs.books.live_payments():
        kind = inputs.books.batch_kind(payment.batch)
        if payment.correction or kind is not PayoutKind.REGULAR:
            continue
        due = _due(inputs, payment)
        if due is not None and due != payment.amount:
            difference = payment.amount - due if payment.amount > due else due - payment.amount
            lines = inputs.books.case(payment.programme, payment.beneficiary)
            proof = [lines[-1].evidence("due by the rules", amount=due)] if lines else []
            yield finding(
                "C09",
                payment.payout,
                subject=payment.beneficiary,
                programme=payment.programme,
                amount=difference,
                evidence=[payment.evidence(), *proof],
            )


def _due(inputs: Inputs, payment: Payment) -> Money | None:
    """Return what a payment should be; None when the books do not say."""
    books, policy = inputs.books, inputs.books.policy_of(payment)
    if policy is None:
        return None
    if books.payee_kind(payment.programme) is PayeeKind.INSTITUTION:
        lines = books.stream(f"agreement/{payment.payee}")
        accepted = [amount for line in lines for person, amount in worth_of(line.fact) if person == payment.beneficiary]
        return min(payment.amount, max(total(accepted), ZERO))
    tier = next((each for each in policy.tiers if each.name == payment.tier), None)
    if tier is not None and tier.amount is not None:
        return tier.amount
    worth = books.amounts_by_month(payment.programme, payment.beneficiary)
    months = [worth[month] for month in payment.period.months() if month in worth]
    if policy.standard_unit is StandardUnit.MONTH:
        return total(months)
    return months[-1] if months else ZERO


def facts_are_false(inputs: Inputs) -> Iterator[Finding]:
    """Find payments to people who, by all that is known now of that day, were not eligible (超范围)."""
    listed = inputs.of_people("registers")
    for payment in inputs.books.live_payments():
        policy = inputs.books.policy_of(payment)
        if policy is None:
            continue
        day = payment.period.first.first_day()
        facts = inputs.books.facts_at(payment.beneficiary, day)
        rows = [row for row in listed.get(payment.beneficiary, ()) if row.day("from_on") <= day <= row.day("until_on")]
        known = _with(facts, rows)
        if evaluate(policy.criteria, known, day)[0] or only_expired(policy.criteria, known, day):
            continue
        proof = [row.evidence(f"{row.text('fact')}={row.text('value')}", day=row.day("from_on")) for row in rows]
        proof += _against(inputs, payment, known)
        yield finding(
            "C10",
            payment.payout,
            subject=payment.beneficiary,
            programme=payment.programme,
            amount=payment.owed,
            evidence=[payment.evidence(), *proof],
        )


def _with(facts: Sequence[Fact], rows: Sequence[ListRow]) -> tuple[Fact, ...]:
    values = {fact.name: fact for fact in facts}
    for row in rows:
        name = row.text("fact")
        values[name] = Fact(name, row.text("value"), f"list/{row.name}", row.day("from_on"))
    return tuple(values.values())


def _against(inputs: Inputs, payment: Payment, known: Sequence[Fact]) -> list[Evidence]:
    held = {(fact.name, fact.value, fact.as_of) for fact in known}
    return [
        line.evidence(f"{fact.name}={fact.value}", day=fact.as_of)
        for fact, line in inputs.books.facts(payment.beneficiary)
        if (fact.name, fact.value, fact.as_of) in held and line.position > payment.released.position
    ]


def on_the_public_payroll(inputs: Inputs) -> Iterator[Finding]:
    """Find payments of income-tested programmes to people on the public payroll in that period."""
    listed = inputs.of_people("payroll")
    for payment in inputs.books.live_payments():
        policy = inputs.books.policy_of(payment)
        if policy is None or not INCOME_FACTS & set(facts_used(policy)):
            continue
        first, last = payment.period.first.first_day(), payment.period.last.next().first_day()
        rows = [
            row
            for row in listed.get(payment.beneficiary, ())
            if row.day("from_on") < last and row.day("until_on") >= first
        ]
        if rows:
            yield finding(
                "C11",
                payment.payout,
                subject=payment.beneficiary,
                programme=payment.programme,
                amount=payment.owed,
                evidence=[
                    payment.evidence(),
                    *(row.evidence("on the payroll", day=row.day("from_on")) for row in rows),
                ],
            )


def less_arrived_than_approved(inputs: Inputs) -> Iterator[Finding]:
    """Find payments of which less was settled, or credited by the bank, than the batch approved (克扣、截留)."""
    approved: dict[tuple[str, str], Money] = {}
    for batch, lines in inputs.books.of_kind("batch"):
        draft: dict[tuple[str, str], Money] = {}
        for line in lines:
            if isinstance(line.fact, BatchLinesListed):
                draft = {} if line.fact.page == 1 else draft
                draft.update({(batch, each.beneficiary): each.amount for each in line.fact.lines})
            elif isinstance(line.fact, BatchSubmitted):
                approved.update(draft)
    credited: dict[str, list[ListRow]] = {}
    for row in inputs.rows("bank_credits"):
        credited.setdefault(row.text("payout"), []).append(row)
    for payment in inputs.books.payments:
        if payment.settled is None or payment.cancelled or payment.returned:
            continue
        due = approved.get((payment.batch, payment.beneficiary), payment.amount)
        paid = payment.settled.fact.amount
        rows = [row for row in credited.get(payment.payout, ()) if row.day("on") <= inputs.on]
        arrived = min(paid, total(row.money() for row in rows)) if rows else paid
        if arrived < due:
            yield finding(
                "C14",
                payment.payout,
                subject=payment.beneficiary,
                programme=payment.programme,
                amount=due - arrived,
                evidence=[
                    payment.evidence(),
                    payment.settled.evidence("settled", amount=paid),
                    *(row.evidence("credited", amount=row.money(), day=row.day("on")) for row in rows),
                ],
            )


AMOUNT_IS_NOT_THE_RULE = Check(
    id="C09",
    name="amount_is_not_the_rule",
    zh="超标准、不按标准发放",
    en="Above the standard",
    condition_zh="发放金额不等于按政策、档次和月数计算的金额",
    condition_en="amount ≠ what the rule, the tier and the months come to",
    basis="项目政策的标准表",
    find=amount_is_not_the_rule,
)
FACTS_ARE_FALSE = Check(
    id="C10",
    name="facts_are_false",
    zh="超范围发放",
    en="Out of scope",
    condition_zh="按现已知的当日事实，不符合政策条件",
    condition_en="by what is known now of that day, the criteria do not hold",
    basis="项目政策的条件；国发〔2015〕52号：虚报冒领的予以追回",
    find=facts_are_false,
    uses=("registers",),
)
ON_THE_PUBLIC_PAYROLL = Check(
    id="C11",
    name="on_the_public_payroll",
    zh="财政供养人员领取",
    en="Public payroll",
    condition_zh="领取人当期在财政供养名单内，且项目以收入为条件",
    condition_en="payee on the public payroll, and the programme is income-tested",
    basis="最低生活保障审核确认办法：民发〔2021〕57号",
    find=on_the_public_payroll,
    needs=("payroll",),
)
LESS_ARRIVED = Check(
    id="C14",
    name="less_arrived_than_approved",
    zh="克扣截留",
    en="Withheld",
    condition_zh="到人金额小于批准金额",
    condition_en="settled to the person < approved",
    basis="《财政违法行为处罚处分条例》第六条：截留、挪用财政资金",
    find=less_arrived_than_approved,
    uses=("bank_credits",),
)
