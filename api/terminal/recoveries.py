"""recovery: order money back, book what comes in, write the rest off with minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from api.terminal.approvals import minutes_of
from api.terminal.options import Amount, AsOf, CommandId, Effective, On, Reason, chosen, yuan
from api.terminal.records import show_registers
from api.terminal.session import session_of

if TYPE_CHECKING:
    from domain.money import Money
    from domain.recoveries.events import Instalment, RecoveryGround

app = typer.Typer(name="recovery", help="追缴：责令退回、入账、核销 / Recoveries", no_args_is_help=True)
Recovery = Annotated[str, typer.Argument(help="追缴编号 / Recovery id")]
Payout = Annotated[str, typer.Argument(help="付款编号 / Payout id")]
GROUNDS = "died_before_period|not_eligible|paid_twice|above_standard|service_not_given|false_facts"

Ground = Annotated[str, typer.Option("--ground", metavar="GROUND", help=f"事由 / Ground: {GROUNDS}")]
Instalments = Annotated[
    list[str],
    typer.Option("--instalment", metavar="DATE:YUAN", help="期限:金额，可多次，合计等于总额 / Due day and amount"),
]


class Terms(NamedTuple):
    """How much is ordered back, why, and when it is due."""

    amount: Money
    ground: RecoveryGround
    instalments: tuple[Instalment, ...]


@app.command()
def order(
    ctx: typer.Context,
    recovery: Recovery,
    payout: Payout,
    amount: Amount,
    ground: Ground,
    instalment: Instalments,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """责令退回一笔付款的全部或部分。 / Order a payout, or some of it, back."""
    from application.commands.recoveries import OrderRecovery, order_recovery

    terms = terms_of(amount, ground, instalment)
    with session_of(ctx).task(command_id, on) as task:
        ask = OrderRecovery(
            command_id=task.command_id,
            recovery_id=recovery,
            payout_id=payout,
            **terms._asdict(),
            on=task.on,
        )
        task.done(order_recovery(ask, by=task.by, desk=task.desk))


@app.command()
def receive(
    ctx: typer.Context,
    recovery: Recovery,
    amount: Amount,
    reference: Annotated[str, typer.Option("--reference", help="银行流水号 / Bank reference")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记退回入账。 / Book money that came in."""
    from application.commands.recoveries import ReceiveInstalment, receive_instalment

    money = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = ReceiveInstalment(
            command_id=task.command_id, recovery_id=recovery, amount=money, bank_reference=reference, on=task.on
        )
        task.done(receive_instalment(ask, by=task.by, desk=task.desk))


@app.command("write-off")
def write_off(
    ctx: typer.Context,
    recovery: Recovery,
    amount: Amount,
    reason: Reason,
    minutes_number: Annotated[str, typer.Option("--minutes-number", help="会议纪要编号 / Number of the minutes")],
    minutes_file: Annotated[
        Path, typer.Option("--minutes-file", exists=True, dir_okay=False, help="会议纪要文件 / The minutes themselves")
    ],
    held_on: Annotated[str, typer.Option("--held-on", metavar="DATE", help="会议日期 / Day of the meeting")],
    attendee: Annotated[list[str], typer.Option("--attendee", help="参会人编号，可多次 / Who was there")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """凭会议纪要核销余额。 / Give the rest up, as a meeting decided."""
    from application.commands.recoveries import WriteOffRecovery, write_off_recovery

    money, minutes = yuan(amount), minutes_of(minutes_number, minutes_file, held_on, attendee)
    with session_of(ctx).task(command_id, on) as task:
        ask = WriteOffRecovery(
            command_id=task.command_id,
            recovery_id=recovery,
            amount=money,
            reason=reason,
            minutes=minutes,
            on=task.on,
        )
        task.done(write_off_recovery(ask, by=task.by, desk=task.desk))


@app.command()
def show(ctx: typer.Context, recovery: Recovery, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看追缴经过。 / Show what happened to a recovery."""
    show_registers(session_of(ctx), ("recovery", "recovery_due"), recovery, as_of=as_of, effective=effective)


def terms_of(amount: str, ground: str, instalments: Sequence[str]) -> Terms:
    """Read what is ordered back. Raises BadParameter and the refusals of amounts."""
    from domain.recoveries.events import RecoveryGround

    return Terms(yuan(amount), chosen(RecoveryGround, ground, "--ground"), _instalments(instalments))


def _instalments(given: Sequence[str]) -> tuple[Instalment, ...]:
    """Read DATE:YUAN each."""
    from domain.recoveries.events import Instalment

    instalments = []
    for number, text in enumerate(given):
        day, _, part = text.partition(":")
        try:
            due_on = date.fromisoformat(day)
        except ValueError:
            raise typer.BadParameter("--instalment 2017-10-31:500.00") from None
        instalments.append(Instalment(due_on, yuan(part, f"instalments[{number}].amount")))
    return tuple(instalments)
