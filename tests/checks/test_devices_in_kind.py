"""The check of device stock reads the ledger's own register: counts that differ, and what no command would record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.commands.batches import SubmitBatch
from application.commands.devices import CountDevices, FitDevice, ReceiveDevices, SetDeviceKind
from domain.batches.events import PayoutKind
from domain.devices.events import DeviceFitted, Signer
from domain.devices.rejections import PaidInKind
from tests.checks.planting import found, plant
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, LIAISON, Office
from tests.support.stories import MEDICINE, YEAR, a_funded_programme, people_registered

SET, CAME, FITTED = date(2017, 1, 9), date(2017, 3, 1), date(2017, 4, 3)
KIND: dict[str, Any] = {"programme": MEDICINE, "kind": "wheelchair"}


def handed_out(office: Office) -> Office:
    """Three wheelchairs came, one was handed over."""
    names: dict[str, Any] = {"name_zh": "轮椅", "name_en": "Wheelchair", "document": "残联发〔2017〕5号"}
    office.asks(SetDeviceKind, by=DECIDER, service_life_months=60, region=AREA, on=SET, **KIND, **names)
    code, paper = "52990101MJ0000001G", "入库1"
    asked = KIND | {"batch": "W-1", "supplier": code, "document": paper, "quantity": 3, "on": CAME}
    office.asks(ReceiveDevices, by=CASE_OFFICER, **asked)
    signed: dict[str, Any] = {"batch": "W-1", "signed_by": Signer.SELF, "form_sha256": "ab" * 32, "on": FITTED}
    office.asks(FitDevice, by=LIAISON, beneficiary=office.people[0], **KIND, **signed)
    return office


def test_a_count_that_is_not_what_came_less_what_went_is_found() -> None:
    office = handed_out(people_registered(2))
    office.asks(CountDevices, by=BUILDER, counted=2, on=FITTED, **KIND)
    assert found(office, "C26") == []
    office.asks(CountDevices, by=BUILDER, counted=1, on=FITTED, **KIND)
    [one] = found(office, "C26")
    assert (one.subject, one.evidence[0].source) == (f"{MEDICINE}/wheelchair", f"devices/{MEDICINE}")


def test_a_handover_that_nobody_signed_and_the_same_again_are_found_if_somebody_got_past_the_rules() -> None:
    office = handed_out(people_registered(2))
    again = DeviceFitted("wheelchair", office.people[0], AREA, "W-1", Signer.SELF, "", "somebody", FITTED)
    plant(office, f"devices/{MEDICINE}", again)
    assert {one.subject for one in found(office, "C26")} == {office.people[0]}
    assert len(found(office, "C26")) == 2


def test_under_a_programme_that_gives_devices_nobody_is_paid_cash_and_the_attempt_is_kept() -> None:
    office = handed_out(a_funded_programme(2))
    with pytest.raises(PaidInKind):
        office.asks(
            SubmitBatch,
            by=BUILDER,
            programme=MEDICINE,
            region=AREA,
            period=YEAR,
            number="1",
            payout_kind=PayoutKind.REGULAR,
            on=date(2017, 4, 17),
        )
    assert any(entry.stream.startswith("refusal/") for entry in office.entries())
