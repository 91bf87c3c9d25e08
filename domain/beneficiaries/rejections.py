"""Why a person's record says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NotRegistered(Rejected):
    """Person {beneficiary} is not registered."""

    code = "not_registered"
    zh = "人员 {beneficiary} 未登记。"


class NobodyNamed(Rejected):
    """Name at least one person."""

    code = "nobody_named"
    zh = "至少列出一名人员。"


class RegisteredAlready(Rejected):
    """Person {beneficiary} is registered already."""

    code = "registered_already"
    zh = "人员 {beneficiary} 已经登记。"


class NotACommitment(Rejected):
    """A commitment is 64 hexadecimal digits in lower case."""

    code = "not_a_commitment"
    zh = "承诺值应为 64 位小写十六进制数字。"


class NoFactsGiven(Rejected):
    """Say at least one fact."""

    code = "no_facts_given"
    zh = "至少填写一项情况。"


class OlderThanKnown(Rejected):
    """The fact “{fact}” is known as of {known}; {given} is older and changes nothing."""

    code = "older_than_known"
    zh = "事实“{fact}”已有 {known} 的记录，{given} 的更早，不能覆盖。"


class RecordUnchanged(Rejected):
    """The record of {beneficiary} says this already."""

    code = "record_unchanged"
    zh = "人员 {beneficiary} 的记录内容没有变化。"


class NotARecordField(Rejected):
    """“{name}” is no field of a personal record."""

    code = "not_a_record_field"
    zh = "个人记录没有“{name}”这一栏。"


class DeathDateDisputed(Rejected):
    """The death of {beneficiary} is recorded for {known}; another register says {given}. Clear that up first."""

    code = "death_date_disputed"
    zh = "人员 {beneficiary} 的死亡日期已登记为 {known}，另一来源为 {given}，请先核实。"
    kept = True


class PersonDied(Rejected):
    """Person {beneficiary} died on {died_on}."""

    code = "person_died"
    zh = "人员 {beneficiary} 已于 {died_on} 死亡。"
    kept = True


class PersonMovedAway(Rejected):
    """Person {beneficiary} moved out of the area that pays on {moved_on}."""

    code = "person_moved_away"
    zh = "人员 {beneficiary} 已于 {moved_on} 迁出发放地区。"


class RecordDiffers(Rejected):
    """Person {beneficiary} is known with another record; these fields differ: {fields}."""

    code = "record_differs"
    zh = "人员 {beneficiary} 已有档案，以下项目与档案不一致：{fields}。"


class SamePersonTwice(Rejected):
    """The person in this row stands in an earlier row already."""

    code = "same_person_twice"
    zh = "本行人员在前面的行中已经出现。"


class PersonIsErased(Rejected):
    """The data of {beneficiary} was destroyed; their file is over."""

    code = "person_is_erased"
    zh = "人员 {beneficiary} 的个人信息已删除，档案已终结。"
    kept = True


class RegistrationIsClosed(Rejected):
    """{beneficiary} is a second registration of {earlier} and closed; go on under that one."""

    code = "registration_is_closed"
    zh = "{beneficiary} 是 {earlier} 的重复登记，已关闭，请使用后者。"
    kept = True


class LegalHoldStands(Rejected):
    """A legal hold stands on {beneficiary}: {document}."""

    code = "legal_hold_stands"
    zh = "人员 {beneficiary} 的信息处于依法保全中（{document}）。"
    kept = True


class HoldPlacedAlready(Rejected):
    """{document} has placed a hold on {beneficiary} already."""

    code = "hold_placed_already"
    zh = "{document} 已对人员 {beneficiary} 的信息实施保全。"


class NoSuchHold(Rejected):
    """No legal hold by {document} stands on {beneficiary}."""

    code = "no_such_hold"
    zh = "人员 {beneficiary} 没有依据 {document} 的保全。"


class LifterErases(Rejected):
    """Whoever lifted a legal hold may not order the erasure."""

    code = "lifter_erases"
    zh = "解除保全的人不得下令删除。"
    kept = True


class CaseStillLive(Rejected):
    """{beneficiary} still has a live case: {case}."""

    code = "case_still_live"
    zh = "人员 {beneficiary} 仍有未终结的个案：{case}。"


class PersonsMoneyOpen(Rejected):
    """Money of {beneficiary} is still open: {what}."""

    code = "persons_money_open"
    zh = "人员 {beneficiary} 尚有未了结的款项：{what}。"
    kept = True


class SamePersonAsOneself(Rejected):
    """Two registrations are compared; name another person."""

    code = "same_person_as_oneself"
    zh = "请指定另一名人员进行比对。"


class RegistrarFinds(Rejected):
    """Whoever registered one of the two may not say whether they are the same person."""

    code = "registrar_finds"
    zh = "登记其中任何一人的经办人不得认定是否为同一人。"
    kept = True


class FoundAlready(Rejected):
    """That {beneficiary} and {other} are two people was found already."""

    code = "found_already"
    zh = "已认定 {beneficiary} 与 {other} 不是同一人。"
