"""The bank's result list: one row a payment, with the bank's word on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from application.bank_lists import ResultRow
from domain.cells import CellMissing
from domain.masking import masked_text
from domain.payouts.events import ReturnReason
from domain.rejected import Rejected
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
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


def bank_form() -> Form[ResultRow]:
    """Return the form. The columns of our own payment list may stand in the file and are not looked at."""
    return Form(
        name="bank_result",
        title_zh="银行发放结果",
        title_en="The bank's result",
        columns=_COLUMNS,
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
