"""Bad input to recoveries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from application.commands.recoveries import OrderRecovery, ReceiveInstalment, WriteOffRecovery
from domain.batches.events import MeetingMinutes
from domain.free_text import NotAReference
from domain.money import AmountNotPositive, Money
from domain.payouts import rejections as payouts
from domain.recoveries import rejections as recoveries
from domain.recoveries.events import Instalment, RecoveryGround
from tests.support.office import Office
from tests.support.stories import AGAIN, MEDICINE, yuan
from tests.use_cases.bad_input.asked import Bad


def a_recovery(**other: Any) -> Callable[[Office], dict[str, Any]]:
    terms = {"amount": yuan(1), "instalments": (Instalment(AGAIN, yuan(1)),), "ground": RecoveryGround.FALSE_FACTS}
    return lambda office: (
        {"recovery_id": "r-1", "payout_id": f"{MEDICINE}/2017/{office.people[0]}", "on": AGAIN} | terms | other
    )


ALONE = MeetingMinutes(AGAIN, ("a",), "纪要1", "ab" * 32)

RECOVERIES = (
    Bad("a recovery without an id", OrderRecovery, NotAReference, "recovery_id", a_recovery(recovery_id=""), "settled"),
    Bad("a recovery of no payment", OrderRecovery, payouts.NoSuchPayout, "payout_id",
        a_recovery(payout_id="x"), "settled"),
    Bad("a recovery of nothing", OrderRecovery, AmountNotPositive, "amount", a_recovery(amount=Money(0)), "settled"),
    Bad("a recovery of one fen more", OrderRecovery, payouts.MoreThanWasPaid, "amount",
        a_recovery(amount=Money(100_001)), "settled"),
    Bad("a recovery that is never due", OrderRecovery, recoveries.NoInstalments, "instalments",
        a_recovery(instalments=()), "settled"),
    Bad("instalments that do not foot", OrderRecovery, recoveries.InstalmentsDoNotFoot, "instalments",
        a_recovery(instalments=(Instalment(AGAIN, Money(99)),)), "settled"),
    Bad("instalments out of order", OrderRecovery, recoveries.InstalmentsOutOfOrder, "instalments[1].due_on",
        a_recovery(amount=Money(2), instalments=(Instalment(AGAIN, Money(1)),) * 2), "settled"),
    Bad("an instalment of no recovery", ReceiveInstalment, recoveries.NoSuchRecovery, "recovery_id",
        {"recovery_id": "none", "amount": yuan(1), "bank_reference": "b-1", "on": AGAIN}, "settled"),
    Bad("a write-off of no recovery", WriteOffRecovery, recoveries.NoSuchRecovery, "recovery_id",
        {"recovery_id": "none", "amount": yuan(1), "reason": "无", "minutes": ALONE, "on": AGAIN}, "settled"),
)  # fmt: skip
