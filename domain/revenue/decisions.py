"""收支两条线: revenue comes in and goes to the treasury. There is no third verb, so 坐支 has no way to happen."""

from __future__ import annotations

from datetime import date

from domain.dates import not_in_the_future
from domain.free_text import reference
from domain.money import Money, positive
from domain.revenue.events import RevenueCollected, RevenueRemitted
from domain.revenue.rejections import MoreThanIsHeld, OtherRevenueYear, VoucherUsed
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


def _new_voucher(revenue: Revenue, voucher: str) -> str:
    number = reference(voucher, field="voucher")
    if number in revenue.vouchers:
        raise VoucherUsed("voucher", voucher=number)
    return number
