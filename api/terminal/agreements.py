"""agreement: sign one with an institution, accept its service, book its invoice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.terminal.files import EmptyList, amounts_in
from api.terminal.options import Amount, AsOf, CommandId, Effective, On, Programme, Year, yuan
from api.terminal.records import show_registers
from api.terminal.session import session_of

app = typer.Typer(name="agreement", help="机构协议：签订、验收、发票 / Agreements", no_args_is_help=True)
Agreement = Annotated[str, typer.Argument(help="协议编号 / Agreement id")]


@app.command()
def sign(
    ctx: typer.Context,
    agreement: Agreement,
    programme: Programme,
    year: Year,
    institution: Annotated[str, typer.Option("--institution", help="统一社会信用代码 / Credit code")],
    ceiling: Annotated[str, typer.Option("--ceiling", help="协议上限（元） / Ceiling in yuan")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """签订协议。 / Sign an agreement."""
    from application.commands.institutions import SignAgreement, sign_agreement

    limit = yuan(ceiling, "ceiling")
    with session_of(ctx).task(command_id, on) as task:
        ask = SignAgreement(
            command_id=task.command_id,
            agreement_id=agreement,
            institution=institution,
            programme=programme,
            fiscal_year=year,
            ceiling=limit,
            on=task.on,
        )
        task.done(sign_agreement(ask, by=task.by, desk=task.desk))


@app.command()
def accept(
    ctx: typer.Context,
    agreement: Agreement,
    service: Annotated[
        list[str] | None,
        typer.Option("--service", metavar="BENEFICIARY:YUAN", help="人员编号:金额，可多次 / One a person"),
    ] = None,
    from_file: Annotated[
        Path | None,
        typer.Option(
            "--from",
            exists=True,
            dir_okay=False,
            help="CSV：beneficiary,amount（人员编号,金额） / People and amounts",
        ),
    ] = None,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """验收服务，逐人登记。 / Accept service, person by person."""
    from application.commands.institutions import AcceptService, accept_service
    from domain.institutions.events import AcceptedService

    given = [(person, amount) for person, _, amount in (text.partition(":") for text in service or ())]
    given += amounts_in(from_file.read_bytes()) if from_file else []
    services = [
        AcceptedService(person, yuan(amount, f"services[{number}].amount"))
        for number, (person, amount) in enumerate(given)
    ]
    if not services:
        raise EmptyList("services")
    with session_of(ctx).task(command_id, on) as task:
        ask = AcceptService(command_id=task.command_id, agreement_id=agreement, services=tuple(services), on=task.on)
        task.done(accept_service(ask, by=task.by, desk=task.desk))


@app.command()
def invoice(
    ctx: typer.Context,
    agreement: Agreement,
    number: Annotated[str, typer.Option("--number", help="发票号码 / Invoice number")],
    amount: Amount,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记发票。 / Book an invoice."""
    from application.commands.institutions import ReceiveInvoice, receive_invoice

    invoiced = yuan(amount)
    with session_of(ctx).task(command_id, on) as task:
        ask = ReceiveInvoice(
            command_id=task.command_id, agreement_id=agreement, invoice_number=number, amount=invoiced, on=task.on
        )
        task.done(receive_invoice(ask, by=task.by, desk=task.desk))


@app.command()
def show(ctx: typer.Context, agreement: Agreement, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看协议的全部变动。 / Show what happened to an agreement."""
    show_registers(session_of(ctx), ("agreement", "agreement_person"), agreement, as_of=as_of, effective=effective)
