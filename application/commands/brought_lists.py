"""A list of amounts that the office brings: who each row means, and what is wrong with it, before anything is asked.

Every bad row is named at once, so that a list of thousands is put right in one go. Submitting the batch checks again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from application import streams
from application.commands.batch_lists import Listed, check_list, due_amount
from application.commands.contract_pay import dues_under_contracts
from application.desk import Desk
from application.imports import BatchRow
from application.work import Work
from domain.batches.events import PayoutKind
from domain.batches.rejections import PaidAlready
from domain.beneficiaries.rejections import NotRegistered
from domain.periods import Period
from domain.personal_data import NumbersOfTwoPeople
from domain.programmes.state import policy_at
from domain.rejected import Rejected


class NobodyOfThatNumber(Rejected):
    """Nobody is registered under this number."""

    code = "nobody_of_that_number"
    zh = "没有登记过这个号码的人员。"


class RowsRefused(Rejected):
    """{count} rows of the list are wrong; nothing was submitted."""

    code = "rows_refused"
    zh = "名单中有 {count} 行不符，未提交任何内容。"


class Numbered(Protocol):
    """A row that names somebody by the ID number or the certificate's, or by both; `row` is its place in the file."""

    @property
    def row(self) -> int: ...
    @property
    def id_number(self) -> str: ...
    @property
    def certificate(self) -> str: ...


NumberedRow = TypeVar("NumberedRow", bound=Numbered)


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row (counted as in the file) and the rule it breaks; `beneficiary` is empty when nobody is meant."""

    row: int
    beneficiary: str
    refusal: Rejected


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a list: the lines to submit, in the order of the file, and every bad row."""

    listed: tuple[Listed, ...]
    bad: tuple[BadRow, ...]


def look_up(
    rows: Sequence[BatchRow],
    *,
    programme: str,
    region: str,
    period: Period,
    on: date,
    desk: Desk,
    payout_kind: PayoutKind = PayoutKind.REGULAR,
    agreements: Sequence[str] = (),
) -> Brought:
    """Find the people of a list and hold its amounts against the rules.

    Raises NoSuchProgramme, NoPolicyYet and the period's refusals; what is wrong with single rows is in the answer.
    """
    work = Work(desk.log, attempt=0)
    policy = policy_at(streams.programme(work, programme).state, on)
    position = desk.views_now()
    standing = desk.views.entitlements(programme, region, period, as_of=position)
    due = {person.beneficiary: due_amount(person, policy) for person in standing}
    named = [streams.agreement(work, name) for name in dict.fromkeys(agreements)]
    due = dues_under_contracts(due, named, period=period, payout_kind=payout_kind)
    found, bad = whom_they_mean(rows, desk, registered=due.keys())
    paid = desk.views.paid_in(programme, period, as_of=position)
    listed = [Listed(person, row.amount) for row, person in found]
    for number, line in enumerate(listed):
        if line.beneficiary in paid:
            refusal = PaidAlready("id_number", beneficiary=line.beneficiary, period=period)
            bad.append(BadRow(found[number][0].row, line.beneficiary, refusal))
    for problem in check_list(listed, due, period, policy=policy):
        row, person = found[problem.row]
        problem.refusal.field = "amount" if problem.refusal.field.endswith(".amount") else "id_number"
        bad.append(BadRow(row.row, person, problem.refusal))
    return Brought(tuple(listed), tuple(sorted(bad, key=lambda one: one.row)))


def people_of(rows: Sequence[BatchRow], desk: Desk) -> tuple[Listed, ...]:
    """Return the lines of a list as they were submitted before, nothing checked; rows of nobody are left out."""
    return tuple(Listed(person, row.amount) for row, person in whom_they_mean(rows, desk)[0])


def whom_they_mean(
    rows: Sequence[NumberedRow], desk: Desk, *, registered: Collection[str] = ()
) -> tuple[list[tuple[NumberedRow, str]], list[BadRow]]:
    """Find whom each row means by its numbers, and the rows that mean nobody, or two.

    The log is asked of those who are not known to be `registered`.
    """
    by_number = desk.vault.find_many("id_number", [row.id_number for row in rows if row.id_number])
    by_certificate = desk.vault.find_many("certificate", [row.certificate for row in rows if row.certificate])
    found: list[tuple[NumberedRow, str]] = []
    bad: list[BadRow] = []
    for row in rows:
        named = [by_number.get(row.id_number, "")] if row.id_number else []
        named += [by_certificate.get(row.certificate, "")] if row.certificate else []
        known = [person for person in named if person]
        field = "id_number" if row.id_number else "certificate"
        if not known:
            bad.append(BadRow(row.row, "", NobodyOfThatNumber(field)))
        elif len(set(known)) > 1:
            refusal = NumbersOfTwoPeople("certificate", by_id_number=named[0], by_certificate=named[1])
            bad.append(BadRow(row.row, "", refusal))
        else:
            found.append((row, known[0]))
    others = [(row, person) for row, person in found if person not in registered]
    in_log = desk.log.streams([f"beneficiary/{person}" for _, person in others])
    for row, person in others:
        if f"beneficiary/{person}" not in in_log:
            bad.append(BadRow(row.row, person, NotRegistered("id_number", beneficiary=person)))
    unknown = {one.row for one in bad}
    return [(row, person) for row, person in found if row.row not in unknown], bad
