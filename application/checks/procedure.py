"""Checks of the order of things: notices, reviews, approvals, releases, and what a notice may show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from application.checks.books import Line, Payment
from application.checks.check import Check, Finding, Inputs, finding
from domain.batches.events import BatchApproved, BatchOpened, BatchReleased, BatchSentBack, BatchSubmitted
from domain.checks.events import Evidence
from domain.eligibility.events import CaseGranted, CaseReviewed
from domain.free_text import looks_like_personal_number
from domain.notices.events import NoticeConcluded, NoticeListed, NoticePublished, ObjectionRaised, ObjectionSettled
from domain.working_days import working_days_between


def notice_missing_or_short(inputs: Inputs) -> Iterator[Finding]:
    """Find payments without a notice of full length before the grant, and payments while an objection was open."""
    for payment in inputs.books.live_payments():
        granted = _granted(inputs, payment)
        notice = granted.fact.notice_id if granted else ""
        lines = inputs.books.stream(f"notice/{notice}")
        said = _wrong_with_notice(inputs, payment, granted, lines)
        if said:
            proof = [payment.evidence(), *said]
            yield finding(
                "C22",
                payment.payout,
                subject=payment.beneficiary,
                programme=payment.programme,
                amount=payment.owed,
                evidence=proof,
            )


def _granted(inputs: Inputs, payment: Payment) -> Line | None:
    lines = inputs.books.case(payment.programme, payment.beneficiary)
    grants = [each for each in lines if isinstance(each.fact, CaseGranted)]
    before = [each for each in grants if each.position < payment.released.position]
    return before[-1] if before else grants[0] if grants else None


def _wrong_with_notice(inputs: Inputs, payment: Payment, granted: Line | None, lines: Sequence[Line]) -> list[Evidence]:
    posted = next((each for each in lines if isinstance(each.fact, NoticePublished)), None)
    listed = any(
        isinstance(each.fact, NoticeListed) and payment.beneficiary in each.fact.beneficiaries for each in lines
    )
    if granted is None:
        return [payment.released.evidence("no grant and no notice")]
    if posted is None or not listed:
        return [granted.evidence("granted without a notice")]
    wrong = []
    policy = inputs.books.policy_on(payment.programme, posted.day)
    ended = next((each for each in lines if isinstance(each.fact, NoticeConcluded)), None)
    end = min(posted.fact.closes_on, ended.day) if ended else posted.fact.closes_on
    needed = policy.notice_days if policy else posted.fact.working_days
    if working_days_between(posted.day, end, inputs.working_days_at(posted.position)) < needed:
        wrong.append(posted.evidence(f"shorter than {needed} working days"))
    if ended is None:
        wrong.append(posted.evidence("not concluded"))
    wrong += _open_objections(payment, lines)
    return wrong


def _open_objections(payment: Payment, lines: Sequence[Line]) -> list[Evidence]:
    mine = [each for each in lines if getattr(each.fact, "beneficiary", "") == payment.beneficiary]
    settled = {each.fact.objection_id: each.day for each in mine if isinstance(each.fact, ObjectionSettled)}
    paid = payment.released.day
    return [
        each.evidence("objection open when paid")
        for each in mine
        if isinstance(each.fact, ObjectionRaised)
        and each.day <= paid
        and (each.fact.objection_id not in settled or settled[each.fact.objection_id] > paid)
    ]


def order_reversed(inputs: Inputs) -> Iterator[Finding]:
    """Find cases and batches whose review, notice, decision, approvals and payment did not follow one another."""
    for payment in inputs.books.live_payments():
        granted = _granted(inputs, payment)
        if granted is None:
            continue
        steps = inputs.books.case(payment.programme, payment.beneficiary)
        reviews = [each for each in steps if isinstance(each.fact, CaseReviewed) and each.position < granted.position]
        notice = inputs.books.stream(f"notice/{granted.fact.notice_id}")
        posted = next((each for each in notice if isinstance(each.fact, NoticePublished)), None)
        chain = [reviews[-1] if reviews else None, posted, granted, payment.released]
        if broken := _first_reversed([each for each in chain if each]):
            yield finding(
                "C30",
                payment.payout,
                subject=payment.beneficiary,
                programme=payment.programme,
                amount=payment.owed,
                evidence=[each.evidence(type(each.fact).__name__) for each in broken],
            )
    yield from _batches_out_of_order(inputs)


def _batches_out_of_order(inputs: Inputs) -> Iterator[Finding]:
    for batch, lines in inputs.books.of_kind("batch"):
        opened = next((each for each in lines if isinstance(each.fact, BatchOpened)), None)
        released = next((each for each in lines if isinstance(each.fact, BatchReleased)), None)
        if opened is None or released is None:
            continue
        chain: list[Line] = []
        for line in lines:
            if isinstance(line.fact, BatchSentBack | BatchSubmitted):
                chain = [line]
            elif isinstance(line.fact, BatchApproved):
                chain.append(line)
        steps = [each.fact.step for each in chain if isinstance(each.fact, BatchApproved)]
        broken: Sequence[Line] = _first_reversed([*chain, released])
        if steps != list(opened.fact.approval_chain):
            broken = [*chain, released]
        if broken:
            proof = [each.evidence(type(each.fact).__name__) for each in broken]
            yield finding("C30", batch, subject=batch, programme=opened.fact.programme, evidence=proof)


def _first_reversed(chain: Sequence[Line]) -> Sequence[Line]:
    for before, after in pairwise(chain):
        if after.day < before.day or after.position < before.position:
            return (before, after)
    return ()


def notice_leaks(inputs: Inputs) -> Iterator[Finding]:
    """Find numbers of people (ID, account, phone) in what was published; the text itself is not kept."""
    for notice, lines in inputs.books.of_kind("notice"):
        for line in lines:
            if isinstance(line.fact, NoticePublished) and looks_like_personal_number(line.fact.place):
                yield finding(
                    "C23",
                    notice,
                    subject=notice,
                    programme=line.fact.programme,
                    evidence=[line.evidence("a personal number in the place")],
                )
    for row in inputs.rows("published"):
        if row.values.get("text_is_personal"):
            notice = row.text("notice")
            posted = next((each.fact for each in inputs.books.stream(f"notice/{notice}")), None)
            programme = posted.programme if isinstance(posted, NoticePublished) else ""
            yield finding(
                "C23",
                notice,
                str(row.row),
                subject=notice,
                programme=programme,
                evidence=[row.evidence("a personal number in the published text")],
            )


NOTICE_MISSING_OR_SHORT = Check(
    id="C22",
    name="notice_missing_or_short",
    zh="未公示或公示期不足",
    en="Notice missing or short",
    condition_zh="审定前没有足期公示，或异议未了结即发放",
    condition_en="no notice of full length before the decision, or paid while an objection was open",
    basis="项目政策规定的公示期；政府信息公开条例",
    find=notice_missing_or_short,
)
ORDER_REVERSED = Check(
    id="C30",
    name="order_reversed",
    zh="程序倒置",
    en="Order reversed",
    condition_zh="审核、公示、审定、审批、发放的先后次序颠倒",
    condition_en="review, notice, decision, approvals and payment are out of order",
    basis="项目负责人→分管领导→集体研究→单位负责人的审批程序",
    find=order_reversed,
)
NOTICE_LEAKS = Check(
    id="C23",
    name="notice_leaks",
    zh="公示泄露个人信息",
    en="Notice leaks personal data",
    condition_zh="公布内容中有身份证号、账号或电话",
    condition_en="what was published holds ID, account or phone numbers",
    basis="《个人信息保护法》第二十八条",
    find=notice_leaks,
    uses=("published",),
)
