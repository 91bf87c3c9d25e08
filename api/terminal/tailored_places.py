"""The verbs of a place's terms, supervisors, calls, reports and falsifications, below `tailored`."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.terminal.options import AFile, CommandId, Document, On, PeriodText, period, yuan
from api.terminal.session import session_of
from api.terminal.tailored_options import PageFile, Place, ServiceYear, Text, page_hash

if TYPE_CHECKING:
    from domain.tailored.place_events import Terms

People = Annotated[list[str], typer.Argument(help="该户人员编号 / Everybody of the household")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    for name, verb in (
        ("terms", terms),
        ("supervisors", supervisors),
        ("call", call),
        ("report", report),
        ("falsified", falsified),
        ("withdraw", withdraw),
    ):
        app.command(name)(verb)


def terms(
    ctx: typer.Context, region: Place, file: AFile, document: Document, on: On = None, command_id: CommandId = None
) -> None:
    """公布量服规则；规则为 JSON 文件。 / Set a place's terms, from a JSON file."""
    from application.commands.service_places import SetServiceTerms, set_service_terms

    found, valid_from = _terms(file)
    with session_of(ctx).task(command_id, on) as task:
        ask = SetServiceTerms(
            command_id=task.command_id,
            region=region,
            terms=found,
            valid_from=valid_from,
            document=document,
            on=task.on,
        )
        task.done(set_service_terms(ask, by=task.by, desk=task.desk))


def supervisors(
    ctx: typer.Context,
    year: ServiceYear,
    region: Place,
    accounts: Annotated[list[str], typer.Argument(help="督导人员账户 / Accounts")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """指定督导人员。 / Name who calls on households from now on."""
    from application.commands.service_places import NameSupervisors, name_supervisors

    with session_of(ctx).task(command_id, on) as task:
        ask = NameSupervisors(
            command_id=task.command_id, year=year, region=region, supervisors=tuple(accounts), on=task.on
        )
        task.done(name_supervisors(ask, by=task.by, desk=task.desk))


def call(
    ctx: typer.Context, region: Place, people: People, page: PageFile, on: On = None, command_id: CommandId = None
) -> None:
    """登记入户督导。 / Record a call on a household."""
    from application.commands.service_places import SuperviseHousehold, supervise_household

    with session_of(ctx).task(command_id, on) as task:
        ask = SuperviseHousehold(
            command_id=task.command_id,
            region=region,
            beneficiaries=tuple(people),
            page_sha256=page_hash(page),
            on=task.on,
        )
        task.done(supervise_household(ask, by=task.by, desk=task.desk))


def report(
    ctx: typer.Context,
    region: Place,
    of: PeriodText,
    page: PageFile,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """报送月报或季报。 / Hand in the report of a month or quarter."""
    from application.commands.service_places import HandInServiceReport, hand_in_service_report

    of_period = period(of)
    with session_of(ctx).task(command_id, on) as task:
        ask = HandInServiceReport(
            command_id=task.command_id, region=region, period=of_period, page_sha256=page_hash(page), on=task.on
        )
        task.done(hand_in_service_report(ask, by=task.by, desk=task.desk))


def falsified(
    ctx: typer.Context,
    year: ServiceYear,
    region: Place,
    files: Annotated[list[str], typer.Argument(help="作为证据的档案 / Service files that show it")],
    text: Text,
    document: Document,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """认定造假，该地不参加排名。 / Confirm a falsification; the place is left out of the ranking."""
    from application.commands.service_places import ConfirmFalsification, confirm_falsification

    with session_of(ctx).task(command_id, on) as task:
        ask = ConfirmFalsification(
            command_id=task.command_id,
            year=year,
            region=region,
            files=tuple(files),
            text=text,
            document=document,
            on=task.on,
        )
        task.done(confirm_falsification(ask, by=task.by, desk=task.desk))


def withdraw(
    ctx: typer.Context,
    year: ServiceYear,
    region: Place,
    number: Annotated[int, typer.Argument(min=1, help="认定序号 / Its number")],
    text: Text,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """撤销造假认定。 / Withdraw a falsification; never by who confirmed it."""
    from application.commands.service_places import WithdrawFalsification, withdraw_falsification

    with session_of(ctx).task(command_id, on) as task:
        ask = WithdrawFalsification(
            command_id=task.command_id, year=year, region=region, number=number, text=text, on=task.on
        )
        task.done(withdraw_falsification(ask, by=task.by, desk=task.desk))


def _terms(file: Path) -> tuple[Terms, date]:
    """Return a file's terms and the day they hold from. Raises BadParameter."""
    from domain.periods import PeriodKind
    from domain.tailored.place_events import Factor, Terms, Weight

    try:
        said = json.loads(file.read_bytes())
        found = Terms(
            weights=tuple(Weight(Factor(name), Fraction(share)) for name, share in said["weights"].items()),
            households=int(said["households"]),
            quota_period=PeriodKind(said["quota_period"]),
            monthly_days=int(said["monthly_days"]),
            quarterly_days=int(said["quarterly_days"]),
            aid_programme=str(said["aid_programme"]),
            aid_a_person=yuan(str(said["aid_a_person"])),
            aid_a_year=yuan(str(said["aid_a_year"])),
        )
        return found, date.fromisoformat(said["valid_from"])
    except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise typer.BadParameter(f"{file}: {error}") from None
