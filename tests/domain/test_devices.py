"""Devices in kind: what leaves was there, what is handed over is signed for, and nobody has the same twice too soon."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from application.devices.figures import figures_of
from domain.credit_codes import NotACreditCode
from domain.dates import BeforeItsCause
from domain.devices import decisions
from domain.devices import rejections as no
from domain.devices.events import RemovalReason, Signer
from domain.devices.state import Devices, carried_on
from domain.rejected import Rejected

SET, CAME, FITTED = date(2017, 1, 9), date(2017, 3, 1), date(2017, 6, 1)
SUPPLIER, PAPER, SUN, QIAN = "52990101MJ0000001G", "残联发〔2017〕5号", "officer-sun", "officer-qian"


def devices_in_stock(quantity: int = 14, life: int = 60) -> Devices:
    start = Devices("assistive-devices")
    named = {"name_zh": "轮椅", "name_en": "Wheelchair", "region": "990101", "document": PAPER, "by": SUN, "on": SET}
    kind = decisions.set_kind(start, kind="wheelchair", service_life_months=life, **named)  # type: ignore[arg-type]
    state = carried_on(start, [kind])
    target = decisions.set_target(
        state,
        kind="wheelchair",
        fiscal_year=2017,
        target=4,
        due_on=date(2017, 10, 19),
        document=PAPER,
        by=SUN,
        on=SET,
    )
    state = carried_on(state, [target])
    return carried_on(state, [received(state, quantity)])


def received(state: Devices, quantity: int, batch: str = "W-1", *, on: date = CAME, supplier: str = SUPPLIER) -> object:
    return decisions.receive(
        state, kind="wheelchair", batch=batch, supplier=supplier, document="入库1", count=quantity, by=SUN, on=on
    )


def fitted(
    state: Devices, who: str, *, on: date = FITTED, batch: str = "W-1", form: str = "", died: date | None = None
) -> Devices:
    fact = decisions.fit(
        state,
        kind="wheelchair",
        beneficiary=who,
        region="990101001000",
        died_on=died,
        batch=batch,
        signed_by=Signer.SELF,
        form_sha256=form or f"{len(state.forms):064x}",
        by=SUN,
        on=on,
    )
    return carried_on(state, [fact])


def test_case_000_thirteen_wheelchairs_against_a_target_of_four() -> None:
    state = devices_in_stock()
    for number in range(13):
        state = fitted(state, f"b-{number}")
    [found] = figures_of(state)
    assert (found.received, found.handed_over, found.in_stock, found.people) == (14, 13, 1, 13)
    assert found.targets[0].completion == "fitted in time / target (items) = 325.00 %"
    late = fitted(state, "b-late", on=date(2017, 10, 20))
    assert (figures_of(late)[0].targets[0].fitted, figures_of(late)[0].targets[0].in_time) == (14, 13)


def test_nothing_leaves_that_is_not_there_and_the_attempt_is_kept() -> None:
    state = fitted(devices_in_stock(1), "b-1")
    with pytest.raises(no.StockTooLow) as refused:
        fitted(state, "b-2")
    assert refused.value.kept
    with pytest.raises(no.NoSuchDeviceBatch):
        fitted(state, "b-2", batch="W-9")


def test_nothing_is_handed_over_without_a_signature_of_its_own() -> None:
    state = devices_in_stock()
    with pytest.raises(no.HandoverNotSigned):
        fitted(state, "b-1", form="signed")
    state = fitted(state, "b-1", form="a" * 64)
    with pytest.raises(no.FormUsedAlready):
        fitted(state, "b-2", form="a" * 64)


def test_the_same_device_is_not_given_twice_inside_its_service_life() -> None:
    state = fitted(devices_in_stock(life=36), "b-1")
    with pytest.raises(no.InsideServiceLife) as refused:
        fitted(state, "b-1", on=date(2020, 5, 31))
    assert "使用年限至 2020-06-01" in refused.value.sentence("zh")
    assert len(fitted(state, "b-1", on=date(2020, 6, 1)).kinds["wheelchair"].fitted) == 2


def test_nobody_is_fitted_after_their_death() -> None:
    with pytest.raises(no.FittedAfterDeath):
        fitted(devices_in_stock(), "b-1", died=FITTED - timedelta(days=1))


def test_who_moved_the_stock_does_not_count_it() -> None:
    state = fitted(devices_in_stock(), "b-1")
    with pytest.raises(no.CountedByOwnHand):
        decisions.count_stock(state, kind="wheelchair", counted=13, by=SUN, on=FITTED)
    counted = decisions.count_stock(state, kind="wheelchair", counted=12, by=QIAN, on=FITTED)
    assert (counted.counted, counted.expected) == (12, 13)
    state = carried_on(state, [counted])
    assert figures_of(state)[0].difference == -1
    assert decisions.count_stock(state, kind="wheelchair", counted=13, by=SUN, on=FITTED).expected == 13


def test_a_batch_comes_in_once_from_a_supplier_with_a_code() -> None:
    state = devices_in_stock()
    with pytest.raises(no.DeviceBatchExists):
        received(state, 1)
    with pytest.raises(NotACreditCode):
        received(state, 1, "W-2", supplier="shop")
    with pytest.raises(no.QuantityOutOfRange):
        received(state, 0, "W-2")
    with pytest.raises(BeforeItsCause):
        received(state, 1, "W-2", on=SET)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (no.NotADeviceKind, {"kind": "轮椅"}),
        (no.ServiceLifeOutOfRange, {"service_life_months": 361}),
        (BeforeItsCause, {"on": SET}),
    ],
)
def test_a_kind_that_cannot_be_is_refused(rule: type[Rejected], told: dict[str, object]) -> None:
    asked: dict[str, object] = {"kind": "orthosis", "name_zh": "矫形器", "name_en": "Orthosis", "region": "990101"}
    asked |= {"service_life_months": 12, "document": PAPER, "by": SUN, "on": FITTED}
    with pytest.raises(rule):
        decisions.set_kind(devices_in_stock(), **(asked | told))  # type: ignore[arg-type]


def test_one_document_takes_devices_of_a_batch_out_once() -> None:
    state = devices_in_stock(5)
    out: dict[str, object] = {"kind": "wheelchair", "batch": "W-1", "reason": RemovalReason.LOST, "by": SUN}
    fact = decisions.remove(state, count=1, document="报损1", on=FITTED, **out)  # type: ignore[arg-type]  # by name
    state = carried_on(state, [fact])
    with pytest.raises(no.TakenOutAlready):
        decisions.remove(state, count=1, document="报损1", on=FITTED, **out)  # type: ignore[arg-type]  # by name
    decisions.remove(state, count=1, document="报损2", on=FITTED, **out)  # type: ignore[arg-type]  # by name


def test_an_unknown_kind_says_so() -> None:
    with pytest.raises(no.NoSuchDeviceKind):
        decisions.count_stock(Devices("assistive-devices"), kind="wheelchair", counted=0, by=QIAN, on=FITTED)


def test_a_life_that_ends_on_a_day_that_is_not_there_ends_on_the_next() -> None:
    assert decisions.served_until(date(2016, 2, 29), 12) == date(2017, 3, 1)
    assert decisions.served_until(date(2017, 1, 31), 1) == date(2017, 3, 1)
    assert decisions.served_until(date(2017, 12, 31), 12) == date(2018, 12, 31)


@supposing(steps=st.lists(st.tuples(st.sampled_from(("in", "out", "fit")), st.integers(1, 5)), max_size=25))
def test_whatever_comes_and_goes_received_is_removed_and_handed_over_and_in_stock(
    steps: list[tuple[str, int]],
) -> None:
    state = devices_in_stock(5)
    for number, (step, quantity) in enumerate(steps):
        try:
            match step:
                case "in":
                    state = carried_on(state, [received(state, quantity, f"W-1-{number}", on=FITTED)])
                case "out":
                    fact = decisions.remove(
                        state,
                        kind="wheelchair",
                        batch="W-1",
                        count=quantity,
                        reason=RemovalReason.LOST,
                        document=f"报损{number}",
                        by=SUN,
                        on=FITTED,
                    )
                    state = carried_on(state, [fact])
                case _:
                    state = fitted(state, f"b-{number}")
        except no.StockTooLow:
            continue
        [found] = figures_of(state)
        assert found.received == found.removed + found.handed_over + found.in_stock
        assert all(left >= 0 for left in state.kinds["wheelchair"].left.values())
