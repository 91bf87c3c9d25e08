"""Who enters the demonstration: one account a role, for people who do not exist, with secrets made at random here.

What lets them in is kept in a file in the home that only its owner can read, and printed at each start. Nothing of it
has a default, so that nobody finds an open door where a demonstration was left running.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pyotp

from application.access.operations import PERMISSIONS
from application.commands.accounts import GiveRole, OpenAccount, give_role, open_account
from application.credentials import Credentials
from application.desk import Desk
from application.road import Officer
from domain.accounts.roles import Role
from domain.rejected import Rejected

FILE_NAME = "demonstration.json"
ADMINISTRATOR = "admin"
STEP_SECONDS = 30
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""
_THIS_MACHINE = "127.0.0.1"
HELD_FOR = {Role.TOWNSHIP: "990101100000"}
"""The region a role is held for; the others are held everywhere."""


class NoDemonstrationHere(Rejected):
    """There is no demonstration in {home}; `make serve` makes one."""

    code = "no_demonstration_here"
    zh = "{home} 中没有演示账本，请先运行 make serve。"


class NotTheDemonstration(Rejected):
    """Codes are only told for the demonstration, never for the ledger {ledger}."""

    code = "not_the_demonstration"
    zh = "只能查看演示账本的动态口令，不能查看账本 {ledger} 的。"


class NobodyOfThatName(Rejected):
    """The demonstration has no account {account}, or it has no second factor."""

    code = "nobody_of_that_name"
    zh = "演示账本中没有账号 {account}，或该账号未设第二因素。"


@dataclass(frozen=True, slots=True)
class Entrant:
    """One account of the demonstration. `otp_secret` (Base32) is empty where the role needs no second factor."""

    account: str
    role: Role
    region: str
    password: str
    otp_secret: str

    def code(self, *, at: float) -> tuple[str, int]:
        """Return the code of an instant (seconds of Unix time) and for how many seconds it is shown."""
        if not self.otp_secret:
            raise NobodyOfThatName("account", account=self.account)
        shown = pyotp.TOTP(self.otp_secret, interval=STEP_SECONDS).at(int(at))
        return shown, STEP_SECONDS - int(at) % STEP_SECONDS


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file holds: the day the demonstration was begun, whether it is whole, and who may enter."""

    begun_on: date
    is_whole: bool
    entrants: tuple[Entrant, ...]

    @classmethod
    def of(cls, home: Path) -> Kept | None:
        """Read the file; None where there is none."""
        try:
            held = json.loads((home / FILE_NAME).read_text("utf-8"))
        except FileNotFoundError:
            return None
        entrants = tuple(Entrant(**{**one, "role": Role(one["role"])}) for one in held["entrants"])
        return cls(date.fromisoformat(held["begun_on"]), held["is_whole"], entrants)

    def keep(self, home: Path) -> None:
        """Write the file, for its owner alone."""
        home.mkdir(parents=True, exist_ok=True)
        path = home / f"{FILE_NAME}.new"
        path.unlink(missing_ok=True)
        held = {"begun_on": self.begun_on.isoformat(), "is_whole": self.is_whole}
        text = json.dumps({**held, "entrants": [asdict(one) for one in self.entrants]}, ensure_ascii=False, indent=1)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        path.replace(home / FILE_NAME)

    def entrant(self, account: str) -> Entrant:
        """Return one of them. Raises NobodyOfThatName."""
        for one in self.entrants:
            if one.account == account:
                return one
        raise NobodyOfThatName("account", account=account)


def kept_in(home: Path) -> Kept:
    """Return what is kept in a home. Raises NoDemonstrationHere."""
    kept = Kept.of(home)
    if kept is None:
        raise NoDemonstrationHere("home", home=home)
    return kept


def let_in(desk: Desk, credentials: Credentials) -> Sequence[Entrant]:
    """Open one account a role and return what lets each in. Done once more, all of them get new secrets."""
    return [_let_in(role, HELD_FOR.get(role, ""), desk, credentials) for role in Role]


def _let_in(role: Role, region: str, desk: Desk, credentials: Credentials) -> Entrant:
    administrator, account = Officer(ADMINISTRATOR), ADMINISTRATOR
    if role is not Role.ADMINISTRATOR:
        account = role.value.replace("_", "-")
        opening = OpenAccount(command_id=f"demo-open-{account}", account_id=account)
        open_account(opening, by=administrator, desk=desk)
        giving = GiveRole(command_id=f"demo-role-{account}", account_id=account, role=role, region=region)
        give_role(giving, by=administrator, desk=desk)
    invitation = credentials.invite(
        account, by=ADMINISTRATOR, display_name=f"演示：{role.zh}", forget_second_factor=True
    )
    password = new_password()
    credentials.set_first_password(invitation.secret, password, from_address=_THIS_MACHINE)
    otp_secret = _enrolled(account, password, credentials) if _needs_second_factor(role) else ""
    return Entrant(account, role, region, password, otp_secret)


def _enrolled(account: str, password: str, credentials: Credentials) -> str:
    token = credentials.sign_in(account, password, from_address=_THIS_MACHINE).token
    secret = credentials.enrol_totp(token, password, from_address=_THIS_MACHINE).secret
    code = pyotp.TOTP(secret, interval=STEP_SECONDS).at(int(time.time()))
    credentials.sign_out(credentials.confirm_totp(token, code, from_address=_THIS_MACHINE).session.token)
    return secret


def _needs_second_factor(role: Role) -> bool:
    return any(row.second_factor and role in row.roles for row in PERMISSIONS)


def new_password() -> str:
    """Return a password of 77 random bits that can be read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
