"""What approvals are bound to: one SHA-256 over everything in a batch that a later hand could change."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from domain.batches.events import BatchLine, BatchOpened


def digest_of(batch_id: str, opened: BatchOpened, lines: Iterable[BatchLine]) -> str:
    """Return the digest (hex) of a batch's head and lines, one text line each, in listed order.

    An auditor can rebuild it with `sha256sum`: `batch_id|programme|region|period|payout_kind|policy_version`, then
    for each payment `beneficiary|payee|region|amount_fen|tier|line=fen,line=fen`, each ended by a newline, in UTF-8.
    """
    head = (
        f"{batch_id}|{opened.programme}|{opened.region}|{opened.period}"
        f"|{opened.payout_kind.value}|{opened.policy_version}\n"
    )
    rows, known = [head], dict[tuple[tuple[str, int], ...], str]()  # Most payments are made up in one of a few ways.
    for line in lines:
        parts = tuple([(part.line, part.amount.fen) for part in line.parts])
        if parts not in known:
            known[parts] = ",".join([f"{of}={fen}" for of, fen in parts])
        rows.append(f"{line.beneficiary}|{line.payee}|{line.region}|{line.amount.fen}|{line.tier}|{known[parts]}\n")
    return sha256("".join(rows).encode()).hexdigest()
