"""Why an award says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchAwardScheme(Rejected):
    """There is no scheme of awards “{scheme}”."""

    code = "no_such_award_scheme"
    zh = "没有以奖代补方案“{scheme}”。"


class AwardSchemeExists(Rejected):
    """Scheme of awards “{scheme}” has been opened already; its terms stand."""

    code = "award_scheme_exists"
    zh = "以奖代补方案“{scheme}”已经设立，其条款不再变动。"


class DepartmentsMissing(Rejected):
    """Name the departments that accept together, at least two and each once."""

    code = "departments_missing"
    zh = "请列出联合验收的部门，至少两个，每个一次。"


class NotADayOfTheYear(Rejected):
    """Month {month}, day {day} is no day of every year."""

    code = "not_a_day_of_the_year"
    zh = "{month} 月 {day} 日不是每年都有的日期。"


class NoSuchAward(Rejected):
    """There is no award “{award}”."""

    code = "no_such_award"
    zh = "没有以奖代补申请“{award}”。"


class AppliedAlready(Rejected):
    """Award “{award}” has been applied for already."""

    code = "award_applied_for_already"
    zh = "以奖代补“{award}”已经申请。"


class NotADepartmentOfTheScheme(Rejected):
    """“{department}” is none of the departments that accept: {departments}."""

    code = "not_a_department_of_the_scheme"
    zh = "“{department}”不是本方案的验收部门：{departments}。"


class DepartmentSignedAlready(Rejected):
    """“{department}” has signed already."""

    code = "department_signed_already"
    zh = "“{department}”已经签署意见。"


class NotAcceptedByAll(Rejected):
    """Not every department has accepted; still open or against: {departments}."""

    code = "not_accepted_by_all"
    zh = "并非各部门均同意验收，未签或不同意的有：{departments}。"
    kept = True


class DepartmentWasAgainst(Rejected):
    """“{department}” was against it, so the application is not accepted; a new one may be made."""

    code = "department_was_against"
    zh = "“{department}”不同意，本次申请验收不通过；可另行申请。"
    kept = True


class GrantedAlready(Rejected):
    """Award “{award}” has been granted already."""

    code = "award_granted_already"
    zh = "以奖代补“{award}”已经批准。"


class NotGrantedYet(Rejected):
    """Award “{award}” has not been granted."""

    code = "award_not_granted_yet"
    zh = "以奖代补“{award}”尚未批准。"


class SameHandsOnAward(Rejected):
    """{who} recorded the application or a department's opinion and may not also grant the award."""

    code = "same_hands_on_award"
    zh = "{who} 已经办申请或部门意见，不得再办理批准。"
    kept = True


class AboveHighestAward(Rejected):
    """The highest award is {most} yuan; {asked} were named."""

    code = "above_highest_award"
    zh = "单个机构奖补上限为 {most} 元，申报 {asked} 元，超出。"
    kept = True


class AwardInstalmentsDoNotFoot(Rejected):
    """The instalments come to {listed} yuan, the award to {granted}."""

    code = "award_instalments_do_not_foot"
    zh = "各期合计 {listed} 元，与奖补金额 {granted} 元不符。"


class AwardInstalmentsOutOfOrder(Rejected):
    """Each instalment is payable from a later day than the one before it."""

    code = "award_instalments_out_of_order"
    zh = "各期支付日期应依次递增。"


class NoSuchInstalment(Rejected):
    """Award “{award}” has no instalment {number}."""

    code = "no_such_award_instalment"
    zh = "以奖代补“{award}”没有第 {number} 期。"


class InstalmentCalledAlready(Rejected):
    """Instalment {number} has been called already."""

    code = "instalment_called_already"
    zh = "第 {number} 期已经转入待付。"


class InstalmentNotPayableYet(Rejected):
    """Instalment {number} is payable from {day} on."""

    code = "instalment_not_payable_yet"
    zh = "第 {number} 期自 {day} 起方可支付。"
    kept = True


class AgreementOfAnotherInstitution(Rejected):
    """Agreement “{agreement}” is with {institution}, which this award was not granted to."""

    code = "agreement_of_another_institution"
    zh = "协议“{agreement}”的机构是 {institution}，不是本项奖补的获得者。"
    kept = True


class AwardIsSuspended(Rejected):
    """Award “{award}” has been suspended since {day}: {reason}. Nothing is paid until it is resumed."""

    code = "award_is_suspended"
    zh = "以奖代补“{award}”自 {day} 起暂停：{reason}。恢复前不得支付。"
    kept = True


class YearlyCheckOverdue(Rejected):
    """The check of award “{award}” for {year} was due by {day} and has not been made; nothing is paid until it is."""

    code = "yearly_check_overdue"
    zh = "以奖代补“{award}”{year} 年度检查应于 {day} 前完成，至今未做；完成前不得支付。"
    kept = True


class CheckedAlready(Rejected):
    """The check of {year} has been recorded: passed."""

    code = "year_checked_already"
    zh = "{year} 年度检查已登记为通过。"


class YearNotChecked(Rejected):
    """{year} is no year that is checked: the checks are those of {first} to {last}."""

    code = "year_not_checked"
    zh = "{year} 年不在检查年度内：检查年度为 {first} 至 {last} 年。"


class CheckNotOverdue(Rejected):
    """No check of award “{award}” is overdue."""

    code = "check_not_overdue"
    zh = "以奖代补“{award}”没有逾期未做的年度检查。"


class NotSuspended(Rejected):
    """Award “{award}” is not suspended."""

    code = "award_not_suspended"
    zh = "以奖代补“{award}”没有暂停。"


class CheckStillFailed(Rejected):
    """The check of {year} is not passed; record one that is before the award is resumed."""

    code = "check_still_failed"
    zh = "{year} 年度检查尚未通过，恢复前须登记通过的检查。"
    kept = True


class SuspendedAndResumed(Rejected):
    """{who} suspended the award and may not also resume it."""

    code = "suspended_and_resumed"
    zh = "{who} 办理了暂停，不得再办理恢复。"
    kept = True


class OnlyWhileSuspended(Rejected):
    """An award is ordered back while it is suspended, and “{award}” is not."""

    code = "only_while_suspended"
    zh = "以奖代补在暂停期间方可追回，“{award}”没有暂停。"


class NotAPayoutOfTheAward(Rejected):
    """Payout “{payout}” is not of award “{award}”."""

    code = "not_a_payout_of_the_award"
    zh = "发放“{payout}”不属于以奖代补“{award}”。"
