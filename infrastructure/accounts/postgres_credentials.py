"""All credentials of one ledger, in PostgreSQL."""

from __future__ import annotations

from infrastructure.accounts.identities import BoundIdentities
from infrastructure.accounts.invitations import OneTimeSecrets
from infrastructure.accounts.keys import ProgramKeys
from infrastructure.accounts.second_factor import SecondFactors
from infrastructure.accounts.signing_in import SigningIn


class PostgresCredentials(SigningIn, SecondFactors, ProgramKeys, OneTimeSecrets, BoundIdentities):
    """See `application.credentials.Credentials`. What it needs is in `Part`."""
