"""The reasons of ISO 20022 (external code sets) as the ledger's; any other is read from the bank's words."""

from __future__ import annotations

from domain.payouts.events import ReturnReason
from infrastructure.spreadsheet.bank_form import reason_of

_CODES = {
    "AC01": ReturnReason.ACCOUNT_UNKNOWN,  # incorrect account number
    "AC03": ReturnReason.ACCOUNT_UNKNOWN,  # invalid creditor account number
    "AC14": ReturnReason.ACCOUNT_UNKNOWN,  # invalid creditor account type
    "AC04": ReturnReason.ACCOUNT_CLOSED,
    "AC07": ReturnReason.ACCOUNT_CLOSED,  # closed creditor account
    "AC06": ReturnReason.ACCOUNT_FROZEN,  # blocked account
    "BE01": ReturnReason.NAME_MISMATCH,  # the account is not this customer's
    "RR03": ReturnReason.NAME_MISMATCH,  # missing creditor name or address
}


def reason_meant(code: str, words: str) -> ReturnReason:
    """Return the reason a code means; of a code that means none of ours, what the words beside it mean."""
    return _CODES.get(code.upper()) or reason_of(words)
