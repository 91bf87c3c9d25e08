"""The accounts as 会计科目 and the movements as 记账凭证类型, with the codes that audit data gives them.

The ledger has twelve accounts a line and no chart of a ministry's: codes and classes are our assumption. Money goes
from one account to the other, so the one it leaves is credited and the one it comes to is debited; the three that say
where money came from stand on the credit side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from application.views.posting import Account, Movement


@dataclass(frozen=True, slots=True)
class Subject:
    """An account's code, Chinese name, class (资产, 净资产, 收入, 支出) and the side its balance stands on."""

    code: str
    zh: str
    kind: str
    is_debit: bool

    @property
    def side(self) -> str:
        """Return 借 or 贷."""
        return "借" if self.is_debit else "贷"


SUBJECTS: Mapping[Account, Subject] = {
    Account.AVAILABLE: Subject("1001", "可用指标", "资产", True),
    Account.RESERVED: Subject("1002", "预留指标", "资产", True),
    Account.DISBURSED: Subject("1003", "在途发放", "资产", True),
    Account.RETURNED: Subject("1004", "银行退回", "资产", True),
    Account.REVENUE: Subject("1005", "待缴收入", "资产", True),
    Account.CARRIED_OVER: Subject("3001", "结转下年", "净资产", True),
    Account.TREASURY: Subject("3002", "上缴国库", "净资产", True),
    Account.ALLOCATED: Subject("4001", "指标下达", "收入", False),
    Account.RECOVERED: Subject("4002", "追回资金", "收入", False),
    Account.COLLECTED: Subject("4003", "收缴收入", "收入", False),
    Account.SETTLED: Subject("5001", "到账支出", "支出", True),
    Account.TRANSMITTED: Subject("5002", "下达下级", "支出", True),
}
"""By account, in the order of the codes."""

CODES: Mapping[str, Account] = {subject.code: account for account, subject in SUBJECTS.items()}

VOUCHER_KINDS: Mapping[str, tuple[str, str]] = {
    Movement.ALLOCATE: ("01", "下达指标"),
    Movement.ADD: ("02", "追加指标"),
    Movement.MOVE_IN: ("03", "调入指标"),
    Movement.MOVE_OUT: ("04", "调出指标"),
    Movement.BRING_FORWARD: ("05", "上年结转"),
    Movement.RECEIVE: ("06", "接收上级资金"),
    Movement.RESERVE: ("11", "预留"),
    Movement.FREE: ("12", "释放"),
    Movement.RELEASE: ("21", "放款"),
    Movement.SETTLE: ("22", "到账"),
    Movement.RETURN: ("23", "银行退回"),
    Movement.REISSUE: ("24", "重发"),
    Movement.CANCEL: ("25", "注销"),
    "return_late": ("26", "到账后退回"),
    "return_late_to_treasury": ("27", "到账后退回缴库"),
    Movement.RECOVER: ("31", "追回"),
    Movement.RECOVER_TO_TREASURY: ("32", "追回缴库"),
    Movement.CARRY_OVER: ("41", "结转下年"),
    Movement.SURRENDER: ("42", "结余上缴"),
    Movement.COLLECT: ("51", "收缴收入"),
    Movement.REMIT: ("52", "收入缴库"),
    Movement.REFUND: ("53", "收入退库"),
    Movement.TRANSMIT: ("61", "下达下级"),
    Movement.TAKE_BACK: ("62", "收回下达"),
    Movement.TAKE_BACK_TO_TREASURY: ("63", "收回下达缴库"),
}
"""A voucher is of the kind of its first movement; its number stands under the log's."""
