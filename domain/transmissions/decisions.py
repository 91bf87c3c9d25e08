"""Money sent, taken back and received. Each side decides on its own fund, and looks at what the other one says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.documents import DocumentNumber
from domain.free_text import new_id
from domain.funds.decisions import allocate, is_open, own_line, with_enough
from domain.funds.events import LevelShare
from domain.funds.parts import Part
from domain.funds.state import Fund
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, positive
from domain.regions import RegionCode
from domain.transmissions.events import FundsReceived, FundsTakenBack, FundsTransmitted, TransmittedShare
from domain.transmissions.rejections import (
    AlreadyReceived,
    AlreadyTakenBack,
    AlreadyTransmitted,
    BeforeItWasSent,
    LineListedTwice,
    NoSuchTransmission,
    NotBelowUs,
    NothingTransmitted,
    NotTransmitted,
    ReceiptDiffers,
    SentToAnotherRegion,
    SourceYearsDoNotMix,
    TransmissionToItself,
)
from domain.transmissions.rules import Rules, may_transmit
from domain.transmissions.state import Transmission, by_source, transmission_id


@dataclass(frozen=True, slots=True)
class SendersWord:
    """What the sender's ledger, which is kept here as well, says of a transmission; None: that it was never sent."""

    transmission: Transmission | None
    position: int = 0


def transmit(
    fund: Fund,
    *,
    ledger: str,
    to_ledger: str,
    to_region: str,
    document: str,
    parts: Sequence[Part],
    rules: Rules,
    on: date,
) -> FundsTransmitted:
    """Send money of these lines down, each level, kind and source year as it is.

    Raises YearIsClosed, NotAReference, TransmissionToItself, NotARegionCode, NotBelowUs, NoTransmissionRule,
    MayNotTransmit, NotADocumentNumber, AlreadyTransmitted, NothingTransmitted, AmountNotPositive, LineListedTwice,
    EarmarkedUse, OverBudget, SourceYearsDoNotMix.
    """
    is_open(fund)
    there = new_id(to_ledger, field="to_ledger")
    if there == ledger:
        raise TransmissionToItself("to_ledger")
    region, own = RegionCode.parse(to_region, field="to_region"), RegionCode(fund.region)
    if not region.within(own) or region.segments() == own.segments():
        raise NotBelowUs("to_region", region=region, own=own)
    may_transmit(rules, region, on)
    number = str(DocumentNumber.parse(document))
    name = transmission_id(fund.id, there, number)
    if name in fund.sent:
        raise AlreadyTransmitted("document", document=number, ledger=there)
    return FundsTransmitted(name, there, str(region), number, tuple(parts), _shares(fund, parts), on)


def take_back(
    fund: Fund, *, transmission: str, document: str, receipt: FundsReceived | None, on: date
) -> FundsTakenBack:
    """Take back what was not received; `receipt` is what the receiving ledger says, None when it has none.

    Raises NoSuchTransmission, AlreadyTakenBack, AlreadyReceived, BeforeItWasSent, NotADocumentNumber.
    """
    found = fund.sent.get(transmission)
    if found is None:
        raise NoSuchTransmission("transmission", transmission=transmission)
    if found.taken_back_on is not None:
        raise AlreadyTakenBack("transmission", transmission=transmission, day=found.taken_back_on)
    if receipt is not None:
        raise AlreadyReceived("transmission", transmission=transmission, day=receipt.received_on)
    sent = found.sent
    _not_before(sent, on)
    number = str(DocumentNumber.parse(document))
    closed = fund.closed_on is not None
    return FundsTakenBack(sent.transmission, sent.to_ledger, number, sent.parts, sent.shares, closed, on)


def receive(
    fund: Fund,
    *,
    ledger: str,
    from_ledger: str,
    from_fund: str,
    document: str,
    shares: Sequence[LevelShare],
    word: SendersWord | None,
    on: date,
) -> FundsReceived:
    """Book what another ledger's fund transmitted here. `word` is None when that ledger is not kept here.

    Raises TransmissionToItself, AlreadyReceived, what `allocate` raises of document and shares, NotTransmitted,
    AlreadyTakenBack, SentToAnotherRegion, BeforeItWasSent, ReceiptDiffers.
    """
    sender = new_id(from_ledger, field="from_ledger")
    if sender == ledger:
        raise TransmissionToItself("from_ledger")
    name = transmission_id(from_fund, ledger, str(DocumentNumber.parse(document)))
    earlier = fund.received.get((sender, name))
    if earlier is not None:
        raise AlreadyReceived("document", transmission=name, day=earlier.received_on)
    booked = allocate(fund, document=document, shares=shares, on=on)
    years: dict[tuple[GovernmentLevel, FundKind], int] = {}
    if word is not None:
        sent = _on_its_way(word.transmission, fund, name, sender)
        _not_before(sent, on)
        _agree(sent, booked.shares)
        years = {source: share.source_year for source, share in by_source(sent.shares).items()}
    found = tuple(
        TransmittedShare(share.level, share.kind, years.get((share.level, share.kind), fund.year), share.amount)
        for share in booked.shares
    )
    return FundsReceived(name, sender, word.position if word else 0, booked.document, found, on)


def _shares(fund: Fund, parts: Sequence[Part]) -> tuple[TransmittedShare, ...]:
    """Add the parts up by level and kind, each of one source year."""
    if not parts:
        raise NothingTransmitted("parts")
    sums: dict[tuple[GovernmentLevel, FundKind], TransmittedShare] = {}
    seen: set[str] = set()
    for place, part in enumerate(parts):
        positive(part.amount, field=f"parts[{place}].amount")
        if part.line in seen:
            raise LineListedTwice(f"parts[{place}].line", line=part.line)
        seen.add(part.line)
        line = own_line(fund, part.line, f"parts[{place}].line")
        with_enough(line, part.amount)
        so_far = sums.get((line.level, line.kind))
        if so_far is not None and so_far.source_year != line.source_year:
            raise SourceYearsDoNotMix(
                f"parts[{place}].line",
                level=line.level.zh,
                kind=line.kind.zh,
                one=so_far.source_year,
                other=line.source_year,
            )
        amount = part.amount + (so_far.amount if so_far else ZERO)
        sums[line.level, line.kind] = TransmittedShare(line.level, line.kind, line.source_year, amount)
    return tuple(sums.values())


def _on_its_way(found: Transmission | None, fund: Fund, name: str, sender: str) -> FundsTransmitted:
    if found is None:
        raise NotTransmitted("document", ledger=sender, transmission=name)
    if found.taken_back_on is not None:
        raise AlreadyTakenBack("document", transmission=name, day=found.taken_back_on)
    if found.sent.to_region != fund.region:
        raise SentToAnotherRegion("region", region=found.sent.to_region)
    return found.sent


def _agree(sent: FundsTransmitted, stated: Sequence[LevelShare]) -> None:
    """Raise ReceiptDiffers for the first level and kind of which the two sides state different amounts."""
    theirs = {source: share.amount for source, share in by_source(sent.shares).items()}
    ours = {(share.level, share.kind): share.amount for share in stated}
    for level, kind in theirs | ours:
        there, here = theirs.get((level, kind), ZERO), ours.get((level, kind), ZERO)
        if there != here:
            raise ReceiptDiffers("shares", level=level.zh, kind=kind.zh, sent=there, stated=here)


def _not_before(sent: FundsTransmitted, on: date) -> None:
    if on < sent.transmitted_on:
        raise BeforeItWasSent("on", sent_on=sent.transmitted_on, day=on)
