"""Plain forms: a question, its fields, one button. What is more than that has a template of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import BaseModel
from starlette.responses import Response

from api.http.commanding import Commanding
from api.pages.forms import Filled, Form
from api.pages.page import Page

Kind = Literal["text", "money", "whole", "day", "area", "choice", "tick", "file", "fixed"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `label` and `hint` are English of the translations; `options` are pairs of value and words.

    A `file` comes beside the body: whoever gives the form reads it.
    """

    kind: Kind
    name: str
    label: str
    hint: str = ""
    required: bool = True
    otherwise: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a form is about: its id as the API's route takes it, its page, and what is told of it above the fields."""

    id: str
    path: str
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """A form: its title, what it is for, its fields and the word on its button.

    `grave` says that it cannot be taken back, which the button shows. `rehearse` offers to try it first.
    """

    title: str
    intro: str
    fields: tuple[Field, ...]
    button: str
    grave: bool = False
    rehearse: bool = True

    def filled_in(self, **otherwise: object) -> Asking:
        """Return the form with values to begin with."""
        given = {name: "" if one is None else str(one) for name, one in otherwise.items()}
        return replace(
            self, fields=tuple(replace(one, otherwise=given.get(one.name, one.otherwise)) for one in self.fields)
        )

    def choosing(self, **options: Iterable[tuple[str, str]]) -> Asking:
        """Return the form with what its choices are among."""
        given = {name: tuple(one) for name, one in options.items()}
        return replace(
            self, fields=tuple(replace(one, options=given.get(one.name, one.options)) for one in self.fields)
        )

    def shown(
        self,
        page: Page,
        form: Filled | None = None,
        status: int = 200,
        *,
        facts: Sequence[tuple[str, str]] = (),
        back: str = "/",
    ) -> Response:
        """Print it. `facts` are told above the fields, `back` is where “cancel” leads."""
        return page.show(
            "ask.html", status=status, form=form or Filled(), asking=self, facts=facts, back=page.link(back)
        )

    def given(
        self,
        page: Page,
        form: Form,
        route: Callable[[BaseModel, Commanding], Response],
        model: type[BaseModel],
        *,
        lead_to: str | Callable[[Mapping[str, Any]], str],
        facts: Sequence[tuple[str, str]] = (),
        back: str = "/",
    ) -> Response:
        """Take it: give the body to the API's route and lead on, or print the form again with what is wrong."""
        return form.give(
            lambda: route(form.body(model), form.command()),
            lead_to=lead_to,
            again=lambda filled, status: self.shown(page, filled, status, facts=facts, back=back),
        )

    def shown_about(self, page: Page, subject: Subject) -> Response:
        """Print it, begun, for one thing; “cancel” leads back to it."""
        return self.shown(page, facts=subject.facts, back=subject.path)

    def given_about(
        self,
        page: Page,
        form: Form,
        subject: Subject,
        route: Callable[[str, Any, Commanding], Response],
        model: type[BaseModel],
    ) -> Response:
        """Take it for one thing: the API's route is given its id and the body, and its page is led on to."""
        return self.given(
            page,
            form,
            lambda body, command: route(subject.id, body, command),
            model,
            lead_to=subject.path,
            facts=subject.facts,
            back=subject.path,
        )
