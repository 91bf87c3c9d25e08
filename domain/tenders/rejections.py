"""Why a tender says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchTender(Rejected):
    """There is no tender “{tender}”."""

    code = "no_such_tender"
    zh = "没有招标项目“{tender}”。"


class TenderExists(Rejected):
    """Tender “{tender}” has been published already."""

    code = "tender_exists"
    zh = "招标项目“{tender}”已经发布。"


class NoLots(Rejected):
    """A tender has 1 to {limit} lots."""

    code = "no_lots"
    zh = "招标项目应有 1 至 {limit} 个标段。"


class LotNamedTwice(Rejected):
    """Lot {lot} stands in the tender twice."""

    code = "lot_named_twice"
    zh = "标段 {lot} 重复。"


class NoSuchLot(Rejected):
    """Tender “{tender}” has no lot {lot}."""

    code = "no_such_lot"
    zh = "招标项目“{tender}”没有标段 {lot}。"


class LotHasNoPrice(Rejected):
    """Lot {lot} has neither a price a unit nor a quantity its sum could be prorated over."""

    code = "lot_has_no_price"
    zh = "标段 {lot} 既无单价也无数量，无法按量分摊。"


class QuantityNotPositive(Rejected):
    """Lot {lot} buys 1 to 10,000,000 units."""

    code = "quantity_not_positive"
    zh = "标段 {lot} 的数量应为 1 至 10000000。"


class LotIsDecided(Rejected):
    """Lot {lot} has been decided already: awarded to {institution}."""

    code = "lot_is_decided"
    zh = "标段 {lot} 已有结果：中标机构 {institution}。"
    kept = True


class LotHasFailed(Rejected):
    """Lot {lot} failed; put it into a new tender."""

    code = "lot_has_failed"
    zh = "标段 {lot} 已流标，请重新招标。"


class AbovePriceLimit(Rejected):
    """The lot's highest price is {limit} yuan a unit; {asked} were offered."""

    code = "above_price_limit"
    zh = "标段最高限价为每单位 {limit} 元，报价 {asked} 元，超出。"
    kept = True


class AboveLotCeiling(Rejected):
    """The lot's ceiling is {limit} yuan; {asked} would be agreed."""

    code = "above_lot_ceiling"
    zh = "标段金额上限为 {limit} 元，合同金额 {asked} 元，超出。"
    kept = True


class PriceNotAsked(Rejected):
    """Lot {lot} is paid by its sum, prorated; it has no price a unit."""

    code = "price_not_asked"
    zh = "标段 {lot} 按总价分摊，不填单价。"


class PriceMissing(Rejected):
    """Lot {lot} is paid by the unit; say the price that was agreed."""

    code = "price_missing"
    zh = "标段 {lot} 按单价结算，请填写中标单价。"
