"""Checks a package of audit data without the ledger: every row, sum, balance and hash, the first wrong one by name.

Files are first held against the control sheet's hashes, then read once more line by line. Memory grows with fund lines
and months, not with vouchers. That the checkpoint's signature is right is for a verifier with the log's keys.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import TextIOWrapper
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from application.audit_data.check_books import CheckedBalances, CheckedVouchers
from application.audit_data.check_tree import check_sealed
from application.audit_data.control import Tally
from application.audit_data.shape import File, Table, fen
from application.audit_data.subjects import CODES, SUBJECTS
from application.audit_data.tables import (
    BALANCES,
    BOOK,
    BOOKS,
    CONTROL,
    FUND_LINE,
    LINE_ACCOUNTS,
    LINES,
    MEMBERS,
    PERIOD,
    SUBJECT,
    VERSION,
    VOUCHER,
    VOUCHERS,
)
from domain.audit_data.rejections import (
    AccountNotListed,
    AuditFileAltered,
    AuditFileMissing,
    AuditRowMalformed,
    BooksOfAnother,
    LineNotTheBalances,
    NotAuditData,
    TotalsNotTheControl,
)
from domain.periods import Month
from domain.rejected import Rejected

LARGEST_CONTROL = 1_000_000
LONGEST_LINE = 20_000
"""Characters; a row of the shape has some hundreds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a package holds that is right all through; `sealed` says whether a checkpoint stands behind it."""

    ledger: str
    first_month: str
    last_month: str
    as_of: int
    sealed: bool
    vouchers: int
    lines: int
    fund_lines: int
    debit_fen: int
    credit_fen: int


def checked(content: IO[bytes]) -> Checked:
    """Return what a package holds. Raises NotAuditData and every other refusal of `domain/audit_data/rejections.py`
    that is about files."""
    try:
        with ZipFile(content) as package:
            return _Check(package).run()
    except UnicodeDecodeError:
        raise NotAuditData(what="UTF-8") from None
    except (BadZipFile, zlib.error, EOFError, RuntimeError):  # a NotImplementedError is one of the last
        raise NotAuditData(what="zip") from None


class _Check:
    def __init__(self, package: ZipFile) -> None:
        self._package = package
        names = package.namelist()
        if sorted(names) != sorted(MEMBERS):
            raise AuditFileMissing(expected=", ".join(MEMBERS), found=", ".join(names)[:200])
        self._control = _control(package)
        self._tallies: dict[str, Tally] = {}

    def run(self) -> Checked:
        """Check everything, in the order in which a wrong thing is most easily named."""
        control = self._control
        first, last = (_month(control, name) for name in ("first_month", "last_month"))
        said = {one["name"]: one for one in control["files"]}
        for file in (VOUCHERS, BALANCES, LINES, BOOKS):
            self._is_the_counted(file, said.get(file.name, {}))
        self._are_its_books()
        vouchers = CheckedVouchers(first, last)
        for table, row in self._rows(VOUCHERS):
            if table is VOUCHER:
                vouchers.begin(row)
            else:
                vouchers.add(row)
        vouchers.end()
        balances = CheckedBalances(first, last, vouchers.moved)
        for _, row in self._rows(BALANCES):
            balances.add(row)
        balances.end()
        for _, row in self._rows(LINES):
            _check_line(row, balances.closing)
        for name, tally in self._tallies.items():
            _check_totals(name, tally, said[name])
        check_sealed(control.get("sealed"), control["as_of"])
        return Checked(
            ledger=control["ledger"],
            first_month=control["first_month"],
            last_month=control["last_month"],
            as_of=control["as_of"],
            sealed=control.get("sealed") is not None,
            vouchers=self._tallies[VOUCHERS.name].rows[VOUCHER.name],
            lines=vouchers.lines,
            fund_lines=self._tallies[LINES.name].rows[FUND_LINE.name],
            debit_fen=vouchers.debit,
            credit_fen=vouchers.credit,
        )

    def _is_the_counted(self, file: File, said: Mapping[str, Any]) -> None:
        digest, size = sha256(), 0
        with self._package.open(file.name) as member:
            while piece := member.read(1 << 20):
                digest.update(piece)
                size += len(piece)
        if (said.get("sha256"), said.get("bytes")) != (digest.hexdigest(), size):
            raise AuditFileAltered(file=file.name)

    def _are_its_books(self) -> None:
        accounts, periods = set(), []
        for table, row in self._rows(BOOKS):
            if table is BOOK:
                _same("电子账簿编号", row[0], self._control["ledger"])
                _same("会计年度", row[9], str(self._control["fiscal_year"]))
                _same("截至位次", row[11], str(self._control["as_of"]))
            elif table is PERIOD:
                periods.append(f"{row[0]}-{int(row[1]):02d}")
            elif table is SUBJECT:
                accounts.add(row[0])
        months = [str(month) for month in _months(self._control)]
        _same("会计期间", ", ".join(periods), ", ".join(months))
        for code in CODES.keys() - accounts:
            raise AccountNotListed(account=code)

    def _rows(self, file: File) -> Iterator[tuple[Table, tuple[str, ...]]]:
        """Yield a file's rows with their tables, in the order of the tables where there are several kinds."""
        tally = self._tallies[file.name] = Tally(file)
        head, named = file.head.splitlines(keepends=True), {f"<{table.name}>": table for table in file.tables}
        ended, number = False, 0
        with self._package.open(file.name) as member, TextIOWrapper(member, "utf-8", newline="\n") as text:
            while line := text.readline(LONGEST_LINE):
                number += 1
                if number <= len(head) and line == head[number - 1]:
                    continue
                table = named.get(line[: line.find(">") + 1])
                row = table.read(line) if table and number > len(head) and not ended else None
                if table is None and line == file.foot and not ended and number > len(head):
                    ended = True
                elif table is None or row is None:
                    raise AuditRowMalformed(file=file.name, line=number)
                else:
                    tally.count(table, (fen(row[place]) for place in table.amounts))
                    yield table, row
        if not ended:
            raise AuditRowMalformed(file=file.name, line=number + 1)


