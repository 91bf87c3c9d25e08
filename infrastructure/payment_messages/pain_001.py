"""pain.001.001.09: a batch's payments as one credit transfer initiation, the same bytes for the same payments.

One payment information a message: one account pays, on one day. Nothing of ours goes beyond the standard's characters
and lengths; whose clearing code is not known is named by the bank's name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from application.bank_lists import Payment
from domain.bank_formats.events import Payer
from domain.bank_formats.rejections import NoAccountToPay
from domain.money import total
from domain.payouts.references import bank_reference

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_CNAPS = re.compile(r"[0-9]{12}")
_LONGEST_ACCOUNT, _LONGEST_TEXT = 34, 140


def credit_transfers(payments: Sequence[Payment], payer: Payer, *, batch_id: str) -> bytes:
    """Return the message. Number and control sum are of exactly these payments. Raises NoAccountToPay."""
    day = max(payment.sent_on for payment in payments)
    name, payer_name = bank_reference(f"{batch_id}/{day:%Y%m%d}"), _named(_text(payer.name))
    counted = f"<NbOfTxs>{len(payments)}</NbOfTxs><CtrlSum>{total(one.amount for one in payments)}</CtrlSum>"
    # Stamped when it is asked for, it would be other bytes each time: the day it is to be paid stands for the moment.
    header = (
        f"<GrpHdr><MsgId>{name}</MsgId><CreDtTm>{day}T00:00:00</CreDtTm>{counted}"
        f"<InitgPty>{payer_name}</InitgPty></GrpHdr>"
    )
    debtor = (
        f"<PmtInf><PmtInfId>{name}</PmtInfId><PmtMtd>TRF</PmtMtd>{counted}"
        f"<ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt>"
        f"<Dbtr>{payer_name}</Dbtr><DbtrAcct>{_account(payer.account)}<Ccy>CNY</Ccy></DbtrAcct>"
        f"<DbtrAgt>{_bank(payer.cnaps, _text(payer.bank))}</DbtrAgt>"
    )
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<Document xmlns="{NAMESPACE}"><CstmrCdtTrfInitn>',
        header,
        debtor,
        *_transfers(payments),
        "</PmtInf></CstmrCdtTrfInitn></Document>",
        "",
    ]
    return "\n".join(lines).encode()


def _transfers(payments: Sequence[Payment]) -> Iterator[str]:
    for payment in payments:
        name, account = _text(payment.name), _text(payment.account)
        bank, memo = _text(payment.bank), _text(payment.memo)
        if not name or not account or len(account) > _LONGEST_ACCOUNT:
            raise NoAccountToPay("format", payout=payment.reference)
        agent = _bank(bank, "") if _CNAPS.fullmatch(bank) else _bank("", bank)
        yield (
            f"<CdtTrfTxInf><PmtId><EndToEndId>{bank_reference(payment.reference)}</EndToEndId></PmtId>"
            f'<Amt><InstdAmt Ccy="CNY">{payment.amount}</InstdAmt></Amt>'
            + (f"<CdtrAgt>{agent}</CdtrAgt>" if bank else "")
            + f"<Cdtr>{_named(name)}</Cdtr><CdtrAcct>{_account(account)}</CdtrAcct>"
            + (f"<RmtInf><Ustrd>{memo}</Ustrd></RmtInf>" if memo else "")
            + "</CdtTrfTxInf>"
        )


def _named(name: str) -> str:
    return f"<Nm>{name}</Nm>"


def _account(number: str) -> str:
    return f"<Id><Othr><Id>{number}</Id></Othr></Id>"


def _bank(cnaps: str, name: str) -> str:
    clearing = f"<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>{cnaps}</MmbId></ClrSysMmbId>" if cnaps else ""
    return f"<FinInstnId>{clearing}{_named(name) if name else ''}</FinInstnId>"


def _text(words: str) -> str:
    """Return words as they may stand in the message: what cannot be read is left out, marks of XML are escaped."""
    readable = "".join(letter for letter in words if letter.isprintable() or letter.isspace())
    return escape(" ".join(readable.split())[:_LONGEST_TEXT])
