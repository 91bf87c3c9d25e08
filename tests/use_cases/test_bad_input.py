"""Bad input, one named case a row: the rule that refuses it, the field it names, and that nothing else moved.

All cases share their offices: what is refused changes nothing, or the next case would notice.
"""

from __future__ import annotations

import pytest

from application.commands.batch_lists import Listed
from application.commands.batches import SubmitBatch
from domain.batches import rejections as batches
from tests.support.office import BUILDER
from tests.support.stories import yuan
from tests.use_cases.bad_input.any_command import ANY_COMMAND
from tests.use_cases.bad_input.asked import ID_NUMBER, Bad, the_office
from tests.use_cases.bad_input.bank import BANK
from tests.use_cases.bad_input.batches import BATCHES, a_batch
from tests.use_cases.bad_input.cases_and_notices import CASES_AND_NOTICES
from tests.use_cases.bad_input.funds import FUNDS
from tests.use_cases.bad_input.institutions import INSTITUTIONS
from tests.use_cases.bad_input.people import PEOPLE
from tests.use_cases.bad_input.programmes import PROGRAMMES
from tests.use_cases.bad_input.recoveries import RECOVERIES

TABLE = (
    *ANY_COMMAND,
    *PROGRAMMES,
    *FUNDS,
    *PEOPLE,
    *CASES_AND_NOTICES,
    *INSTITUTIONS,
    *BATCHES,
    *BANK,
    *RECOVERIES,
)


def test_there_are_many_and_each_has_its_own_name() -> None:
    assert len({bad.name for bad in TABLE}) == len(TABLE) >= 70


@pytest.mark.parametrize("bad", TABLE, ids=lambda bad: bad.name.replace(" ", "-"))
def test_bad_input_is_refused_by_name_at_its_field_and_nothing_moves(bad: Bad) -> None:
    office = the_office(bad.stage)
    facts = bad.facts(office) if callable(bad.facts) else bad.facts
    office.is_refused(bad.rule, bad.command, by=bad.by, field=bad.at, **facts)


def test_nothing_that_was_kept_repeats_a_persons_number() -> None:
    office = the_office("funded")
    asked = a_batch(listed=(Listed(ID_NUMBER, yuan(1000)),))
    office.is_refused(batches.NotEntitled, SubmitBatch, by=BUILDER, **asked)
    kept = "".join(one.sentence_zh + one.sentence_en for one in office.views.refusals())
    assert ID_NUMBER not in kept
