"""Why terms, supervision, reports, falsifications and emergency aid say no."""

from __future__ import annotations

from domain.rejected import Rejected


class WeightsDoNotSumToOne(Rejected):
    """The weights of the factors sum to {total}, not to 1."""

    code = "weights_do_not_sum_to_one"
    zh = "各指标权重之和为 {total}，应等于 1。"


class FactorTwice(Rejected):
    """The factor “{factor}” is weighed twice."""

    code = "factor_twice"
    zh = "指标“{factor}”重复。"


class WeightNotPositive(Rejected):
    """A weight is more than zero; leave a factor out that counts for nothing."""

    code = "weight_not_positive"
    zh = "权重必须大于零；不计分的指标不列。"


class TermOutOfRange(Rejected):
    """{name} is {limit} at most and not less than {least}, not {given}."""

    code = "term_out_of_range"
    zh = "{name} 应在 {least} 至 {limit} 之间，不能是 {given}。"


class AidLimitsCross(Rejected):
    """The limit of a person's aid ({person}) is more than zero and not above the place's ({place})."""

    code = "aid_limits_cross"
    zh = "每人救助上限（{person} 元）应大于零且不高于当地全年上限（{place} 元）。"


class TermsBeforeTheLast(Rejected):
    """The last terms hold from {last}; new ones hold from a later day."""

    code = "terms_before_the_last"
    zh = "现行规则自 {last} 起施行，新规则的施行日应晚于该日。"


class NoServiceTerms(Rejected):
    """No terms of tailored service hold in {region} on {day}."""

    code = "no_service_terms"
    zh = "{region} 在 {day} 没有施行中的量服规则。"


class NoSupervisors(Rejected):
    """Name at least one supervisor, each once."""

    code = "no_supervisors"
    zh = "至少指定一名督导人员，且不得重复。"


class NotASupervisor(Rejected):
    """{who} is not named as a supervisor of {region} for {year}."""

    code = "not_a_supervisor"
    zh = "{who} 不是 {region} {year} 年的督导人员。"
    kept = True


class HouseholdEmpty(Rejected):
    """Name the people of the household, each once."""

    code = "household_empty"
    zh = "请列出该户的人员，且不得重复。"


class HouseholdElsewhere(Rejected):
    """{beneficiary} lives in {lives}, not in {region}."""

    code = "household_elsewhere"
    zh = "{beneficiary} 的区划为 {lives}，不在 {region}。"


class NotAReportPeriod(Rejected):
    """Reports are of a month or a quarter, not of {period}."""

    code = "not_a_report_period"
    zh = "报告按月或按季报送，{period} 不是月份或季度。"


class ReportPeriodNotOver(Rejected):
    """{period} ends on {end}; its report is handed in after that."""

    code = "report_period_not_over"
    zh = "{period} 于 {end} 结束，结束后方可报送。"


class HandedInAlready(Rejected):
    """The report of {region} for {period} was handed in on {day}."""

    code = "handed_in_already"
    zh = "{region} {period} 的报告已于 {day} 报送。"


class NoFileShowsIt(Rejected):
    """Name the service files that show it, each once."""

    code = "no_file_shows_it"
    zh = "请列出作为证据的服务档案，且不得重复。"


class FileOfAnotherPlace(Rejected):
    """Service file {file} is not of {region} and {year}."""

    code = "file_of_another_place"
    zh = "服务档案 {file} 不属于 {region} {year} 年。"


class TookPartInTheFile(Rejected):
    """{who} has made entries in service file {file} and may not judge it."""

    code = "took_part_in_the_file"
    zh = "{who} 经办过服务档案 {file}，不得对其作出认定。"
    kept = True


class NoSuchFalsification(Rejected):
    """{place} has no confirmed falsification {number} that stands."""

    code = "no_such_falsification"
    zh = "{place} 没有仍然有效的第 {number} 号造假认定。"


class ConfirmedBySameHands(Rejected):
    """{who} confirmed the falsification and may not also withdraw it."""

    code = "confirmed_by_same_hands"
    zh = "{who} 作出了该造假认定，不得由其撤销。"
    kept = True


class AboveAidOfAPerson(Rejected):
    """{beneficiary} may have {limit} yuan of emergency aid in {year}; with this it would be {total}."""

    code = "above_aid_of_a_person"
    zh = "{beneficiary} 在 {year} 年的应急救助上限为 {limit} 元，加上本次将达 {total} 元。"
    kept = True


class AboveAidOfAYear(Rejected):
    """{region} may give {limit} yuan of emergency aid in {year}; with this it would be {total}."""

    code = "above_aid_of_a_year"
    zh = "{region} 在 {year} 年的应急救助总额上限为 {limit} 元，加上本次将达 {total} 元。"
    kept = True


class NoSuchAid(Rejected):
    """There is no emergency aid “{aid}”."""

    code = "no_such_aid"
    zh = "没有应急救助“{aid}”。"


class AidIsOver(Rejected):
    """Emergency aid “{aid}” is {stage} already."""

    code = "aid_is_over"
    zh = "应急救助“{aid}”已办结（{stage}）。"


class PayoutIsNotThisAid(Rejected):
    """Payout {payout} does not pay “{aid}”: {name} is {found}, not {wanted}."""

    code = "payout_is_not_this_aid"
    zh = "发放 {payout} 与应急救助“{aid}”不符：{name} 为 {found}，应为 {wanted}。"


class PayoutTiedAlready(Rejected):
    """Payout {payout} has paid emergency aid “{aid}” already."""

    code = "payout_tied_already"
    zh = "发放 {payout} 已用于应急救助“{aid}”。"
    kept = True


class NotAServicePlace(Rejected):
    """“{name}” is not a place's year such as 2026/990101001000."""

    code = "not_a_service_place"
    zh = "“{name}”不是 2026/990101001000 这样的年度与区划。"
