"""The command at the root: takes the global options wherever they stand, and turns every error into its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup

from api.terminal.exits import ExitCode, Trouble, defect, trouble, usage
from api.terminal.session import Session

WITH_VALUE = ("--home", "--ledger", "--officer", "--lang")
FLAGS = ("--json",)


def moved_ahead(arguments: Sequence[str]) -> list[str]:
    """Return the arguments with the global options first, so that they may stand behind a verb as well."""
    ahead: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest += [argument, *waiting]
        elif argument in FLAGS or argument.split("=", 1)[0] in WITH_VALUE:
            ahead.append(argument)
            if argument in WITH_VALUE:
                ahead += [value for value in [next(waiting, None)] if value is not None]
        else:
            rest.append(argument)
    return ahead + rest


def first_verb(arguments: Sequence[str]) -> str:
    """Return the first word that is neither a global option nor its value; nothing where there is none."""
    waiting = iter(moved_ahead(arguments))
    for argument in waiting:
        if argument in WITH_VALUE:
            next(waiting, None)
        elif not argument.startswith("-"):
            return argument
    return ""


class Root(TyperGroup):
    """The group of all verbs. `session` is the call's own."""

    session: ClassVar[Session]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """See `moved_ahead`. What an error has to look like is known before anything can go wrong."""
        arguments = moved_ahead(args)
        if FLAGS[0] in arguments:
            self.session.given["as_json"] = True
        for language in ("zh", "en"):
            if f"--lang={language}" in arguments or ["--lang", language] in [arguments[i : i + 2] for i in range(9)]:
                self.session.given["language"] = language
        return super().parse_args(ctx, arguments)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run one command and leave with its exit code."""
        try:
            returned = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
        except (KeyboardInterrupt, typer.Abort):
            self.session.complain(_INTERRUPTED)
            returned = ExitCode.INTERRUPTED
        except Exception as error:
            returned = self._explained(error)
        code = int(returned) if isinstance(returned, int) else 0
        if not standalone_mode:
            return code
        sys.exit(code)

    def _explained(self, error: Exception) -> ExitCode:
        if hasattr(error, "format_message"):  # What the options' parser has to say.
            if not error.format_message():
                getattr(error, "show", lambda: None)()  # The help that a group without a verb asks for.
                return ExitCode.USAGE
            found: Trouble | None = usage(error.format_message())
        else:
            found = trouble(error, self.session.door, self.session.command_id)
        if found is None:
            found = defect(error, self._home())
        self.session.complain(found)
        return found.exit

    def _home(self) -> Path:
        try:
            return self.session.settings.home
        except Exception:
            return Path("var")


_INTERRUPTED = Trouble(
    ExitCode.INTERRUPTED, "interrupted", "", "已中断；未确认完成的命令可用同一编号重做。", "Interrupted."
)
