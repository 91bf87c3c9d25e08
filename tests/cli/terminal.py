"""One office's terminal: runs verbs in this process, with their streams apart, and reads what they print."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from api.cli import Assembly
from api.terminal.app import create_app
from api.terminal.door import Door

LONG_NUMBER = re.compile(r"\d{15,}")


@dataclass(frozen=True)
class Ran:
    """What a verb printed and left with."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)

    @property
    def trouble(self) -> Mapping[str, str]:
        """The error object on standard error."""
        found: Mapping[str, str] = json.loads(self.err.splitlines()[-1])
        return found


@dataclass
class Terminal:
    """`environment` is the caller's; `officer` acts unless a verb says otherwise."""

    home: Path
    environment: dict[str, str]
    officer: str = "wang"
    door: Door = field(default_factory=Assembly)

    def run(self, *arguments: str, stdin: str = "") -> Ran:
        """Run one verb."""
        environment = {
            "SUBSIDY_LEDGER_HOME": str(self.home),
            "SUBSIDY_LEDGER_OFFICER": self.officer,
            "COLUMNS": "200",
            **self.environment,
        }
        result = CliRunner().invoke(create_app(self.door, arguments), list(arguments), input=stdin, env=environment)
        return Ran(result.exit_code, result.stdout, result.stderr)

    def ask(self, *arguments: str, stdin: str = "") -> Any:
        """Run one verb that must succeed, and return its JSON."""
        ran = self.run(*arguments, "--json", stdin=stdin)
        assert ran.code == 0, f"{arguments}: {ran.code} {ran.err}"
        return ran.json

    def refused(self, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        """Run one verb that must not succeed; return its exit code, the rule and the field."""
        ran = self.run(*arguments, "--json", stdin=stdin)
        assert ran.code != 0, ran.out
        assert "Traceback" not in ran.err
        assert set(ran.trouble) == {"code", "field", "zh", "en"}
        return ran.code, ran.trouble["code"], ran.trouble["field"]

    def head(self) -> int:
        """Return the last position."""
        return int(self.ask("status")["position"])
