"""institution and tender: who may serve, which lots are bought, and who is awarded them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal.options import AsOf, CommandId, Effective, On, chosen, yuan
from api.terminal.session import session_of

if TYPE_CHECKING:
    from application.lists import ListOf
    from domain.tenders.events import Lot

institution_app = typer.Typer(name="institution", help="定点机构 / Designated institutions", no_args_is_help=True)
app = typer.Typer(name="tender", help="招标：标段、授予、流标 / Tenders and their lots", no_args_is_help=True)

CreditCode = Annotated[str, typer.Argument(metavar="CODE", help="统一社会信用代码 / Unified social credit code")]
Tender = Annotated[str, typer.Argument(help="招标编号 / Tender id")]
LotNumber = Annotated[str, typer.Argument(metavar="LOT", help="标段号 / Lot")]
Paper = Annotated[str, typer.Option("--document", help="文书编号 / Number of the paper that says so")]
Reason = Annotated[str, typer.Option("--reason", help="原因 / Why")]
First = Annotated[date, typer.Option("--from", parser=date.fromisoformat, metavar="DATE", help="起始日 / First day")]
Last = Annotated[date, typer.Option("--until", parser=date.fromisoformat, metavar="DATE", help="截止日 / Last day")]


@institution_app.command()
def designate(
    ctx: typer.Context,
    code: CreditCode,
    programme: Annotated[list[str], typer.Argument(help="项目编号 / Programmes")],
    name: Annotated[str, typer.Option("--name", help="机构名称 / Its public name")],
    first: First,
    last: Last,
    document: Paper,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """列为定点机构。 / Designate an institution for programmes, from a day to a day."""
    from application.commands.tenders import DesignateInstitution, designate_institution

    with session_of(ctx).task(command_id, on) as task:
        ask = DesignateInstitution(
            command_id=task.command_id,
            institution=code,
            name=name,
            programmes=tuple(programme),
            valid_from=first,
            valid_until=last,
            document=document,
            on=task.on,
        )
        task.done(designate_institution(ask, by=task.by, desk=task.desk))


@institution_app.command()
def withdraw(
    ctx: typer.Context,
    code: CreditCode,
    first: First,
    reason: Reason,
    document: Paper,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """取消定点资格。 / Take an institution's designation back from a day on."""
    from application.commands.tenders import WithdrawDesignation, withdraw_designation

    with session_of(ctx).task(command_id, on) as task:
        ask = WithdrawDesignation(
            command_id=task.command_id,
            institution=code,
            withdrawn_from=first,
            reason=reason,
            document=document,
            on=task.on,
        )
        task.done(withdraw_designation(ask, by=task.by, desk=task.desk))


@institution_app.command("list")
def designations(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看定点机构。 / Show which institutions serve which programmes."""
    from application.lists import DESIGNATIONS

    columns = ("institution", "name", "programme", "valid_from", "valid_until", "withdrawn_from", "document")
    _shown(ctx, DESIGNATIONS, ("定点机构", "Designated institutions"), columns, as_of, effective)


@app.command()
def publish(
    ctx: typer.Context,
    tender: Tender,
    lot: Annotated[
        list[str],
        typer.Option(
            "--lot",
            metavar="NUMBER:PROGRAMME:REGION:YEAR:UNIT:PRICE:QUANTITY:CEILING",
            help="标段，可多次；单位 person|month|hour|piece；限价或数量可空 / A lot; price or quantity may be empty",
        ),
    ],
    title: Annotated[str, typer.Option("--title", help="名称 / What it is called")],
    document: Paper,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """发布招标及其标段。 / Publish a tender with its lots."""
    from application.commands.tenders import PublishTender, publish_tender

    lots = tuple(_lot(text) for text in lot)
    with session_of(ctx).task(command_id, on) as task:
        ask = PublishTender(
            command_id=task.command_id, tender_id=tender, title=title, document=document, lots=lots, on=task.on
        )
        task.done(publish_tender(ask, by=task.by, desk=task.desk))


@app.command()
def award(
    ctx: typer.Context,
    tender: Tender,
    lot: LotNumber,
    code: CreditCode,
    agreement: Annotated[str, typer.Argument(help="所签协议编号 / Agreement that is signed")],
    document: Paper,
    price: Annotated[str, typer.Option("--price", help="中标单价（元），总价分摊的不填 / Price a unit in yuan")] = "",
    ceiling: Annotated[str, typer.Option("--ceiling", help="合同金额（元），默认标段金额 / Else the lot's")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """授予标段并签订合同。 / Award a lot and sign its agreement."""
    from application.commands.tenders import AwardLot, award_lot

    agreed = yuan(price, "price") if price else None
    most = yuan(ceiling, "ceiling") if ceiling else None
    with session_of(ctx).task(command_id, on) as task:
        ask = AwardLot(
            command_id=task.command_id,
            tender_id=tender,
            lot=lot,
            institution=code,
            agreement_id=agreement,
            price=agreed,
            ceiling=most,
            document=document,
            on=task.on,
        )
        task.done(award_lot(ask, by=task.by, desk=task.desk))


@app.command()
def fail(
    ctx: typer.Context, tender: Tender, lot: LotNumber, reason: Reason, on: On = None, command_id: CommandId = None
) -> None:
    """标段流标。 / Say that nobody is awarded a lot."""
    from application.commands.tenders import FailLot, fail_lot

    with session_of(ctx).task(command_id, on) as task:
        ask = FailLot(command_id=task.command_id, tender_id=tender, lot=lot, reason=reason, on=task.on)
        task.done(fail_lot(ask, by=task.by, desk=task.desk))


@app.command("list")
def lots_(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看标段。 / Show lots and who was awarded them."""
    from application.lists import TENDER_LOTS

    columns = ("tender", "lot", "programme", "service_unit", "price_limit", "ceiling", "stage", "institution")
    _shown(ctx, TENDER_LOTS, ("标段", "Lots"), (*columns, "agreement", "agreed_price"), as_of, effective)


def _shown(
    ctx: typer.Context,
    of: ListOf[Any],
    title: tuple[str, str],
    columns: tuple[str, ...],
    as_of: Any,
    effective: date | None,
) -> None:
    session = session_of(ctx)
    with session.query() as desk:
        found = list(desk.views.rows(of, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(found)
        return
    session.table(session.text(*title), columns, found)


def _lot(text: str) -> Lot:
    """Read one lot. Raises a refusal of the field that is wrong."""
    from domain.institutions.pricing import ServiceUnit
    from domain.tenders.events import Lot

    parts = text.split(":")
    if len(parts) != 8 or not parts[3].isdecimal() or not (parts[6] or "1").isdecimal():
        raise typer.BadParameter("标段应写成 1:项目:990101:2022:hour:40::8000 / NUMBER:PROGRAMME:REGION:YEAR:…")
    number, programme, region, year, unit, price, quantity, ceiling = parts
    return Lot(
        number,
        programme,
        region,
        int(year),
        chosen(ServiceUnit, unit, "--lot"),
        yuan(price, "price") if price else None,
        int(quantity) if quantity else None,
        yuan(ceiling, "ceiling"),
    )
