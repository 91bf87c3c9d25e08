"""Plays the console blocks of a recipe: what a person would type, and what the screen must then show.

    ```console
    $ subsidy-ledger batch submit psy-medicine 990101 2024 1
    摘要：<digest>
    $ subsidy-ledger batch release psy-medicine/2024/1
    … 四步审批 …
    (exit code 3)
    ```

A line after `$ ` is run by the shell (a `\\` at its end continues it, an open quotation goes on); `export NAME=VALUE`
holds from there on. The lines below must stand in the output, each as a line of its own, in any order: blanks count as
one, `…` is anything on the line but at least a character, `<name>` is one word, which later commands of the story may
repeat as `<name>`. A command must succeed unless its last line says `(exit code N)`.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_EXIT = re.compile(r"\(exit code (\d+)\)")
_EXPORT = re.compile(r"(\w+)=(\S*)")
_NAME = re.compile(r"<([a-z][a-z_]*)>")


@dataclass(frozen=True, slots=True)
class Step:
    """One command, and the lines expected of it."""

    command: str
    expected: tuple[str, ...]
    exit_code: int


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of a document's console blocks, in order."""
    for block in _BLOCK.findall(text):
        assert block.startswith("$ "), "a console block begins with a command"
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, told = re.sub(r" *\\\n\s*", " ", part).partition("\n")
            while command.count("'") % 2:  # a quoted text goes on on the next line
                more, _, told = told.partition("\n")
                command = f"{command}\n{more}"
            lines = [line.strip() for line in told.splitlines() if line.strip()]
            found = _EXIT.fullmatch(lines[-1]) if lines else None
            yield Step(command, tuple(lines[:-1] if found else lines), int(found[1]) if found else 0)


@dataclass
class Player:
    """Runs steps in one folder; `words` are what was caught so far."""

    folder: Path
    environment: dict[str, str]
    words: dict[str, str] = field(default_factory=dict)

    def play(self, step: Step) -> None:
        """Run one command and hold what it shows against what is expected. Raises AssertionError."""
        command = _NAME.sub(self._word, step.command)
        if command.startswith("export "):
            self.environment.update(_EXPORT.findall(command))
            return
        ran = subprocess.run(
            ["/bin/bash", "-c", command],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        shown = ran.stdout.decode("utf-8", "replace")
        assert ran.returncode == step.exit_code, f"$ {command}\n{shown}(exit code {ran.returncode})"
        self.words |= caught(step.expected, shown, f"$ {command}")

    def _word(self, match: re.Match[str]) -> str:
        return self.words.get(match[1], match[0])


def caught(expected: tuple[str, ...], shown: str, about: str) -> Mapping[str, str]:
    """Return the words caught; raise AssertionError for the first line that is not shown."""
    words: dict[str, str] = {}
    rest = [" ".join(line.split()) for line in shown.splitlines()]
    for line in expected:
        pattern = re.compile(_pattern(line))
        places = (place for place, seen in enumerate(rest) if pattern.search(seen))
        place = next(places, None)
        assert place is not None, f"{about}\n{shown}\nhas no line {line!r}"
        found = pattern.search(rest[place])
        words |= found.groupdict() if found else {}
        del rest[place]
    return words


def _pattern(line: str) -> str:
    pieces = re.split(r"(…|<[a-z][a-z_]*>)", " ".join(line.split()))
    return "".join(
        ".+" if piece == "…" else f"(?P{piece}[\\w.-]+)" if _NAME.fullmatch(piece) else re.escape(piece)
        for piece in pieces
    )


def bare_environment(path: Path) -> dict[str, str]:
    """Return an environment that says nothing of this machine but where programs lie; `path` comes first."""
    return {"PATH": f"{path}:{os.environ.get('PATH', os.defpath)}", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
