"""Why a fund says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchLine(Rejected):
    """There is no fund line “{line}”."""

    code = "no_such_line"
    zh = "没有资金指标“{line}”。"


class EarmarkedUse(Rejected):
    """Earmarked money serves its own programme only: line “{line}” does not belong to fund {fund}."""

    code = "earmarked_use"
    zh = "专款专用：资金指标“{line}”不属于 {fund}，不得用于该项目。"
    kept = True


class OverBudget(Rejected):
    """Line “{line}” has {available} yuan available, {asked} were asked for."""

    code = "over_budget"
    zh = "资金指标“{line}”可用 {available} 元，申请 {asked} 元，超出预算。"
    kept = True


class NoMoneyOfThatLevel(Rejected):
    """Fund {fund} has {available} yuan of {level}/{kind} left for {asked} yuan of tier “{tier}”."""

    code = "no_money_of_that_level"
    zh = "{fund} 的 {level}/{kind} 资金剩余 {available} 元，不足以支付档次“{tier}”的 {asked} 元。"
    kept = True


class TierIsFull(Rejected):
    """Tier “{tier}” has {free} of {headcount} seats left for the period, {asked} were asked for."""

    code = "tier_is_full"
    zh = "档次“{tier}”本期名额 {headcount} 人，剩余 {free} 人，申请 {asked} 人，超出名额。"
    kept = True


class DocumentAlreadyAllocated(Rejected):
    """Document {document} has already brought {level}/{kind} money to this fund."""

    code = "document_already_allocated"
    zh = "文号 {document} 的 {level}/{kind} 资金已经登记过。"


class ShareListedTwice(Rejected):
    """{level}/{kind} is listed twice."""

    code = "share_listed_twice"
    zh = "{level}/{kind} 重复列出。"


class NothingAllocated(Rejected):
    """The document brings no money: list at least one level's share."""

    code = "nothing_allocated"
    zh = "文件没有列出资金，至少填写一个级次的金额。"


class MoveKeepsLevelAndKind(Rejected):
    """Money moves only between lines of the same level and kind."""

    code = "move_keeps_level_and_kind"
    zh = "调指标只能在同一级次、同一资金性质的指标之间进行。"


class MoveToItself(Rejected):
    """A line cannot give money to itself."""

    code = "move_to_itself"
    zh = "不能向同一指标调剂。"


class YearIsClosed(Rejected):
    """The fiscal year {year} of this fund is closed."""

    code = "year_is_closed"
    zh = "该项目 {year} 年度已结账。"


class WrongYear(Rejected):
    """{day} does not lie in the fund's fiscal year {year}."""

    code = "wrong_year"
    zh = "{day} 不在该资金的 {year} 年度内。"


class AlreadyReserved(Rejected):
    """Batch {batch} already holds a reservation."""

    code = "already_reserved"
    zh = "批次 {batch} 已预留资金。"


class NotReserved(Rejected):
    """Batch {batch} holds no such reservation."""

    code = "not_reserved"
    zh = "批次 {batch} 没有相应的预留资金。"


class MoreThanIsOut(Rejected):
    """Line “{line}” has {out} yuan in that state, {asked} were named."""

    code = "more_than_is_out"
    zh = "资金指标“{line}”该状态的金额为 {out} 元，申报 {asked} 元，超出。"


class MoneyStillOpen(Rejected):
    """Line “{line}” still has {open} yuan {state}; settle that first."""

    code = "money_still_open"
    zh = "资金指标“{line}”还有 {open} 元处于“{state}”，请先处理。"


class YearNotOver(Rejected):
    """The fiscal year {year} ends on 31 December; it cannot be closed on {day}."""

    code = "year_not_over"
    zh = "{year} 年度至 12 月 31 日止，不能在 {day} 结账。"


class EarlierYearOpen(Rejected):
    """The fiscal year {earlier} of this programme is still open; years are closed in order."""

    code = "earlier_year_open"
    zh = "该项目 {earlier} 年度尚未结账，应按年度先后结账。"


class NothingLeft(Rejected):
    """Line “{line}” has nothing left."""

    code = "nothing_left"
    zh = "资金指标“{line}”没有余额。"


class TooOldToCarryOver(Rejected):
    """Money of {source_year} is older than two years and goes to the treasury instead of on to {to_year}."""

    code = "too_old_to_carry_over"
    zh = "{source_year} 年的资金结转已满两年，应作为结余上缴，不能再结转到 {to_year} 年。"


class NotOldEnoughToSurrender(Rejected):
    """Money of {source_year} is not yet older than two years: carry it over."""

    code = "not_old_enough_to_surrender"
    zh = "{source_year} 年的资金未满两年，应结转使用，不作结余上缴。"
