"""Why a notice says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchNotice(Rejected):
    """There is no notice “{notice}”."""

    code = "no_such_notice"
    zh = "没有公示“{notice}”。"


class NoticeExists(Rejected):
    """Notice “{notice}” has been posted already."""

    code = "notice_exists"
    zh = "公示“{notice}”已经发布。"


class NobodyOnNotice(Rejected):
    """A notice names at least one person."""

    code = "nobody_on_notice"
    zh = "公示名单不能为空。"


class OnNoticeTwice(Rejected):
    """Person {beneficiary} is on the notice twice."""

    code = "on_notice_twice"
    zh = "人员 {beneficiary} 在公示名单中重复。"


class NoticeTooShort(Rejected):
    """The policy asks for {needed} working days of notice; {given} were given."""

    code = "notice_too_short"
    zh = "政策要求公示 {needed} 个工作日，此处仅 {given} 个。"
    kept = True


class NoticeStillOpen(Rejected):
    """The notice stands until the end of {closes_on}."""

    code = "notice_still_open"
    zh = "公示期至 {closes_on} 届满，尚未结束。"
    kept = True


class NoticeIsOver(Rejected):
    """The notice was over at the end of {closes_on}."""

    code = "notice_is_over"
    zh = "公示已于 {closes_on} 结束。"


class NotOnThisNotice(Rejected):
    """Person {beneficiary} is not on notice “{notice}”."""

    code = "not_on_this_notice"
    zh = "人员 {beneficiary} 不在公示“{notice}”名单中。"
    kept = True


class ObjectionStillOpen(Rejected):
    """An objection to person {beneficiary} is still open."""

    code = "objection_still_open"
    zh = "对人员 {beneficiary} 的异议尚未处理完毕。"
    kept = True


class ObjectionExists(Rejected):
    """Objection “{objection}” has been raised already."""

    code = "objection_exists"
    zh = "异议“{objection}”已经登记。"


class NoSuchObjection(Rejected):
    """There is no open objection “{objection}”."""

    code = "no_such_objection"
    zh = "没有待处理的异议“{objection}”。"


class SettledByOwnHand(Rejected):
    """{who} took part in the case and may not judge the objection to it."""

    code = "settled_by_own_hand"
    zh = "{who} 曾经办该案，不得裁定对该案的异议。"
    kept = True
