"""Forms: the same bodies and the same road as the API's, filled in by hand.

A field is named by its place in the body, `shares.0.amount`, which is also how a refusal points at it. Every form
carries the id of its command, so that a double click takes effect once, and the token of its session.
"""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated, Any, TypeVar, cast

import orjson
from fastapi import Depends, Request
from fastapi import UploadFile as BroughtFile
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.responses import Response

from api.http.commanding import Commanding
from api.http.errors import pointer, status_of
from api.http.problems import Problem
from api.http.sentences import of_pydantic, of_trouble
from api.http.telling import tellable
from api.pages.page import Page, ThePage
from api.pages.typed import typed
from domain.accounts.credential_rejections import SecondFactorNeeded
from domain.rejected import Rejected
from domain.uploads import FileEmpty

ModelT = TypeVar("ModelT", bound=BaseModel)

OURS = frozenset({"form_token", "command_id", "rehearse"})
"""Fields of every form that are no part of a body."""


class FormOfAnotherSession(Rejected):
    """This form is from another session. Load the page again and repeat what you entered."""

    code = "form_of_another_session"
    zh = "此表单来自另一个会话，请刷新页面后重新填写。"


@dataclass(frozen=True)
class Filled:
    """A form as it is shown: what was typed, and what is wrong with it, by field. Templates call it `form`."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""
    """What is wrong with the whole."""
    would_record: tuple[Mapping[str, Any], ...] = ()
    """What a rehearsal would have recorded."""
    command_id: str = field(default_factory=lambda: f"form-{secrets.token_urlsafe(18).replace('_', '.')}")

    def value(self, name: str, otherwise: object = "") -> str:
        """Return what was typed into a field."""
        return self.values.get(name, "" if otherwise is None else str(otherwise))

    def error(self, name: str) -> str:
        """Return what is wrong with a field; empty: nothing."""
        return self.errors.get(name, "")

    def rows(self, name: str, least: int = 1) -> range:
        """Return the indices of a repeated group `name.0…`: those that were typed, or `least` of them."""
        typed = [int(part) for key in self.values if (part := _index(key, name)) is not None]
        return range(max([least, *(one + 1 for one in typed)]))


class Form:
    """A form that was sent."""

    def __init__(self, page: Page, values: Mapping[str, str], files: Mapping[str, UploadFile]) -> None:
        self.page, self.values, self.files = page, values, files

    @property
    def command_id(self) -> str:
        """The id of the form's command."""
        return self.values.get("command_id", "")

    def check_session(self) -> None:
        """Return if the form was made for this session. Raises FormOfAnotherSession."""
        if not self.page.is_own_form(self.values.get("form_token", "")):
            raise FormOfAnotherSession

    def command(self) -> Commanding:
        """Return the form's command; pressing “rehearse” walks the road and records nothing."""
        return Commanding(self.page.caller, key=self.command_id, dry_run="rehearse" in self.values, seen=None)

    def body(self, model: type[ModelT], **more: Any) -> ModelT:
        """Return the fields as the API's body; empty fields are left out. Raises pydantic's ValidationError."""
        given = {name: said.strip() for name, said in self.values.items() if name not in OURS and said.strip()}
        return model.model_validate(typed(model, given) | more)

    def part(self, prefix: str) -> dict[str, str]:
        """Return the fields below `prefix.`, by the rest of their name."""
        return {
            name.removeprefix(f"{prefix}."): said.strip()
            for name, said in self.values.items()
            if name.startswith(f"{prefix}.")
        }

    def without(self, prefix: str) -> Form:
        """Return the form without the fields below `prefix.`."""
        rest = {name: said for name, said in self.values.items() if not name.startswith(f"{prefix}.")}
        return Form(self.page, rest, self.files)

    def file_of(self, name: str) -> BroughtFile:
        """Return a file that was brought, as routes of the API take it. Raises FileEmpty."""
        file = self.files.get(name)
        if file is None or not file.filename:
            raise FileEmpty(name)
        return cast("BroughtFile", file)  # FastAPI's is the same, with its documentation.

    def hash_of(self, name: str) -> str:
        """Return the SHA-256 (hex) of a file that was brought. Raises FileEmpty."""
        file = self.file_of(name)
        digest = sha256()
        while piece := file.file.read(1 << 20):
            digest.update(piece)
        return digest.hexdigest()

    def with_minutes(self, model: type[ModelT]) -> ModelT:
        """Return the fields as a body with a meeting's minutes, which are named by their file's hash.

        Raises FileEmpty, and pydantic's ValidationError.
        """
        minutes: dict[str, Any] = {name: said for name, said in self.part("minutes").items() if name != "file"}
        minutes["attendees"] = [one.strip() for one in minutes.get("attendees", "").splitlines() if one.strip()]
        minutes["minutes_sha256"] = self.hash_of("minutes.file")
        return self.without("minutes").body(model, minutes=minutes)

    def give(
        self,
        carry_out: Callable[[], Response],
        *,
        lead_to: str | Callable[[Mapping[str, Any]], str],
        again: Callable[[Filled, int], Response],
    ) -> Response:
        """Give the form's command and lead on; when it is refused, show the form again with what was typed.

        `carry_out` is the API's own route; `lead_to` the next page, or what makes its address of the answer; `again`
        prints the form, given what to fill in and the status.
        """
        try:
            self.check_session()
            answer = carry_out()
        except SecondFactorNeeded:
            return self.page.lead_to("/second-factor", onward=self.page.here())
        except (Rejected, ValidationError) as error:
            return again(self.refused(error), 422 if isinstance(error, ValidationError) else status_of(error.code))
        except Exception as error:
            told = of_trouble(error, ())
            if told is None:
                raise
            return again(self._filled(sentence=told[1].in_(self.page.language)), told[0])
        if isinstance(answer, Problem):  # a route that answers its refusal itself
            return again(self._filled(sentence=orjson.loads(answer.body)["detail"]), answer.status_code)
        said = orjson.loads(answer.body)
        if "would_record" in said:
            return again(self._filled(would_record=tuple(said["would_record"])), 200)
        position = answer.headers.get("ledger-position", "")
        path = lead_to if isinstance(lead_to, str) else lead_to(said)
        return self.page.lead_to(path, recorded=position, wait_for=position)

    def refused(self, error: Rejected | ValidationError) -> Filled:
        """Return the form with what is wrong beside its fields, in the page's language."""
        language = self.page.language
        if isinstance(error, Rejected):
            told = tellable(error)
            place = pointer(told.field).strip("/").replace("/", ".")
            sentence = told.sentence(language)
            return self._filled(errors={place: sentence} if place else {}, sentence=sentence)
        errors = {
            ".".join(map(str, one["loc"])): of_pydantic(one).in_(language)
            for one in error.errors(include_url=False, include_input=False)
        }
        return self._filled(errors=errors)

    def _filled(self, **more: Any) -> Filled:
        typed = {name: said for name, said in self.values.items() if name not in OURS}
        return Filled(values=typed, **more)


async def form(request: Request, page: ThePage) -> AsyncIterator[Form]:
    """Read a form. Files stay in memory, as everywhere in the service, and are let go when it was answered."""
    async with request.form(max_files=30, max_fields=2000) as sent:
        values = {name: one for name, one in sent.multi_items() if isinstance(one, str)}
        files = {name: one for name, one in sent.multi_items() if isinstance(one, UploadFile)}
        yield Form(page, values, files)


TheForm = Annotated[Form, Depends(form)]


def _index(key: str, name: str) -> int | None:
    rest = key.removeprefix(f"{name}.") if key.startswith(f"{name}.") else ""
    first = rest.partition(".")[0]
    return int(first) if first.isascii() and first.isdigit() else None
