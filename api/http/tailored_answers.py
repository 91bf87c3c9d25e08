"""What commands of tailored service and emergency aid are answered, for the document."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from api.http.answers import Count, Done, YuanText


class SurveysRecorded(Done):
    """So many surveys are on record, each in a service file of its own."""

    surveys: Count


class ServicesRecorded(Done):
    """So many services are on record."""

    services: Count


class ServiceFileNamed(Done):
    """The service file took this step."""

    file: str = Field(examples=["2017/b-7k0v9m2xq4a8e1zt"])


class PaperCompared(ServiceFileNamed):
    """Whether the paper is the page that was recorded."""

    agrees: bool


class ServiceTermsSet(Done):
    """The place has this version of its terms."""

    region: str = Field(examples=["990101"])
    terms_version: int = Field(ge=1)


class ServicePlaceNamed(Done):
    """The place's year took this step."""

    place: str = Field(examples=["2017/990101001000"])


class ServiceReportHandedIn(ServicePlaceNamed):
    """The report is in; it was due on this day and is so many calendar days late."""

    due_on: date
    days_late: Count


class FalsificationNumbered(ServicePlaceNamed):
    """The falsification by its number in the place's year."""

    number: int = Field(ge=1)


class EmergencyAidNamed(Done):
    """The claim of emergency aid took this step."""

    aid: str = Field(examples=["2017/990101/1"])


class EmergencyAidClaimed(EmergencyAidNamed):
    """The programme that pays it, and what the place may still give this year."""

    programme: str
    left: YuanText


class EmergencyAidPaid(EmergencyAidNamed):
    """The payout that paid it."""

    payout: str
