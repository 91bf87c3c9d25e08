"""Recomputes the books from their rows: vouchers that balance, balances that foot, go on and are the vouchers'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from application.audit_data.shape import fen, yuan
from application.audit_data.subjects import CODES
from domain.audit_data.rejections import (
    AccountNotListed,
    BalanceDoesNotContinue,
    BalanceDoesNotFoot,
    MovementsNotTheVouchers,
    OpeningsUnbalanced,
    VoucherOutsideMonths,
    VouchersOutOfOrder,
    VoucherUnbalanced,
)
from domain.periods import Month

Key = tuple[int, str, str]
"""Month's index, account's number, fund line."""


class CheckedVouchers:
    """Reads vouchers in order. `moved` is what they come to: debit and credit in fen by month, account and line."""

    def __init__(self, first: Month, last: Month) -> None:
        self._first, self._last = first, last
        self._number, self._lines, self._month = 0, 0, first
        self._debit = self._credit = 0
        self.debit = self.credit = self.lines = 0
        self.moved: dict[Key, list[int]] = {}

    def begin(self, row: Sequence[str]) -> None:
        """Begin a voucher. Raises VoucherUnbalanced of the one before, VouchersOutOfOrder, VoucherOutsideMonths."""
        self.end()
        number, day = int(row[3]), _day(row[4])
        if number <= self._number:
            raise VouchersOutOfOrder(voucher=number, before=self._number)
        month = Month.of(day) if day else None
        named = (row[0], row[1])
        if month is None or not self._first <= month <= self._last or named != (row[4][:4], str(int(row[4][4:6]))):
            raise VoucherOutsideMonths(voucher=number, day=row[4], first=self._first, last=self._last)
        self._number, self._month, self._lines, self._debit, self._credit = number, month, 0, 0, 0

    def add(self, row: Sequence[str]) -> None:
        """Add a line to the voucher. Raises VouchersOutOfOrder, AccountNotListed."""
        number, line = int(row[0]), int(row[1])
        if number != self._number or line != self._lines + 1:
            raise VouchersOutOfOrder(voucher=number, before=self._number)
        if row[3] not in CODES:
            raise AccountNotListed(account=row[3][:20])
        debit, credit = fen(row[6]), fen(row[7])
        moved = self.moved.setdefault((self._month.index, row[3], row[4]), [0, 0])
        moved[0] += debit
        moved[1] += credit
        self._lines, self._debit, self._credit = line, self._debit + debit, self._credit + credit
        self.lines += 1

    def end(self) -> None:
        """Close the voucher. Raises VoucherUnbalanced, also for one without a line."""
        if self._number and (self._debit != self._credit or not self._lines):
            raise VoucherUnbalanced(voucher=self._number, debits=yuan(self._debit), credits=yuan(self._credit))
        self.debit += self._debit
        self.credit += self._credit
        self._debit = self._credit = 0


class CheckedBalances:
    """Reads balances month by month. `closing` is what each account and line stands at, in fen, debit above zero."""

    def __init__(self, first: Month, last: Month, moved: dict[Key, list[int]]) -> None:
        self._first, self._last, self._moved = first, last, moved
        self._seen: set[Key] = set()
        self._before = first.index
        self._opened = 0
        self.closing: dict[tuple[str, str], int] = {}

    def add(self, row: Sequence[str]) -> None:
        """Read a row. Raises AccountNotListed, BalanceDoesNotFoot, BalanceDoesNotContinue, MovementsNotTheVouchers."""
        code, line, _, year, period, *_ = row
        month = Month(int(year) * 12 + int(period) - 1) if 1 <= int(period) <= 12 else Month(0)
        facts: dict[str, Any] = {"account": code[:20], "line": line[:120], "month": month}
        if code not in CODES:
            raise AccountNotListed(account=code[:20])
        opening, closing = _signed(row[5], row[6]), _signed(row[9], row[10])
        debit, credit = fen(row[7]), fen(row[8])
        key = (month.index, code, line)
        if opening is None or closing is None or opening + debit - credit != closing:
            raise BalanceDoesNotFoot(**facts)
        begins = month == self._first and key not in self._seen
        if not self._first <= month <= self._last or month.index < self._before or key in self._seen:
            raise BalanceDoesNotContinue(**facts)
        if not begins and opening != self.closing.get((code, line), 0):
            raise BalanceDoesNotContinue(**facts)
        if not begins and opening and (month.index - 1, code, line) not in self._seen:
            raise BalanceDoesNotContinue(**facts)
        self._opened += opening if begins else 0
        if self._moved.get(key, [0, 0]) != [debit, credit]:
            raise MovementsNotTheVouchers(**facts)
        self._before = month.index
        self._seen.add(key)
        self.closing[code, line] = closing

    def end(self) -> None:
        """See that nothing moved or stood that no row tells.

        Raises OpeningsUnbalanced, MovementsNotTheVouchers, BalanceDoesNotContinue.
        """
        if self._opened:
            raise OpeningsUnbalanced(month=self._first, amount=yuan(self._opened))
        for key in sorted(self._moved.keys() - self._seen):
            raise MovementsNotTheVouchers(account=key[1], line=key[2][:120], month=Month(key[0]))
        for (code, line), closing in sorted(self.closing.items()):
            if closing and (self._last.index, code, line) not in self._seen:
                raise BalanceDoesNotContinue(account=code, line=line[:120], month=self._last)


def _signed(side: str, written: str) -> int | None:
    amount = fen(written)
    return None if amount < 0 or side not in ("借", "贷") else amount if side == "借" else -amount


def _day(written: str) -> date | None:
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return None
