"""Why a designated institution says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchInstitution(Rejected):
    """Institution {institution} was never designated."""

    code = "no_such_institution"
    zh = "机构 {institution} 从未列为定点机构。"


class NoProgrammesNamed(Rejected):
    """Name at least one programme the institution is designated for, each once."""

    code = "no_programmes_named"
    zh = "至少列出一个定点服务项目，且不得重复。"


class ValidityBackwards(Rejected):
    """The designation would end on {until}, before it begins on {since}."""

    code = "validity_backwards"
    zh = "定点有效期止于 {until}，早于起始日 {since}。"


class DesignationOverlaps(Rejected):
    """The institution is designated for “{programme}” until {until} already."""

    code = "designation_overlaps"
    zh = "该机构在“{programme}”项目的定点资格到 {until} 为止仍有效，期间重叠。"


class NotDesignated(Rejected):
    """Institution {institution} is not designated for programme “{programme}” on {day}."""

    code = "not_designated"
    zh = "机构 {institution} 在 {day} 不是“{programme}”项目的定点机构。"
    kept = True


class NothingToWithdraw(Rejected):
    """On {day} the institution is designated for nothing, so there is nothing to withdraw."""

    code = "nothing_to_withdraw"
    zh = "该机构在 {day} 没有有效的定点资格，无可取消。"


class InvoiceOfAnotherAgreement(Rejected):
    """Invoice {invoice} of this institution was received under agreement “{agreement}” already."""

    code = "invoice_of_another_agreement"
    zh = "该机构的发票 {invoice} 已在协议“{agreement}”下登记，不得重复使用。"
    kept = True
