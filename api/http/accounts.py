"""Accounts as the log has them: replayed once, and again only when the stream has grown."""

from __future__ import annotations

from application import streams
from application.credentials import SignedIn
from application.ports import Log
from application.work import Work
from domain.accounts.state import Account


class Accounts:
    """Remembers the accounts that asked lately. Safe to share between threads: what is kept is never changed."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._known: dict[str, tuple[int, Account]] = {}

    def of(self, signed_in: SignedIn) -> Account:
        """Return the account as it stood when its token was looked at, or later."""
        version, account = self._known.get(signed_in.account, (-1, None))
        if account is None or version != signed_in.account_version:
            loaded = streams.account(Work(self._log, attempt=0), signed_in.account)
            version, account = loaded.version, loaded.state
            self._known[signed_in.account] = (version, account)
        return account
