"""How the settings become credentials and a log-in at another provider."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from os import environ

from application.credentials import OpenIdLogin
from application.ports import Clock
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.accounts.tables import Limits, Tables
from infrastructure.log.pool import Pool
from infrastructure.settings import Settings
from infrastructure.vault import master_key
from infrastructure.vault.master_key import MasterKey


def credentials(pool: Pool, settings: Settings, keys: MasterKey, *, clock: Clock | None = None) -> PostgresCredentials:
    """Return a ledger's credentials; without a clock they go by the server's."""
    limits = Limits(
        idle=timedelta(minutes=settings.session_idle_minutes),
        longest=timedelta(hours=settings.session_hours),
        invitation=timedelta(hours=settings.invitation_hours),
    )
    return PostgresCredentials(Tables(pool, settings.ledger, clock=clock), keys, limits=limits)


def openid_login(
    settings: Settings, *, clock: Clock | None = None, environment: Mapping[str, str] = environ
) -> OpenIdLogin:
    """Return the log-in at the provider in the settings; one that refuses everybody when none is configured.

    Its libraries are loaded only here: the command line needs none of them. Raises MasterKeyMissing and its kin.
    """
    from infrastructure.accounts.openid import OpenId
    from infrastructure.accounts.provider import Provider

    keys = master_key.load(settings.home, environment)
    if not settings.openid_issuer:
        return OpenId(None, keys, settings.ledger, clock=clock)
    secret = settings.openid_client_secret
    provider = Provider(
        issuer=settings.openid_issuer,
        client_id=settings.openid_client_id,
        client_secret=None if secret is None else secret.get_secret_value(),
        scopes=settings.openid_scopes,
    )
    return OpenId(provider, keys, settings.ledger, clock=clock)
