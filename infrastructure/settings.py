"""Settings, from the environment or the command line: typed, without a secret that has a default."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
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


def read_settings(given: Mapping[str, Any]) -> Settings:
    """Return the settings; what is given by field name outweighs the environment. Raises SettingsWrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        # The message pydantic makes repeats the value, which may hold a password.
        names = ", ".join(_variable(str(one["loc"][0])) for one in error.errors(include_input=False))
        raise SettingsWrong("settings", name=names) from None


def _variable(name: str) -> str:
    return name if name.isupper() else f"SUBSIDY_LEDGER_{name.upper()}"
