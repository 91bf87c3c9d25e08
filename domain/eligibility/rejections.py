"""Why a case says no."""

from __future__ import annotations

from domain.rejected import Rejected


class WrongCaseStage(Rejected):
    """The case is {stage}; this needs a case that is {needed}."""

    code = "wrong_case_stage"
    zh = "该申请当前状态为“{stage}”，此操作要求“{needed}”。"


class LiveCaseExists(Rejected):
    """Person {beneficiary} already has a live case for this programme."""

    code = "live_case_exists"
    zh = "人员 {beneficiary} 在本项目已有有效申请或资格。"


class OutsideArea(Rejected):
    """Person {beneficiary} lives in {region}, outside {area}."""

    code = "outside_area"
    zh = "人员 {beneficiary} 居住地为 {region}，不在 {area} 范围内。"


class ExcludedBy(Rejected):
    """Person {beneficiary} holds “{other}”, which may not be held together with “{programme}”."""

    code = "excluded_by"
    zh = "人员 {beneficiary} 已享受“{other}”，不得与“{programme}”同时享受。"


class RecorderReviews(Rejected):
    """{who} recorded this application and may not review it."""

    code = "recorder_reviews"
    zh = "{who} 登记了该申请，不得再审核。"
    kept = True


class ReviewerReviewsTwice(Rejected):
    """{who} has reviewed this case already; each level needs somebody else."""

    code = "reviewer_reviews_twice"
    zh = "{who} 已审核过该申请，各级须由不同人员审核。"
    kept = True


class DeciderTookPart(Rejected):
    """{who} recorded or reviewed this case and may not decide it."""

    code = "decider_took_part"
    zh = "{who} 登记或审核过该申请，不得再作决定。"
    kept = True


class ReviewOutOfOrder(Rejected):
    """The next review is by the {due} office, not the {given} one."""

    code = "review_out_of_order"
    zh = "下一级审核应为{due}，不是{given}。"


class NothingLeftToReview(Rejected):
    """Every level has reviewed the case, or one was against it."""

    code = "nothing_left_to_review"
    zh = "该申请各级均已审核，或已有一级审核不通过。"


class ReviewMissing(Rejected):
    """The {level} office has not reviewed the case yet."""

    code = "review_missing"
    zh = "{level}尚未审核。"


class ReviewWasAdverse(Rejected):
    """The {level} office was against it."""

    code = "review_was_adverse"
    zh = "{level}审核意见为不通过。"


class ObjectionOpen(Rejected):
    """An objection to person {beneficiary} is open: nothing is granted or paid until it is settled."""

    code = "objection_open"
    zh = "对人员 {beneficiary} 的异议尚未处理，在此之前不得批准或发放。"
    kept = True


class ObjectionWasUpheld(Rejected):
    """Objection “{objection}” to person {beneficiary} was upheld."""

    code = "objection_was_upheld"
    zh = "对人员 {beneficiary} 的异议“{objection}”成立。"
    kept = True


class ObjectionWasDismissed(Rejected):
    """Objection “{objection}” to person {beneficiary} was dismissed."""

    code = "objection_was_dismissed"
    zh = "对人员 {beneficiary} 的异议“{objection}”不成立。"


class NoSuchOpenObjection(Rejected):
    """The case has no open objection “{objection}”."""

    code = "no_such_open_objection"
    zh = "该申请没有待处理的异议“{objection}”。"


class ObjectionKnown(Rejected):
    """The case is already open for objection “{objection}”."""

    code = "objection_known"
    zh = "该申请已因异议“{objection}”重新审查。"


class NoticeNotConcluded(Rejected):
    """Notice “{notice}” has not run its full time."""

    code = "notice_not_concluded"
    zh = "公示“{notice}”尚未期满结束。"
    kept = True


class NoticeOfOtherProgramme(Rejected):
    """Notice “{notice}” was about programme “{other}”."""

    code = "notice_of_other_programme"
    zh = "公示“{notice}”属于“{other}”项目。"
    kept = True


class NotListedOnNotice(Rejected):
    """Person {beneficiary} was not on notice “{notice}”."""

    code = "not_listed_on_notice"
    zh = "人员 {beneficiary} 不在公示“{notice}”的名单中。"
    kept = True


