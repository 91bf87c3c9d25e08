"""Why a service file says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NotSurveyedYet(Rejected):
    """{file} has no needs survey; nothing is entered before it."""

    code = "not_surveyed_yet"
    zh = "{file} 尚无需求调查，此前不得录入任何内容。"


class SurveyedAlready(Rejected):
    """The needs of {file} were surveyed on {day}."""

    code = "surveyed_already"
    zh = "{file} 已于 {day} 完成需求调查。"


class SurveyedTwiceInOne(Rejected):
    """{beneficiary} stands in this list twice."""

    code = "surveyed_twice_in_one"
    zh = "{beneficiary} 在本次名单中重复。"


class NobodyOnTheList(Rejected):
    """The list names nobody."""

    code = "nobody_on_the_list"
    zh = "名单为空。"


class DayOutsideTheYear(Rejected):
    """{day} does not lie in {year}, the year of the service file."""

    code = "day_outside_the_year"
    zh = "日期 {day} 不在服务档案所属的 {year} 年内。"


class NotAPageHash(Rejected):
    """The hash of a scanned page is 64 hexadecimal digits (SHA-256)."""

    code = "not_a_page_hash"
    zh = "签字页扫描件的摘要应为 64 位十六进制数（SHA-256）。"


class SignedOutOfTurn(Rejected):
    """The page is signed on {signed}; it belongs between {first} and {last}."""

    code = "signed_out_of_turn"
    zh = "签字日期 {signed} 不合顺序，应在 {first} 至 {last} 之间。"


class PageOfAnotherStep(Rejected):
    """The same page is already signed for “{step}”; each step has a page of its own."""

    code = "page_of_another_step"
    zh = "该签字页已用于“{step}”，每一环节须有各自的签字页。"
    kept = True


class NeedTwice(Rejected):
    """“{kind}” is named twice."""

    code = "need_twice"
    zh = "“{kind}”重复。"


class TimesOutOfRange(Rejected):
    """Services count from 1 to {limit}, not {times}."""

    code = "times_out_of_range"
    zh = "服务次数应为 1 至 {limit}，不能是 {times}。"


class NothingPlanned(Rejected):
    """A plan has at least one service; if there is none, say why instead."""

    code = "nothing_planned"
    zh = "服务计划至少有一项服务；无计划的，应登记原因。"


class NeedNotFound(Rejected):
    """“{kind}” is not among the needs that were surveyed."""

    code = "need_not_found"
    zh = "“{kind}”不在调查登记的需求之中。"


class NeedsWereFound(Rejected):
    """The survey found needs, so “no need” is no reason for having no plan."""

    code = "needs_were_found"
    zh = "调查登记了需求，不得以“无需求”为由不作计划。"
    kept = True


class PlanApprovedAlready(Rejected):
    """The plan of {file} is approved."""

    code = "plan_approved_already"
    zh = "{file} 的服务计划已经审定。"


class NoPlanYet(Rejected):
    """{file} has no plan to approve."""

    code = "no_plan_yet"
    zh = "{file} 没有待审定的服务计划。"


class PlannedBySameHands(Rejected):
    """{who} made the plan of {file} and may not approve it."""

    code = "planned_by_same_hands"
    zh = "{who} 制定了 {file} 的服务计划，不得由其审定。"
    kept = True


class PlanNotApproved(Rejected):
    """{file} has no plan approved by the township, so no service can be entered."""

    code = "plan_not_approved"
    zh = "{file} 没有经乡镇审定的服务计划，不得录入服务记录。"
    kept = True


class NothingServedYet(Rejected):
    """{file} has no service record, so there is nothing to follow up."""

    code = "nothing_served_yet"
    zh = "{file} 尚无服务记录，不得录入回访。"
    kept = True


class VisitedAfterwards(Rejected):
    """{file} was followed up on {day}; no service is entered after that."""

    code = "visited_afterwards"
    zh = "{file} 已于 {day} 回访，此后不得再录入服务记录。"


class FileFollowedUp(Rejected):
    """{file} was followed up and the person was met."""

    code = "file_followed_up"
    zh = "{file} 已经回访并见到本人。"


class ServedBySameHands(Rejected):
    """{who} entered services of {file} and may not also make the follow-up visit."""

    code = "served_by_same_hands"
    zh = "{who} 录入过 {file} 的服务记录，不得再由其回访。"
    kept = True


class NotSigned(Rejected):
    """A follow-up visit at which the person was met is signed."""

    code = "not_signed"
    zh = "见到本人的回访须有签字页。"


class AnsweredByNobody(Rejected):
    """Somebody who was not met signs nothing and gives no answer."""

    code = "answered_by_nobody"
    zh = "未见到本人，不得有签字或回答。"


class AnswerOutOfRange(Rejected):
    """Satisfaction is 1 to 5, or no answer, not {given}."""

    code = "answer_out_of_range"
    zh = "满意度为 1 至 5 或未作答，不能是 {given}。"


class NoSuchStep(Rejected):
    """{file} has no signed step “{step}”; there are survey, plan, service 1 …, visit."""

    code = "no_such_step"
    zh = "{file} 没有签字环节“{step}”，可为 survey、plan、service 1 等、visit。"


class NotAServiceFile(Rejected):
    """“{file}” is not a service file such as 2026/b-7k0v9m2xq4a8e1zt."""

    code = "not_a_service_file"
    zh = "“{file}”不是 2026/b-7k0v9m2xq4a8e1zt 这样的服务档案编号。"


class ServedAfterDeath(Rejected):
    """{beneficiary} died on {died}, before {day}."""

    code = "served_after_death"
    zh = "{beneficiary} 已于 {died} 去世，早于 {day}。"
    kept = True
