"""Why money does not go from one ledger to another."""

from __future__ import annotations

from domain.rejected import Rejected


class TransmissionToItself(Rejected):
    """A ledger neither transmits to itself nor receives from itself."""

    code = "transmission_to_itself"
    zh = "账本不能向自己下达资金，也不能收到自己下达的资金。"


class NotBelowUs(Rejected):
    """{region} does not lie below {own}: money is transmitted downwards."""

    code = "not_below_us"
    zh = "{region} 不是 {own} 的下级地区，资金只能向下级下达。"


class NoTransmissionRule(Rejected):
    """No rule says to whom this ledger transmits on {day}: record the document that does."""

    code = "no_transmission_rule"
    zh = "{day} 没有规定本账本可向谁下达资金，请先登记有关文件。"
    kept = True


class MayNotTransmit(Rejected):
    """By {document}, in force since {valid_from}, {region} ({level}) does not get its money from here: {instead}."""

    code = "may_not_transmit"
    zh = "按 {document}（自 {valid_from} 起施行），本级不直接向 {region}（{level}）下达资金：{instead}。"
    kept = True


class LevelListedTwice(Rejected):
    """{level} is listed twice."""

    code = "level_listed_twice"
    zh = "{level} 重复列出。"


class NothingTransmitted(Rejected):
    """Say out of which lines the money comes."""

    code = "nothing_transmitted"
    zh = "请写明从哪些指标下达。"


class LineListedTwice(Rejected):
    """Line “{line}” is listed twice."""

    code = "line_listed_twice"
    zh = "资金指标“{line}”重复列出。"


class SourceYearsDoNotMix(Rejected):
    """Money of {level}/{kind} from {one} and from {other} does not go by one document: it would lose its age."""

    code = "source_years_do_not_mix"
    zh = "{level}/{kind} 资金分属 {one} 年和 {other} 年，不得用同一文号下达，否则无法辨别结转年限。"


class AlreadyTransmitted(Rejected):
    """Document {document} has already transmitted money of this fund to ledger {ledger}."""

    code = "already_transmitted"
    zh = "文号 {document} 已向账本 {ledger} 下达过该项目资金。"


class NoSuchTransmission(Rejected):
    """There is no transmission “{transmission}”."""

    code = "no_such_transmission"
    zh = "没有下达“{transmission}”。"


class AlreadyTakenBack(Rejected):
    """Transmission “{transmission}” was taken back on {day}."""

    code = "already_taken_back"
    zh = "下达“{transmission}”已于 {day} 收回。"


class AlreadyReceived(Rejected):
    """Transmission “{transmission}” was received on {day}."""

    code = "already_received"
    zh = "下达“{transmission}”已于 {day} 收到。"
    kept = True


class NotTransmitted(Rejected):
    """Ledger {ledger} is kept here and has not transmitted “{transmission}”."""

    code = "not_transmitted"
    zh = "账本 {ledger} 在本系统记账，没有下达“{transmission}”。"
    kept = True


class SentToAnotherRegion(Rejected):
    """The transmission is for {region}."""

    code = "sent_to_another_region"
    zh = "该笔资金下达给 {region}。"


class ReceiptDiffers(Rejected):
    """The sender states {sent} yuan of {level}/{kind}, the receipt {stated} yuan."""

    code = "receipt_differs"
    zh = "下达方列 {level}/{kind} {sent} 元，收到登记为 {stated} 元，两者不符。"
    kept = True


class BeforeItWasSent(Rejected):
    """The money was sent on {sent_on}, after {day}."""

    code = "before_it_was_sent"
    zh = "该笔资金于 {sent_on} 下达，晚于 {day}。"
