"""Why somebody cannot have been served so."""

from __future__ import annotations

from domain.rejected import Rejected


class SignOffMissing(Rejected):
    """The service to person {beneficiary} on {day} was not signed for; nobody accepts unsigned service."""

    code = "sign_off_missing"
    zh = "人员 {beneficiary} 于 {day} 的服务没有签字确认，不得验收。"
    kept = True


class TimesMissing(Rejected):
    """Service by the hour says from when to when, within one day; {given} does not."""

    code = "times_missing"
    zh = "按小时计的服务须写明当日起止时间，“{given}”不符合要求。"


class TimesNotAsked(Rejected):
    """Service counted by {unit} has no times of the day."""

    code = "times_not_asked"
    zh = "按{unit}计的服务不填起止时间。"


class CountNotPossible(Rejected):
    """One record counts {least} to {most} here, not {given}."""

    code = "count_not_possible"
    zh = "每条记录的数量应为 {least} 至 {most}，此处为 {given}。"


class ServiceOverlaps(Rejected):
    """Person {beneficiary} was being served under “{agreement}” on {day} from {since} to {until} already."""

    code = "service_overlaps"
    zh = "人员 {beneficiary} 于 {day} {since} 至 {until} 已在协议“{agreement}”下接受服务，时间重叠。"
    kept = True


class MonthServedTwice(Rejected):
    """Person {beneficiary}'s month {month} was accepted under “{agreement}” already."""

    code = "month_served_twice"
    zh = "人员 {beneficiary} 的 {month} 月服务已在协议“{agreement}”下验收。"
    kept = True


class ServiceAfterDeath(Rejected):
    """Person {beneficiary} died on {died}; service on {day} is impossible."""

    code = "service_after_death"
    zh = "人员 {beneficiary} 已于 {died} 死亡，不可能在 {day} 接受服务。"
    kept = True
