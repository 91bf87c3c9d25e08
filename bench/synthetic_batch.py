"""One month's batch of a synthetic log: built, approved by four, released, and answered by the bank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from domain.batches import events as batches
from domain.funds import events as funds
from domain.funds.parts import Part, fund_id, line_id, sum_by_line
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money, total
from domain.payouts import events as payouts
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep
from domain.recoveries import events as recoveries

REGION = "990101"
AMOUNT = Money(100_000)
IN_QUOTA, OVER_QUOTA = "in_quota", "over_quota"
_PAGE = 100
_RETURNED, _CANCELLED, _RECOVERED = 97, 3, 499
"""Of so many payouts one is returned; of so many returned one is cancelled; of so many one is ordered back."""

Told = tuple[str, object, date]


def document(year: int) -> str:
    """Return the 文号 that brought a year's money."""
    return f"财社〔{year}〕114号"


def batch(programme: str, people: Sequence[str], year: int, month: int) -> Iterator[Told]:
    """Yield a batch from its opening to its close. The first half of the people stand in the quota."""
    period, name = Period(f"{year}-{month:02d}"), f"{programme}/{year}-{month:02d}/1"
    day, stream, fund = date(year, month, 5), f"batch/{name}", fund_id(year, programme, REGION)
    lines = [_line(fund, person, place < len(people) // 2, year) for place, person in enumerate(people)]
    parts = sum_by_line(part for line in lines for part in line.parts)
    amount, digest = total(line.amount for line in lines), "d" * 64
    seats = tuple(funds.SeatsTaken(tier, sum(line.tier == tier for line in lines)) for tier in (IN_QUOTA, OVER_QUOTA))
    yield stream, batches.BatchOpened(
        programme, REGION, period, batches.PayoutKind.REGULAR, PayeeKind.PERSON, 1, tuple(ApprovalStep),
        "officer-li", day, 1,
    ), day  # fmt: skip
    for page, start in enumerate(range(0, len(lines), _PAGE), 1):
        yield stream, batches.BatchLinesListed(page, tuple(lines[start : start + _PAGE])), day
    yield stream, batches.BatchSubmitted(digest, len(lines), amount, parts, seats, "officer-li", day), day
    yield f"fund/{fund}", funds.FundsReserved(name, period, parts, seats, day), day
    for step, who in zip(ApprovalStep, ("qian", "zhou", "wang", "feng"), strict=True):
        minutes = batches.MeetingMinutes(day, ("zhou", "wang"), "纪要1号", "e" * 64) if "meet" in step else None
        yield stream, batches.BatchApproved(step, f"officer-{who}", day, digest, minutes), day
    yield stream, batches.BatchReleased("officer-chen", day, digest), day
    yield f"fund/{fund}", funds.FundsDisbursed(name, parts, day), day
    for line in lines:
        yield _stream(programme, period, line), payouts.PayoutReleased(
            name, line.beneficiary, line.payee, line.region, line.tier, line.amount, line.parts, day
        ), day  # fmt: skip
    yield from _answered(programme, period, name, fund, lines, day.replace(day=6))


def _answered(
    programme: str, period: Period, name: str, fund: str, lines: Sequence[batches.BatchLine], day: date
) -> Iterator[Told]:
    bad = lines[_RETURNED - 1 :: _RETURNED]
    names = {line.beneficiary for line in bad}
    good = [line for line in lines if line.beneficiary not in names]
    stream = f"batch/{name}"
    yield stream, batches.BankResultPosted(
        f"result-{period}.csv", "f" * 64, len(good), total(line.amount for line in good), len(bad),
        total(line.amount for line in bad), "officer-li", day,
    ), day  # fmt: skip
    yield f"fund/{fund}", funds.FundsSettled(name, _sum(good), day), day
    if bad:
        yield f"fund/{fund}", funds.FundsReturned(name, _sum(bad), day), day
    for line in lines:
        there = _stream(programme, period, line)
        if line.beneficiary in names:
            why = payouts.ReturnReason.ACCOUNT_CLOSED
            yield there, payouts.PayoutReturned(name, line.amount, line.parts, why, "已销户", day), day
        else:
            yield there, payouts.PayoutSettled(name, line.amount, line.parts, day), day
    yield from _put_right(programme, period, name, fund, bad, day.replace(day=16))
    yield stream, batches.BatchClosed("officer-li", day.replace(day=20)), day.replace(day=20)
    for number, line in enumerate(good[_RECOVERED - 1 :: _RECOVERED]):
        recovery = f"{name.replace('/', '-')}-{number}"
        yield from _recovered(recovery, _stream(programme, period, line), fund, line, day.replace(day=25))


def _put_right(
    programme: str, period: Period, name: str, fund: str, bad: Sequence[batches.BatchLine], day: date
) -> Iterator[Told]:
    given_up = bad[_CANCELLED - 1 :: _CANCELLED]
    again = [line for line in bad if line not in given_up]
    for lines, reissued in ((again, True), (given_up, False)):
        if not lines:
            continue
        people, amount, parts = len(lines), total(line.amount for line in lines), _sum(lines)
        if reissued:
            yield f"batch/{name}", batches.PayoutsReissued(people, amount, "officer-li", day), day
            yield f"fund/{fund}", funds.FundsReissued(name, parts, day), day
            for line in lines:
                there = _stream(programme, period, line)
                yield there, payouts.PayoutReissued(name, line.amount, line.parts, day), day
            yield f"batch/{name}", batches.BankResultPosted(
                f"result-{period}-2.csv", "f" * 64, people, amount, 0, Money(0), "officer-li", day
            ), day  # fmt: skip
            yield f"fund/{fund}", funds.FundsSettled(name, parts, day), day
            for line in lines:
                there = _stream(programme, period, line)
                yield there, payouts.PayoutSettled(name, line.amount, line.parts, day), day
        else:
            yield f"batch/{name}", batches.PayoutsCancelled(people, amount, "officer-li", day), day
            yield f"fund/{fund}", funds.FundsCancelled(name, period, parts, (), day), day
            for line in lines:
                there = _stream(programme, period, line)
                yield there, payouts.PayoutCancelled(name, line.amount, line.parts, "未再提供账户", day), day


def _recovered(recovery: str, payout: str, fund: str, line: batches.BatchLine, day: date) -> Iterator[Told]:
    due = (recoveries.Instalment(day, line.amount),)
    ground = recoveries.RecoveryGround.NOT_ELIGIBLE
    yield payout, payouts.PayoutRecoveryOrdered(recovery, line.amount, day), day
    yield f"recovery/{recovery}", recoveries.RecoveryOrdered(
        payout.partition("/")[2], line.beneficiary, line.amount, line.parts, ground, due, "officer-sun", day
    ), day  # fmt: skip
    yield f"recovery/{recovery}", recoveries.InstalmentReceived(
        payout.partition("/")[2], line.amount, line.parts, (), day, "回单1"
    ), day  # fmt: skip
    yield f"fund/{fund}", funds.FundsRecovered(recovery, line.parts, False, day), day


def _line(fund: str, person: str, in_quota: bool, year: int) -> batches.BatchLine:
    provincial = line_id(fund, GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, document(year))
    municipal = line_id(fund, GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, document(year))
    shared = (Part(provincial, Money(80_000)), Part(municipal, Money(20_000)))
    parts = shared if in_quota else (Part(municipal, AMOUNT),)
    tier = IN_QUOTA if in_quota else OVER_QUOTA
    return batches.BatchLine(person, person, f"{REGION}001001", AMOUNT, tier, parts)


def _stream(programme: str, period: Period, line: batches.BatchLine) -> str:
    return f"payout/{programme}/{period}/{line.beneficiary}"


def _sum(lines: Sequence[batches.BatchLine]) -> tuple[Part, ...]:
    return sum_by_line(part for line in lines for part in line.parts)
