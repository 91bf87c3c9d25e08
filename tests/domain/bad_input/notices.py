"""Bad input to notices and the objections to them."""

from __future__ import annotations

from domain.free_text import NotAHotline, NotAReference, PersonalNumberInText, TextMissing
from domain.notices import decisions as notices
from domain.notices.rejections import NobodyOnNotice, NoSuchObjection, NotOnThisNotice
from tests.domain import test_people_and_notices as p
from tests.domain.bad_input.lines import LEAK, Line
from tests.domain.people_stories import A_POSTED_NOTICE, the_notice

POSTED = the_notice(*A_POSTED_NOTICE)
OBJECTED = the_notice(*A_POSTED_NOTICE, p.RAISED)


def publish(**changed: object) -> object:
    return notices.publish(the_notice(), **(p.PUBLISHING | changed))


def object_to(**changed: object) -> object:
    return notices.raise_objection(POSTED, **(p.OBJECTING | changed))


def settle(**changed: object) -> object:
    return notices.settle_objection(OBJECTED, **(p.SETTLING | changed))


NOTICES: tuple[Line, ...] = (
    ("an empty notice", lambda: publish(beneficiaries=()), NobodyOnNotice, "beneficiaries"),
    ("a notice nowhere", lambda: publish(place=" "), TextMissing, "place"),
    ("a notice at somebody's mobile", lambda: publish(hotline="13900001234"), NotAHotline, "hotline"),
    ("a notice whose place leaks", lambda: publish(place=LEAK), PersonalNumberInText, "place"),
    ("an objection to a stranger", lambda: object_to(beneficiary="b-9"), NotOnThisNotice, "beneficiary"),
    ("an objection without an id", lambda: object_to(objection_id=""), NotAReference, "objection_id"),
    ("a finding that leaks", lambda: settle(finding="银行卡6222020200112233445"), PersonalNumberInText, "finding"),
    ("a finding of nothing", lambda: settle(finding=""), TextMissing, "finding"),
    ("settling what was not raised", lambda: settle(objection_id="o-2"), NoSuchObjection, "objection_id"),
)
