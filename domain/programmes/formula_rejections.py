"""What can be wrong with a formula of a policy. `field` says where, `policy.standards[0].formula.of` for instance."""

from __future__ import annotations

from domain.rejected import Rejected


class AmountOrFormula(Rejected):
    """A row of the standards table has either an amount or a formula, not both and not neither."""

    code = "amount_or_formula"
    zh = "标准表的每一行要么写定额，要么写公式，二者只能有其一。"


class BaseNotNamed(Rejected):
    """The formula calls the amount “{base}”, which the policy does not name."""

    code = "base_not_named"
    zh = "公式使用了基数“{base}”，政策没有列出该基数。"


class BaseNeverReached(Rejected):
    """An earlier row of the named amount “{base}” already covers this one."""

    code = "base_never_reached"
    zh = "基数“{base}”的这一行已被前面的行覆盖，永远不会适用。"


class FactWithoutUnit(Rejected):
    """The fact “{fact}” is to be an amount, but its name does not end with _fen or _yuan."""

    code = "fact_without_unit"
    zh = "事实“{fact}”用作金额，其名称应以 _fen 或 _yuan 结尾。"


class PartOutOfRange(Rejected):
    """{part} is not a part of a whole: it is to be more than 0 and at most 1."""

    code = "part_out_of_range"
    zh = "{part} 不是有效的比例，应大于 0、不超过 1。"


class RaiseOutOfRange(Rejected):
    """A standard cannot be raised by {by}: it is to be more than 0 and at most 10 times itself."""

    code = "raise_out_of_range"
    zh = "标准不能上浮 {by}，应大于 0、不超过 10 倍。"


class RoundingNotStated(Rejected):
    """The outermost step of a formula says how it is rounded; nothing is rounded silently."""

    code = "rounding_not_stated"
    zh = "公式的最外一步应写明如何取整，系统不自行取整。"


class RoundedInside(Rejected):
    """A formula is rounded once, at its end, and not inside."""

    code = "rounded_inside"
    zh = "公式只在最后取整一次，中间步骤不取整。"


class FormulaTooLong(Rejected):
    """The formula has more than {limit} steps; nobody could read it aloud."""

    code = "formula_too_long"
    zh = "公式超过 {limit} 步，无法宣读。"


class BackPayOutOfRange(Rejected):
    """Back pay reaches over 0 to {limit} months, not {months}."""

    code = "back_pay_out_of_range"
    zh = "补发月数应为 0 至 {limit} 个月，不能是 {months} 个月。"


class StopRuleTwice(Rejected):
    """The reason {reason} has two stop rules."""

    code = "stop_rule_twice"
    zh = "停发原因“{reason}”写了两条规则。"


class ReminderDaysOutOfRange(Rejected):
    """Certificates are looked ahead for 1 to {limit} days, not {days}."""

    code = "reminder_days_out_of_range"
    zh = "到期提醒应提前 1 至 {limit} 天，不能是 {days} 天。"
