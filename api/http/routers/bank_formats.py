"""银行格式 / Bank formats: which columns a bank's payment file has, and what its results say."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import answers
from api.http.answers import Done, Rehearsed
from api.http.body import Body
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.rendering import to_json
from api.http.router import Router
from api.http.values import NO_CONTROLS, choices, words
from application.bank_formats import TEMPLATES, formats_now
from application.commands import bank_formats
from application.commands.bank_formats import DeclareBankFormat
from domain.bank_formats.events import (
    BankFormatDeclared,
    FileKind,
    FormatColumn,
    Payer,
    PaymentField,
    ResultColumns,
    TextEncoding,
)

router = Router(tags=["bank"])

MOST_COLUMNS = 60
Heading = Annotated[str, Field(max_length=40, pattern=NO_CONTROLS, description="表头 / Heading")]
BanksWord = Annotated[str, words("银行用语", "The bank's word", most=20)]


class FormatColumnBody(Body):
    """One column of the file, in its place."""

    field: Annotated[PaymentField, Field(description=choices(PaymentField))]
    heading: Heading = ""
    constant: Annotated[str, Field(max_length=60, pattern=NO_CONTROLS, description="常量 / Constant text")] = ""
    width: Annotated[int, Field(ge=0, le=500, description="定宽，字节 / Width in bytes")] = 0


class PayerBody(Body):
    """The office's own account that pays."""

    name: Annotated[str, words("付款户名", "Name of the account", most=60)]
    account: Annotated[str, Field(max_length=34, pattern=NO_CONTROLS, description="付款账号 / Account number")]
    bank: Annotated[str, words("开户行", "Bank", most=60)]
    cnaps: Annotated[str, Field(max_length=12, pattern=NO_CONTROLS, description="联行号 / CNAPS code, 12 digits")]


class ResultColumnsBody(Body):
    """The headings and words of the bank's result; what is left out is ours (付款编号, 金额, 结果; 成功, 退回)."""

    reference: Heading = ""
    amount: Heading = ""
    result: Heading = ""
    reason: Heading = ""
    paid: Annotated[list[BanksWord], Field(max_length=20, default_factory=list)]
    sent_back: Annotated[list[BanksWord], Field(max_length=20, default_factory=list)]


class BankFormatBody(Body):
    """A format, whole: declared once more, it is as it was declared last."""

    format: Annotated[
        str, Field(max_length=30, pattern=NO_CONTROLS, examples=["card-roster"], description="格式代码 / Code")
    ]
    title: Annotated[str, words("名称", "Title", most=60)]
    kind: Annotated[FileKind, Field(description=choices(FileKind))]
    encoding: Annotated[TextEncoding, Field(description=choices(TextEncoding))] = TextEncoding.UTF_8
    delimiter: Annotated[
        str, Field(max_length=1, description="分隔符，空为定宽 / Delimiter; empty: columns of fixed width")
    ] = ""
    has_headings: Annotated[bool, Field(description="首行为表头 / The first line has headings")] = False
    columns: Annotated[list[FormatColumnBody], Field(max_length=MOST_COLUMNS, default_factory=list)]
    payer: PayerBody | None = None
    result: ResultColumnsBody | None = None

    def declared(self) -> BankFormatDeclared:
        """Return it as the command has it."""
        payer, result = self.payer, self.result
        return BankFormatDeclared(
            format=self.format,
            title=self.title,
            kind=self.kind,
            encoding=self.encoding,
            delimiter=self.delimiter,
            has_headings=self.has_headings,
            columns=tuple(FormatColumn(one.field, one.heading, one.constant, one.width) for one in self.columns),
            payer=None if payer is None else Payer(payer.name, payer.account, payer.bank, payer.cnaps),
            result=None
            if result is None
            else ResultColumns(
                result.reference,
                result.amount,
                result.result,
                result.reason,
                tuple(result.paid),
                tuple(result.sent_back),
            ),
        )


@router.post("/bank-formats", response_model=Done | Rehearsed)
def declare_bank_format(body: BankFormatBody, command: TheCommand) -> Response:
    """登记银行格式 / Declare a bank's format."""
    ask = DeclareBankFormat(command_id=command.id, declared=body.declared())
    return command.take(bank_formats.declare_bank_format, ask, thing="bank_format/ledger")


@router.get("/bank-formats")
@answers(BankFormatDeclared, many=True)
def list_bank_formats(caller: TheCaller) -> Response:
    """银行格式 / Every format as it was declared last."""
    caller.may("bank_formats")
    return Response(to_json({"items": formats_now(caller.services.desk)}), media_type="application/json")


@router.get("/bank-format-templates")
@answers(BankFormatDeclared, many=True)
def bank_format_templates(caller: TheCaller) -> Response:
    """随系统提供的格式样板 / Formats to begin from, such as the 一卡通 roster."""
    caller.may("bank_formats")
    return Response(to_json({"items": list(TEMPLATES.values())}), media_type="application/json")
