"""What is recorded of bank formats. Stream: bank_format/ledger, all formats of a ledger."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileKind(StrEnum):
    """What kind of file a bank takes. `txt` without a delimiter has columns of fixed width."""

    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"
    PAIN_001 = "pain.001"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {"xlsx": "工作簿", "csv": "分隔文本", "txt": "纯文本", "pain.001": "付款报文"}[self.value]


class TextEncoding(StrEnum):
    """How a text file is encoded."""

    UTF_8 = "utf-8"
    GB18030 = "gb18030"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {"utf-8": "通用编码", "gb18030": "国标编码"}[self.value]


class PaymentField(StrEnum):
    """What a column of a payment file holds; `constant` the same text in every line."""

    NUMBER = "number"
    REFERENCE = "reference"
    BANK_REFERENCE = "bank_reference"
    NAME = "name"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"
    BANK = "bank"
    AMOUNT_YUAN = "amount_yuan"
    AMOUNT_FEN = "amount_fen"
    MEMO = "memo"
    PROGRAMME = "programme"
    PERIOD = "period"
    CONSTANT = "constant"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {
            "number": "序号",
            "reference": "付款编号",
            "bank_reference": "银行参考号",
            "name": "户名",
            "id_number": "身份证号",
            "account": "账号",
            "bank": "开户行",
            "amount_yuan": "金额（元）",
            "amount_fen": "金额（分）",
            "memo": "附言",
            "programme": "项目名称",
            "period": "发放期间",
            "constant": "常量",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FormatColumn:
    """One column, in its place. `width` counts bytes of the file's encoding, 0 where columns are not of fixed width."""

    field: PaymentField
    heading: str
    constant: str
    width: int


@dataclass(frozen=True, slots=True)
class Payer:
    """The office's own account that pays: the account's name, its number, the bank and its CNAPS code (12 digits)."""

    name: str
    account: str
    bank: str
    cnaps: str


@dataclass(frozen=True, slots=True)
class ResultColumns:
    """Under which headings the bank's result has what we look for, and its words for paid and sent back.

    An empty heading or an empty list of words is ours (付款编号, 金额, 结果, 原因; 成功, 退回).
    """

    reference: str
    amount: str
    result: str
    reason: str
    paid: tuple[str, ...]
    sent_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BankFormatDeclared:
    """A format is so from now on; declared once more, it is as it was declared last."""

    format: str
    title: str
    kind: FileKind
    encoding: TextEncoding
    delimiter: str
    has_headings: bool
    columns: tuple[FormatColumn, ...]
    payer: Payer | None
    result: ResultColumns | None


BankFormatEvent = BankFormatDeclared
"""What happens to a bank format: one thing, so far."""
