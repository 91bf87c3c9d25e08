"""Why an agreement says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchAgreement(Rejected):
    """There is no agreement “{agreement}”."""

    code = "no_such_agreement"
    zh = "没有协议“{agreement}”。"


class AgreementExists(Rejected):
    """Agreement “{agreement}” has been signed already."""

    code = "agreement_exists"
    zh = "协议“{agreement}”已经签订。"


class OtherProgrammesAgreement(Rejected):
    """Agreement “{agreement}” is for programme “{programme}” in {year} and serves no other."""

    code = "other_programmes_agreement"
    zh = "协议“{agreement}”属于 {year} 年“{programme}”项目，不得用于其他项目或年度。"
    kept = True


class OutsideAgreementYear(Rejected):
    """{day} does not lie in the agreement's year {year}."""

    code = "outside_agreement_year"
    zh = "{day} 不在协议年度 {year} 内。"


class NothingAccepted(Rejected):
    """Name at least one person whose service is accepted."""

    code = "nothing_accepted"
    zh = "至少列出一名受助人的服务。"


class TooManyAtOnce(Rejected):
    """At most {limit} people are accepted at once; {given} were given."""

    code = "too_many_at_once"
    zh = "一次最多验收 {limit} 人，此处为 {given} 人。"


class NamedTwice(Rejected):
    """Person {beneficiary} is named twice."""

    code = "named_twice"
    zh = "人员 {beneficiary} 重复列出。"


class AboveCeiling(Rejected):
    """The agreement's ceiling is {ceiling} yuan; with this it would come to {asked}."""

    code = "above_ceiling"
    zh = "协议总额上限为 {ceiling} 元，加上本次将达 {asked} 元。"
    kept = True


class InvoiceExists(Rejected):
    """Invoice {invoice} has been received already; an invoice counts once."""

    code = "invoice_exists"
    zh = "发票 {invoice} 已经登记，同一发票只能使用一次。"
    kept = True


class NothingToCommit(Rejected):
    """Name at least one person to pay for."""

    code = "nothing_to_commit"
    zh = "至少列出一名受助人的付款。"


class MoreThanAccepted(Rejected):
    """For person {beneficiary} {left} yuan of accepted service are unpaid; {asked} were asked for."""

    code = "more_than_accepted"
    zh = "人员 {beneficiary} 已验收未付的服务为 {left} 元，申请 {asked} 元，超出。"
    kept = True


class MoreThanInvoiced(Rejected):
    """{left} yuan are invoiced and unpaid; {asked} were asked for."""

    code = "more_than_invoiced"
    zh = "已开票未付 {left} 元，申请 {asked} 元，超出。"
    kept = True


class CommittedAlready(Rejected):
    """Batch {batch} already holds payments of this agreement."""

    code = "committed_already"
    zh = "批次 {batch} 已占用本协议的付款。"


class MoreThanCommitted(Rejected):
    """Batch {batch} holds {held} yuan for person {beneficiary}; {asked} cannot be freed."""

    code = "more_than_committed"
    zh = "批次 {batch} 为人员 {beneficiary} 占用 {held} 元，不能释放 {asked} 元。"
