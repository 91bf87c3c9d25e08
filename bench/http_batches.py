"""Batches over HTTP and through the desk, month by month in turn: submitted with their list, approved, released."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from application.commands.batch_lists import Listed
from application.commands.batches import ReleaseBatch, SubmitBatch, release_batch, submit_batch
from bench import county
from bench.harness import Stopwatch
from bench.http_accounts import CLERK, RELEASER
from bench.http_client import Line, request
from bench.http_service import Service
from bench.synthetic_batch import REGION
from domain.programmes.policy import ApprovalStep
from infrastructure.bootstrap import Office


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds to the answers."""

    submitted: float
    released: float


def everybody(office: Office, number: int) -> Sequence[Listed]:
    """Return who is entitled in the n-th month, and how much each: the office's own list."""
    period, _ = county.month(number)
    found = office.desk.views.entitlements(county.PROGRAMME, REGION, period)
    return tuple(Listed(each.beneficiary, each.amount) for each in found)


def over_http(service: Service, listed: Sequence[Listed], number: int) -> Took:
    """Take the n-th month's batch all the way over HTTP. The requests are written before the watch is started."""
    submit, release = submission(service, listed, number), _release(service.tokens[RELEASER], number)
    with Line(service.address) as line:
        watch = Stopwatch()
        said = orjson.loads(line.ask(submit).body)
        submitted = watch.seconds()
        for step in ApprovalStep:
            line.ask(_approve(service.tokens[step.value], step, str(said["digest"]), number))
        watch = Stopwatch()
        line.ask(release)
        return Took(submitted, watch.seconds())


def through_desk(office: Office, listed: Sequence[Listed], number: int) -> Took:
    """Take the n-th month's batch all the way through the desk."""
    period, day = county.month(number)
    ask = SubmitBatch(
        command_id=f"submit-{period}",
        programme=county.PROGRAMME,
        region=REGION,
        period=period,
        number="1",
        listed=tuple(listed),
        on=day,
    )
    watch = Stopwatch()
    answer = submit_batch(ask, by=county.CLERK, desk=office.desk)
    submitted = watch.seconds()
    batch = county.approve(office.desk, str(answer.said["digest"]), number)
    release = ReleaseBatch(command_id=f"release-{period}", batch_id=batch, value_date=day)
    watch = Stopwatch()
    release_batch(release, by=county.RELEASER, desk=office.desk)
    return Took(submitted, watch.seconds())


def submission(service: Service, listed: Sequence[Listed], number: int) -> bytes:
    """Return the request that submits the n-th month's batch."""
    return _submit(service.tokens[CLERK], listed, number)


def _submit(token: str, listed: Sequence[Listed], number: int) -> bytes:
    period, day = county.month(number)
    body = {
        "programme": county.PROGRAMME,
        "region": REGION,
        "period": str(period),
        "number": "1",
        "listed": [{"beneficiary": each.beneficiary, "amount": str(each.amount)} for each in listed],
        "on": day.isoformat(),
    }
    return request("POST", "/v1/batches", token=token, body=body, key=f"submit-{period}")


def _approve(token: str, step: ApprovalStep, digest: str, number: int) -> bytes:
    period, day = county.month(number)
    body: dict[str, object] = {"step": step.value, "digest": digest, "on": day.isoformat()}
    if step is ApprovalStep.COLLECTIVE_MEETING:
        body["minutes"] = {
            "held_on": day.isoformat(),
            "attendees": ["zhou", "wang", "feng"],
            "minutes_number": "纪要1号",
            "minutes_sha256": "e" * 64,
        }
    path = f"/v1/batches/{_in_path(number)}/approvals"
    return request("POST", path, token=token, body=body, key=f"{step.value}-{period}")


def _release(token: str, number: int) -> bytes:
    period, day = county.month(number)
    body = {"value_date": day.isoformat()}
    return request("POST", f"/v1/batches/{_in_path(number)}/release", token=token, body=body, key=f"release-{period}")


def _in_path(number: int) -> str:
    return f"{county.PROGRAMME}~{county.month(number)[0]}~1"
