"""people amend: put a person's record right, such as the account after a returned payment."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from api.terminal.options import CommandId
from api.terminal.people import Beneficiary, app
from api.terminal.session import session_of

FIELDS = ("name", "id_number", "certificate", "account", "bank", "phone", "address", "guardian")
ADDED = True
NEVER_EMPTY = frozenset({"name", "id_number"})


@app.command()
def amend(
    ctx: typer.Context,
    beneficiary: Beneficiary,
    field: Annotated[list[str], typer.Argument(metavar="FIELD...", help=f"要更正的项目：{'、'.join(FIELDS)} / Fields")],
    why: Annotated[str, typer.Option("--why", help="更正事由（留痕） / Why; kept")],
    passbook: Annotated[bool, typer.Option("--passbook", help="存折账号，不验校验位 / No check digit")] = False,
    command_id: CommandId = None,
) -> None:
    """更正档案；新值从标准输入逐行读取，不留在命令历史中。 / Correct a record; values come from standard input."""
    from application.commands.beneficiaries import change_personal_record
    from domain.free_text import TextMissing

    for name in field:
        if name not in FIELDS:
            raise typer.BadParameter("、".join(FIELDS))
    session = session_of(ctx)
    values = [_read(session.text(f"{name} 的新值", f"New {name}")) for name in field]
    with session.task(command_id) as task:
        record = task.desk.vault.reveal(beneficiary, actor=task.by.id, why=why)
        for name, value in zip(field, values, strict=True):
            if name in NEVER_EMPTY and not value.strip():
                raise TextMissing(name)
            known = session.door.corrected(name, value, id_number=record.id_number, passbook=passbook)
            record = replace(record, **{name: known})
        answer = change_personal_record(
            beneficiary, record, command_id=task.command_id, why=why, by=task.by, desk=task.desk
        )
        task.done(answer)


def _read(prompt: str) -> str:
    if sys.stdin.isatty():
        return str(typer.prompt(prompt, hide_input=True, default="", show_default=False, err=True))
    return sys.stdin.readline().rstrip("\n")
