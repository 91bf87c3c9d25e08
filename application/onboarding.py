"""Where an account in the log meets its credentials: who is invited, and who is shut out."""

from __future__ import annotations

from application.commands.accounts import (
    FIRST_ADMINISTRATOR,
    CloseAccount,
    appoint_first_administrator,
    close_account,
)
from application.credentials import Credentials, Identity, Invitation
from application.desk import Desk
from application.road import Answer, Officer
from domain.accounts.decisions import INIT
from domain.accounts.roles import Role
from domain.accounts.state import Account, in_use, replay


def invite(
    account_id: str,
    *,
    by: Officer,
    desk: Desk,
    credentials: Credentials,
    display_name: str = "",
    forget_second_factor: bool = False,
) -> Invitation:
    """Make a one-time secret for an account that is open. Raises NoSuchAccount, AccountIsClosed, TextTooLong."""
    in_use(_account(account_id, desk))
    return credentials.invite(
        account_id, by=by.id, display_name=display_name, forget_second_factor=forget_second_factor
    )


def bind_identity(account_id: str, identity: Identity, *, by: Officer, desk: Desk, credentials: Credentials) -> None:
    """Let somebody at an OpenID provider enter as an account that is open.

    Raises NoSuchAccount, AccountIsClosed, IdentityTaken, TextMissing, TextTooLong.
    """
    in_use(_account(account_id, desk))
    credentials.bind_identity(account_id, identity, by=by.id)


def close(ask: CloseAccount, *, by: Officer, desk: Desk, credentials: Credentials) -> Answer:
    """Close an account and end whatever lets it in. Raises what `close_account` raises.

    The log decides: a crash between the two leaves credentials that may do nothing; asking once more ends them.
    """
    answer = close_account(ask, by=by, desk=desk)
    credentials.shut_out(ask.account_id)
    return answer


def first_administrator(account_id: str, *, named: bool, desk: Desk, credentials: Credentials) -> Invitation | None:
    """Give a ledger its first administrator and return the one-time secret; None when there is one already.

    A crash before the secret was made, and a secret that ran out unused, are healed by asking once more. `named` says
    that somebody asked for just this account. Raises FirstAdministratorExists (for another one that was named),
    BadAccountId, PersonalNumberInText, AccountIdReserved, AccountExists.
    """
    earlier = desk.log.receipt(FIRST_ADMINISTRATOR)
    if earlier and not named:
        [account_id] = _appointed(desk, earlier.last_position)
    appoint_first_administrator(account_id, desk=desk)
    standing = credentials.standing([account_id])[account_id]
    if standing.has_password or standing.is_invited or not _account(account_id, desk).holds(Role.ADMINISTRATOR):
        return None
    return credentials.invite(account_id, by=INIT)


def _account(account_id: str, desk: Desk) -> Account:
    return replay(account_id, (entry.fact for entry in desk.log.stream(f"account/{account_id}")))


def _appointed(desk: Desk, position: int) -> list[str]:
    return [entry.stream.removeprefix("account/") for entry in desk.log.after(position - 1, limit=1)]
