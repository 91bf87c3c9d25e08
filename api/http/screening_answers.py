"""What commands of screenings are answered, for the document."""

from __future__ import annotations

from pydantic import Field

from api.http.answers import Count, Done


class ScreeningNamed(Done):
    """The screening took this step."""

    screening: str = Field(examples=["cataract/2017"])


class CandidatesListed(ScreeningNamed):
    """So many people were taken in."""

    people: Count


class StageRecorded(ScreeningNamed):
    """What the stage came to, and the follow-ups and claims over the target that came of it."""

    stage: str = Field(examples=["operation"])
    passed: Count
    dropped_out: Count
    follow_ups: Count
    over_target: Count


class FollowUpsRecorded(ScreeningNamed):
    """So many were done, and so many cannot be."""

    done: Count
    missed: Count


class ClaimsSettled(ScreeningNamed):
    """Of so many claims it is said who pays, or that nobody does."""

    claims: Count


class ClaimsDecided(ClaimsSettled):
    """The tier of the policy that pays."""

    tier: str = Field(examples=["over_target"])


class ScreeningClosed(ScreeningNamed):
    """The screening is closed."""

    served: Count
    dropped_out: Count
