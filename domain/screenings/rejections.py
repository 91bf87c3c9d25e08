"""Why a screening says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchScreening(Rejected):
    """There is no screening “{screening}”."""

    code = "no_such_screening"
    zh = "没有筛查“{screening}”。"


class ScreeningExists(Rejected):
    """Screening “{screening}” has been opened already; a programme has one a year."""

    code = "screening_exists"
    zh = "筛查“{screening}”已经立项，一个项目每年度一项。"


class ScreeningIsClosed(Rejected):
    """Screening “{screening}” is closed."""

    code = "screening_is_closed"
    zh = "筛查“{screening}”已经办结。"


class ServiceNotLast(Rejected):
    """A plan has one operation or service, and it is the last stage."""

    code = "service_not_last"
    zh = "筛查方案须有且只有一个手术（服务）环节，并且是最后一个环节。"


class NotAStageName(Rejected):
    """“{name}” is no name of a stage or code of a reason: a letter, then small letters, digits and _."""

    code = "not_a_stage_name"
    zh = "“{name}”不能作为环节名称或原因代码：应以小写字母开头，由小写字母、数字和下划线组成。"


class NamedTwiceInPlan(Rejected):
    """The plan says “{name}” twice."""

    code = "named_twice_in_plan"
    zh = "筛查方案中“{name}”重复。"


class ReasonsMissing(Rejected):
    """Say for which reasons somebody may drop out or be missed; nobody does without one."""

    code = "reasons_missing"
    zh = "须列出退出或未随访的原因，任何人不得无故退出。"


class PlanNumberOutOfRange(Rejected):
    """The plan may say {least} to {most} here, not {given}."""

    code = "plan_number_out_of_range"
    zh = "此处应为 {least} 至 {most}，不能是 {given}。"


class DaysNotAscending(Rejected):
    """Follow-ups come one after another: day {day} does not lie behind day {before}."""

    code = "days_not_ascending"
    zh = "随访日应依次递增：第 {day} 天不在第 {before} 天之后。"


class NobodyListed(Rejected):
    """Name at least one person."""

    code = "nobody_listed"
    zh = "至少列出一人。"


class TooManyNamed(Rejected):
    """At most {limit} lines are taken at once; {given} were given."""

    code = "too_many_named"
    zh = "一次最多 {limit} 行，此处为 {given} 行。"


class NamedTwiceInList(Rejected):
    """{beneficiary} is named twice."""

    code = "named_twice_in_list"
    zh = "{beneficiary} 重复列出。"


class CandidateAlready(Rejected):
    """{beneficiary} is a candidate of this screening already."""

    code = "candidate_already"
    zh = "{beneficiary} 已在本次筛查名单中。"


class NotACandidate(Rejected):
    """{beneficiary} was not screened."""

    code = "not_a_candidate"
    zh = "{beneficiary} 不在本次筛查名单中。"


class NoSuchStage(Rejected):
    """The plan has no stage “{stage}”."""

    code = "no_such_stage"
    zh = "筛查方案中没有“{stage}”环节。"


class NotPassedYet(Rejected):
    """{beneficiary} has not passed “{missing}” and may not come to “{stage}”."""

    code = "not_passed_yet"
    zh = "{beneficiary} 未通过“{missing}”，不得进入“{stage}”。"
    kept = True


class DroppedOutAlready(Rejected):
    """{beneficiary} dropped out ({reason})."""

    code = "dropped_out_already"
    zh = "{beneficiary} 已经退出（{reason}）。"
    kept = True


class StageRecordedAlready(Rejected):
    """The result of “{stage}” stands for {beneficiary}."""

    code = "stage_recorded_already"
    zh = "{beneficiary} 的“{stage}”结果已经登记。"
    kept = True


class DropOutReasonMissing(Rejected):
    """Say why {beneficiary} drops out or was missed, by a reason of the plan: {known}."""

    code = "drop_out_reason_missing"
    zh = "{beneficiary} 退出或未随访，须写明方案中的原因：{known}。"


class ReasonNotInPlan(Rejected):
    """The plan has no reason “{reason}” here; it has {known}."""

    code = "reason_not_in_plan"
    zh = "方案中此处没有“{reason}”这一原因，可用：{known}。"


class ReasonNotWanted(Rejected):
    """{beneficiary} passed, so there is no reason to give."""

    code = "reason_not_wanted"
    zh = "{beneficiary} 已通过，不应填写原因。"


class NoSuchFollowUp(Rejected):
    """No follow-up of {beneficiary} on day {day} is due."""

    code = "no_such_follow_up"
    zh = "没有 {beneficiary} 第 {day} 天的随访任务。"


class FollowedUpAlready(Rejected):
    """The follow-up of {beneficiary} on day {day} is recorded."""

    code = "followed_up_already"
    zh = "{beneficiary} 第 {day} 天的随访已经登记。"


class FollowUpTooEarly(Rejected):
    """The follow-up of {beneficiary} on day {day} counts from {earliest}, not on {on}."""

    code = "follow_up_too_early"
    zh = "{beneficiary} 第 {day} 天的随访最早为 {earliest}，{on} 不算。"


class NoClaimOverTarget(Rejected):
    """{beneficiary} has no claim over the target."""

    code = "no_claim_over_target"
    zh = "{beneficiary} 没有超任务待定的费用。"


class ClaimIsDecided(Rejected):
    """Who pays for {beneficiary} is decided."""

    code = "claim_is_decided"
    zh = "{beneficiary} 的付款方已经确定。"
    kept = True


class NotAPayer(Rejected):
    """“{tier}” is no tier of the programme's policy that pays; it has {known}."""

    code = "not_a_payer"
    zh = "“{tier}”不是项目政策中有资金来源的档次，可用：{known}。"
    kept = True


class RecorderDecidesPayer(Rejected):
    """{who} recorded the service of {beneficiary} and may not decide who pays for it."""

    code = "recorder_decides_payer"
    zh = "{who} 登记了 {beneficiary} 的手术（服务），不得决定其付款方。"
    kept = True


class PayerUndecided(Rejected):
    """Who pays for {beneficiary}, served over the target, is undecided; nobody does until a document says so."""

    code = "payer_undecided"
    zh = "{beneficiary} 属超任务服务，付款方待定；在有文件确定之前不得支付。"
    kept = True


class ClaimUnfunded(Rejected):
    """{beneficiary} was served over the target and left unfunded."""

    code = "claim_unfunded"
    zh = "{beneficiary} 属超任务服务，已确定不安排资金。"
    kept = True


class NotServed(Rejected):
    """{beneficiary} was not served under screening “{screening}”, so there is nothing to pay."""

    code = "not_served"
    zh = "{beneficiary} 未在筛查“{screening}”中接受手术（服务），无可支付。"
    kept = True


class MoreThanClaimed(Rejected):
    """The claim of {beneficiary} is {claimed} yuan; the rules would pay {due}."""

    code = "more_than_claimed"
    zh = "{beneficiary} 的待定费用为 {claimed} 元，按规定将支付 {due} 元，超出。"
    kept = True


class PeopleStillWaiting(Rejected):
    """{count} people have neither been served nor dropped out for a reason."""

    code = "people_still_waiting"
    zh = "还有 {count} 人既未接受手术（服务），也未写明退出原因。"


class FollowUpsStillOpen(Rejected):
    """{count} follow-ups are not recorded."""

    code = "follow_ups_still_open"
    zh = "还有 {count} 项随访未登记。"


class ClaimsStillOpen(Rejected):
    """Of {count} claims over the target nobody has decided who pays."""

    code = "claims_still_open"
    zh = "还有 {count} 项超任务费用的付款方未确定。"
