"""Messages as a bank sends them: camt.053, camt.054 and pain.002 with as much in them as a test wants to say."""

from __future__ import annotations

from collections.abc import Sequence

CAMT_053, CAMT_054, PAIN_002 = "camt.053.001.08", "camt.054.001.08", "pain.002.001.10"
_WRAPPED = {
    "camt.053": "BkToCstmrStmt><Stmt",
    "camt.054": "BkToCstmrDbtCdtNtfctn><Ntfctn",
    "pain.002": "CstmrPmtStsRpt",
}


def message(inside: str, kind: str = CAMT_053, *, encoding: str = "UTF-8", declared: str = "") -> bytes:
    """Return a message of a kind; `declared` is the encoding it says it has, when that is another."""
    opened = _WRAPPED[kind[:8]]
    closed = "></".join(reversed(opened.split("><")))
    text = (
        f'<?xml version="1.0" encoding="{declared or encoding}"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}"><{opened}>\n{inside}\n</{closed}></Document>\n'
    )
    return text.encode(encoding)


def line(reference: str, amount: str = "1000.00", *, currency: str = "CNY", more: str = "") -> str:
    """Return one `TxDtls`; without an amount when that is empty."""
    stated = f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else ""
    return f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{stated}{more}</TxDtls>"


def returned(code: str = "AC04", words: str = "账户已销户") -> str:
    """Return a return's information."""
    said = f"<AddtlInf>{words}</AddtlInf>" if words else ""
    return f"<RtrInf><Rsn><Cd>{code}</Cd></Rsn>{said}</RtrInf>"


def entry(
    mark: str,
    lines: Sequence[str] = (),
    *,
    amount: str = "1000.00",
    currency: str = "CNY",
    status: str = "BOOK",
    on: str = "2017-04-26",
    more: str = "",
) -> str:
    """Return one `Ntry`: `mark` is DBIT or CRDT, several lines are a batch booking."""
    details = f"<NtryDtls>{''.join(lines)}</NtryDtls>" if lines else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>{more}'
        f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>{on}</Dt></BookgDt>{details}</Ntry>"
    )


def status(reference: str, said: str, amount: str = "1000.00", *, code: str = "", words: str = "") -> str:
    """Return one `TxInfAndSts`; without an amount when that is empty."""
    reason = f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn><AddtlInf>{words}</AddtlInf></StsRsnInf>" if code else ""
    stated = f'<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">{amount}</InstdAmt></Amt></OrgnlTxRef>' if amount else ""
    named = f"<OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{said}</TxSts>"
    return f"<TxInfAndSts>{named}{reason}{stated}</TxInfAndSts>"


def report(*transactions: str) -> bytes:
    """Return a pain.002 with its transactions under one payment."""
    return message(f"<OrgnlPmtInfAndSts>{''.join(transactions)}</OrgnlPmtInfAndSts>", PAIN_002)
