"""The payments of a batch that a command is about: loaded, added up by fund, and what giving them up frees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from application import streams
from application.commands.batches import payout_names
from application.work import Loaded, Work
from domain.batches.rejections import LineNotInBatch, ListedTwice
from domain.batches.state import Batch
from domain.beneficiaries.rejections import NobodyNamed
from domain.funds.events import SeatsTaken
from domain.funds.parts import Part, fund_of
from domain.institutions import decisions as institutions
from domain.institutions.events import BeneficiaryPayment
from domain.payouts.state import Payout, existing


def payouts_of(work: Work, batch: Batch, people: Sequence[str], field: str) -> list[Loaded[Payout]]:
    """Load the payouts of some people of a batch, in the order asked.

    Raises NobodyNamed, LineNotInBatch, ListedTwice.
    """
    if not people:
        raise NobodyNamed(field)
    names = payout_names(batch)
    seen: set[str] = set()
    for row, person in enumerate(people):
        if person not in names:
            raise LineNotInBatch(f"{field}[{row}]", beneficiary=person)
        if person in seen:
            raise ListedTwice(f"{field}[{row}]", beneficiary=person)
        seen.add(person)
    loaded = streams.payouts_by_id(work, [names[person] for person in people])
    found = [Loaded(one.stream, one.version, existing(one.state, one.stream)) for one in loaded]
    for row, payout in enumerate(found):
        if payout.state.batch_id != batch.id:  # given up here, and paid as arrears by another batch
            raise LineNotInBatch(f"{field}[{row}]", beneficiary=payout.state.beneficiary)
    return found


def by_fund(states: Iterable[Payout]) -> dict[str, list[Part]]:
    """Return the parts of payments, fund by fund."""
    sums: dict[str, list[Part]] = {}
    for payout in states:
        for part in payout.parts:
            sums.setdefault(fund_of(part.line), []).append(part)
    return sums


def seats_of(batch: Batch, cancelled: set[str]) -> list[SeatsTaken]:
    """Count the seats that cancelled people had, tier by tier; a correction had taken none."""
    with_seats = {seats.tier for seats in batch.submitted.seats} if batch.submitted else set()
    given_up = Counter(line.tier for line in batch.lines if line.beneficiary in cancelled)
    return [SeatsTaken(tier, people) for tier, people in given_up.items() if tier in with_seats]


def free_agreements(work: Work, batch: Batch, cancelled: set[str]) -> None:
    """Give back to agreements what was committed to people whose payments are given up."""
    freed: dict[str, list[BeneficiaryPayment]] = {}
    for line in batch.lines:
        if line.beneficiary in cancelled and line.payee != line.beneficiary:
            freed.setdefault(line.payee, []).append(BeneficiaryPayment(line.beneficiary, line.amount))
    for name, payments in freed.items():
        agreement = streams.agreement(work, name)
        work.record(agreement, *institutions.free_payment(agreement.state, batch_id=batch.id, payments=payments))
