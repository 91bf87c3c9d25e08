"""The real service in this process, on a database of its own, with one account a role and whoever else is opened."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pyotp
from httpx2 import Client, Response
from starlette.testclient import TestClient

from api.asgi import application
from api.http.logs import configure_logging
from application.commands.accounts import (
    GiveRole,
    OpenAccount,
    appoint_first_administrator,
    give_role,
    open_account,
)
from application.road import Officer
from domain.accounts.roles import Role
from infrastructure import bootstrap
from infrastructure.bootstrap import Office

LEDGER = "990101"
ADMINISTRATOR = "admin"
PASSWORD = "clear-water-over-stone-7"
_numbers = count(1)


@dataclass
class Service:
    """`client` reaches the application; `office` is another one on the same ledger, for looking behind it."""

    client: Client
    office: Office
    tokens: dict[str, str] = field(default_factory=dict)

    def account(self, account: str, *roles: Role, region: str = "", programmes: tuple[str, ...] = ()) -> str:
        """Open an account with roles, unless it is there; return its id."""
        desk, admin = self.office.desk, Officer(ADMINISTRATOR)
        if not desk.log.stream(f"account/{account}"):
            open_account(OpenAccount(command_id=fresh_id(), account_id=account), by=admin, desk=desk)
            for role in roles:
                ask = GiveRole(
                    command_id=fresh_id(), account_id=account, role=role, region=region, programmes=programmes
                )
                give_role(ask, by=admin, desk=desk)
        return account

    def token(self, account: str) -> str:
        """Return a session's token of the account, with the second factor; signed in once and remembered."""
        if account not in self.tokens:
            credentials, here = self.office.credentials, "127.0.0.1"
            invitation = credentials.invite(account, by=ADMINISTRATOR)
            credentials.set_first_password(invitation.secret, PASSWORD, from_address=here)
            session = credentials.sign_in(account, PASSWORD, from_address=here)
            enrolment = credentials.enrol_totp(session.token, PASSWORD, from_address=here)
            code = pyotp.TOTP(enrolment.secret).now()
            self.tokens[account] = credentials.confirm_totp(session.token, code, from_address=here).session.token
        return self.tokens[account]

    def of(self, role: Role) -> str:
        """Return the account that holds one role for the whole ledger; it is named after it."""
        if role is Role.ADMINISTRATOR:
            return ADMINISTRATOR
        return self.account(role.value.replace("_", "-"), role)

    def ask(self, who: Role | str | None, method: str, path: str, **more: Any) -> Response:
        """Send a request in the name of a role's account, an account, or nobody."""
        headers: dict[str, str] = {**more.pop("headers", {})}
        if who is not None:
            account = self.of(who) if isinstance(who, Role) else who
            headers.setdefault("Authorization", f"Bearer {self.token(account)}")
        return self.client.request(method, path, headers=headers, **more)

    def get(self, who: Role | str | None, path: str, **parameters: Any) -> Response:
        """Ask a question. What was recorded before is waited for."""
        if "wait_for" not in parameters:
            self.office.desk.views.wait_for(self.office.desk.log.head())
        return self.ask(who, "GET", path, params=parameters or None)

    def post(
        self, who: Role | str | None, path: str, body: Mapping[str, Any], *, key: str = "", **headers: str
    ) -> Response:
        """Give a command under a fresh key, or the one given. `headers` are written with _ for -."""
        sent = {
            "Idempotency-Key": key or fresh_id(),
            **{name.replace("_", "-"): said for name, said in headers.items()},
        }
        return self.ask(who, "POST", path, json=body, headers=sent)

    def done(self, who: Role | str, path: str, body: Mapping[str, Any], **more: str) -> dict[str, Any]:
        """Give a command that has to be carried out; return its answer."""
        answer = self.post(who, path, body, **more)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        said: dict[str, Any] = json.loads(answer.content)
        return said


def fresh_id() -> str:
    """Return a command id that was not used before in this process."""
    return f"test-{next(_numbers):08d}"


@contextmanager
def running_service(database_url: str, home: Path, **settings: Any) -> Iterator[Service]:
    """Prepare a ledger, appoint its first administrator, and serve it. What it logs goes nowhere."""
    configure_logging(Nowhere())
    given = bootstrap.settings(
        {"home": home, "DATABASE_URL": database_url, "ledger": LEDGER, "seal": False, **settings}
    )
    bootstrap.prepare(given, say=_quiet)
    with bootstrap.office(given, say=_quiet) as office:
        appoint_first_administrator(ADMINISTRATOR, desk=office.desk)
        with TestClient(application(given), base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
            yield Service(client, office)


class Nowhere(io.StringIO):
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        """Take a text."""
        return len(text)


def _quiet(_sentence: str) -> None:
    return
