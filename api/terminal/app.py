"""Every verb in its place, and the options that all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from typer.main import get_command_name

from api.terminal import (
    accounts,
    agreements,
    amending,
    approvals,
    audit_data,
    awards,
    bank,
    bank_formats,
    batch_files,
    batches,
    budgets,
    calendars,
    cases,
    charges,
    checks,
    contracts,
    demo,
    devices,
    document_formats,
    evaluations,
    files_of_people,
    funds,
    inspections,
    levies,
    matching,
    monthly,
    notices,
    papers,
    people,
    people_lists,
    position,
    programme_templates,
    programmes,
    records,
    recoveries,
    regions,
    registers,
    replay,
    reruns,
    revenue,
    screenings,
    serving,
    setup,
    signers,
    standing,
    tailored,
    tenders,
    trails,
    transmissions,
    upkeep,
    vault,
    witnesses,
    year,
)
from api.terminal.door import Door
from api.terminal.root import Root, first_verb
from api.terminal.session import Session

HELP = "补贴资金账本：每一分钱，从文号到人，有据可查。 / The ledger of subsidies, to the fen."
EPILOG = (
    "--home、--ledger、--officer、--lang、--json 可写在任何位置。退出码：0 完成，1 程序缺陷，2 用法，3 违反规则，"
    "4 文件有误，5 校验有发现，6 数据库或密钥不可用，7 结果未知。 / Global options may stand anywhere; exit codes: "
    "0 done, 1 defect, 2 usage, 3 refused by a rule, 4 bad file, 5 verify found something, 6 unavailable, 7 unknown."
)


ROOT_VERBS = (setup, position, trails, replay, reruns, records, upkeep, serving)
GROUPS = (
    demo.app,
    programmes.app,
    programme_templates.app,
    monthly.app,
    transmissions.app,
    regions.app,
    calendars.app,
    document_formats.app,
    registers.app,
    people.app,
    cases.app,
    notices.app,
    funds.app,
    agreements.app,
    tenders.institution_app,
    tenders.app,
    batches.app,
    bank_formats.app,
    recoveries.app,
    revenue.app,
    levies.app,
    charges.app,
    year.app,
    signers.app,
    witnesses.app,
    accounts.app,
    checks.app,
    audit_data.app,
    audit_data.open_app,
    vault.app,
    files_of_people.retention_app,
    inspections.app,
    tailored.app,
    budgets.app,
    evaluations.app,
    devices.app,
    screenings.app,
    matching.app,
    awards.app,
)


def create_app(door: Door, words: Sequence[str] = ()) -> typer.Typer:
    """Return the command line for one call: no groups of verbs but the one that its `words` name, else all there are.

    Working out what two hundred verbs take is longer than most of them last.
    """
    session = Session(door)

    class ThisRoot(Root):
        pass

    ThisRoot.session = session
    app = typer.Typer(
        cls=ThisRoot,
        help=HELP,
        epilog=EPILOG,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )

    @app.callback()
    def options(
        ctx: typer.Context,
        home: Annotated[Path | None, typer.Option("--home", help="数据目录 / Data folder")] = None,
        ledger: Annotated[str | None, typer.Option("--ledger", help="账本 / Ledger")] = None,
        officer: Annotated[str | None, typer.Option("--officer", help="经办人编号 / Who acts")] = None,
        language: Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help="语言 / Language")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / Print JSON")] = False,
    ) -> None:
        session.given.update(
            home=home, ledger=ledger, officer=officer, language=language, as_json=True if as_json else None
        )
        ctx.obj = session

    for module in ROOT_VERBS:
        module.add_to(app)
    verb = first_verb(words)
    at_root = {one.name or get_command_name(one.callback.__name__) for one in app.registered_commands if one.callback}
    named = [group for group in GROUPS if group.info.name == verb]
    for group in named or (() if verb in at_root else GROUPS):
        app.add_typer(group)
    return app


# These add their verbs to the groups of `people`, `case` and `batches`.
assert people_lists.ADDED
assert amending.ADDED
assert papers.ADDED
assert files_of_people.ADDED
assert standing.ADDED
assert approvals.ADDED
assert batch_files.ADDED
assert contracts.ADDED
assert bank.ADDED
