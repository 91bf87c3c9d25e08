"""Why the levy says no."""

from __future__ import annotations

from domain.rejected import Rejected


class LevyRateOutOfRange(Rejected):
    """A rate of disabled staff lies between 0 and 1, not at {rate}."""

    code = "levy_rate_out_of_range"
    zh = "安排比例应大于 0、小于 1，不能是 {rate}。"


class LevyWeightsUnclear(Rejected):
    """Every group of disabled staff is named once and counts as 1 to {most} people; name at least one."""

    code = "levy_weights_unclear"
    zh = "残疾职工类别至少一类，每类只列一次，每人折算 1 至 {most} 人。"


class LevyStairsOutOfOrder(Rejected):
    """Steps of a reduction begin at 0, rise below the rate, and each pays less than the one before, at most all."""

    code = "levy_stairs_out_of_order"
    zh = "减缴档次应从 0 起、逐档升高并低于规定比例，缴纳比例逐档降低且不超过全额。"


class PreferenceHasLapsed(Rejected):
    """“{document}” holds until {until}; the levy of {year} cannot rest on it."""

    code = "levy_preference_has_lapsed"
    zh = "“{document}”的执行期到 {until} 为止，{year} 年度的残保金不能再依据它。"
    kept = True


class LevyNumberOutOfRange(Rejected):
    """This number must be {least} to {most}."""

    code = "levy_number_out_of_range"
    zh = "此数应在 {least} 至 {most} 之间。"


class NoLevyTerms(Rejected):
    """No terms of the levy of {levy} have been set."""

    code = "no_levy_terms"
    zh = "尚未设定 {levy} 的残保金征收标准。"


class NotAHeadcount(Rejected):
    """“{text}” is no number of people such as 37.5 or 112/3."""

    code = "not_a_headcount"
    zh = "“{text}”不是人数，应如 37.5 或 112/3。"


class HeadcountNotPositive(Rejected):
    """An employer has staff: the headcount must be more than zero and at most {most}."""

    code = "headcount_not_positive"
    zh = "在职职工人数应大于 0，且不超过 {most}。"


class ArrangedGroupUnknown(Rejected):
    """“{group}” is no group of these terms, or is named twice; the groups: {groups}."""

    code = "arranged_group_unknown"
    zh = "“{group}”不是本征收标准的类别，或重复填写；类别为：{groups}。"


class ArrangedNotSaid(Rejected):
    """Disabled staff is told by group and number of people, such as “others 2”; several are set apart by 、."""

    code = "arranged_not_said"
    zh = "残疾职工应写成“类别 人数”，如“其他残疾职工 2”；多类用顿号分开。"


class MoreArrangedThanEmployed(Rejected):
    """{arranged} disabled people cannot be among {headcount} staff."""

    code = "more_arranged_than_employed"
    zh = "在职职工 {headcount} 人，其中不可能有残疾职工 {arranged} 人。"
    kept = True


class AssessedAlready(Rejected):
    """{assessment} has been assessed already; a mistake is corrected, with its reason."""

    code = "levy_assessed_already"
    zh = "{assessment} 已经核定；如有错误，请办理更正并写明理由。"


class NotAssessed(Rejected):
    """The levy of “{assessment}” has not been assessed."""

    code = "levy_not_assessed"
    zh = "“{assessment}”的残保金尚未核定。"


class CorrectionChangesNothing(Rejected):
    """The correction says what the assessment says already."""

    code = "levy_correction_changes_nothing"
    zh = "更正内容与原核定相同。"


class SameHandsOnLevy(Rejected):
    """{who} assessed or corrected this and may not also grant relief or deferral of it."""

    code = "same_hands_on_levy"
    zh = "{who} 已经办核定或更正，不得再办理减免或缓缴。"
    kept = True


class MoreReliefThanIsOwed(Rejected):
    """{owed} yuan are owed; {asked} cannot be relieved."""

    code = "more_relief_than_is_owed"
    zh = "欠缴 {owed} 元，不能减免 {asked} 元。"
    kept = True


class NothingToDefer(Rejected):
    """Nothing of “{assessment}” is owed, so nothing can be deferred."""

    code = "nothing_to_defer"
    zh = "“{assessment}”没有欠缴，无须缓缴。"


class DeferralOutOfRange(Rejected):
    """It is due on {due} and may be deferred to a later day, until {latest} at the latest."""

    code = "levy_deferral_out_of_range"
    zh = "应于 {due} 缴纳，缓缴日期应晚于该日，最迟 {latest}。"


class MoreLevyThanIsOwed(Rejected):
    """{owed} yuan are owed; {asked} cannot be received."""

    code = "more_levy_than_is_owed"
    zh = "欠缴 {owed} 元，不能收缴 {asked} 元。"
    kept = True


class SameHandsOnRefund(Rejected):
    """{who} assessed this, corrected it or booked a payment of it, and may not also refund any of it."""

    code = "same_hands_on_refund"
    zh = "{who} 已经办核定、更正或收缴，不得再办理退库。"
    kept = True


class MoreRefundThanIsOverpaid(Rejected):
    """{overpaid} yuan are overpaid; {asked} cannot be refunded."""

    code = "more_refund_than_is_overpaid"
    zh = "多缴 {overpaid} 元，不能退库 {asked} 元。"
    kept = True
