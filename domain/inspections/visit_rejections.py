"""Why a visit, or a finding of one, says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NotInTheSample(Rejected):
    """{beneficiary} is not in the sample of inspection “{inspection}”."""

    code = "not_in_the_sample"
    zh = "{beneficiary} 不在督查“{inspection}”的样本中。"


class NobodyToVisit(Rejected):
    """Name at least one person of the sample."""

    code = "nobody_to_visit"
    zh = "至少列出样本中的一人。"


class PlannedTwice(Rejected):
    """{beneficiary} is named twice."""

    code = "planned_twice"
    zh = "{beneficiary} 重复列出。"


class ActedOnThePerson(Rejected):
    """{who} has acted on {beneficiary} before and may not inspect them."""

    code = "acted_on_the_person"
    zh = "{who} 曾经办 {beneficiary} 的事项，不得对其督查。"
    kept = True


class VisitNotPlanned(Rejected):
    """No visit to {beneficiary} is planned."""

    code = "visit_not_planned"
    zh = "未安排对 {beneficiary} 的入户。"


class PlannedForAnother(Rejected):
    """The visit to {beneficiary} is planned for {visitor}; plan it anew before somebody else goes."""

    code = "planned_for_another"
    zh = "对 {beneficiary} 的入户安排给 {visitor}，他人入户须先重新安排。"


class MetAlready(Rejected):
    """{beneficiary} has been met; what was found then stands."""

    code = "met_already"
    zh = "{beneficiary} 已经见到，入户记录不得重做。"


class SaidByNobody(Rejected):
    """Somebody who was not met gives no answer and shows no facts."""

    code = "said_by_nobody"
    zh = "未见到本人，不得登记其回答或核对的情况。"


class SatisfactionOutOfRange(Rejected):
    """Satisfaction is 1 to 5, or no answer, not {given}."""

    code = "satisfaction_out_of_range"
    zh = "满意度为 1 至 5 或未作答，不能是 {given}。"


class NotVisitedYet(Rejected):
    """{beneficiary} has not been called on, so there is nothing that a visit found."""

    code = "not_visited_yet"
    zh = "尚未对 {beneficiary} 入户，谈不上发现问题。"


class NoSuchVisitFinding(Rejected):
    """There is no finding “{finding}” of a visit."""

    code = "no_such_visit_finding"
    zh = "没有入户发现的问题“{finding}”。"


class VisitFindingIsClosed(Rejected):
    """The finding “{finding}” is closed."""

    code = "visit_finding_is_closed"
    zh = "问题“{finding}”已经办结。"


class AnsweredAlready(Rejected):
    """The office has answered the finding “{finding}”."""

    code = "answered_already"
    zh = "问题“{finding}”已经答复。"


class NotAnsweredYet(Rejected):
    """The office has not answered the finding “{finding}”, and its day ({due}) is not over."""

    code = "not_answered_yet"
    zh = "问题“{finding}”尚未答复，答复期限（{due}）未到。"


class InspectorAnswers(Rejected):
    """{who} inspects “{finding}” and may not also answer it for the office."""

    code = "inspector_answers"
    zh = "{who} 是问题“{finding}”的督查人员，不得代单位答复。"
    kept = True


class AnsweredByOwnHand(Rejected):
    """{who} answered “{finding}” for the office, or ordered money back for it, and may not also inspect it."""

    code = "answered_by_own_hand"
    zh = "{who} 已就问题“{finding}”代表单位答复或下达追缴，不得再督查该问题。"
    kept = True


class NothingOrderedBack(Rejected):
    """No recovery was ordered out of “{finding}”, so it is not closed as ordered back."""

    code = "nothing_ordered_back"
    zh = "未就问题“{finding}”下达追缴，不得按已追缴办结。"


class PayoutOfSomebodyElse(Rejected):
    """Payout {payout} was not paid to {beneficiary}, whom the finding is about."""

    code = "payout_of_somebody_else"
    zh = "发放 {payout} 的对象不是该问题所涉的 {beneficiary}。"
