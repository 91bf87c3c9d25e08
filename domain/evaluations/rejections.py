"""Why a self-evaluation says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchEvaluation(Rejected):
    """There is no self-evaluation “{evaluation}”."""

    code = "no_such_evaluation"
    zh = "没有绩效自评“{evaluation}”。"


class EvaluationExists(Rejected):
    """Self-evaluation “{evaluation}” is planned already."""

    code = "evaluation_exists"
    zh = "绩效自评“{evaluation}”已经设定。"


class WeightsNotAHundred(Rejected):
    """The weights of execution, output, effect and satisfaction come to 100, not {sum}; none is below zero."""

    code = "weights_not_a_hundred"
    zh = "预算执行、产出、效益、满意度的分值合计应为 100，不是 {sum}，且均不得为负。"


class ScoringTermsImpossible(Rejected):
    """These scoring rules contradict themselves: {what}."""

    code = "scoring_terms_impossible"
    zh = "评分规则自相矛盾：{what}。"


class NoIndicators(Rejected):
    """Name 1 to {limit} indicators; {given} were given."""

    code = "no_indicators"
    zh = "应设 1 至 {limit} 项指标，此处为 {given} 项。"


class IndicatorTwice(Rejected):
    """Indicator “{indicator}” is named twice."""

    code = "indicator_twice"
    zh = "指标“{indicator}”重复。"


class PointsNotPrintable(Rejected):
    """Indicator “{indicator}” has more than zero points, with at most two decimals."""

    code = "points_not_printable"
    zh = "指标“{indicator}”的分值应大于零，最多两位小数。"


class PointsDoNotAddUp(Rejected):
    """The indicators of {part} come to {points} points, the part has {weight}."""

    code = "points_do_not_add_up"
    zh = "{part}指标分值合计 {points}，与该部分分值 {weight} 不符。"


class TargetMissing(Rejected):
    """Indicator “{indicator}” needs a target: a number, or words for a judged one, and not the other."""

    code = "target_missing"
    zh = "指标“{indicator}”须有目标值：定量指标填数值，定性指标填文字，二者不可混用。"


class TargetImpossible(Rejected):
    """{target} is no target of indicator “{indicator}”."""

    code = "target_impossible"
    zh = "指标“{indicator}”的目标值不能是 {target}。"


class NoSuchIndicator(Rejected):
    """The self-evaluation has no indicator “{indicator}”."""

    code = "no_such_indicator"
    zh = "自评表没有指标“{indicator}”。"


class IndicatorsNotFilledIn(Rejected):
    """These indicators have no value: {indicators}."""

    code = "indicators_not_filled_in"
    zh = "以下指标没有填写：{indicators}。"


class ValueDoesNotFit(Rejected):
    """Indicator “{indicator}” wants {wanted}."""

    code = "value_does_not_fit"
    zh = "指标“{indicator}”应填写{wanted}。"


class PartAboveWhole(Rejected):
    """Of {of} there cannot be {count}: indicator “{indicator}” is a part of a whole."""

    code = "part_above_whole"
    zh = "指标“{indicator}”是比例：{of} 之中不可能有 {count}。"
    kept = True


class PercentageOfNone(Rejected):
    """{percent} % cannot come of {of} {unit}: no whole number of them gives it."""

    code = "percentage_of_none"
    zh = "{of} {unit}得不出 {percent}%：没有任何整数与之相符。"
    kept = True


class DeviationUnexplained(Rejected):
    """Indicator “{indicator}” came to {percent} % of its target: say why it differs."""

    code = "deviation_unexplained"
    zh = "指标“{indicator}”完成目标的 {percent}%，须说明偏差原因。"


class NotFilledIn(Rejected):
    """Nothing is filled in yet."""

    code = "not_filled_in"
    zh = "自评表尚未填报。"


class ScoredAlready(Rejected):
    """Self-evaluation “{evaluation}” was scored on {day}; reopen it, with a reason."""

    code = "scored_already"
    zh = "绩效自评“{evaluation}”已于 {day} 评定；如有误，请说明原因后重新打开。"
    kept = True


class NotScoredYet(Rejected):
    """Self-evaluation “{evaluation}” is not scored yet."""

    code = "not_scored_yet"
    zh = "绩效自评“{evaluation}”尚未评定。"


class FillerScores(Rejected):
    """Whoever filled the values in may not settle their scores."""

    code = "filler_scores"
    zh = "填报人不得评定自己填报的得分。"
    kept = True


class YearStillRuns(Rejected):
    """The year {year} is evaluated from 31 December on, not on {day}."""

    code = "year_still_runs"
    zh = "{year} 年度绩效自评应在 12 月 31 日及以后评定，不能在 {day}。"
