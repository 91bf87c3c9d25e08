"""Why an amount that a formula gives cannot be worked out, or comes to nothing."""

from __future__ import annotations

from domain.rejected import Rejected


class AmountOpen(Rejected):
    """The amount cannot be worked out: {what}."""

    code = "amount_open"
    zh = "金额无法计算：{what}。"

    @property
    def reason(self) -> str:
        """The word by which a refusal of the applicant names it."""
        return f"{self.code}:{self.facts['what']}"


class AmountFactMissing(AmountOpen):
    """The amount cannot be worked out: nobody has recorded the fact “{what}”."""

    code = "amount_fact_missing"
    zh = "金额无法计算：没有登记事实“{what}”。"


class AmountFactUnreadable(AmountOpen):
    """The amount cannot be worked out: the fact “{what}” is not an amount in {unit}."""

    code = "amount_fact_unreadable"
    zh = "金额无法计算：事实“{what}”不是以{unit}为单位的金额。"


class NoBaseApplies(AmountOpen):
    """The amount cannot be worked out: no row of the named amount “{what}” applies to these facts."""

    code = "no_base_applies"
    zh = "金额无法计算：基数“{what}”没有适用于该情况的行。"


class NothingComesOfIt(AmountOpen):
    """By the formula of {what} nothing is due."""

    code = "nothing_comes_of_it"
    zh = "按{what}的公式计算，应发金额为零。"
