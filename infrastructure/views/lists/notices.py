"""The lists of notices, of the people on one, and of objections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from application.listed.rules_and_people import NoticeListed, NoticePersonListed, ObjectionListed
from application.lists import Where
from application.views.beneficiaries import Beneficiary, BeneficiaryChange
from application.views.notices import Notice, NoticePerson, NoticeStage, Objection, ObjectionStage
from domain.notices.events import ObjectionGround
from infrastructure.views.lists.conditions import Among, Condition, Starts, With, every
from infrastructure.views.lists.plans import Plan, Store, one

_PUBLISHED = Among("stage", (NoticeStage.PUBLISHED,))


def _notices(store: Store, rows: Sequence[Notice], _: Where) -> Iterator[NoticeListed]:
    ids = {row.notice for row in rows}
    concluded = {row.notice: row for row in store.rows(Notice, notice=ids, stage=(NoticeStage.CONCLUDED,))}
    objections = store.rows(Objection, notice=ids)
    raised = Counter(each.notice for each in objections if each.stage == ObjectionStage.RAISED)
    settled = Counter(each.notice for each in objections if each.stage != ObjectionStage.RAISED)
    for row in rows:
        end = concluded.get(row.notice)
        yield NoticeListed(
            row.notice,
            row.programme or "",
            row.region or "",
            row.place or "",
            NoticeStage.CONCLUDED if end else NoticeStage.PUBLISHED,
            row.effective,
            row.closes_on or date.max,
            row.working_days or 0,
            end and end.effective,
            row.people or 0,
            raised[row.notice],
            raised[row.notice] - settled[row.notice],
            row.position,
        )


def _notice_people(_: Store, rows: Sequence[NoticePerson], __: Where) -> Iterator[NoticePersonListed]:
    for row in rows:
        yield NoticePersonListed(row.notice, row.page, row.beneficiary, row.position)


def _objections(store: Store, rows: Sequence[Objection], _: Where) -> Iterator[ObjectionListed]:
    ids = {row.notice for row in rows}
    notices = {row.notice: row for row in store.rows(Notice, notice=ids, stage=(NoticeStage.PUBLISHED,))}
    settled = {
        (each.notice, each.objection): each
        for each in store.rows(Objection, notice=ids, stage=(ObjectionStage.UPHELD, ObjectionStage.DISMISSED))
    }
    for row in rows:
        notice, end = notices.get(row.notice), settled.get((row.notice, row.objection))
        yield ObjectionListed(
            row.objection,
            row.notice,
            (notice and notice.programme) or "",
            (notice and notice.region) or "",
            row.beneficiary,
            ObjectionGround(row.ground or "other"),
            ObjectionStage((end or row).stage),
            row.effective,
            end and end.effective,
            end and end.by,
            row.position,
        )


def _of_its_notice(like: Condition) -> Condition:
    return With(Notice, (("notice", "notice"),), every(_PUBLISHED, like))


def _registered_in(prefix: str) -> Condition:
    like = every(Among("change", (BeneficiaryChange.REGISTERED,)), Starts("region", (prefix,)))
    return With(Beneficiary, (("beneficiary", "beneficiary"),), like)


NOTICES = Plan(
    kind=Notice,
    views=("notices",),
    key=("position",),
    births=_PUBLISHED,
    fold=_notices,
    programme=one("programme"),
    region=lambda prefix: Starts("region", (prefix,)),
    same=("notice",),
    stages={"published": ("published",), "concluded": ("concluded",)},
)
NOTICE_PEOPLE = Plan(
    kind=NoticePerson,
    views=("notices", "beneficiaries"),
    key=("position", "seq"),
    births=every(),
    fold=_notice_people,
    programme=lambda programme: _of_its_notice(Among("programme", (programme,))),
    region=_registered_in,
    filters={"notice": one("notice")},
    finds=frozenset({"notice"}),
)
OBJECTIONS = Plan(
    kind=Objection,
    views=("notices",),
    key=("position",),
    births=Among("stage", (ObjectionStage.RAISED,)),
    fold=_objections,
    programme=lambda programme: _of_its_notice(Among("programme", (programme,))),
    region=lambda prefix: _of_its_notice(Starts("region", (prefix,))),
    filters={"notice": one("notice"), "beneficiary": one("beneficiary")},
    finds=frozenset({"notice", "beneficiary"}),
    same=("notice", "objection"),
    stages={stage.value: (stage.value,) for stage in ObjectionStage},
)
