"""Checks of what is paid twice or where it should not go: overlaps, excluding benefits, shared accounts, kin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from application.checks.books import Line, Payment
from application.checks.check import Check, Finding, Inputs, Likeness, finding
from domain.beneficiaries import events as people
from domain.money import total
from domain.periods import Period


def paid_twice(inputs: Inputs) -> Iterator[Finding]:
    """Find overlapping live payments of one programme to one person, here or in another county's list."""
    listed = inputs.of_people("other_payments")
    for (programme, person), own in _by_case(inputs.books.live_payments()).items():
        for one, other in combinations(own, 2):
            if one.overlaps(other):
                pair = sorted((one.payout, other.payout))
                yield finding(
                    "C05",
                    *pair,
                    subject=person,
                    programme=programme,
                    amount=min(one.owed, other.owed),
                    evidence=(one.evidence(), other.evidence()),
                )
        for row in listed.get(person, ()):
            period = Period(row.text("period"))
            for payment in own:
                if row.text("programme") == programme and _meet(period, payment.period):
                    yield finding(
                        "C05",
                        payment.payout,
                        row.text("county"),
                        row.text("period"),
                        subject=person,
                        programme=programme,
                        amount=min(payment.owed, row.money()),
                        evidence=(payment.evidence(), row.evidence(row.text("period"), amount=row.money())),
                    )


def paid_for_excluding_programmes(inputs: Inputs) -> Iterator[Finding]:
    """Find people paid for the same months by programmes that may not be held together."""
    excludes: set[tuple[str, str]] = set()
    for programme in inputs.books.policies:
        if policy := inputs.books.policy_on(programme, inputs.on):
            excludes |= {tuple(sorted((programme, other))) for other in policy.excludes}  # type: ignore[misc]  # pairs
    by_person: dict[str, list[Payment]] = defaultdict(list)
    for payment in inputs.books.live_payments():
        by_person[payment.beneficiary].append(payment)
    for person, own in by_person.items():
        for one, other in combinations(sorted(own, key=lambda each: each.payout), 2):
            if tuple(sorted((one.programme, other.programme))) in excludes and one.overlaps(other):
                yield finding(
                    "C06",
                    one.payout,
                    other.payout,
                    subject=person,
                    programme=one.programme,
                    amount=min(one.owed, other.owed),
                    evidence=(one.evidence(), other.evidence()),
                )


def account_swapped_for_a_payment(inputs: Inputs) -> Iterator[Finding]:
    """Find one person paid on many accounts, or on one changed shortly before the payment and changed back after."""
    days, most = inputs.parameters["days_before"], inputs.parameters["accounts"]
    by_person: dict[str, list[Payment]] = defaultdict(list)
    for payment in inputs.books.live_payments():
        if payment.payee == payment.beneficiary:
            by_person[payment.beneficiary].append(payment)
    for person, own in by_person.items():
        held = _accounts(inputs, person)
        used = {mark: payment for payment in own if (mark := _mark_at(held, payment.released.position))}
        if len(used) > most:
            yield finding(
                "C07",
                person,
                "many",
                subject=person,
                programme=own[0].programme,
                amount=total(payment.owed for payment in own),
                evidence=[payment.evidence() for payment in used.values()],
            )
        for payment in own:
            if changed := _swapped(held, payment, days):
                yield finding(
                    "C07",
                    payment.payout,
                    subject=person,
                    programme=payment.programme,
                    amount=payment.owed,
                    evidence=[payment.evidence(), *(line.evidence("account changed") for line in changed)],
                )


def account_shared(inputs: Inputs) -> Iterator[Finding]:
    """Find accounts into which more people than allowed are paid."""
    groups: dict[str, dict[str, Payment]] = defaultdict(dict)
    for payment in inputs.books.live_payments():
        if payment.payee == payment.beneficiary:
            mark = _mark_at(_accounts(inputs, payment.beneficiary), payment.released.position)
            if mark:
                groups[mark][payment.beneficiary] = payment
    for sharing in groups.values():
        if len(sharing) > inputs.parameters["people"]:
            names = sorted(sharing)
            yield finding(
                "C08",
                *names,
                subject=names[0],
                programme=sharing[names[0]].programme,
                amount=total(payment.owed for payment in sharing.values()),
                evidence=[sharing[name].evidence("same account") for name in names],
            )


