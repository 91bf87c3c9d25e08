"""Who asks the service: an account a role, signed in with its second factor."""

from __future__ import annotations

from collections.abc import Mapping

import pyotp

from application.commands.accounts import (
    GiveRole,
    OpenAccount,
    appoint_first_administrator,
    give_role,
    open_account,
)
from application.road import Officer
from domain.accounts.roles import Role
from domain.programmes.policy import ApprovalStep
from infrastructure.bootstrap import Office

_ADMINISTRATOR, _PASSWORD, _HERE = "admin", "clear-water-over-stone-7", "127.0.0.1"

CLERK, RELEASER = "clerk", "releaser"
_ACCOUNTS: Mapping[str, Role] = {
    CLERK: Role.FINANCE_OFFICER,
    RELEASER: Role.FINANCE_OFFICER,
    **{step.value: Role(step.value) for step in ApprovalStep},
}
"""Who submits does not release; each approval step is named after its role."""


def tokens(office: Office, accounts: Mapping[str, Role] = _ACCOUNTS) -> dict[str, str]:
    """Open the accounts, sign each in with its second factor, and return the sessions' tokens by account."""
    admin, desk, credentials = Officer(_ADMINISTRATOR), office.desk, office.credentials
    appoint_first_administrator(_ADMINISTRATOR, desk=desk)
    found = {}
    for account, role in accounts.items():
        account_id = account.replace("_", "-")
        open_account(OpenAccount(command_id=f"open-{account_id}-0", account_id=account_id), by=admin, desk=desk)
        give_role(GiveRole(command_id=f"give-{account_id}-0", account_id=account_id, role=role), by=admin, desk=desk)
        secret = credentials.invite(account_id, by=_ADMINISTRATOR).secret
        credentials.set_first_password(secret, _PASSWORD, from_address=_HERE)
        session = credentials.sign_in(account_id, _PASSWORD, from_address=_HERE)
        enrolment = credentials.enrol_totp(session.token, _PASSWORD, from_address=_HERE)
        code = pyotp.TOTP(enrolment.secret).now()
        found[account] = credentials.confirm_totp(session.token, code, from_address=_HERE).session.token
    return found
