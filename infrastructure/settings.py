"""Settings, from the environment or the command line: typed, without a secret that has a default."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the ledger lies and who we are. Each field is an environment variable with SUBSIDY_LEDGER_ before it,
    but for DATABASE_URL, which other programs know by that name."""

    model_config = SettingsConfigDict(env_prefix="SUBSIDY_LEDGER_", populate_by_name=True, extra="ignore")

    home: Path = Path("var")
    """The data folder: the embedded server's files and the master key."""

    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    """A PostgreSQL server (16 to 18) to use in place of the embedded one."""

    ledger: str = "main"
    """The ledger to work in; many share one database without seeing one another."""

    officer: str = ""
    """Who acts, where the command line does not say so."""

    language: str = "zh"
    """`zh` or `en`: the language of sentences for people."""
