"""Money between ledgers: rules about who may transmit, sending, taking back, receiving. Each writes one ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.document_formats import check_document
from application.road import Answer, Officer
from application.work import Work
from domain.documents import DocumentNumber
from domain.funds.events import LevelShare
from domain.funds.parts import Part, fund_id, fund_of
from domain.funds.state import Fund, carried_on
from domain.levels import GovernmentLevel
from domain.money import total
from domain.programmes.decisions import checked_fiscal_year
from domain.programmes.state import existing
from domain.regions import RegionCode
from domain.transmissions import decisions, rules
from domain.transmissions.decisions import SendersWord
from domain.transmissions.events import FundsReceived, FundsTransmitted
from domain.transmissions.rejections import NothingTransmitted
from domain.transmissions.state import transmission_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTransmissionRule:
    """A document says to which levels this ledger transmits from a day on; `instead` tells the others their way."""

    command_id: str
    valid_from: date
    to_levels: tuple[GovernmentLevel, ...]
    instead: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmitFunds:
    """下达: money of one fund's lines goes to another ledger, for a region below, by a document."""

    command_id: str
    parts: tuple[Part, ...]
    to_ledger: str
    to_region: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackFunds:
    """收回: a transmission that was not received is taken back whole, by a document."""

    command_id: str
    transmission: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveFunds:
    """收到: another ledger's fund, of the same programme and year, transmitted money here by a document."""

    command_id: str
    programme: str
    fiscal_year: int
    region: str
    from_ledger: str
    from_region: str
    document: str
    shares: tuple[LevelShare, ...]
    on: date


def set_transmission_rule(ask: SetTransmissionRule, *, by: Officer, desk: Desk) -> Answer:
    """Record a rule by date. Raises what `set_rule` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> None:
        loaded = streams.transmission_rules(work)
        fact = rules.set_rule(
            valid_from=ask.valid_from,
            to_levels=ask.to_levels,
            instead=ask.instead,
            document=ask.document,
            on=ask.on,
        )
        work.record(loaded, fact)

    return desk.take(ask, decide, by=by)


def transmit_funds(ask: TransmitFunds, *, by: Officer, desk: Desk) -> Answer:
    """Send money down. The answer names the transmission and its sum. Raises what `transmit` raises."""
    desk.happened(ask.on)
    if not ask.parts:
        raise NothingTransmitted("parts")

    def decide(work: Work) -> dict[str, object]:
        fund = streams.fund(work, fund_of(ask.parts[0].line))
        sent = decisions.transmit(
            fund.state,
            ledger=desk.log.ledger,
            to_ledger=ask.to_ledger,
            to_region=ask.to_region,
            document=ask.document,
            parts=ask.parts,
            rules=streams.transmission_rules(work).state,
            on=ask.on,
        )
        work.record(fund, sent)
        return {"transmission": sent.transmission, "total_fen": total(part.amount for part in sent.parts).fen}

    return desk.take(ask, decide, by=by)


def take_back_funds(ask: TakeBackFunds, *, by: Officer, desk: Desk) -> Answer:
    """Take a transmission back that nobody received. Raises what `take_back` raises."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        fund = streams.fund(work, fund_of(ask.transmission))
        back = decisions.take_back(
            fund.state,
            transmission=ask.transmission,
            document=ask.document,
            receipt=_receipt(desk, fund.state, ask.transmission),
            on=ask.on,
        )
        work.record(fund, back)
        return {"transmission": ask.transmission, "total_fen": total(part.amount for part in back.parts).fen}

    with desk.neighbours.one_at_a_time(ask.transmission):
        return desk.take(ask, decide, by=by)


def receive_funds(ask: ReceiveFunds, *, by: Officer, desk: Desk) -> Answer:
    """Book money that another ledger sent. The answer names the fund it is in.

    Raises what `receive` does, and what `check_document` does of each share's level.
    """
    desk.happened(ask.on)
    region, year = RegionCode.parse(ask.region), checked_fiscal_year(ask.fiscal_year)
    from_fund = fund_id(year, ask.programme, str(RegionCode.parse(ask.from_region, field="from_region")))
    name = transmission_id(from_fund, desk.log.ledger, str(DocumentNumber.parse(ask.document)))

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        fund = streams.fund(work, fund_id(year, ask.programme, str(region)))
        received = decisions.receive(
            fund.state,
            ledger=desk.log.ledger,
            from_ledger=ask.from_ledger,
            from_fund=from_fund,
            document=ask.document,
            shares=ask.shares,
            word=_senders_word(desk, ask.from_ledger, from_fund, name),
            on=ask.on,
        )
        check_document(work, received.document, [share.level for share in received.shares])
        work.record(fund, received)
        return {"fund": fund.state.id, "transmission": name}

    with desk.neighbours.one_at_a_time(name):
        return desk.take(ask, decide, by=by)


def _receipt(desk: Desk, fund: Fund, transmission: str) -> FundsReceived | None:
    """Look up whether the other ledger received it; nothing where that ledger is not kept here."""
    found = fund.sent.get(transmission)
    log = desk.neighbours.log(found.sent.to_ledger) if found else None
    if found is None or log is None:
        return None
    year, programme, _ = fund.id.split("/", 2)
    there = fund_id(int(year), programme, found.sent.to_region)
    facts = (entry.fact for entry in log.stream(f"fund/{there}"))
    return carried_on(Fund(there), facts).received.get((desk.log.ledger, transmission))


def _senders_word(desk: Desk, ledger: str, fund: str, transmission: str) -> SendersWord | None:
    """Look up what the sending ledger says; None where it is not kept here."""
    log = desk.neighbours.log(ledger)
    if log is None:
        return None
    entries = log.stream(f"fund/{fund}")
    state = carried_on(Fund(fund), (entry.fact for entry in entries))
    sent_at = (
        entry.position
        for entry in entries
        if isinstance(entry.fact, FundsTransmitted) and entry.fact.transmission == transmission
    )
    return SendersWord(state.sent.get(transmission), next(sent_at, 0))
