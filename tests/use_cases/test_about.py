"""What was refused is kept with the things it was about, so that it is found in their lives."""

from __future__ import annotations

from types import SimpleNamespace

from application.about import about
from application.commands.batches import ReleaseBatch
from domain.batches.rejections import SameHands
from domain.refusals.events import CommandRefused
from tests.support.office import APPROVERS
from tests.support.stories import RELEASED, an_approved_batch


def test_a_refusal_is_kept_with_the_batch_it_was_about() -> None:
    office = an_approved_batch(2)
    approver = list(APPROVERS.values())[-1]
    office.is_refused(SameHands, ReleaseBatch, by=approver, batch_id=office.batch, value_date=RELEASED)
    kept = office.entries()[-1].fact
    assert isinstance(kept, CommandRefused)
    assert kept.about == (f"batch/{office.batch}",)


def test_a_refusal_at_one_of_many_people_is_about_that_persons_case() -> None:
    ask = SimpleNamespace(programme="medicine", beneficiaries=("b-1", "b-2"), notice_id="n-1")
    assert about(ask, "beneficiaries[1].notice_id") == ("notice/n-1", "case/medicine/b-2")
    assert about(ask, "notice_id") == ("notice/n-1", "programme/medicine")
    assert about(ask, "beneficiaries[7]") == ("notice/n-1", "programme/medicine")


def test_each_command_names_its_own_things_once() -> None:
    submitted = SimpleNamespace(programme="medicine", region="990101", period="2017", number="1")
    assert about(submitted) == ("batch/medicine/2017/1",)
    moved = SimpleNamespace(from_line="2017/medicine/990101/county/other/d", to_line="2017/medicine/990101/county/x/d")
    assert about(moved) == ("fund/2017/medicine/990101",)
    ordered = SimpleNamespace(recovery_id="r-1", payout_id="medicine/2017/b-1")
    assert about(ordered) == ("recovery/r-1", "payout/medicine/2017/b-1")
    assert about(SimpleNamespace()) == ()


def test_a_number_typed_in_the_place_of_an_id_is_not_kept() -> None:
    assert about(SimpleNamespace(batch_id="990101198001010014", recovery_id="r" * 300)) == ()
