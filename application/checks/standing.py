"""Checks of who is paid at all: the dead, prisoners, people without a certificate, people nobody has seen, and people
who should be paid and are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from application.checks.books import Line, Payment
from application.checks.check import Check, Finding, Inputs, finding
from domain.checks.events import Evidence
from domain.eligibility import events as cases
from domain.eligibility.criteria import evaluate
from domain.periods import Month
from domain.programmes.policy import Policy
from domain.programmes.policy_checks import facts_used

CERTIFICATE = "certificate_valid_until"
WITHDRAWN = cases.StopReason.WITHDRAWN


def paid_after_death(inputs: Inputs) -> Iterator[Finding]:
    """Find payments for a period later than the month of death, by the log or by the list `deaths`."""
    listed = inputs.of_people("deaths")
    for payment in inputs.books.live_payments():
        deaths: list[tuple[date, Evidence]] = []
        if line := inputs.books.died(payment.beneficiary):
            deaths.append((line.day, line.evidence("death recorded")))
        rows = [row for row in listed.get(payment.beneficiary, ()) if row.day("died_on") <= inputs.on]
        deaths.extend((row.day("died_on"), row.evidence("death listed", day=row.day("died_on"))) for row in rows)
        known = [proof for died, proof in deaths if payment.period.first > Month.of(died)]
        if known:
            yield _of(payment, "C01", known)


def paid_in_prison(inputs: Inputs) -> Iterator[Finding]:
    """Find payments for a period later than the month a sentence took effect, until the month of release."""
    listed = inputs.of_people("sentences")
    for payment in inputs.books.live_payments():
        known = [
            row.evidence("sentence", day=row.day("from_on"))
            for row in listed.get(payment.beneficiary, ())
            if Month.of(row.day("from_on")) < payment.period.first <= Month.of(row.day("until_on"))
        ]
        if known:
            yield _of(payment, "C02", known)


def paid_without_certificate(inputs: Inputs) -> Iterator[Finding]:
    """Find payments for periods in which no certificate was valid. The list, when brought, is what counts."""
    brought, listed = "certificates" in inputs.lists, inputs.of_people("certificates")
    for payment in inputs.books.live_payments():
        policy = inputs.books.policy_of(payment)
        if policy is None or CERTIFICATE not in facts_used(policy):
            continue
        first, last = payment.period.first.first_day(), payment.period.last
        if brought:
            rows = listed.get(payment.beneficiary, [])
            valid = any(first <= row.day("until_on") and Month.of(row.day("issued_on")) <= last for row in rows)
            seen = [row.evidence("certificate until", day=row.day("until_on")) for row in rows]
        else:
            known = [(fact, line) for fact, line in inputs.books.facts(payment.beneficiary) if fact.name == CERTIFICATE]
            valid = any(_last_day(fact.value) >= first for fact, _ in known)
            seen = [line.evidence("certificate until", day=_last_day(fact.value)) for fact, line in known]
        if not valid:
            yield _of(payment, "C03", seen)


def entitled_and_not_receiving(inputs: Inputs) -> Iterator[Finding]:
    """Find people whom the rules take in since so many months, and who hold no case (应享未享)."""
    books, months = inputs.books, inputs.parameters["months"]
    for programme in list(books.policies):
        policy = books.policy_on(programme, inputs.on)
        if policy is None:
            continue
        for person in books.people():
            if books.died(person) or books.moved(person) or _holds(inputs, person, programme, policy):
                continue
            ended = _ended(books.case(programme, person))
            since = _eligible_since(inputs, policy, person)
            since = since if since is None or ended is None else max(since, ended.day)
            if since is not None and Month.of(inputs.on).index - Month.of(since).index >= months:
                lines = books.stream(f"beneficiary/{person}")
                proof = [lines[0].evidence("eligible since", day=since)]
                yield finding("C04", programme, person, subject=person, programme=programme, evidence=proof)


def paid_and_not_seen(inputs: Inputs) -> Iterator[Finding]:
    """Find payments to people of whom there was no visit, review or sign of life in the months before."""
    books, months, listed = inputs.books, inputs.parameters["months"], inputs.of_people("signs_of_life")
    signs = cases.CaseApplied | cases.CaseReviewed | cases.CaseRechecked | cases.CaseResumed
    seen: dict[str, list[tuple[date, Evidence]]] = {}
    for name, lines in books.of_kind("case"):
        person = name.partition("/")[2]
        signed = [line for line in lines if isinstance(line.fact, signs)]
        seen.setdefault(person, []).extend((line.day, line.evidence("last seen")) for line in signed)
    for person, rows in listed.items():
        seen.setdefault(person, []).extend(
            (row.day("on"), row.evidence("last seen", day=row.day("on"))) for row in rows if row.day("on") <= inputs.on
        )
    for payment in books.live_payments():
        paid_on = payment.released.day
        before = [sign for sign in seen.get(payment.beneficiary, ()) if sign[0] <= paid_on]
        last = max(before, key=lambda sign: sign[0], default=None)
        if last is None or Month.of(paid_on).index - Month.of(last[0]).index > months:
            yield _of(payment, "C13", [last[1]] if last else [])


def _of(payment: Payment, check: str, known: list[Evidence]) -> Finding:
    return finding(
        check,
        payment.payout,
        subject=payment.beneficiary,
        programme=payment.programme,
        amount=payment.owed,
        evidence=[payment.evidence(), *known],
    )


def _last_day(value: str) -> date:
    if value == "none":
        return date.max
    try:
        return date.fromisoformat(value)
    except ValueError:
        return date.min


def _holds(inputs: Inputs, person: str, programme: str, policy: Policy) -> bool:
    """Say whether the person has a live or pending case, of the programme or of one it excludes, or wants none."""
    own = inputs.books.case(programme, person)
    withdrawn = any(isinstance(each.fact, cases.CaseRevoked) and each.fact.reason == WITHDRAWN for each in own)
    others = [inputs.books.case(each, person) for each in (programme, *policy.excludes)]
    return withdrawn or any(steps and _ended(steps) is None for steps in others)


def _ended(steps: Sequence[Line]) -> Line | None:
    """Return the refusal or revocation a case ended with."""
    last = steps[-1] if steps else None
    return last if last and isinstance(last.fact, cases.CaseRefused | cases.CaseRevoked) else None


def _eligible_since(inputs: Inputs, policy: Policy, person: str) -> date | None:
    facts = [fact for fact, _ in inputs.books.facts(person)]
    now = inputs.books.facts_at(person, inputs.on)
    if not facts or not evaluate(policy.criteria, now, inputs.on)[0]:
        return None
    days = sorted({fact.as_of for fact in facts} | {policy.valid_from}, reverse=True)
    since = None
    for day in days:
        if day < min(fact.as_of for fact in facts) or day < policy.valid_from:
            break
        if not evaluate(policy.criteria, inputs.books.facts_at(person, day), day)[0]:
            break
        since = day
    return since


PAID_AFTER_DEATH = Check(
    id="C01",
    name="paid_after_death",
    zh="死亡后仍发放",
    en="Paid after death",
    condition_zh="发放期间晚于死亡月份",
    condition_en="a pay period later than the month of death",
    basis="国发〔2015〕52号及民发〔2021〕70号（两项补贴）：自死亡次月起停发",
    find=paid_after_death,
    uses=("deaths",),
)
PAID_IN_PRISON = Check(
    id="C02",
    name="paid_in_prison",
    zh="服刑期间仍发放",
    en="Paid while serving a sentence",
    condition_zh="发放期间晚于判决生效月份且早于刑满",
    condition_en="a period later than the month the sentence took effect, until release",
    basis="民发〔2021〕70号：被判处有期徒刑以上刑罚并收监的，服刑期间停发",
    find=paid_in_prison,
    needs=("sentences",),
)
PAID_WITHOUT_CERTIFICATE = Check(
    id="C03",
    name="paid_without_certificate",
    zh="残疾人证无效仍发放",
    en="Certificate not valid",
    condition_zh="发放期间内没有有效的残疾人证",
    condition_en="a live line in a period without a valid certificate",
    basis="《中华人民共和国残疾人证管理办法》残联发〔2017〕34号",
    find=paid_without_certificate,
    uses=("certificates",),
)
ENTITLED_AND_NOT_RECEIVING = Check(
    id="C04",
    name="entitled_and_not_receiving",
    zh="应享未享",
    en="Entitled, not receiving",
    condition_zh="按规定符合条件满规定月数而没有个案",
    condition_en="eligible by the rules, and no case for so many months",
    basis="国发〔2015〕52号：应补尽补、应退则退",
    find=entitled_and_not_receiving,
    parameters={"months": 3},
)
PAID_AND_NOT_SEEN = Check(
    id="C13",
    name="paid_and_not_seen",
    zh="冒领疑点：长期未见本人",
    en="Paid in the name of someone missing",
    condition_zh="规定月数内无走访、复核或生存认证而继续发放",
    condition_en="no visit, review or sign of life in so many months, and payments go on",
    basis="民发〔2021〕70号：定期复核",
    find=paid_and_not_seen,
    uses=("signs_of_life",),
    parameters={"months": 12},
)
