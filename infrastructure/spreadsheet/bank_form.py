"""The bank's result list: one row a payment, with the bank's word on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from application.bank_lists import ResultRow
from domain.bank_formats.events import ResultColumns
from domain.cells import CellMissing
from domain.masking import masked_text
from domain.payouts.events import ReturnReason
from domain.rejected import Rejected
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form, comparable
from infrastructure.spreadsheet.table import Cell

_PAID = frozenset(
    {"成功", "已发放", "已入账", "已付", "交易成功", "处理成功", "发放成功", "settled", "paid", "success", "ok"}
)
_SENT_BACK = frozenset({"失败", "退回", "退票", "未成功", "交易失败", "处理失败", "发放失败", "returned", "failed"})
_REASONS = (
    (re.compile(r"户名|姓名|name", re.IGNORECASE), ReturnReason.NAME_MISMATCH),
    (re.compile(r"销户|注销|closed", re.IGNORECASE), ReturnReason.ACCOUNT_CLOSED),
    (re.compile(r"冻结|止付|frozen", re.IGNORECASE), ReturnReason.ACCOUNT_FROZEN),
    (re.compile(r"不存在|无此|无效|账号有误|账号错误|unknown|no such", re.IGNORECASE), ReturnReason.ACCOUNT_UNKNOWN),
)


class NotABankWord(Rejected):
    """The result must say 成功 or 退回 (settled or returned)."""

    code = "not_a_bank_word"
    zh = "结果应为“成功”或“退回”。"


def bank_form(result: ResultColumns | None = None) -> Form[ResultRow]:
    """Return the form. The columns of our own payment list may stand in the file and are not looked at.

    `result` has a bank's own headings, which then mean nothing else, and its words for paid and sent back.
    """
    return Form(
        name="bank_result",
        title_zh="银行发放结果",
        title_en="The bank's result",
        columns=_COLUMNS if result is None else tuple(_as_the_bank_says(column, result) for column in _COLUMNS),
        build=_build,
        same=lambda values: values["reference"] or "",
    )


def reason_of(words: str) -> ReturnReason:
    """Return the reason that the bank's own words mean; what they do not tell is OTHER."""
    for reason in ReturnReason:
        if words == reason.value:
            return reason
    return next((reason for pattern, reason in _REASONS if pattern.search(words)), ReturnReason.OTHER)


def _not_looked_at(cell: Cell, field: str) -> None:
    del cell, field


def _settled(cell: Cell, field: str) -> bool:
    word = plain(cell).lower() if isinstance(cell, str) else ""
    if word in _PAID or word in _SENT_BACK:
        return word in _PAID
    raise NotABankWord(field)


def _as_the_bank_says(column: Column, result: ResultColumns) -> Column:
    """Return a column under the heading the bank gives it; a heading given to another column is not this one's."""
    named = {
        "reference": result.reference,
        "amount": result.amount,
        "result": result.result,
        "reason": result.reason,
    }
    others = {comparable(heading) for name, heading in named.items() if heading and name != column.name}
    aliases = tuple(heading for heading in (column.zh, *column.aliases) if comparable(heading) not in others)
    zh = named.get(column.name) or (column.zh if comparable(column.zh) not in others else column.en)
    parse = column.parse
    if column.name == "result" and (result.paid or result.sent_back):
        parse = _with_words(result)
    return replace(column, zh=zh, aliases=aliases, parse=parse)


def _with_words(result: ResultColumns) -> Callable[[Cell, str], bool]:
    paid = {plain(word).lower() for word in result.paid}
    sent_back = {plain(word).lower() for word in result.sent_back}

    def settled(cell: Cell, field: str) -> bool:
        """Return whether the bank's word is one for paid; its own words come before ours."""
        # A code such as 00 may be kept as a number by whoever saved the file.
        word = plain(cell).lower() if isinstance(cell, str) else str(cell)
        if word in paid or word in sent_back:
            return word in paid
        return _settled(cell, field)

    return settled


def _build(values: Mapping[str, Any], row: int) -> ResultRow:
    settled, words = values["result"], values["reason"]
    if not settled and not words:
        raise CellMissing("reason")  # What was sent back is put right only by knowing why.
    return ResultRow(
        row=row,
        reference=values["reference"],
        amount=values["amount"],
        settled=settled,
        reason=None if settled else reason_of(words),
        words="" if settled else words,
    )


def _ours(name: str, zh: str, en: str) -> Column:
    """Return a column of our own payment list, which the bank sends along."""
    return Column(name=name, zh=zh, en=en, parse=_not_looked_at, required=False, mask=masked_text)


_COLUMNS = (
    Column(
        name="reference",
        zh="付款编号",
        en="Reference",
        parse=cells.text,
        aliases=("人员编号", "业务编号", "客户参考号", "beneficiary", "payout"),
        identifies=True,
    ),
    Column(
        name="amount",
        zh="金额",
        en="Amount",
        parse=cells.amount,
        aliases=("发放金额", "交易金额", "实发金额"),
        adds_up=True,
    ),
    Column(
        name="result",
        zh="结果",
        en="Result",
        parse=_settled,
        aliases=("处理结果", "发放结果", "交易结果", "处理状态", "交易状态", "状态", "status"),
    ),
    Column(
        name="reason",
        zh="原因",
        en="Reason",
        parse=cells.text,
        aliases=("失败原因", "退回原因", "退票原因", "摘要"),
        required=False,
        blank="",
    ),
    _ours("payee_name", "户名", "Account name"),
    _ours("payee_account", "账号", "Account"),
    _ours("payee_bank", "开户行", "Bank"),
    _ours("memo", "附言", "Memo"),
)
