"""Why a recovery says no."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchRecovery(Rejected):
    """There is no recovery “{recovery}”."""

    code = "no_such_recovery"
    zh = "没有追缴“{recovery}”。"


class RecoveryExists(Rejected):
    """Recovery “{recovery}” has been ordered already."""

    code = "recovery_exists"
    zh = "追缴“{recovery}”已经下达。"


class NothingWasPaid(Rejected):
    """Payout {payout} has not been settled, so nothing can be ordered back."""

    code = "nothing_was_paid"
    zh = "发放 {payout} 尚未到账，无款可追。"


class NoInstalments(Rejected):
    """Name at least one instalment with its day."""

    code = "no_instalments"
    zh = "至少列出一期还款及其日期。"


class InstalmentsDoNotFoot(Rejected):
    """The instalments come to {listed} yuan, the order to {ordered}."""

    code = "instalments_do_not_foot"
    zh = "各期合计 {listed} 元，与追缴金额 {ordered} 元不符。"


class InstalmentsOutOfOrder(Rejected):
    """Each instalment is due on a later day than the one before it."""

    code = "instalments_out_of_order"
    zh = "各期还款日期应依次递增。"


class MoreThanIsOwed(Rejected):
    """{outstanding} yuan are still owed; {asked} were named."""

    code = "more_than_is_owed"
    zh = "尚欠 {outstanding} 元，申报 {asked} 元，超出。"


class BankReferenceUsed(Rejected):
    """The bank reference {reference} has been recorded already."""

    code = "bank_reference_used"
    zh = "银行流水号 {reference} 已经登记。"


class OrderedAndWrittenOff(Rejected):
    """{who} ordered the recovery and may not also write it off."""

    code = "ordered_and_written_off"
    zh = "{who} 下达了该追缴，不得再办理核销。"
    kept = True


class WriteOffWithoutMinutes(Rejected):
    """A claim is given up only by a meeting: date, at least three attendees, number and hash of the minutes."""

    code = "write_off_without_minutes"
    zh = "核销须经集体研究，并附会议纪要：日期、至少三名参会人、编号和文件摘要。"
    kept = True
