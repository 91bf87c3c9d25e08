"""Bad input to any command at all: the id it comes under."""

from __future__ import annotations

from application.commands.bank import CloseBatch
from application.commands.funds import AddFunds
from application.road import CommandIdMissing
from tests.support.stories import DOCUMENT, FUNDED, MUNICIPAL, RESULT, yuan
from tests.use_cases.bad_input.asked import Bad
from tests.use_cases.bad_input.batches import of_batch

ANY_COMMAND = (
    Bad("a command without an id", AddFunds, CommandIdMissing, "command_id",
        {"command_id": "", "line": MUNICIPAL, "amount": yuan(1), "document": DOCUMENT, "on": FUNDED}),
    Bad("a command id with a blank", CloseBatch, CommandIdMissing, "command_id",
        of_batch(command_id="close batch 1", on=RESULT), "settled"),
)  # fmt: skip
