"""What commands of designations, tenders and contracts are answered."""

from __future__ import annotations

from pydantic import Field

from api.http.answers import AgreementNamed, Count, Done, People, YuanText


class AmountDeducted(AgreementNamed):
    """The service of so many people is paid less."""

    people: People


class ServiceMonthAccepted(AgreementNamed):
    """So many records of so many people were accepted, and this is what they are worth together."""

    people: People
    records: Count
    amount: YuanText


class InstitutionNamed(Done):
    """The institution's designation took this step."""

    institution: str = Field(examples=["52990101MJ0000001G"])


class TenderPublished(Done):
    """The tender is published, with so many lots."""

    tender: str = Field(examples=["life-secretary-2022"])
    lots: Count


class LotNamed(Done):
    """The lot was decided."""

    tender: str = Field(examples=["life-secretary-2022"])
    lot: str = Field(examples=["1"])


class LotAwarded(LotNamed):
    """The lot's agreement is signed."""

    agreement: str
