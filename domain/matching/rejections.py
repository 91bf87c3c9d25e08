"""Why a matching scheme says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchScheme(Rejected):
    """There is no matching scheme “{scheme}”."""

    code = "no_such_matching_scheme"
    zh = "没有配套资金方案“{scheme}”。"


class SchemeExists(Rejected):
    """Matching scheme “{scheme}” has been opened already; its ratio and conditions stand."""

    code = "matching_scheme_exists"
    zh = "配套资金方案“{scheme}”已经立项，其比例和条件不再变动。"


class TwoLevelsMatch(Rejected):
    """Two different levels match each other, each with at least one whole share."""

    code = "two_levels_match"
    zh = "配套须有两个不同级次，且各占至少一个整份。"


class ConditionsMissing(Rejected):
    """Name the conditions a unit goes through, each once and in order."""

    code = "conditions_missing"
    zh = "请按先后顺序列出各站点须满足的条件，每项一次。"


class NotAConditionOfTheScheme(Rejected):
    """“{condition}” is none of the scheme's conditions: {conditions}."""

    code = "not_a_condition_of_the_scheme"
    zh = "“{condition}”不是本方案的条件：{conditions}。"


class UnitExists(Rejected):
    """Unit “{unit}” has been admitted already."""

    code = "unit_exists"
    zh = "站点“{unit}”已经列入。"


class NoSuchUnit(Rejected):
    """There is no unit “{unit}” in scheme “{scheme}”."""

    code = "no_such_unit"
    zh = "方案“{scheme}”中没有站点“{unit}”。"


class RatioDoesNotFit(Rejected):
    """{amount} yuan cannot be split {ratio} into whole fen; {below} and {above} yuan can."""

    code = "ratio_does_not_fit"
    zh = "{amount} 元按 {ratio} 分担不是整分；{below} 元和 {above} 元可以。"


class ConditionMetAlready(Rejected):
    """Unit “{unit}” has met “{condition}” already."""

    code = "condition_met_already"
    zh = "站点“{unit}”的“{condition}”已经登记。"


class ConditionOutOfOrder(Rejected):
    """The next condition of unit “{unit}” is “{next}”, not “{condition}”."""

    code = "condition_out_of_order"
    zh = "站点“{unit}”的下一项条件是“{next}”，不是“{condition}”，不得跳过或颠倒。"
    kept = True


class SameHandsOnUnit(Rejected):
    """{who} recorded “{earlier}” of unit “{unit}” and may not also record “{condition}”."""

    code = "same_hands_on_unit"
    zh = "{who} 已登记站点“{unit}”的“{earlier}”，不得再登记“{condition}”，须由他人办理。"
    kept = True


class PartNotFreed(Rejected):
    """The {level} part of unit “{unit}” is not paid before “{condition}” is met."""

    code = "part_not_freed"
    zh = "站点“{unit}”尚未满足“{condition}”，{level}部分不得支付。"
    kept = True
