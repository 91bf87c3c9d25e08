"""What an XML message of a bank (ISO 20022) is refused for: as a whole, or one payment in it."""

from __future__ import annotations

from domain.rejected import Rejected


class MessageMalformed(Rejected):
    """The XML is malformed at line {line}, column {column}; ask the bank for the file once more."""

    code = "message_malformed"
    zh = "XML 第 {line} 行第 {column} 列有误，请向银行重新索取文件。"


class MessageBreaksOff(Rejected):
    """The XML breaks off at line {line}: the file was not sent whole."""

    code = "message_breaks_off"
    zh = "XML 在第 {line} 行中断，文件不完整。"


class MessageDeclaresEntities(Rejected):
    """The XML declares a document type or entities, as no bank's message does; it is not read."""

    code = "message_declares_entities"
    zh = "XML 含有文档类型或实体声明，银行报文不会如此，系统不予读取。"


class MessageSwollen(Rejected):
    """The XML holds more than any bank's message would ({what}); it is not read."""

    code = "message_swollen"
    zh = "XML 内容远超正常报文（{what}），系统不予读取。"


class MessageEncodingWrong(Rejected):
    """The XML says that it is written in {encoding}; it is not, or that is neither UTF-8 nor GB18030."""

    code = "message_encoding_wrong"
    zh = "XML 声明的编码为 {encoding}，与内容不符，或不是 UTF-8、GB18030。"


class MessageKindUnknown(Rejected):
    """The XML is “{kind}”; what is read of a bank is pain.002, camt.053 and camt.054."""

    code = "message_kind_unknown"
    zh = "XML 报文为“{kind}”，可读取的银行报文为 pain.002、camt.053、camt.054。"


class MessageSaysNothing(Rejected):
    """The message speaks of no single payment."""

    code = "message_says_nothing"
    zh = "报文中没有逐笔信息。"


class PartMissing(Rejected):
    """The message leaves out what is needed of this payment: {part}."""

    code = "part_missing"
    zh = "报文缺少该笔付款的必要内容：{part}。"


class NeitherDebitNorCredit(Rejected):
    """The line says neither DBIT nor CRDT: whether money went out or came back is not known."""

    code = "neither_debit_nor_credit"
    zh = "该行未注明 DBIT 或 CRDT，无法判断资金是付出还是退回。"


class NotInYuan(Rejected):
    """The amount is in {currency}; payments are in CNY."""

    code = "not_in_yuan"
    zh = "金额币种为 {currency}，付款应为 CNY。"


class SaysTwoThings(Rejected):
    """The message says two things of this payment: {told}."""

    code = "says_two_things"
    zh = "报文对该笔付款的说法互相矛盾：{told}。"


class NothingToPost(Rejected):
    """The file has no last word on a payment of batch {batch}: {set_aside} lines of others, {left_open} under way,
    {known} known already, {ordered_back} sent back after they were ordered back.
    """

    code = "nothing_to_post"
    zh = (
        "文件中没有批次 {batch} 付款的最终结果：他人款项 {set_aside} 行，处理中 {left_open} 笔，"
        "先前已登记 {known} 笔，退回前已追缴 {ordered_back} 笔。"
    )
