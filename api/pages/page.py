"""One page of one request: who looks, in which language, as of when, and what is printed."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.http.caller import Caller
from api.http.language import language_of
from api.http.querying import AsOfText, Moment, Querying
from api.http.values import Day
from api.pages import look_back, navigation, templating, words
from api.pages.assets import styles_source
from application.lists import PROGRAMMES, ListOf, Total, Where
from application.queries import Views
from domain.money import Money
from domain.rejected import Language

LANGUAGE_COOKIE = "ledger_language"
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src {styles_source()}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types ledger"
)
_SALT = 16
"""Characters of a form's token that are by chance."""
_HEADERS = {"content-security-policy": POLICY, "cache-control": "no-store", "vary": "Cookie, Accept-Language"}


class Page:
    """What every page is printed from. Templates call it `page`."""

    def __init__(self, request: Request, query: Querying) -> None:
        self.request, self.query = request, query
        self.caller: Caller = query.caller
        self._regions: dict[str, str] = {}

    @cached_property
    def language(self) -> Language:
        """The language chosen by the switch, else the browser's."""
        chosen = self.request.cookies.get(LANGUAGE_COOKIE, "")
        return "en" if chosen == "en" else "zh" if chosen == "zh" else language_of(_accepted(self.request))

    @cached_property
    def is_signed_in(self) -> bool:
        """Whether there is a session; whether it may see this page is asked by each page."""
        return bool(self.caller.token)

    @property
    def account(self) -> str:
        """The account that looks. Raises NotSignedIn, SessionOver."""
        return self.caller.signed_in.account

    @cached_property
    def navigation(self) -> tuple[navigation.Area, ...]:
        """The areas and addresses that the caller's roles open."""
        return navigation.of(self.caller.account)

    @property
    def views(self) -> Views:
        """The views of the ledger."""
        return self.query.views

    @cached_property
    def moment(self) -> Moment:
        """What the page is as of. Raises ViewBehind, ViewStopped."""
        return self.query.moment()

    @property
    def times(self) -> dict[str, Any]:
        """Both times as the views' queries take them."""
        return self.moment.both

    def total(self, of: ListOf[Any], where: Where, times: Mapping[str, Any]) -> Total:
        """Return how many rows a list has as of a position, and what they come to."""
        asked = (of.name, where, times["as_of"], times["effective"])
        return self.caller.services.known.of(asked, lambda: self.views.count_and_sum(of, where=where, **times))

    @cached_property
    def programmes(self) -> Mapping[str, tuple[str, str]]:
        """The names of the programmes, Chinese and English, by id."""
        return {one.programme: (one.name_zh, one.name_en) for one in self.views.rows(PROGRAMMES)}

    def programme(self, programme: str) -> str:
        """Return a programme's name in the page's language; its id where it has none."""
        zh, en = self.programmes.get(programme, (programme, programme))
        return (zh if self.language == "zh" else en) or programme

    def region(self, code: str | None) -> str:
        """Return what a region is called on the page's day; empty where nobody named it."""
        if code and code not in self._regions:
            self.meet_regions([code])
        return self._regions[code] if code else ""

    def meet_regions(self, codes: Iterable[str | None]) -> None:
        """Look regions up that the page is about to name, all at once."""
        new = {code for code in codes if code} - self._regions.keys()
        if not new:
            return
        times = self.query.times()
        found = self.views.region_names(sorted(new), **{**times, "effective": times["effective"] or self.today})
        self._regions |= {code: found.get(code, "") for code in new}

    def said(self, sentence: str, **facts: object) -> str:
        """Return a sentence of the code (not of a template) in the page's language; %(name)s stand for facts."""
        return words.said(self.language, sentence) % facts if facts else words.said(self.language, sentence)

    def word(self, value: object) -> str:
        """Return what a stored value is called."""
        return words.word(self.language, value)

    def heading(self, field: str) -> str:
        """Return what a field is called."""
        return words.heading(self.language, field)

    def yuan(self, amount: Money) -> str:
        """Write an amount with its unit."""
        return templating.yuan(self.language, amount)

    @property
    def today(self) -> date:
        """Today's date in China, with which forms begin."""
        return self.caller.services.desk.clock.today()

    @property
    def asked_as_of(self) -> str:
        """The past instant or position that was asked for, as it was written; empty: now."""
        return self.request.query_params.get("as_of", "")

    @property
    def asked_effective(self) -> str:
        """The day up to which it counts, as it was written; empty: all."""
        return self.request.query_params.get("effective", "")

    @property
    def is_of_the_past(self) -> bool:
        """Whether the page shows another time than now; nothing can be done on it then."""
        return bool(self.asked_as_of or self.asked_effective)

    @cached_property
    def look_back(self) -> look_back.LookBack | None:
        """The way to other moments; None where the page is not as of one."""
        return look_back.of(self)

    @property
    def path(self) -> str:
        """The address without its question."""
        return self.request.url.path

    def may(self, operation: str) -> bool:
        """Say whether one of the caller's roles has the operation somewhere: whether to show a way there at all."""
        return navigation.has(self.caller.account, operation)

    def link(self, path: str, **asked: object) -> str:
        """Return an address inside the system that keeps the times the page is as of. Empty values are left out."""
        times = {"as_of": self.asked_as_of, "effective": self.asked_effective}
        given = {name: said for name, said in {**times, **asked}.items() if said not in ("", None)}
        joint = "&" if "?" in path else "?"
        return f"{path}{joint}{urlencode(given, doseq=True)}" if given else path

    def here(self, **changed: object) -> str:
        """Return this page's own address with some of its parameters changed; None or empty takes one away."""
        asked: dict[str, object] = {}
        for name, said in self.request.query_params.multi_items():
            if name not in changed and name not in ("wait_for", "recorded"):
                asked[name] = [*asked[name], said] if isinstance(asked.get(name), list) else [said]  # type: ignore[misc]  # a list by the condition
        given = {**asked, **{name: one for name, one in changed.items() if one not in ("", None)}}
        return f"{self.path}?{urlencode(given, doseq=True)}" if given else self.path

    def asked(self) -> dict[str, str]:
        """Return the parameters that narrow what this page shows, without its place in a list."""
        given = self.request.query_params
        return {name: given[name] for name in given if given[name] and name not in ("cursor", "wait_for", "recorded")}

    def asked_with(self, **asked: object) -> dict[str, str]:
        """Return parameters beside the times the page is as of; empty ones are left out."""
        given = {"as_of": self.asked_as_of, "effective": self.asked_effective, **asked}
        return {name: str(said) for name, said in given.items() if said not in ("", None)}

    @cached_property
    def form_token(self) -> str:
        """What a form of this session carries, so that no other site can send one."""
        return form_token(self.caller.token)

    def is_own_form(self, token: str) -> bool:
        """Say whether a form that carries this token was made for this session."""
        return hmac.compare_digest(token, form_token(self.caller.token, salt=token[:_SALT]))

    @property
    def recorded(self) -> str:
        """The position of the entry that a form has just made; empty when none has."""
        said = self.request.query_params.get("recorded", "")
        return said if said.isascii() and said.isdigit() else ""

    def show(self, template: str, *, status: int = 200, **content: Any) -> Response:
        """Print a template."""
        text = templating.environment(self.language).get_template(template).render(page=self, **content)
        headers = {**_HEADERS, "content-language": "zh-CN" if self.language == "zh" else "en"}
        return HTMLResponse(text, status_code=status, headers=headers)

    def lead_to(self, path: str, **asked: object) -> Response:
        """Lead on to another page of ours after a form (303)."""
        given = {name: said for name, said in asked.items() if said not in ("", None)}
        joint = "&" if "?" in path else "?"
        address = f"{path}{joint}{urlencode(given)}" if given else path
        return RedirectResponse(address, 303, headers={"cache-control": "no-store"})


def form_token(session_token: str, *, salt: str = "") -> str:
    """Return a token for a session's forms (synchronizer token, derived, so that nothing has to be kept).

    It differs on every page: of something that never changes, the length of compressed pages would tell (BREACH).
    """
    salt = salt or secrets.token_hex(_SALT // 2)
    return salt + hmac.new(session_token.encode(), f"subsidy-ledger form {salt}".encode(), sha256).hexdigest()


def local(address: str) -> str:
    """Return the address if it leads to a page of ours, else the desk: nobody is sent to another site."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours and "\\" not in address else "/"


async def page(
    request: Request,
    as_of: Annotated[AsOfText | None, Query()] = None,
    effective: Annotated[Day | None, Query()] = None,
    wait_for: Annotated[int | None, Query(ge=0, le=10**15)] = None,
) -> Page:
    """Return the page of a request."""
    return Page(request, Querying(Caller(request), as_of, effective, wait_for))


ThePage = Annotated[Page, Depends(page)]


def _accepted(request: Request) -> str:
    return str(request.headers.get("accept-language", ""))