class PolicyNotYetInForce(Rejected):
    """Policy version {version} is in force from {valid_from}, after {day}."""

    code = "policy_not_yet_in_force"
    zh = "第 {version} 版政策自 {valid_from} 起生效，晚于 {day}。"


class OtherPolicyVersion(Rejected):
    """The decision was taken under version {decided}, not version {given}."""

    code = "other_policy_version"
    zh = "该决定依据第 {decided} 版政策作出，不是第 {given} 版。"


class FactFromElsewhere(Rejected):
    """The fact “{fact}” must come from “{declared}”; this one is from “{given}”."""

    code = "fact_from_elsewhere"
    zh = "事实“{fact}”应以“{declared}”为准，此处来自“{given}”。"


class CriteriaNotMet(Rejected):
    """The criteria are not met: {articles}."""

    code = "criteria_not_met"
    zh = "不符合条件：{articles}。"


class NoStandardApplies(Rejected):
    """No row of the standards table applies to these facts."""

    code = "no_standard_applies"
    zh = "补贴标准表中没有适用于该情况的标准。"


class NothingAgainstIt(Rejected):
    """Nothing speaks against the applicant, so the case cannot be refused."""

    code = "nothing_against_it"
    zh = "申请人符合全部条件，没有可以不予批准的理由。"
    kept = True


class BeforeApplication(Rejected):
    """Entitlement counts from {earliest}, the month of application; {given} is earlier."""

    code = "before_application"
    zh = "资格自申请当月 {earliest} 起算，{given} 早于申请月份。"


class StopBeforeStart(Rejected):
    """The entitlement began in {start}; it cannot stop in {given} already."""

    code = "stop_before_start"
    zh = "资格自 {start} 起，不能早在 {given} 停止。"


class NoPassingCheck(Rejected):
    """A suspended entitlement is resumed after a check that passed; there has been none since."""

    code = "no_passing_check"
    zh = "停发后须经复核通过方可恢复，停发以来没有通过的复核。"


class ResumedOutsideGap(Rejected):
    """Payments stopped from {stopped}; they can go on from then until {latest}, not from {given}."""

    code = "resumed_outside_gap"
    zh = "自 {stopped} 起停发，可自该月起至 {latest} 恢复，不能自 {given} 恢复。"


class TooMuchBackPay(Rejected):
    """At most {most} months can be made up here; {asked} were asked for."""

    code = "too_much_back_pay"
    zh = "此处最多补发 {most} 个月，申请补发 {asked} 个月。"


class NoSuchCase(Rejected):
    """There is no case “{case}”: nobody has applied."""

    code = "no_such_case"
    zh = "没有“{case}”的申请。"


class NoSuchDecision(Rejected):
    """No decision of the case “{case}” lies at position {position}."""

    code = "no_such_decision"
    zh = "个案“{case}”在位次 {position} 没有决定。"


class NotDecidedYet(Rejected):
    """No decision had been taken in the case “{case}” by position {position}."""

    code = "no_such_decision_yet"
    zh = "截至位次 {position}，个案“{case}”尚未作出决定。"


class EvidenceTypeUnknown(Rejected):
    """The file is neither a PDF nor a JPEG or PNG picture. What it is shows in its first bytes, not in its name."""

    code = "evidence_type_unknown"
    zh = "文件既不是 PDF，也不是 JPEG 或 PNG 图片（按文件内容判断，与文件名无关）。"


class EvidenceFiledAlready(Rejected):
    """This very file was put to the case “{case}” before."""

    code = "evidence_filed_already"
    zh = "该文件此前已归入个案“{case}”。"


class TooMuchEvidence(Rejected):
    """The case “{case}” has {most} files already; put several papers into one PDF."""

    code = "too_much_evidence"
    zh = "个案“{case}”已有 {most} 份文件，请将多页材料合并为一个 PDF。"


class NoSuchEvidence(Rejected):
    """No file with the commitment {commitment} was put to the case “{case}”."""

    code = "no_such_evidence"
    zh = "个案“{case}”没有承诺值为 {commitment} 的材料。"
