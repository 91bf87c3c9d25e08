"""Where single things lie: a person, a batch, an agreement, each looked up in the log by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from application import streams
from application.access.budgets import region_of_stream
from application.access.tailored import lies_of_stream
from application.desk import Desk
from application.work import Work
from domain.awards.state import scheme_opened, terms_of
from domain.beneficiaries.rejections import NotRegistered
from domain.beneficiaries.state import registered
from domain.claims.naming import is_claim
from domain.funds.parts import fund_of
from domain.funds.rejections import NoSuchLine
from domain.inspections.state import opened as opened_inspection
from domain.institutions.state import signed
from domain.matching.state import opened as opened_scheme
from domain.notices.state import posted
from domain.recoveries.state import ordered
from domain.regions import NotARegionCode, RegionCode
from domain.screenings.state import opened as opened_screening
from domain.tenders.rejections import NoSuchLot
from domain.tenders.state import published
from domain.transmissions.rejections import NoSuchTransmission


@dataclass(frozen=True, slots=True)
class Place:
    """A region and a programme. Empty means all of them: only a role that is not narrowed there takes it in.

    None means that it lies in none in particular (a person is of no programme, an agreement of no region), so that
    any will do.
    """

    region: str | None = ""
    programme: str | None = ""


ANYWHERE = Place(None, None)
"""Asks only whether an account may do something at all: for lists, which are then narrowed by `regions_of`."""


def of_people(ids: Sequence[str], programme: str | None, field: str, work: Work) -> Iterator[Place]:
    """Yield where each of several people lives, for a programme. Raises NotRegistered, naming the place in `field`."""
    for index, person in enumerate(streams.people(work, ids)):
        if not person.state.commitment:
            raise NotRegistered(field.format(index), beneficiary=person.state.id)
        yield Place(person.state.region, programme)


def of_person(beneficiary: str, programme: str | None, work: Work) -> Place:
    """Return where a person lives, for a programme. Raises NotRegistered."""
    return Place(registered(streams.person(work, beneficiary).state).region, programme)


def of_batch(batch: str, work: Work) -> Place:
    """Return where a batch pays. Raises NoSuchBatch."""
    opened = streams.existing_batch(work, batch).state.opened
    return Place(opened.region, opened.programme)


def of_notice(notice: str, work: Work) -> Place:
    """Return where a notice hangs. Raises not-found refusals."""
    published = posted(streams.notice(work, notice).state)
    return Place(published.region, published.programme)


def of_agreement(agreement: str, work: Work) -> str:
    """Return the programme of an agreement. Raises NoSuchAgreement."""
    return signed(streams.agreement(work, agreement).state).programme


def of_contract(agreement: str, work: Work) -> Place:
    """Return the lot's region; an agreement without a lot serves wherever its programme does."""
    state = streams.agreement(work, agreement).state
    return Place(state.contract.region if state.contract else "", signed(state).programme)


def of_tender(tender: str, work: Work, *, lot: str = "") -> Iterator[Place]:
    """Yield where a tender's lots are served, or one of them. Raises NoSuchTender, NoSuchLot."""
    state = streams.tender(work, tender).state
    lots = [one for one in published(state).lots if lot in ("", one.number)]
    if not lots:
        raise NoSuchLot("lot", tender=tender, lot=lot)
    yield from (Place(one.region, one.programme) for one in lots)


def of_payout(payout: str, work: Work) -> Place:
    """Return where whoever is paid lives, or the batch pays. Raises NoSuchPayout."""
    paid = streams.payout(work, payout).state
    if is_claim(paid.beneficiary):
        return of_batch(paid.batch_id, work)
    return of_person(paid.beneficiary, paid.batch_id.partition("/")[0], work)


def of_recovery(recovery: str, work: Work) -> Place:
    """Return where whoever owes lives, or the batch paid. Raises not-found refusals."""
    order = ordered(streams.recovery(work, recovery).state)
    if is_claim(order.beneficiary):
        return of_payout(order.payout_id, work)
    return of_person(order.beneficiary, order.payout_id.partition("/")[0], work)


def of_inspection(inspection: str, work: Work) -> Place:
    """Return where an inspection takes place. Raises NoSuchInspection."""
    opened = opened_inspection(streams.inspection(work, inspection).state)
    return Place(opened.region, opened.programme)


