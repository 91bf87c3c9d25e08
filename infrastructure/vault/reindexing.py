"""The blind index and the tokens of likeness, made anew from the sealed records: after a restore, which has neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from psycopg import Connection

from infrastructure.vault import revisions, statements
from infrastructure.vault.sealing import Sealed, Sealer

PAGE = 1000

_EMPTY = (
    "delete from subsidy.vault_index where ledger = %(ledger)s",
    "delete from subsidy.vault_likeness where ledger = %(ledger)s",
)
_PAGE = """
select person.beneficiary_id, person.revision, key.master_key_id, key.wrapped, person.sealed, person.commitment
from subsidy.vault_person person
join subsidy.vault_key key on key.ledger = person.ledger and key.beneficiary_id = person.beneficiary_id
where person.ledger = %(ledger)s and person.beneficiary_id in (
    select beneficiary_id from subsidy.vault_key
    where ledger = %(ledger)s and beneficiary_id > %(after)s order by beneficiary_id limit %(page)s
)
order by person.beneficiary_id, person.revision
"""
_COPY_NUMBERS = """
copy subsidy.vault_index (ledger, kind, digest, beneficiary_id, since_revision, until_revision)
from stdin (format binary)
"""

Number = tuple[str, str, bytes, str, int, int | None]


def reindex(connection: Connection[Any], sealer: Sealer) -> int:
    """Make both anew in the caller's transaction, a page of people in memory at a time; return how many people.

    Raises SealBroken.
    """
    for statement in _EMPTY:
        connection.execute(statement, {"ledger": sealer.ledger})
    people, after = 0, ""
    while page := list(_people(connection, sealer.ledger, after)):
        numbers: list[Number] = []
        tokens: list[tuple[str, str, list[int]]] = []
        for own in page:
            history = revisions.history(sealer, own)
            person = after = own[-1].beneficiary_id
            numbers += ((sealer.ledger, *number) for number in _numbers(sealer, person, history))
            tokens.append((sealer.ledger, person, sealer.tokens(history[-1][1])))
        kinds = ["text", "text", "bytea", "text", "int4", "int4"]
        numbers.sort(key=_in_order)
        statements.copy_in(connection, _COPY_NUMBERS, kinds, numbers)
        statements.copy_in(connection, statements.COPY_TOKENS, ["text", "text", "int8[]"], tokens)
        people += len(page)
    return people


def _in_order(number: Number) -> tuple[str, bytes, str, int]:
    return number[1:5]


def _people(connection: Connection[Any], ledger: str, after: str) -> Iterator[list[Sealed]]:
    asked = {"ledger": ledger, "after": after, "page": PAGE}
    rows: Iterable[Any] = connection.execute(_PAGE, asked, binary=True).fetchall()
    for _, own in groupby((Sealed(*row) for row in rows), key=lambda sealed: sealed.beneficiary_id):
        yield list(own)


def _numbers(
    sealer: Sealer, person: str, history: revisions.History
) -> Iterator[tuple[str, bytes, str, int, int | None]]:
    """Yield a person's numbers with the revision they begin with, and the one that no longer has them."""
    since: dict[revisions.Digest, int] = {}
    for revision, (_, record) in enumerate(history, 1):
        now = dict.fromkeys(revisions.digests_of(sealer, record))
        for digest in [digest for digest in since if digest not in now]:
            yield *digest, person, since.pop(digest), revision
        for digest in now:
            since.setdefault(digest, revision)
    for digest, begun in since.items():
        yield *digest, person, begun, None
