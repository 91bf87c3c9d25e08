"""Tries at passwords and codes, counted for account and network by all processes together; waits that grow.

A try is written down before anything is compared: whoever comes at the same moment counts it. What was right is a
further row, and forgives the account all that was before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Literal

from psycopg import Connection

from domain.accounts.credential_rejections import TooManyAttempts
from infrastructure.accounts.sealing import Seals
from infrastructure.accounts.tables import NOW, Tables
from infrastructure.log.pool import Row

What = Literal["password", "code"]

_LONGEST_ADDRESS = 64


@dataclass(frozen=True, slots=True)
class Patience:
    """So many failures cost nothing; the next makes one wait, and each further one twice as long, up to the longest."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: int) -> timedelta:
        """Return how long after the last try the next one may come."""
        if failures < self.free:
            return timedelta()
        doubled = min(failures - self.free, 30)  # Beyond that every wait is the longest.
        return min(self.first * (1 << doubled), self.longest)


OF_ACCOUNT = Patience(free=5, first=timedelta(seconds=30), longest=timedelta(minutes=15))
OF_NETWORK = Patience(free=30, first=timedelta(seconds=10), longest=timedelta(minutes=5))
"""A whole office may sit behind one address."""

# Locks of different keys in always the same order; the first number keeps them apart from other locks.
_LOCKS = """
select pg_advisory_xact_lock(1094, hashtext(%(ledger)s || encode(%(claimed)s, 'hex') || %(what)s)),
       pg_advisory_xact_lock(1095, hashtext(%(ledger)s || %(network)s))
"""
# Both counts read only what still weighs: an account's tries since the last right one, a network's of the last hour.
_COUNTED = f"""
with forgiven as (
    select coalesce(max(number), 0) as number from subsidy.sign_in_attempt
    where ledger = %(ledger)s and what = %(what)s and claimed = %(claimed)s and outcome = 'right'
), of_account as (
    select count(*) as failures, max(attempted_at) as last from subsidy.sign_in_attempt
    where ledger = %(ledger)s and what = %(what)s and claimed = %(claimed)s and outcome = 'tried'
        and number > (select number from forgiven) and attempted_at > {NOW} - interval '1 day'
), of_network as (
    select count(*) filter (where outcome = 'tried') - count(*) filter (where outcome = 'right') as failures,
        max(attempted_at) filter (where outcome = 'tried') as last
    from subsidy.sign_in_attempt
    where ledger = %(ledger)s and network = %(network)s and attempted_at > {NOW} - interval '1 hour'
)
select {NOW}, of_account.failures, of_account.last, of_network.failures, of_network.last from of_account, of_network
"""
_WRITTEN = f"""
insert into subsidy.sign_in_attempt (ledger, attempted_at, what, outcome, claimed, account, address, network)
select %(ledger)s, {NOW}, %(what)s, %(outcome)s, %(claimed)s,
    coalesce((select account from subsidy.credential where ledger = %(ledger)s and account = %(account)s), ''),
    %(address)s, %(network)s
"""


class Attempts:
    """Counts tries. `account` is whatever was typed; it need not exist."""

    def __init__(self, tables: Tables, seals: Seals) -> None:
        self._tables, self._seals = tables, seals

    def tried(self, what: What, account: str, address: str) -> None:
        """Write a try down, durably, or refuse it without another look. Raises TooManyAttempts."""
        row = self._row(what, account, address)
        with self._tables.transaction() as connection:
            self._tables.on(connection, _LOCKS, **row)
            [[now, failures, last, of_network, last_of_network]] = self._tables.on(connection, _COUNTED, **row)
            wait = max(_left(OF_ACCOUNT, failures, last, now), _left(OF_NETWORK, of_network, last_of_network, now))
            if wait > timedelta():
                raise TooManyAttempts(seconds=-(-wait // timedelta(seconds=1)))
            self._tables.on(connection, _WRITTEN, outcome="tried", **row)

    def right(self, connection: Connection[Row], what: What, account: str, address: str) -> None:
        """Write down, in the transaction of what follows from it, that the try was right."""
        self._tables.on(connection, _WRITTEN, outcome="right", **self._row(what, account, address))

    def _row(self, what: What, account: str, address: str) -> dict[str, object]:
        address = address[:_LONGEST_ADDRESS]
        claimed = self._seals.digest(account)
        return {
            "what": what,
            "claimed": claimed,
            "account": storable(account),
            "address": address,
            "network": network(address),
        }


def storable(account: str) -> str:
    """Return what was typed as an account if a table could hold it, else nothing: no account is called so."""
    return account if account.isascii() and account.isprintable() else ""


def network(address: str) -> str:
    """Return what is counted of an address: all of an IPv4 one, the /64 of an IPv6 one, anything else as it is."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return f"{IPv6Address(int(found) >> 64 << 64)}/64"


def _left(patience: Patience, failures: int, last: datetime | None, now: datetime) -> timedelta:
    return timedelta() if last is None else max(last + patience.wait(failures) - now, timedelta())
