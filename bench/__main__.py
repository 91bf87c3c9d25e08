"""Measure: `python -m bench [--quick] [--only release] [--json FILE]`. Prints a table and writes the same as JSON."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.as_of import as_of
from bench.command import command
from bench.harness import Figure, Question, Run
from bench.http import http
from bench.list_page import list_page
from bench.machine import machine
from bench.memory import memory
from bench.pages import pages
from bench.rebuild import rebuild
from bench.release import release
from bench.rerun import rerun
from bench.sealed import proof, sealing, verify
from bench.server import serving

QUESTIONS: Mapping[str, Callable[[Run], Question]] = {
    "release": release,
    "rebuild": rebuild,
    "as_of": as_of,
    "list_page": list_page,
    "rerun": rerun,
    "command": command,
    "http": http,
    "pages": pages,
    "memory": memory,
    "verify": verify,
    "proof": proof,
    "sealing": sealing,
}
OUTPUT = Path("bench/output/bench.json")


def main(arguments: list[str]) -> None:
    """Ask every question (or those named), one after the other, on one server."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run? its figures mean nothing")
    parser.add_argument("--only", action="append", choices=tuple(QUESTIONS), help="one question; may be repeated")
    parser.add_argument("--program", help="the subsidy-ledger that serves (default: the one of this folder)")
    parser.add_argument("--json", type=Path, default=OUTPUT, help=f"where to write the figures (default {OUTPUT})")
    asked = parser.parse_args(arguments)
    names = asked.only or list(QUESTIONS)
    console = Console(stderr=True, highlight=False)
    with serving(os.environ.get("DATABASE_URL")) as server:
        run = Run(server, asked.quick, say=lambda text: console.print(f"[dim]{text}[/dim]"))
        run = replace(run, program=(asked.program,)) if asked.program else run
        answers = [QUESTIONS[name](run) for name in names]
        about = machine(server.conninfo)
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    asked.json.write_text(json.dumps(_as_json(answers, about, quick=asked.quick), ensure_ascii=False, indent=2) + "\n")
    _print(answers, about)


def _as_json(answers: list[Question], about: Mapping[str, object], *, quick: bool) -> dict[str, object]:
    return {
        "machine": about,
        "quick": quick,
        "questions": {
            answer.name: {"note": answer.note, "figures": [figure.as_json() for figure in answer.figures]}
            for answer in answers
        },
    }


def _print(answers: list[Question], about: Mapping[str, object]) -> None:
    console = Console(highlight=False, width=150)
    console.print("  ".join(f"{name} {value}" for name, value in about.items()))
    for answer in answers:
        table = Table(title=answer.name, title_justify="left", caption=answer.note, caption_justify="left")
        for heading in ("", "value", "unit", "spread", "target", ""):
            table.add_column(heading, justify="right" if heading in ("value", "spread", "target") else "left")
        for figure in answer.figures:
            table.add_row(*_cells(figure))
        console.print(table)


def _cells(figure: Figure) -> tuple[str, ...]:
    spread = f"{min(figure.samples):.4g}–{max(figure.samples):.4g}" if figure.samples else ""
    target = "" if figure.target is None else f"{'≤' if figure.at_most else '≥'} {figure.target:.3g}"
    verdict = {True: "met", False: "MISSED", None: ""}[figure.met]
    value = f"{figure.value:,.0f}" if figure.value >= 1000 else f"{figure.value:.4g}"
    return figure.name, value, figure.unit, spread, target, verdict


if __name__ == "__main__":
    main(sys.argv[1:])
