"""Money between ledgers in a demonstration that is served: a city that keeps its books elsewhere sent some for devices,
and of what went on to a township's ledger one part was taken back and one is not matched yet."""

from __future__ import annotations

from datetime import date, timedelta

import application.commands.transmissions as transmissions
from api.demo.devices import DEVICES
from api.demo.rules import yuan
from api.demo.scene import APPROVERS, AREA, BUILDER, Scene
from domain.funds.events import LevelShare
from domain.funds.parts import Part, fund_id, line_id
from domain.levels import FundKind, GovernmentLevel
from domain.programmes.policy import ApprovalStep

CITY, CITY_LEDGER = "990100", "city-990100"
TOWNSHIP, TOWNSHIP_LEDGER = "990101001000", "township-990101001"
LEADER = APPROVERS[ApprovalStep.DIVISION_LEADER]
NATIONAL, LOTTERY = GovernmentLevel.NATIONAL, FundKind.LOTTERY


def play(scene: Scene, begun_on: date) -> None:
    """Receive, send on, take one part back. Asked again, it changes nothing."""
    came_on, sent_on, back_on = (begun_on - timedelta(days=days) for days in (9, 6, 2))
    year = begun_on.year
    from_above = f"市财社〔{year}〕37号"
    transmissions.set_transmission_rule(
        transmissions.SetTransmissionRule(
            command_id=scene.id("transmission-rule"),
            valid_from=date(year - 1, 1, 1),
            to_levels=(GovernmentLevel.TOWNSHIP,),
            instead="由财政部门下达",
            document=f"区残联发〔{year - 1}〕1号",
            on=came_on,
        ),
        by=LEADER,
        desk=scene.desk,
    )
    transmissions.receive_funds(
        transmissions.ReceiveFunds(
            command_id=scene.id("transmission-received"),
            programme=DEVICES,
            fiscal_year=year,
            region=AREA,
            from_ledger=CITY_LEDGER,
            from_region=CITY,
            document=from_above,
            shares=(LevelShare(NATIONAL, LOTTERY, yuan(120_000)),),
            on=came_on,
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    line = line_id(fund_id(year, DEVICES, AREA), NATIONAL, LOTTERY, from_above)
    _send(scene, line, 30_000, f"区财社〔{year}〕11号", sent_on)
    sent = _send(scene, line, 8_000, f"区财社〔{year}〕12号", sent_on)
    transmissions.take_back_funds(
        transmissions.TakeBackFunds(
            command_id=scene.id("transmission-taken-back"),
            transmission=sent,
            document=f"区财社〔{year}〕19号",
            on=back_on,
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _send(scene: Scene, line: str, amount: int, document: str, on: date) -> str:
    answer = transmissions.transmit_funds(
        transmissions.TransmitFunds(
            command_id=scene.id(f"transmission-{amount}"),
            parts=(Part(line, yuan(amount)),),
            to_ledger=TOWNSHIP_LEDGER,
            to_region=TOWNSHIP,
            document=document,
            on=on,
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    return str(answer.said["transmission"])