def of_award_scheme(scheme: str, work: Work) -> Place:
    """Return where an award scheme is. Raises NoSuchAwardScheme."""
    terms = scheme_opened(streams.award_scheme(work, scheme).state).terms
    return Place(terms.region, terms.programme)


def of_award(award: str, work: Work) -> Place:
    """Return where an award's scheme is. Raises NoSuchAward."""
    terms = terms_of(streams.award(work, award).state)
    return Place(terms.region, terms.programme)


def of_matching(scheme: str, work: Work) -> Place:
    """Return where a matching scheme is. Raises NoSuchScheme."""
    terms = opened_scheme(streams.matching(work, scheme).state)
    return Place(terms.region, terms.programme)


def of_devices(programme: str, work: Work) -> Place:
    """Return where a programme's devices are: where its kinds were set, and the whole ledger if there are none."""
    regions = {kind.terms.region for kind in streams.devices(work, programme).state.kinds.values()}
    return Place(regions.pop() if len(regions) == 1 else "", programme)


def of_screening(screening: str, work: Work) -> Place:
    """Return where a screening is. Raises NoSuchScreening."""
    plan = opened_screening(streams.screening(work, screening).state)
    return Place(plan.region, plan.programme)


def of_visit(visit: str, work: Work) -> Place:
    """Return where a visit takes place: in the unit the person was drawn in, else wherever the inspection is."""
    planned = streams.visit(work, visit).state.planned
    if planned is None:
        return of_inspection(visit.rpartition("/")[0], work)
    return Place(planned.unit, planned.programme)


def place_of_line(line: str) -> Place:
    """Return where a fund line lies; its name says so. A revenue account is of the whole ledger.

    Raises NoSuchLine for what is the name of neither.
    """
    fund = fund_of(line).split("/")
    if len(fund) != 3 or not all(fund):
        raise NoSuchLine("line", line=line[:120])
    if fund[0] == "revenue":
        return Place()
    try:
        return Place(str(RegionCode.parse(fund[2])), fund[1])
    except NotARegionCode:
        raise NoSuchLine("line", line=line[:120]) from None


def places_of_stream(stream: str, desk: Desk) -> Iterator[Place]:
    """Yield where the thing lies whose history is asked for, by the name of its stream.

    What belongs to no place (accounts, revenue, refusals) concerns the whole ledger. Raises not-found refusals.
    """
    work, (kind, _, name) = Work(desk.log, attempt=0), stream.partition("/")
    match kind:
        case "programme":
            yield Place(None, name)
        case "fund":
            yield place_of_line(name)
        case "beneficiary":
            yield of_person(name, None, work)
        case "case":
            programme, _, person = name.partition("/")
            yield of_person(person, programme, work)
        case "notice":
            yield of_notice(name, work)
        case "agreement":
            yield Place(None, of_agreement(name, work))
        case "institution":
            yield Place(None, None)
        case "tender":
            yield from of_tender(name, work)
        case "batch":
            yield of_batch(name, work)
        case "payout":
            yield of_payout(name, work)
        case "recovery":
            yield of_recovery(name, work)
        case "inspection":
            yield of_inspection(name, work)
        case "visit":
            yield of_visit(name, work)
        case "devices":
            yield of_devices(name, work)
        case "screening":
            yield of_screening(name, work)
        case "matching":
            yield of_matching(name, work)
        case "award_scheme":
            yield of_award_scheme(name, work)
        case "award":
            yield of_award(name, work)
        case _ if (region := region_of_stream(kind, name, work)) is not None:
            yield Place(region, "")
        case _ if (lies := lies_of_stream(kind, name, work)) is not None:
            yield from (Place(*one) for one in lies)
        case _:
            yield Place()


def places_of_contract(agreement: str, desk: Desk) -> Iterator[Place]:
    """Yield where an agreement's service is given. Raises NoSuchAgreement."""
    yield of_contract(agreement, Work(desk.log, attempt=0))


def place_of_inspection(inspection: str, desk: Desk) -> Place:
    """Return where an inspection takes place. Raises NoSuchInspection."""
    return of_inspection(inspection, Work(desk.log, attempt=0))


def place_of_transmission(transmission: str) -> Place:
    """Return where the fund lies that sends; the transmission's name says so. Raises NoSuchTransmission."""
    try:
        return place_of_line(transmission)
    except NoSuchLine:
        raise NoSuchTransmission("transmission", transmission=transmission[:120]) from None
