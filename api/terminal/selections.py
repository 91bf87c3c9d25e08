"""Whom a verb is for: people named, in a list, or known to a view; and one command after the other for each of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.terminal.files import people_named
from api.terminal.options import period
from api.terminal.session import Task

if TYPE_CHECKING:
    from application.road import Answer


def selected(
    task: Task,
    people: Sequence[str] | None,
    from_file: Path | None,
    *,
    programme: str = "",
    on_notice: str = "",
    all_entitled: str = "",
    region: str = "",
) -> tuple[str, ...]:
    """Return the people named, with those a view names. Raises EmptyList."""
    named = list(people or ())
    views = task.desk.views
    if on_notice:
        named += views.people_on_notice(on_notice, as_of=task.looked_at())
    if all_entitled:
        asked = period(all_entitled)
        standing = views.entitlements(programme, region, asked, as_of=task.looked_at())
        named += [one.beneficiary for one in standing]
    return people_named(named, from_file)


def each(task: Task, people: Sequence[str], ask: Any, use_case: Callable[..., Answer]) -> None:
    """Ask for one person after the other, each under a command id of its own, so that a retry finds what was done."""
    from domain.rejected import Rejected

    answered = []
    for number, person in enumerate(people):
        own = replace(ask, beneficiary=person, command_id=f"{task.command_id}.{person}")
        try:
            answer = use_case(own, by=task.by, desk=task.desk)
        except Rejected as refusal:
            about = f".{refusal.field}" if refusal.field else ""
            refusal.field = f"beneficiaries[{number}] {person}{about}" if len(people) > 1 else refusal.field
            raise
        answered.append({"beneficiary": person, "replayed": answer.replayed, **answer.said})
    if len(answered) == 1:
        task.session.answer({"command_id": task.command_id, **answered[0]})
    else:
        task.session.answer({"command_id": task.command_id, "cases": len(answered), "answers": answered})
