"""Bearer tokens of programs: issued, listed, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from application.credentials import Key, KeyScope, NewKey
from domain.accounts.credential_rejections import KeyLivesTooLong, NoSuchKey
from domain.free_text import clean_text
from infrastructure.accounts import tokens
from infrastructure.accounts.part import Part
from infrastructure.accounts.tables import NOW

_COLUMNS = "id, account, name, operations, read_only, issued_by, issued_at, expires_at, used_at, revoked_at"
_ISSUE = f"""
insert into subsidy.api_key
    (ledger, token_sha256, id, account, name, operations, read_only, issued_by, issued_at, expires_at)
select %(ledger)s, %(digest)s, %(id)s, %(account)s, %(name)s, %(operations)s::text[], %(read_only)s, %(by)s,
    now, %(expires_at)s
from (select {NOW} as now) as instant where %(expires_at)s > now and %(expires_at)s <= now + %(longest)s
returning {_COLUMNS}
"""
_LIST = f"""
select {_COLUMNS} from subsidy.api_key where ledger = %(ledger)s and account = %(account)s
order by issued_at desc, id
"""
_REVOKE = f"""
update subsidy.api_key set revoked_at = coalesce(revoked_at, {NOW})
where ledger = %(ledger)s and account = %(account)s and id = %(id)s returning true
"""


class ProgramKeys(Part):
    """See `application.credentials.Keys`."""

    def issue_key(self, account: str, name: str, expires_at: datetime, scope: KeyScope, *, by: str) -> NewKey:
        """See the port."""
        key_id = tokens.new_id()
        token = tokens.new(tokens.KEY, key_id)
        facts: dict[str, object] = {
            "digest": tokens.digest(token),
            "id": key_id,
            "account": account,
            "name": clean_text(name, field="name", limit=80),
            "operations": sorted(scope.operations),
            "read_only": scope.read_only,
            "by": by,
            "expires_at": expires_at,
            "longest": self._limits.key,
        }
        with self._tables.transaction() as connection:
            issued = self._tables.on(connection, _ISSUE, **facts)
        if not issued:
            raise KeyLivesTooLong("expires_at", days=self._limits.key.days)
        return NewKey(token, _key(issued[0]))

    def keys(self, account: str) -> Sequence[Key]:
        """See the port."""
        return tuple(map(_key, self._tables.rows(_LIST, account=account)))

    def revoke_key(self, account: str, key_id: str) -> None:
        """See the port."""
        with self._tables.transaction() as connection:
            if not self._tables.on(connection, _REVOKE, account=account, id=key_id):
                raise NoSuchKey("key_id", account=account, key=key_id)


def _key(row: tuple[Any, ...]) -> Key:
    key_id, account, name, operations, read_only, *rest = row
    return Key(key_id, account, name, KeyScope(frozenset(operations), read_only), *rest)
