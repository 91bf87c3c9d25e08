"""Settings, from the environment or the command line: typed, without a secret that has a default."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.rejected import Rejected


class SettingsWrong(Rejected):
    """The setting {name} has a value that does not fit."""

    code = "settings_wrong"
    zh = "设置 {name} 的值不对。"


class Settings(BaseSettings):
    """Where the ledger lies and who we are. Each field is an environment variable with SUBSIDY_LEDGER_ before it,
    but for DATABASE_URL, which other programs know by that name, and SUBSIDY_LEDGER_JSON."""

    model_config = SettingsConfigDict(env_prefix="SUBSIDY_LEDGER_", populate_by_name=True, extra="ignore")

    home: Path = Path("var")
    """The data folder: the embedded server's files and the master key."""

    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    """A PostgreSQL server (16 to 18) to use in place of the embedded one."""

    ledger: str = Field(default="main", min_length=1)
    """The ledger to work in; many share one database without seeing one another."""

    officer: str = ""
    """Who acts, where the command line does not say so."""

    language: Literal["zh", "en"] = "zh"
    """`zh` or `en`: the language of sentences for people."""

    as_json: bool = Field(default=False, validation_alias="SUBSIDY_LEDGER_JSON")
    """Whether programs read what is printed."""

    session_idle_minutes: int = Field(default=30, ge=1, le=1440)
    """Minutes after which a session of which nothing was asked for is over."""

    session_hours: int = Field(default=12, ge=1, le=168)
    """Hours after which a session is over whatever was asked for."""

    invitation_hours: int = Field(default=72, ge=1, le=720)
    """Hours for which a one-time secret counts."""

    openid_issuer: str = ""
    """The OpenID Connect provider at which accounts may log in, as it calls itself; none when empty."""

    openid_client_id: str = ""
    """What we are called there."""

    openid_client_secret: SecretStr | None = None
    """What proves it is us; none for a public client."""

    openid_scopes: str = "openid"
    """What is asked for there; `openid` is enough, since nothing but who it is gets used."""

    public_notice_days: int = Field(default=30, ge=0, le=366)
    """Days after a notice closes for which its public page still shows people; then it says that it is over."""

    address: str = "127.0.0.1"
    """The address the service listens on; others than this machine reach it only where this says so."""

    port: int = Field(default=8470, ge=0, le=65535)
    """The port the service listens on."""

    processes: int = Field(default=1, ge=1, le=64)
    """How many processes serve."""

    public_address: str = ""
    """How browsers reach the service, as `https://ledger.example`; by default by the address and port it listens on.

    With https the session's cookie demands TLS. On plain http anybody on the way could read it, and `serve` says so.
    """

    hosts: list[str] = Field(default_factory=list)
    """Further names the service answers to (JSON: `["ledger.example"]`), besides the public address's and this
    machine's."""

    proxies: str = "127.0.0.1"
    """Which servers in front are believed about the caller's address and scheme (addresses, separated by commas)."""

    public_requests_per_minute: int = Field(default=600, ge=0, le=1_000_000)
    """How many public pages and files one address may ask for a minute, all processes of this home together; 0 is
    without limit. Of IPv6 a /64 is one address. Behind a server in front, name it in `proxies`: else it is the one
    address everybody has."""

    public_requests_at_once: int = Field(default=200, ge=1, le=100_000)
    """How many of these may come together before the pace counts."""

    tracing_address: str = ""
    """Where an OpenTelemetry collector takes spans (OTLP over HTTP); none when empty."""

    seal: bool = True
    """Whether the service seals the log: `false` where another program does it, or nobody is to."""

    signer: Path | None = None
    """The folder of the signer, with the log's keys and its memory; `signer` in the home when not set. Keep it out of
    the database's reach, and back it up apart."""

    policy: Path | None = None
    """A trust policy (C2SP tlog-policy): whom the log's verifiers trust, and which witnesses are to cosign."""

    timestamp_authority: str = ""
    """The address of a time-stamping authority (RFC 3161) that stamps a checkpoint a day; none when empty."""

    timestamp_roots: Path | None = None
    """Certificates (PEM) of the authorities whose time-stamps `verify` believes; what is stamped is compared anyway."""

    @field_validator("openid_issuer")
    @classmethod
    def _is_protected(cls, issuer: str) -> str:
        """A provider is asked over TLS; without it only on this very machine."""
        parts = urlsplit(issuer)
        if issuer and not (parts.hostname and (parts.scheme == "https" or _is_this_machine(parts.hostname))):
            raise ValueError("https")
        return issuer

    @field_validator("openid_scopes")
    @classmethod
    def _asks_who_it_is(cls, scopes: str) -> str:
        if "openid" not in scopes.split():
            raise ValueError("openid")
        return scopes

    @model_validator(mode="after")
    def _openid_is_whole(self) -> Self:
        if bool(self.openid_issuer) != bool(self.openid_client_id):
            raise ValueError("issuer and client id are given together")
        return self


def read_settings(given: Mapping[str, Any]) -> Settings:
    """Return the settings; what is given by field name outweighs the environment. Raises SettingsWrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        # The message pydantic makes repeats the value, which may hold a password.
        names = ", ".join(
            _variable(str(next(iter(one["loc"]), "openid_client_id"))) for one in error.errors(include_input=False)
        )
        raise SettingsWrong("settings", name=names) from None


def shown_settings(settings: Settings) -> Mapping[str, str]:
    """Return every setting by its variable, as people may look at it: of a secret only whether it is set."""
    found: dict[str, str] = {}
    for name, field in Settings.model_fields.items():
        value = getattr(settings, name)
        secret = isinstance(value, SecretStr)
        said = "***" if secret else "" if value is None else str(value)
        found[str(field.validation_alias or _variable(name))] = said
    return found


def _variable(name: str) -> str:
    return name if name.isupper() else f"SUBSIDY_LEDGER_{name.upper()}"


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
