"""Clear personal data on its way in: typed by an officer, held to the people list's rules, and never told again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.http.body import Body
from api.http.commanding import Commanding
from api.http.values import NO_CONTROLS, Day, Flag, choices, words
from application.imports import Lists, PersonRow
from application.people import PersonalRecord
from domain.beneficiaries.events import PersonalRecordChanged
from domain.rejected import Rejected

Reason = Annotated[str, words("事由，留痕", "Why personal data is handled; kept", most=200)]
Doubt = Literal["account_check_digit", "ends_in_zeros"]
_ROW = re.compile(r"row (\d+)", re.ASCII)


class Residence(StrEnum):
    """Where somebody is registered as living (户别)."""

    URBAN = "urban"
    RURAL = "rural"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {"urban": "城镇", "rural": "农村"}[self.value]


def _personal(zh: str, en: str, example: str, *, least: int = 1, most: int = 200) -> Any:
    """Return the annotation of clear personal data."""
    return Field(
        min_length=least,
        max_length=most,
        pattern=NO_CONTROLS,
        description=f"{zh}（个人信息） / {en}; personal data",
        examples=[example],
    )


class Unseen(Body):
    """A body of clear personal data. It has no repr, so that it cannot slip into a log line or a traceback."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    __str__ = __repr__


class MoreFactBody(Body):
    """A further circumstance by name: `self_employed` = `yes`."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", examples=["self_employed"])]
    value: Annotated[str, words("取值", "Value", most=200)]


class PersonBody(Unseen):
    """One person, as a row of the people list would say it. Type and level of disability are the certificate's."""

    name: Annotated[str, _personal("姓名", "Name", "李秋实", most=60)]
    id_number: Annotated[str, _personal("身份证号", "ID number", "990101198001010014", most=40)]
    certificate: Annotated[str, _personal("残疾证号", "Certificate number", "99010119800101001443", most=40)]
    account: Annotated[str, _personal("银行账号", "Account", "9999990000000006", most=40)]
    bank: Annotated[str, _personal("开户行", "Bank", "虚构农商银行", least=0)] = ""
    phone: Annotated[str, _personal("电话", "Telephone", "13900000000", least=0, most=40)] = ""
    address: Annotated[str, _personal("住址", "Address", "虚构县平安镇一村1号", least=0)] = ""
    guardian: Annotated[str, _personal("监护人", "Guardian", "李立冬", least=0, most=60)] = ""
    region: Annotated[
        str,
        Field(
            pattern=r"^([1-9][0-9]|0[1-9])([0-9]{4}|[0-9]{10})$",
            description="行政区划代码，6 位或 12 位 / Region code, 6 or 12 digits",
            examples=["990101001001"],
        ),
    ]
    residence: Annotated[Residence, Field(description=choices(Residence))]
    low_income: Annotated[bool, Field(strict=True, description="低保或低收入 / Low income")]
    certificate_valid_until: Annotated[
        Day | None, Field(description="残疾证有效期止，null 为长期 / Last valid day; null has no end")
    ] = None
    long_term_care: Annotated[bool, Field(strict=True, description="需长期照护 / Needs long-term care")] = False
    employed: Annotated[Flag | None, Field(description="是否就业 / Employed")] = None
    facts: list[MoreFactBody] = Field(default_factory=list, max_length=30)
    accept: Annotated[
        list[Doubt],
        Field(max_length=2, description="已核对的疑点：存折账号、号码以 000 结尾 / Doubts that were looked into"),
    ] = Field(default_factory=list)


class CorrectionBody(Unseen):
    """The fields said anew. An empty text empties a field, but for name and ID number; null leaves it as it is."""

    name: Annotated[str, _personal("姓名", "Name", "李秋实", most=60)] | None = None
    id_number: Annotated[str, _personal("身份证号", "ID number", "990101198001010014", most=40)] | None = None
    certificate: (
        Annotated[str, _personal("残疾证号", "Certificate number", "99010119800101001443", least=0, most=40)] | None
    ) = None
    account: Annotated[str, _personal("银行账号", "Account", "9999990000000006", least=0, most=40)] | None = None
    bank: Annotated[str, _personal("开户行", "Bank", "虚构农商银行", least=0)] | None = None
    phone: Annotated[str, _personal("电话", "Telephone", "13900000000", least=0, most=40)] | None = None
    address: Annotated[str, _personal("住址", "Address", "虚构县平安镇一村1号", least=0)] | None = None
    guardian: Annotated[str, _personal("监护人", "Guardian", "李立冬", least=0, most=60)] | None = None
    accept: Annotated[
        list[Doubt],
        Field(max_length=2, description="已核对的疑点：存折账号、号码以 000 结尾 / Doubts that were looked into"),
    ] = Field(default_factory=list)

    @property
    def said(self) -> dict[str, str]:
        """The fields that are said anew."""
        return {name: value for name, value in self if name != "accept" and value is not None}

    @model_validator(mode="after")
    def says_something(self) -> CorrectionBody:
        """Refuse a correction of nothing."""
        if not self.said:
            facts = {"zh": "至少更正一项。", "en": "Say at least one field anew."}
            raise PydanticCustomError("nothing_said_anew", "{en}", facts)
        return self


def bring(person: PersonBody, row: int, lists: Lists) -> PersonRow:
    """Return a person as a row, whose number is their place in the list. Raises what `Lists.typed_person` raises."""
    said = person.model_dump(exclude={"facts", "accept"})
    with _placed(f"people[{row}]"):
        read = lists.typed_person(said, row=row, accepting=person.accept)
    return replace(read, facts=(*read.facts, *((fact.name, fact.value) for fact in person.facts)))


def correct(beneficiary: str, correction: CorrectionBody, *, command: Commanding, why: str) -> PersonalRecord:
    """Return the person's record as the correction leaves it; that it was read is noted with the reason.

    A command that was answered before starts from the record it then made, so that a retry says the same again and
    other content does not. Raises what `Lists.corrected_record` and `Vault.reveal` raise.
    """
    services, by = command.caller.services, command.caller.officer
    made = _made_before(beneficiary, command)
    record = services.desk.vault.reveal(beneficiary, actor=by.id, why=why, commitment=made)
    with _placed("record"):
        return services.lists.corrected_record(record, correction.said, accepting=correction.accept)


@contextmanager
def named_in_list(field: str) -> Iterator[None]:
    """Name the place in a list where a refusal arose that speaks of its rows."""
    try:
        yield
    except Rejected as refusal:
        if row := _ROW.fullmatch(refusal.field):
            refusal.field = f"{field}[{row[1]}]"
        elif refusal.field.partition("[")[0] in ("beneficiary", "facts"):
            refusal.field = field
        raise


@contextmanager
def _placed(where: str) -> Iterator[None]:
    try:
        yield
    except Rejected as refusal:
        refusal.field = f"{where}.{refusal.field}" if refusal.field else where
        raise


def _made_before(beneficiary: str, command: Commanding) -> str:
    """Return the commitment of the record that this very command made, if it did."""
    for entry in command.caller.services.desk.log.stream(f"beneficiary/{beneficiary}"):
        if entry.command_id == command.id and isinstance(entry.fact, PersonalRecordChanged):
            return entry.fact.commitment
    return ""
