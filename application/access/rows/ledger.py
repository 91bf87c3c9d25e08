"""Rows of accounts and the names of regions, and of the service itself."""

from __future__ import annotations

from application.access.permission import (
    ADMINISTRATOR,
    AUDITOR,
    EVERYBODY,
    FIELD,
    FINANCE,
    LEAD,
    LEDGER,
    NOBODY,
    NONE,
    OWN,
    WATCHERS,
    Permission,
    does,
    sees,
)

OF_ACCOUNTS: tuple[Permission, ...] = (
    # Accounts
    does("open_account", ADMINISTRATOR, LEDGER, "accounts, roles and keys are all an administrator does", factor=True),
    does("close_account", ADMINISTRATOR, LEDGER, "never one's own", factor=True),
    does("reopen_account", ADMINISTRATOR, LEDGER, "never one's own", factor=True),
    does("give_role", ADMINISTRATOR, LEDGER, "never to oneself", factor=True),
    does("take_role", ADMINISTRATOR, LEDGER, "never one's own", factor=True),
    does("appoint_first_administrator", NOBODY, LEDGER, "only `subsidy-ledger init`, on the machine itself"),
    does("account_credentials", ADMINISTRATOR, LEDGER, "invitations, sessions, keys of others", factor=True),
    sees("accounts", ADMINISTRATOR | WATCHERS, LEDGER, "who held which role when"),
    does("own_credentials", EVERYBODY, OWN, "password, second factor, sessions and keys of one's own"),
    sees("own_account", EVERYBODY, OWN, "one's own roles"),
    # Names of regions
    does("name_regions", ADMINISTRATOR, LEDGER, "a register of the whole ledger that touches nobody's money"),
    does("region_import", ADMINISTRATOR, LEDGER, "the same, from a file"),
    sees("regions", EVERYBODY, NONE, "what places are called is known to all"),
    sees("region_names", EVERYBODY, NONE, "what places are called is known to all"),
)

OF_SERVICE: tuple[Permission, ...] = (
    # The service
    sees("jobs", FIELD | FINANCE | LEAD | ADMINISTRATOR, OWN, "how one's own files are getting on, in one's own name"),
    sees("metrics", ADMINISTRATOR | AUDITOR, NONE, "how the service is, in numbers without people"),
)
