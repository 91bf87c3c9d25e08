"""A fact's canonical bytes written straight: one template a class, its keys in order, a hole for each field.

They are the bytes that `canonical.canonical(codec.encode(fact))` gives, in half the time; tests hold the two together
for every event of the catalogue. A batch writes 10,000 facts of one class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from domain.money import Money
from infrastructure.log.canonical import NotCanonical, written
from infrastructure.log.shapes import Shape, money_bytes

Write = Callable[[Any], bytes]


def writer(
    kind: type, parts: Mapping[str, Shape], marker: str | None, complain: Callable[[Any], Exception]
) -> Callable[[Any], bytes]:
    """Return what writes facts of a class; `complain` says what is wrong with one that does not fit.

    It is a function like:

    def write(fact):
        if fact.__class__ is not kind: raise complain(fact)
        try:
            amount = fact.amount
            if amount.__class__ is not Money: raise TypeError
            amount = amount.fen
            if amount.__class__ is not int: raise TypeError
            parts = write_parts(fact.parts)
            line = fact.line
            if line.__class__ is not str: raise TypeError
        except NotCanonical: raise
        except Exception as error: raise complain(fact) from error
        try:
            return b'{"amount":"%d","line":%b,"parts":%b}' % (amount, dumps(line), parts)
        except TypeError as error: raise NotCanonical(str(error)) from error
    """
    holes: dict[str, str] = {}
    amounts: set[str] = set()
    scope: dict[str, Any] = {
        "kind": kind, "complain": complain, "dumps": orjson.dumps, "NotCanonical": NotCanonical, "Money": Money
    }  # fmt: skip
    lines = ["def write(fact):", "    if fact.__class__ is not kind: raise complain(fact)", "    try:", "        pass"]
    for name, part in parts.items():
        if part.plain is str:
            lines.append(f"        {name}_ = fact.{name}")
            lines.append(f"        if {name}_.__class__ is not str: raise TypeError")
            holes[name] = f"dumps({name}_)"
        elif part.write is money_bytes:
            lines.append(f"        {name}_ = fact.{name}")
            lines.append(f"        if {name}_.__class__ is not Money: raise TypeError")
            lines.append(f"        {name}_ = {name}_.fen")
            lines.append(f"        if {name}_.__class__ is not int: raise TypeError")
            holes[name] = f"{name}_"
            amounts.add(name)
        else:
            scope[f"write_{name}"] = part.write or _plainly(part)
            lines.append(f"        {name}_ = write_{name}(fact.{name})")
            holes[name] = f"{name}_"
    if marker is not None:
        scope["marker"] = orjson.dumps(marker)
        holes["kind"] = "marker"
    template = b"{%b}" % b",".join(
        (b'"%b":"%%d"' if name in amounts else b'"%b":%%b') % name.encode() for name in sorted(holes)
    )
    taken = "".join(f"{holes[name]}, " for name in sorted(holes))
    lines += [
        "    except NotCanonical: raise",
        "    except Exception as error: raise complain(fact) from error",
        "    try:",
        f"        return {template!r} % ({taken})",
        "    except TypeError as error: raise NotCanonical(str(error)) from error",
    ]
    exec(compile("\n".join(lines), f"<writer of {kind.__name__}>", "exec"), scope)
    write: Callable[[Any], bytes] = scope["write"]
    return write


def _plainly(part: Shape) -> Write:
    """Return what writes a part by way of its JSON-able value."""
    encode = part.encode
    return lambda value: written(encode(value))
