"""A history in which people live in several places and have cases of two programmes, with whatever else can happen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import islice

from application.recorded import Recorded
from bench.synthetic_batch import batch
from bench.synthetic_log import Size, Told, recorded, story
from domain.batches import events as batches
from domain.beneficiaries.events import BeneficiaryRegistered
from domain.eligibility import events as cases
from domain.facts import Fact
from domain.money import Money
from domain.notices import events as notices
from domain.payouts import events as payouts
from domain.periods import Month
from tests.views.stories import DAY, everything_else

PLACES = ("990101001001", "990101001002", "990101002001", "990102001001")
"""Two villages of one township, one of another, and one of another county."""
OTHER = "programme-1"
_SIZE = Size(programmes=2, people=100)
_MONTHS = 2


def place_of(person: str) -> str:
    """Return where somebody lives: their number says it."""
    digits = "".join(filter(str.isdigit, person)) or "0"
    return PLACES[int(digits) % len(PLACES)]


@cache
def log_of_places(ledger: str) -> list[Recorded[object]]:
    """Return the log; everything of the catalogue is in it."""
    return list(recorded((_moved_in(told) for told in _told()), ledger))


def _told() -> Iterator[Told]:
    closed = 0
    for each in story(_SIZE):
        if isinstance(each[1], batches.BatchOpened) and closed == _MONTHS * _SIZE.programmes:
            break
        closed += isinstance(each[1], batches.BatchClosed)
        yield each
    yield from everything_else()
    yield from _more()


def _more() -> Iterator[Told]:
    """Yield what the other stories lack: done again, somewhere else, or by others."""
    fact = (Fact("certificate_valid_until", "2018-03-31", "certificate", DAY),)
    later = date(2017, 7, 3)
    refused = "case/programme-0/b-00-new"
    yield "beneficiary/b-00-new", BeneficiaryRegistered(PLACES[2], "c" * 64, fact, DAY), DAY
    yield refused, cases.CaseApplied(PLACES[3], later, "officer-wu", fact), later
    yield (
        refused,
        cases.CaseGranted(1, fact, (), Money(70_000), Month.parse("2017-08"), "n-9", "officer-sun", later),
        later,
    )
    yield "notice/n-9", notices.NoticePublished("programme-1", "990102", "村口", "0990-1", later, 7, later, 1), later
    yield "notice/n-9", notices.NoticeListed(1, ("b-00-new", "b-01-0000000003")), later
    objection = notices.ObjectionRaised("o-1", "b-01-0000000003", notices.ObjectionGround.AMOUNT_WRONG, later)
    yield "notice/n-9", objection, later
    yield from _sent_back_and_submitted_again(later)
    yield from _cancelled_and_paid_again(later)


def _sent_back_and_submitted_again(day: date) -> Iterator[Told]:
    """Submit the batch that was sent back again, with somebody else, and have all four steps approve it."""
    people = ["b-00-0000000002", "b-00-0000000006", "b-00-0000000007"]
    for stream, fact, _ in islice(batch("programme-0", people, 2017, 6), 8):
        yield stream, fact, day


def _cancelled_and_paid_again(day: date) -> Iterator[Told]:
    """Return a payout, give it up, and pay it with a later batch."""
    stream = "payout/programme-0/2017-01/b-00-0000000008"
    released = next(
        fact
        for _, fact, _ in batch("programme-0", ["b-00-0000000008"], 2017, 1)
        if isinstance(fact, payouts.PayoutReleased)
    )
    amount, parts = released.amount, released.parts
    why = payouts.ReturnReason.ACCOUNT_CLOSED
    yield stream, payouts.PayoutReturned(released.batch_id, amount, parts, why, "已销户", day), day
    yield stream, payouts.PayoutCancelled(released.batch_id, amount, parts, "未再提供账户", day), day
    again = "programme-0/2017-01/2"
    opened = next(fact for _, fact, _ in batch("programme-0", [], 2017, 1) if isinstance(fact, batches.BatchOpened))
    yield f"batch/{again}", replace(opened, payout_kind=batches.PayoutKind.ARREARS, opened_on=day), day
    yield stream, replace(released, batch_id=again, value_date=day), day


def _moved_in(told: Told) -> Told:
    """Put people where they live."""
    stream, fact, day = told
    match fact:
        case BeneficiaryRegistered() | cases.CaseApplied() if "new" not in stream:
            fact = replace(fact, region=place_of(stream))
        case payouts.PayoutReleased():
            fact = replace(fact, region=place_of(fact.beneficiary))
        case batches.BatchLinesListed():
            fact = replace(fact, lines=tuple(replace(line, region=place_of(line.beneficiary)) for line in fact.lines))
    return stream, fact, day
