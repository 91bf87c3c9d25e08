"""明文个人信息 / Clear personal data: who reads it says why, and that is kept: who, whom, when, why."""

from __future__ import annotations

from typing import Annotated, Self

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from starlette.responses import Response

from api.http.answering import answers
from api.http.caller import TheCaller
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers.trails import Beneficiary
from api.http.values import path_id, slashed
from application import streams
from application.access.decide import OutsideYourRegion
from application.access.places import Place, places_of_people, places_of_stream
from application.bank_formats import payment_file
from application.exports import MEDIA_TYPES
from application.people import Access, PersonalRecord
from application.work import Work

router = Router()

Why = Annotated[
    str, Query(min_length=2, max_length=200, description="事由，记入查阅记录 / Reason, kept with the reading")
]

PaymentFormat = Annotated[
    str,
    Query(
        pattern=r"^[a-z0-9][a-z0-9-]{1,29}$",
        examples=["xlsx", "csv", "card-roster"],
        description="xlsx、csv 或银行格式代码 / Our own list, or the code of a bank's format",
    ),
]
_MEDIA_TYPES = {*(media.partition(";")[0] for media in MEDIA_TYPES.values()), "application/xml", "text/plain"}


@router.get("/beneficiaries/{beneficiary}/personal-record", tags=["personal data"])
@answers(PersonalRecord)
def personal_record(beneficiary: Beneficiary, why: Why, caller: TheCaller) -> Response:
    """一人的明文信息 / One person's clear data."""
    desk, person = caller.services.desk, slashed(beneficiary)
    caller.may("personal_record", places_of_people([person], desk))
    record = desk.vault.reveal(person, actor=caller.account.id, why=why)
    return _json(record)


@router.get("/beneficiaries/{beneficiary}/accesses", tags=["personal data"])
@answers(Access, many=True)
def accesses(beneficiary: Beneficiary, caller: TheCaller) -> Response:
    """谁查阅过其明文信息 / Who handled a person's clear data, when, how and why."""
    desk, person = caller.services.desk, slashed(beneficiary)
    caller.may("accesses", places_of_people([person], desk))
    return _json({"items": desk.vault.accesses(person)})


class NumberBody(BaseModel):
    """A number somebody gave. It travels in the body, since addresses are written down on the way."""

    model_config = ConfigDict(extra="forbid")

    id_number: Annotated[str, Field(max_length=40, description="身份证号 / ID number")] = ""
    certificate: Annotated[str, Field(max_length=40, description="残疾人证号 / Certificate number")] = ""
    account: Annotated[str, Field(max_length=40, description="银行账号 / Account number")] = ""

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if sum(bool(number) for number in (self.id_number, self.certificate, self.account)) != 1:
            raise ValueError("exactly one number")
        return self


class Found(BaseModel):
    """The beneficiary ids that have exactly this number."""

    items: list[str]


@router.post("/people-searches", response_model=Found, tags=["personal data"])
def find_person(body: NumberBody, caller: TheCaller) -> Response:
    """按号码查找人员编号，仅限本人辖区 / Find somebody by a number, inside one's own region."""
    desk = caller.services.desk
    caller.may("find_person", [Place(None, None)])
    found = desk.vault.find(id_number=body.id_number, certificate=body.certificate, account=body.account)
    mine = []
    for person in found:
        region = streams.person(Work(desk.log, attempt=0), person).state.region
        try:
            caller.may("find_person", [Place(region, None)])
        except OutsideYourRegion:
            continue
        mine.append(person)
    return _json({"items": mine})


@router.get(
    "/batches/{batch}/payment-list",
    tags=["personal data"],
    response_class=Response,
    responses={200: {"content": {media: {} for media in _MEDIA_TYPES}}},
)
def payment_list(
    batch: Annotated[str, path_id("批次编号", "Batch id", "psy-medicine~2017~1")],
    why: Why,
    caller: TheCaller,
    format: PaymentFormat = "xlsx",  # noqa: A002 - the parameter's name in the address
) -> Response:
    """银行付款文件，含账号：xlsx、csv 或已登记的银行格式 / The bank's payment file, with account numbers."""
    desk, name = caller.services.desk, slashed(batch)
    caller.may("payment_list", places_of_stream(f"batch/{name}", desk))
    lists = caller.services.bank_lists
    file, _ = payment_file(name, format, by=caller.officer, why=why, desk=desk, bank_lists=lists)
    headers = {"Content-Disposition": f'attachment; filename="{batch}.{file.extension}"'}
    if not headers["Content-Disposition"].isascii():
        headers["Content-Disposition"] = f'attachment; filename="payments.{file.extension}"'
    return Response(file.content, media_type=file.media_type, headers=headers)


def _json(content: object) -> Response:
    return Response(to_json(content), media_type="application/json")
