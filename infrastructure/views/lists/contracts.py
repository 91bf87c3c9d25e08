"""The lists of designated institutions, of tenders' lots and of service records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from application.listed.contracts import DesignationListed, LotState, ServiceRecordListed, TenderLotListed
from application.lists import Where
from application.views.contracts import Designation, DesignationChange, LotChange, ServiceRecord, TenderLot
from domain.attendance.decisions import clock
from domain.institutions.pricing import ServiceUnit
from domain.money import Money
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one

_STATES = {LotChange.AWARDED: LotState.AWARDED, LotChange.FAILED: LotState.FOUND_NOBODY}


def _designations(store: Store, rows: Sequence[Designation], _: Where) -> Iterator[DesignationListed]:
    taken: dict[str, list[Designation]] = defaultdict(list)
    for step in store.rows(Designation, institution={row.institution for row in rows}):
        if step.change == DesignationChange.WITHDRAWN:
            taken[step.institution].append(step)
    for row in rows:
        until = row.valid_until or date.max
        later = (step for step in taken[row.institution] if step.position > row.position)
        ended = next((step for step in later if step.valid_from <= until), None)
        yield DesignationListed(
            row.institution,
            row.name or "",
            row.programme or "",
            row.valid_from,
            ended.valid_from - timedelta(days=1) if ended else until,
            ended and ended.valid_from,
            ended and ended.reason,
            row.document,
            row.by,
            row.effective,
            row.position,
        )


def _lots(store: Store, rows: Sequence[TenderLot], _: Where) -> Iterator[TenderLotListed]:
    decided: dict[tuple[str, str], TenderLot] = {}
    for step in store.rows(TenderLot, tender={row.tender for row in rows}):
        if step.change != LotChange.PUBLISHED:
            decided[step.tender, step.lot] = step
    for row in rows:
        end = decided.get((row.tender, row.lot))
        yield TenderLotListed(
            row.tender,
            row.lot,
            row.title or "",
            row.document or "",
            row.programme or "",
            row.region or "",
            row.fiscal_year or 0,
            ServiceUnit(row.unit or ServiceUnit.PERSON),
            _money(row.price_fen),
            row.quantity,
            Money(row.ceiling_fen or 0),
            _STATES[LotChange(end.change)] if end else LotState.IN_TENDER,
            end and end.institution,
            end and end.agreement,
            _money(end.price_fen) if end else None,
            _money(end.ceiling_fen) if end else None,
            end and end.effective,
            end and end.reason,
            row.effective,
            row.position,
        )


def _records(_: Store, rows: Sequence[ServiceRecord], __: Where) -> Iterator[ServiceRecordListed]:
    for row in rows:
        timed = row.start_minute is not None
        yield ServiceRecordListed(
            row.agreement,
            row.programme,
            row.beneficiary,
            row.effective,
            ServiceUnit(row.unit),
            clock(row.start_minute) if timed else None,
            clock(row.end_minute) if timed else None,
            row.counted,
            row.signed_on,
            row.position,
        )


def _money(fen: int | None) -> Money | None:
    return None if fen is None else Money(fen)


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


DESIGNATIONS = Plan(
    kind=Designation,
    views=("contracts",),
    key=("position", "seq"),
    births=Among("change", (DesignationChange.DESIGNATED,)),
    fold=_designations,
    programme=one("programme"),
)
TENDER_LOTS = Plan(
    kind=TenderLot,
    views=("contracts",),
    key=("position", "seq"),
    births=Among("change", (LotChange.PUBLISHED,)),
    fold=_lots,
    programme=one("programme"),
    region=_inside,
    filters={"year": one("fiscal_year")},
)
SERVICE_RECORDS = Plan(
    kind=ServiceRecord,
    views=("contracts",),
    key=("position", "seq"),
    births=ALWAYS,
    fold=_records,
    programme=one("programme"),
    filters={"agreement": one("agreement"), "beneficiary": one("beneficiary")},
    finds=frozenset({"agreement", "beneficiary"}),
)
