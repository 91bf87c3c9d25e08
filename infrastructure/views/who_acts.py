"""The answer to who held which role when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from application.queries import AsOf
from application.views.accounts import AccountStep, RoleStep
from application.who_acts import AccountView, accounts_of
from domain.accounts.roles import Role
from infrastructure.views.readings import Readings


class WhoActs(Readings):
    """The part of `Views` that is about accounts."""

    def accounts(
        self, *, role: Role | None = None, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[AccountView]:
        with self._at(as_of, effective, "accounts") as at:
            found = accounts_of(self._rows(AccountStep, at, {}), self._rows(RoleStep, at, {}))
            return [one for one in found if role is None or any(held.role is role for held in one.roles)]
