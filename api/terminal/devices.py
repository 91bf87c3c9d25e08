"""device: kinds of devices in kind, what came in and went out, who was fitted, what was counted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from api.terminal.files import sha256_of
from api.terminal.options import AFile, AsOf, CommandId, Document, Effective, On, Programme, Region, Year, chosen
from api.terminal.session import session_of

app = typer.Typer(name="device", help="辅助器具：出入库、适配、盘点 / Devices in kind", no_args_is_help=True)
Kind = Annotated[str, typer.Argument(help="辅具代码 / Kind of device")]
Quantity = Annotated[int, typer.Argument(min=1, help="数量（件） / Number of items")]
Batch = Annotated[str, typer.Option("--batch", help="批号 / Batch of the supplier")]


@app.command("kind")
def kind_(
    ctx: typer.Context,
    programme: Programme,
    kind: Kind,
    region: Region,
    life: Annotated[int, typer.Option("--life", min=0, help="使用年限（月） / Service life in months")],
    name_zh: Annotated[str, typer.Option("--name-zh", help="中文名称 / Chinese name")],
    name_en: Annotated[str, typer.Option("--name-en", help="英文名称 / English name")],
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """设定辅具品种与使用年限。 / Set a kind of device and how long one serves."""
    from application.commands.devices import SetDeviceKind, set_device_kind

    with session_of(ctx).task(command_id, on) as task:
        ask = SetDeviceKind(
            command_id=task.command_id,
            programme=programme,
            kind=kind,
            name_zh=name_zh,
            name_en=name_en,
            service_life_months=life,
            region=region,
            document=document,
            on=task.on,
        )
        task.done(set_device_kind(ask, by=task.by, desk=task.desk))


@app.command()
def target(
    ctx: typer.Context,
    programme: Programme,
    kind: Kind,
    year: Year,
    quantity: Quantity,
    due: Annotated[
        date, typer.Option("--due", parser=date.fromisoformat, metavar="DATE", help="完成期限 / To be fitted by")
    ],
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """设定年度任务数。 / Set how many are to be fitted in a year."""
    from application.commands.devices import SetDeviceTarget, set_device_target

    with session_of(ctx).task(command_id, on) as task:
        ask = SetDeviceTarget(
            command_id=task.command_id,
            programme=programme,
            kind=kind,
            fiscal_year=year,
            target=quantity,
            due_on=due,
            document=document,
            on=task.on,
        )
        task.done(set_device_target(ask, by=task.by, desk=task.desk))


@app.command()
def receive(
    ctx: typer.Context,
    programme: Programme,
    kind: Kind,
    quantity: Quantity,
    batch: Batch,
    supplier: Annotated[str, typer.Option("--supplier", help="供应商信用代码 / Credit code of the supplier")],
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """辅具入库。 / Take a batch in."""
    from application.commands.devices import ReceiveDevices, receive_devices

    with session_of(ctx).task(command_id, on) as task:
        ask = ReceiveDevices(
            command_id=task.command_id,
            programme=programme,
            kind=kind,
            batch=batch,
            supplier=supplier,
            document=document,
            quantity=quantity,
            on=task.on,
        )
        task.done(receive_devices(ask, by=task.by, desk=task.desk))


@app.command()
def remove(
    ctx: typer.Context,
    programme: Programme,
    kind: Kind,
    quantity: Quantity,
    batch: Batch,
    reason: Annotated[
        str, typer.Option("--reason", help="sent_back 退货|damaged 报损|lost 遗失|transferred 调出 / Why")
    ],
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """退货、报损、遗失、调出。 / Devices leave the stock, but to nobody who needs them."""
    from application.commands.devices import RemoveDevices, remove_devices
    from domain.devices.events import RemovalReason

    why = chosen(RemovalReason, reason, "--reason")
    with session_of(ctx).task(command_id, on) as task:
        ask = RemoveDevices(
            command_id=task.command_id,
            programme=programme,
            kind=kind,
            batch=batch,
            quantity=quantity,
            reason=why,
            document=document,
            on=task.on,
        )
        task.done(remove_devices(ask, by=task.by, desk=task.desk))


@app.command()
def fit(
    ctx: typer.Context,
    programme: Programme,
    kind: Kind,
    beneficiary: Annotated[str, typer.Argument(help="人员编号 / Beneficiary id")],
    form: AFile,
    batch: Batch,
    signed: Annotated[
        str, typer.Option("--signed", help="self 本人|guardian 监护人|family 家属 / Who signed")
    ] = "self",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """适配并签收；给出签收单扫描件，只留其 SHA-256。 / Hand one over; of the signed form only the SHA-256 is kept."""
    from application.commands.devices import FitDevice, fit_device
    from domain.devices.events import Signer

    signer = chosen(Signer, signed, "--signed")
    with session_of(ctx).task(command_id, on) as task:
        ask = FitDevice(
            command_id=task.command_id,
            programme=programme,
            kind=kind,
            beneficiary=beneficiary,
            batch=batch,
            signed_by=signer,
            form_sha256=sha256_of(form),
            on=task.on,
        )
        task.done(fit_device(ask, by=task.by, desk=task.desk))


@app.command()
def count(
    ctx: typer.Context,
    programme: Programme,
    kind: Kind,
    counted: Annotated[int, typer.Argument(min=0, help="盘点数量 / Number counted")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """盘点；不得由经办出入库的人盘点。 / Record a count, never by who moved any of it."""
    from application.commands.devices import CountDevices, count_devices

    with session_of(ctx).task(command_id, on) as task:
        ask = CountDevices(command_id=task.command_id, programme=programme, kind=kind, counted=counted, on=task.on)
        task.done(count_devices(ask, by=task.by, desk=task.desk))


@app.command("figures")
def show_figures(ctx: typer.Context, programme: Programme, as_of: AsOf = None, effective: Effective = None) -> None:
    """各品种收发存、盘点与任务完成。 / Stock, counts and completion of every kind."""
    from application.devices.figures import devices_at, figures_of

    session = session_of(ctx)
    with session.query() as desk:
        state, _ = devices_at(programme, desk=desk, as_of=as_of, effective=effective)
        found: list[Any] = list(figures_of(state))
    if session.as_json:
        session.print_json(found)
        return
    for each in found:
        for year in each.targets:
            session.say(f"{session.text(each.name_zh, each.name_en)} {year.fiscal_year}: {year.completion}")
    names = ("kind", "received", "removed", "handed_over", "in_stock", "counted", "difference")
    session.table(session.text("辅具", "Devices"), names, found)


@app.command("list")
def list_fittings(ctx: typer.Context, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出适配记录。 / Show who was fitted with what."""
    from application.lists import DEVICE_FITTINGS

    session = session_of(ctx)
    with session.query() as desk:
        rows: list[Any] = list(desk.views.rows(DEVICE_FITTINGS, as_of=as_of, effective=effective))
    if session.as_json:
        session.print_json(rows)
        return
    session.table(
        session.text("适配记录", "Fittings"),
        ("device", "beneficiary", "region", "batch", "signed_by", "fitted_on"),
        rows,
    )
