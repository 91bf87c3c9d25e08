"""Writes the reference in docs/cli.md from the verbs themselves: `python -m tests.cli.reference`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from api.cli import Assembly
from api.terminal.app import create_app

FILE = Path(__file__).parents[2] / "docs" / "cli.md"
BEGIN = "<!-- Written by `python -m tests.cli.reference`; what stands below is the program's own help. -->"
OFFERED_BY_TYPER = {"--help", "--install-completion", "--show-completion"}


def root() -> Any:
    """Return the command at the root."""
    return typer.main.get_command(create_app(Assembly()))


def verbs(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every verb with the words that call it, in the order of the help."""
    for name, inner in getattr(command, "commands", {}).items():
        if hasattr(inner, "commands"):
            if inner.invoke_without_command:
                yield " ".join((*path, name)), inner
            yield from verbs(inner, (*path, name))
        else:
            yield " ".join((*path, name)), inner


def options(command: Any) -> list[Any]:
    """Return a command's arguments and options, the ones that every command has left out."""
    return [one for one in command.params if not OFFERED_BY_TYPER & set(one.opts)]


def reference() -> str:
    """Return the reference as Markdown."""
    top = root()
    lines = [BEGIN, "", "## Global options", "", *_table(top)]
    for name, command in verbs(top):
        lines += ["", f"### `{name}`", "", (command.help or "").strip()]
        if rows := _table(command):
            lines += ["", *rows]
    return "\n".join(lines) + "\n"


def _table(command: Any) -> list[str]:
    found = options(command)
    return ["| | |", "|---|---|", *(f"| {_name(one)} | {_help(one)} |" for one in found)] if found else []


def _name(option: Any) -> str:
    words = ", ".join(f"`{word}`" for word in (*option.opts, *option.secondary_opts))
    if option.param_type_name == "argument":
        words = f"`{(option.metavar or option.name.upper()).replace(chr(124), chr(92) + chr(124))}`"
    return words + ("" if option.required else " (optional)")


def _help(option: Any) -> str:
    return " ".join(str(getattr(option, "help", "") or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(FILE.read_text("utf-8").split(BEGIN)[0] + reference(), encoding="utf-8")