def paid_to_kin(inputs: Inputs) -> Iterator[Finding]:
    """Find payments to officers, to their kin, or to who shares an account, phone or address with them."""
    books, rows = inputs.books, {row.row: row for row in inputs.rows("officers")}
    for payment in books.live_payments():
        acted = {line.actor: line for line in books.case(payment.programme, payment.beneficiary)}
        marks = {mark for one in inputs.likenesses.get(payment.beneficiary, ())[-1:] for mark in one.marks.items()}
        for number, row in rows.items():
            same = sorted(name for name, mark in inputs.officers.get(number, {}).items() if (name, mark) in marks)
            if row.beneficiary == payment.beneficiary:
                same.insert(0, "person")
            officer = row.text("officer")
            if same:
                proof = [payment.evidence(), row.evidence("same " + ", ".join(same))]
                proof += [acted[officer].evidence(f"acted: {officer}")] if officer in acted else []
                yield finding(
                    "C12",
                    payment.payout,
                    officer,
                    subject=payment.beneficiary,
                    programme=payment.programme,
                    amount=payment.owed,
                    evidence=proof,
                )


def _by_case(payments: Iterable[Payment]) -> Mapping[tuple[str, str], list[Payment]]:
    found: dict[tuple[str, str], list[Payment]] = defaultdict(list)
    for payment in payments:
        if not payment.correction:
            found[payment.programme, payment.beneficiary].append(payment)
    return found


def _meet(one: Period, other: Period) -> bool:
    return one.first <= other.last and other.first <= one.last


Held = Sequence[tuple[Line, str]]
"""The account marks of one person, each with the entry from which it held."""


def _accounts(inputs: Inputs, person: str) -> Held:
    by_commitment: Mapping[str, Likeness] = {one.commitment: one for one in inputs.likenesses.get(person, ())}
    held: list[tuple[Line, str]] = []
    for line in inputs.books.stream(f"beneficiary/{person}"):
        if isinstance(line.fact, people.BeneficiaryRegistered | people.PersonalRecordChanged):
            known = by_commitment.get(line.fact.commitment)
            if known and "account" in known.marks:
                held.append((line, known.marks["account"]))
    return held


def _mark_at(held: Held, position: int) -> str:
    return next((mark for line, mark in reversed(held) if line.position <= position), "")


def _swapped(held: Held, payment: Payment, days: int) -> list[Line]:
    """Return the change before and the change back, when the account of a payment was another before and after."""
    before = [one for one in held if one[0].position <= payment.released.position]
    after = [one for one in held if one[0].position > payment.released.position]
    if len(before) < 2 or not after:
        return []
    (_, earlier), (changed, now) = before[-2:]
    recently = payment.released.day - timedelta(days=days) <= changed.recorded <= payment.released.day
    back = next((line for line, mark in after if mark == earlier), None)
    return [changed, back] if back and recently and earlier != now else []


PAID_TWICE = Check(
    id="C05",
    name="paid_twice",
    zh="重复发放",
    en="Paid twice",
    condition_zh="同一人、同一项目、期间重叠，有两笔以上有效发放",
    condition_en="same person, programme, overlapping period, more than one live line",
    basis="国发〔2015〕52号：不得重复享受；跨县区以发放名单比对",
    find=paid_twice,
    uses=("other_payments",),
)
PAID_FOR_EXCLUDING_PROGRAMMES = Check(
    id="C06",
    name="paid_for_excluding_programmes",
    zh="互斥待遇同时享受",
    en="Excluding benefits",
    condition_zh="政策规定不得兼享的项目在重叠期间同时发放",
    condition_en="paid for overlapping periods by programmes that exclude each other",
    basis="项目政策中的互斥清单",
    find=paid_for_excluding_programmes,
)
ACCOUNT_SWAPPED = Check(
    id="C07",
    name="account_swapped_for_a_payment",
    zh="一人多卡、发放前换卡",
    en="One person, many cards",
    condition_zh="同一人以多个账户领款，或发放前若干日内换卡、发放后换回",
    condition_en="paid on more accounts than allowed, or an account changed shortly before pay and back after",
    basis="惠民惠农财政补贴资金“一卡通”管理：财办〔2020〕37号",
    find=account_swapped_for_a_payment,
    parameters={"days_before": 30, "accounts": 2},
)
ACCOUNT_SHARED = Check(
    id="C08",
    name="account_shared",
    zh="多人一卡",
    en="Many persons, one card",
    condition_zh="多人的补贴发入同一账户",
    condition_en="more people than allowed are paid into one account",
    basis="惠民惠农财政补贴资金“一卡通”管理：财办〔2020〕37号",
    find=account_shared,
    parameters={"people": 1},
)
PAID_TO_KIN = Check(
    id="C12",
    name="paid_to_kin",
    zh="优亲厚友",
    en="Kin of officers",
    condition_zh="补贴对象是工作人员或其亲属，或与其同地址、同电话、同账户",
    condition_en="the payee is an officer or their kin, or has their address, phone or account",
    basis="《中国共产党纪律处分条例》：在社会保障、救助中优亲厚友",
    find=paid_to_kin,
    needs=("officers",),
)
