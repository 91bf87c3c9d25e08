"""Batches at every step between list and bank, so that each approver and the finance officer has one waiting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from api.demo.scene import PayDays, Scene, approve, approve_and_release, bank_pays, submit
from application.answers import PayoutState
from domain.periods import Month, Period


def pay_living(scene: Scene, programme: str, begun_on: date) -> Sequence[PayoutState]:
    """Four months: one is paid, of one two payments came back, one waits for the last step, one for the first.

    Returns the payouts of the month that is paid.
    """
    paid = _released(scene, programme, period_before(begun_on, 3), _around(begun_on, 60))
    bank_pays(scene, paid, _around(begun_on, 60))
    came_back = _released(scene, programme, period_before(begun_on, 2), _around(begun_on, 30))
    bank_pays(scene, came_back, _around(begun_on, 30), returned=(4, 17), put_right=False)
    _approved(scene, programme, period_before(begun_on, 1), _around(begun_on, 6), steps=3)
    _approved(scene, programme, period_before(begun_on, 0), _around(begun_on, 1), steps=0)
    scene.desk.views_now()
    return scene.desk.views.payouts_of_batch(paid)


def pay_nursing(scene: Scene, programme: str, begun_on: date) -> None:
    """Three months: one waits to be released, one for the second step, one for the meeting."""
    _approved(scene, programme, period_before(begun_on, 2), _around(begun_on, 12), steps=4)
    _approved(scene, programme, period_before(begun_on, 1), _around(begun_on, 7), steps=1)
    _approved(scene, programme, period_before(begun_on, 0), _around(begun_on, 3), steps=2)


def pay_month(scene: Scene, programme: str, period: Period, begun_on: date, *, days: int) -> None:
    """Pay everybody entitled in a month, so many days before; the bank pays all of it."""
    bank_pays(scene, _released(scene, programme, period, _around(begun_on, days)), _around(begun_on, days))


def period_before(day: date, months: int) -> Period:
    """Return the month so many months before a day's."""
    return Period(str(Month(Month.of(day).index - months)))


def _released(scene: Scene, programme: str, period: Period, days: PayDays) -> str:
    batch, digest = _submitted(scene, programme, period, days)
    approve_and_release(scene, batch, digest, days)
    return batch


def _approved(scene: Scene, programme: str, period: Period, days: PayDays, *, steps: int) -> None:
    batch, digest = _submitted(scene, programme, period, days)
    approve(scene, batch, digest, days.approved[:steps])


def _submitted(scene: Scene, programme: str, period: Period, days: PayDays) -> tuple[str, str]:
    answer = submit(scene, programme, period, days.submitted, step=f"submit-{period}")
    return str(answer.said["batch"]), str(answer.said["digest"])


def _around(begun_on: date, days: int) -> PayDays:
    """Return the dates of a batch that was submitted so many days before, a step a day."""
    submitted = begun_on - timedelta(days=days)

    def later(count: int) -> date:
        return min(submitted + timedelta(days=count), begun_on)

    return PayDays(submitted, (later(1), later(2), later(3), later(4)), later(5), later(6), later(7), later(8))