def _control(package: ZipFile) -> Mapping[str, Any]:
    with package.open(CONTROL) as member:
        content = member.read(LARGEST_CONTROL + 1)
    try:
        found = json.loads(content)
        months = [Month.parse(found[name]) for name in ("first_month", "last_month")]
        fits = (
            len(content) <= LARGEST_CONTROL
            and found["version"] == VERSION
            and all(isinstance(found[name], int) for name in ("as_of", "fiscal_year"))
            and isinstance(found["ledger"], str)
            and isinstance(found["files"], list)
            and all(isinstance(one["name"], str) for one in found["files"])
            and all(table["sums"].get("") is None for one in found["files"] for table in one["tables"])
            and months[0] <= months[1]
            and {month.index // 12 for month in months} == {found["fiscal_year"]}
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Rejected):
        raise NotAuditData(what=CONTROL) from None
    if not fits:
        raise NotAuditData(what=CONTROL)
    return cast(Mapping[str, Any], found)


def _month(control: Mapping[str, Any], name: str) -> Month:
    return Month.parse(control[name])


def _months(control: Mapping[str, Any]) -> Iterator[Month]:
    first, last = (_month(control, name) for name in ("first_month", "last_month"))
    return (Month(index) for index in range(first.index, last.index + 1))


def _same(name: str, found: str, expected: str) -> None:
    if found != expected:
        raise BooksOfAnother(name=name, found=found[:120], expected=expected[:120])


def _check_line(row: Sequence[str], closing: Mapping[tuple[str, str], int]) -> None:
    columns = FUND_LINE.fields[-len(LINE_ACCOUNTS) :]
    for account, column, said in zip(LINE_ACCOUNTS, columns, row[-len(LINE_ACCOUNTS) :], strict=True):
        subject = SUBJECTS[account]
        if fen(said) != closing.get((subject.code, row[0]), 0) * (1 if subject.is_debit else -1):
            raise LineNotTheBalances(line=row[0][:120], column=column.name)


def _check_totals(name: str, tally: Tally, said: Mapping[str, Any]) -> None:
    """Hold what was counted against the sheet, number by number."""
    found = {one["table"]: one for one in tally.said()["tables"]}
    told = {one.get("table"): one for one in said["tables"]}
    for table, counted in found.items():
        there = told.get(table, {})
        pairs = {"rows": (counted["rows"], there.get("rows"))}
        sums = there.get("sums", {})
        pairs |= {column: (amount, sums.get(column)) for column, amount in counted["sums"].items()}
        for column, (amount, expected) in pairs.items():
            if amount != expected:
                raise TotalsNotTheControl(file=name, name=f"{table} {column}", found=amount, expected=expected)
