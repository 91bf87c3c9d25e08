"""Looking through a month's service records: who was served when, and everything that speaks against a line.

Brought as a list or typed in, the lines are looked at by the same rules; a list names every bad row at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.work import Loaded, Work
from domain.attendance.decisions import ServiceLine, checked, record
from domain.attendance.events import ServedAt, ServiceRecorded
from domain.attendance.state import Attendance
from domain.beneficiaries.rejections import NotRegistered
from domain.beneficiaries.state import Person
from domain.dates import not_before
from domain.designations.decisions import designated
from domain.designations.state import Institution
from domain.institutions.contract_rejections import NoRecords, OutsideTheLot, RecordOfAnotherMonth
from domain.institutions.contracts import contract_of
from domain.institutions.events import AgreementSigned, ContractSet
from domain.institutions.state import Agreement
from domain.periods import Month
from domain.regions import RegionCode
from domain.rejected import Rejected

MOST_RECORDS = 20_000


@dataclass(frozen=True, slots=True)
class MonthLookedThrough:
    """What the lines come to: each person's month to record, counts person by person, and every refusal.

    `refusals` name their line (`lines[3].start`); with any, the rest is not to be used.
    """

    attendances: Sequence[tuple[Loaded[Attendance], ServiceRecorded]]
    counts: Sequence[tuple[str, int]]
    last_day: date
    refusals: Sequence[Rejected]


def looked_through(
    lines: Sequence[ServiceLine], *, agreement: Agreement, month: Month, on: date, work: Work
) -> MonthLookedThrough:
    """Look at every line. Raises NoSuchAgreement, NotAContract, NoRecords."""
    terms, contract = contract_of(agreement)
    if not 1 <= len(lines) <= MOST_RECORDS:
        raise NoRecords("lines", limit=MOST_RECORDS, given=len(lines))
    refusals: list[Rejected] = []
    served: dict[str, list[tuple[str, ServedAt]]] = defaultdict(list)
    ids = list(dict.fromkeys(line.beneficiary for line in lines))
    people = {loaded.state.id: loaded.state for loaded in streams.people(work, ids)}
    institution = streams.institution(work, terms.institution).state
    for index, line in enumerate(lines):
        field = f"lines[{index}]"
        try:
            _of_the_lot(people[line.beneficiary], contract, field=field)
            _on_a_day_of(line, terms, institution, month, field=field)
            served[line.beneficiary].append((field, checked(line, unit=contract.unit, field=field, on=on)))
        except Rejected as refusal:
            refusals.append(refusal)
    attendances = streams.attendances_of(work, [f"{person}/{month}" for person in served])
    recorded: list[tuple[Loaded[Attendance], ServiceRecorded]] = []
    for (person, records), loaded in zip(served.items(), attendances, strict=True):
        try:
            fact = record(
                loaded.state,
                agreement=agreement.id,
                programme=terms.programme,
                unit=contract.unit,
                records=[one for _, one in records],
                fields=[field for field, _ in records],
                died_on=people[person].died_on,
            )
        except Rejected as refusal:
            refusals.append(refusal)
        else:
            recorded.append((loaded, fact))
    counts = [(person, sum(one.count for _, one in records)) for person, records in served.items()]
    return MonthLookedThrough(recorded, counts, max(line.day for line in lines), refusals)


def _of_the_lot(person: Person, contract: ContractSet, *, field: str) -> None:
    if not person.commitment:
        raise NotRegistered(f"{field}.beneficiary", beneficiary=person.id)
    if not RegionCode.parse(person.region).within(RegionCode.parse(contract.region)):
        raise OutsideTheLot(
            f"{field}.beneficiary", beneficiary=person.id, region=person.region, lot_region=contract.region
        )


def _on_a_day_of(
    line: ServiceLine, terms: AgreementSigned, institution: Institution, month: Month, *, field: str
) -> None:
    if Month.of(line.day) != month:
        raise RecordOfAnotherMonth(f"{field}.day", day=line.day, month=month)
    not_before(line.day, terms.signed_on, field=f"{field}.day")
    designated(institution, terms.programme, line.day, field=f"{field}.day")
