"""Why a charge says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchCharge(Rejected):
    """There is no charge “{charge}” on the list; nothing is collected without one."""

    code = "no_such_charge"
    zh = "收费目录中没有“{charge}”，目录外不得收费。"
    kept = True


class ChargeValidityBackwards(Rejected):
    """A price that holds from {start} cannot end on {end}."""

    code = "charge_validity_backwards"
    zh = "自 {start} 起执行的价格不能于 {end} 终止。"


class PriceNotLater(Rejected):
    """The price before holds from {before}; a new one begins later."""

    code = "charge_price_not_later"
    zh = "上一价格自 {before} 起执行，新价格应晚于该日。"


class NoPriceOnTheDay(Rejected):
    """“{charge}” has no price on {day}; nothing may be collected for it."""

    code = "no_price_on_the_day"
    zh = "“{charge}”在 {day} 没有有效的收费标准，不得收费。"
    kept = True


class UnitsNotPositive(Rejected):
    """A fee is for at least one unit, and at most {most}."""

    code = "fee_units_not_positive"
    zh = "收费数量应为 1 至 {most}。"


class FeeDoesNotFoot(Rejected):
    """{units} × {price} yuan are {due}; {asked} cannot be collected."""

    code = "fee_does_not_foot"
    zh = "{units} × {price} 元应为 {due} 元，不能收 {asked} 元。"
    kept = True
