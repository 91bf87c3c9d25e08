"""Whose money it is: the level of government that pays, and the kind of fund it pays from."""

from __future__ import annotations

from enum import StrEnum


class GovernmentLevel(StrEnum):
    """The five levels, from the top; their order is the order ties are settled in."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"
    TOWNSHIP = "township"

    @property
    def zh(self) -> str:
        """The level's Chinese name."""
        return _LEVELS_ZH[self]


class FundKind(StrEnum):
    """Where a level takes its money from. Kinds are never mixed in one number without saying so."""

    GENERAL_BUDGET = "general_budget"
    LOTTERY = "lottery"
    DONATION = "donation"
    OTHER = "other"

    @property
    def zh(self) -> str:
        """The kind's Chinese name."""
        return _KINDS_ZH[self]


_LEVELS_ZH = {
    GovernmentLevel.NATIONAL: "中央",
    GovernmentLevel.PROVINCIAL: "省级",
    GovernmentLevel.MUNICIPAL: "市级",
    GovernmentLevel.COUNTY: "区县级",
    GovernmentLevel.TOWNSHIP: "乡镇级",
}
_KINDS_ZH = {
    FundKind.GENERAL_BUDGET: "一般公共预算",
    FundKind.LOTTERY: "彩票公益金",
    FundKind.DONATION: "捐赠",
    FundKind.OTHER: "其他",
}
