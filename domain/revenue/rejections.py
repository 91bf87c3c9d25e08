"""Why revenue says no. There is no rule about spending it, since nothing can."""

from __future__ import annotations

from domain.rejected import Rejected


class VoucherUsed(Rejected):
    """Voucher {voucher} has been recorded already."""

    code = "voucher_used"
    zh = "凭证 {voucher} 已经登记。"


class OtherRevenueYear(Rejected):
    """{day} does not lie in the revenue's year {year}."""

    code = "other_revenue_year"
    zh = "{day} 不在该收入的 {year} 年度内。"


class MoreThanIsHeld(Rejected):
    """{held} yuan of revenue are held for the treasury; {asked} cannot be remitted."""

    code = "more_than_is_held"
    zh = "待缴国库的收入为 {held} 元，不能上缴 {asked} 元。"
    kept = True


class NotInTheTreasury(Rejected):
    """Of revenue {revenue} {there} yuan are with the treasury; {asked} cannot come back from there. Remit it first."""

    code = "not_in_the_treasury"
    zh = "收入 {revenue} 已缴国库的为 {there} 元，不能退库 {asked} 元；请先缴库。"
    kept = True
