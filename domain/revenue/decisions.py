"""收支两条线: revenue comes in and goes to the treasury; what was paid too much of it comes back from there (退库).

There is no further verb, so 坐支 has no way to happen.
"""

from __future__ import annotations

from datetime import date

from domain.dates import not_in_the_future
from domain.free_text import reference
from domain.money import Money, positive
from domain.revenue.events import RevenueCollected, RevenueRefunded, RevenueRemitted
from domain.revenue.rejections import MoreThanIsHeld, NotInTheTreasury, OtherRevenueYear, VoucherUsed
from domain.revenue.state import Revenue


def collect(revenue: Revenue, *, amount: Money, voucher: str, collected_on: date, on: date) -> RevenueCollected:
    """Record money that belongs to the treasury.

    Raises AmountNotPositive, NotAReference, PersonalNumberInText, VoucherUsed, InTheFuture, OtherRevenueYear.
    """
    positive(amount)
    number = _new_voucher(revenue, voucher)
    not_in_the_future(collected_on, on, field="collected_on")
    if collected_on.year != revenue.year:
        raise OtherRevenueYear("collected_on", day=collected_on, year=revenue.year)
    return RevenueCollected(amount, number, collected_on)


def remit(revenue: Revenue, *, amount: Money, voucher: str, remitted_on: date, on: date) -> RevenueRemitted:
    """Hand money over to the treasury, in the revenue's year or after it.

    Raises AmountNotPositive, MoreThanIsHeld, NotAReference, PersonalNumberInText, VoucherUsed, InTheFuture,
    OtherRevenueYear.
    """
    positive(amount)
    if amount > revenue.held:
        raise MoreThanIsHeld("amount", held=revenue.held, asked=amount)
    number = _new_voucher(revenue, voucher)
    not_in_the_future(remitted_on, on, field="remitted_on")
    if remitted_on.year < revenue.year:
        raise OtherRevenueYear("remitted_on", day=remitted_on, year=revenue.year)
    return RevenueRemitted(amount, number, remitted_on)


def refund(revenue: Revenue, *, amount: Money, voucher: str, refunded_on: date, on: date) -> RevenueRefunded:
    """Record what the treasury gave back, in the revenue's year or after it: never more than it was handed.

    Raises AmountNotPositive, NotInTheTreasury, NotAReference, PersonalNumberInText, VoucherUsed, InTheFuture,
    OtherRevenueYear.
    """
    positive(amount)
    if amount > revenue.in_treasury:
        raise NotInTheTreasury("amount", revenue=revenue.id, there=revenue.in_treasury, asked=amount)
    number = _new_voucher(revenue, voucher)
    not_in_the_future(refunded_on, on, field="on")
    if refunded_on.year < revenue.year:
        raise OtherRevenueYear("on", day=refunded_on, year=revenue.year)
    return RevenueRefunded(amount, number, refunded_on)


def _new_voucher(revenue: Revenue, voucher: str) -> str:
    number = reference(voucher, field="voucher")
    if number in revenue.vouchers:
        raise VoucherUsed("voucher", voucher=number)
    return number
