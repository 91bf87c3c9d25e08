"""Facts and commands to JSON-able values and back, compiled once per class from its type hints.

Money is text of whole fen, a date `2017-04-25`, an instant RFC 3339 UTC with microseconds, a fraction `4/5`,
an enum its value, a tuple a list, a dataclass an object, a value type with `parse` and `__str__` its text. A
dataclass with `KIND` carries it under the key `kind`; unions are told apart by it. Every field is always
written: nothing is left to a default. Whatever does not fit exactly raises `Malformed`, which names the
class and the field and never quotes the value (commands carry personal data).

Each class gets three functions of straight-line source, since both lie on the road of every batch and every
rebuild. They only say *that* a value does not fit; the slow `_blame` then says where.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from types import MemberDescriptorType
from typing import Any, TypeVar, cast, get_type_hints

from infrastructure.log import shapes, writing
from infrastructure.log.shapes import Malformed, Shape

__all__ = ["Malformed", "decode", "encode", "shape_of", "writer_of"]

Fact = TypeVar("Fact")

_shapes: dict[type, Shape] = {}


def encode(fact: object) -> dict[str, Any]:
    """Return the JSON-able object of a frozen dataclass. Raises Malformed."""
    return cast("dict[str, Any]", shape_of(type(fact)).encode(fact))


def decode(kind: type[Fact], value: object) -> Fact:
    """Return the dataclass `kind` that `value` is written for. Raises Malformed."""
    return cast("Fact", shape_of(kind).decode(value))


def writer_of(kind: type) -> Callable[[Any], bytes]:
    """Return what writes a dataclass's canonical bytes. It raises Malformed and NotCanonical."""
    write = shape_of(kind).write
    assert write is not None, "every class has its own"
    return write


def shape_of(kind: type) -> Shape:
    """Return how a dataclass is written and read, compiled at first use. Raises TypeError if it cannot be."""
    return _shapes.get(kind) or _compile(kind, {})


def maker(kind: Callable[..., Fact]) -> Callable[..., Fact]:
    """Return what makes a frozen slots dataclass of its fields in order, in a third of its own __init__'s time.

    Raises TypeError for a class that does more than store its fields.
    """
    assert isinstance(kind, type)
    setters = _setters(kind, [field.name for field in fields(cast("Any", kind))])
    if setters is None:
        raise TypeError(f"{kind.__name__} does more than store its fields")
    names = [name.removeprefix("set_") for name in setters]
    lines = [f"def make({', '.join(names)}):", "    made = new(kind)"]
    lines += [f"    set_{name}(made, {name})" for name in names]
    lines.append("    return made")
    scope: dict[str, Any] = {"kind": kind, "new": object.__new__, **setters}
    exec(compile("\n".join(lines), f"<maker of {kind.__name__}>", "exec"), scope)
    return cast("Callable[..., Fact]", scope["make"])


def _compile(kind: type, underway: dict[type, Shape]) -> Shape:
    """Compile a class and those it holds; one that is underway (criteria hold criteria) by a promise."""
    if kind in _shapes:
        return _shapes[kind]
    if kind in underway:
        return underway[kind]
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is no dataclass")
    underway[kind] = Shape(lambda value: _shapes[kind].encode(value), lambda value: _shapes[kind].decode(value))
    hints, parts = get_type_hints(kind), {}
    for name in (field.name for field in fields(kind)):
        if not name.isascii() or (name == "kind" and shapes.kind_of(kind) is not None):
            raise TypeError(f"{kind.__name__}.{name}: this name cannot be a key")
        try:
            parts[name] = shapes.find(hints[name], lambda inner: _compile(inner, underway))
        except TypeError as error:
            raise TypeError(f"{kind.__name__}.{name}: {error}") from None
    source = _Source(kind, parts, shapes.kind_of(kind))
    return _shapes.setdefault(kind, Shape(source.encoder(), source.decoder(), write=source.writer()))


@dataclass(frozen=True, slots=True)
class _Source:
    """The source of one class's two functions."""

    kind: type
    parts: dict[str, Shape]
    marker: str | None

    def encoder(self) -> Callable[[Any], Any]:
        """Return a function like:

        def encode(fact):
            if fact.__class__ is not kind: raise stranger(fact)
            try:
                line = fact.line
                if line.__class__ is not plain_line: raise TypeError
                amount = part_amount(fact.amount)
            except Exception as error: raise blame(fact) from error
            return {"line": line, "amount": amount}
        """
        keys = [f"{name!r}: {name}_" for name in self.parts]
        if self.marker is not None:
            keys.append(f"'kind': {self.marker!r}")
        lines = [
            "def function(fact):",
            "    if fact.__class__ is not kind: raise stranger(fact)",
            "    try:",
            *self._steps("fact.{name}"),
            "    except Exception as error: raise blame(fact) from error",
            f"    return {{{', '.join(keys)}}}",
        ]
        return self._function(
            lines,
            {name: part.encode for name, part in self.parts.items()},
            blame=self._complain,
            stranger=self._complain,
        )

    def writer(self) -> Callable[[Any], bytes]:
        """Return what writes a fact's canonical bytes straight."""
        return writing.writer(self.kind, self.parts, self.marker, self._complain)

    def decoder(self) -> Callable[[Any], Any]:
        """Return a function like the encoder's mirror image, which ends by making the object."""
        lines = [
            "def function(value):",
            f"    if value.__class__ is not dict or len(value) != {len(self._keys())}: raise misfit(value)",
            *([f"    if value.get('kind') != {self.marker!r}: raise misfit(value)"] if self.marker else []),
            "    try:",
            *self._steps("value[{name!r}]"),
            "    except Exception as error: raise blame(value) from error",
        ]
        setters = _setters(self.kind, self.parts)
        if setters is None:
            lines.append(f"    return kind({', '.join(f'{name}={name}_' for name in self.parts)})")
        else:
            lines.append("    made = new(kind)")
            lines += [f"    set_{name}(made, {name}_)" for name in self.parts]
            lines.append("    return made")
        return self._function(
            lines,
            {name: part.decode for name, part in self.parts.items()},
            blame=lambda value: (
                self._misfit(value)
                or self._blame((name, part.decode, value[name]) for name, part in self.parts.items())
            ),
            misfit=self._misfit,
            new=object.__new__,
            **(setters or {}),
        )

    def _steps(self, taking: str) -> list[str]:
        """Return the lines that put each checked field into a variable of its own, named with `_` behind."""
        lines = ["        pass"]
        for name, part in self.parts.items():
            taken = taking.format(name=name)
            if part.plain is None:
                lines.append(f"        {name}_ = part_{name}({taken})")
            else:
                lines.append(f"        {name}_ = {taken}")
                lines.append(f"        if {name}_.__class__ is not {part.plain.__name__}: raise TypeError")
        return lines

    def _function(
        self, lines: list[str], parts: dict[str, Callable[[Any], Any]], **names: object
    ) -> Callable[[Any], Any]:
        scope = {"kind": self.kind, **{f"part_{name}": part for name, part in parts.items()}, **names}
        exec(compile("\n".join(lines), f"<codec of {self.kind.__name__}>", "exec"), scope)
        return cast("Callable[[Any], Any]", scope["function"])

    def _keys(self) -> set[str]:
        return {*self.parts, "kind"} if self.marker is not None else set(self.parts)

    def _complain(self, fact: object) -> Malformed:
        if fact.__class__ is not self.kind:
            return Malformed(f"expected {self.kind.__name__}, got {type(fact).__name__}")
        return self._blame((name, part.encode, getattr(fact, name)) for name, part in self.parts.items())

    def _blame(self, steps: Iterable[tuple[str, Callable[[Any], Any], object]]) -> Malformed:
        for name, part, value in steps:
            try:
                part(value)
            except Exception as error:
                return Malformed(f"{self.kind.__name__}.{name}: {error}")
        return Malformed(f"{self.kind.__name__}: does not fit")

    def _misfit(self, value: Any) -> Malformed | None:
        if value.__class__ is not dict:
            return Malformed(f"expected {self.kind.__name__} as an object, got {type(value).__name__}")
        missing, unknown = sorted(self._keys() - set(value)), sorted(set(value) - self._keys())
        if missing or unknown:
            return Malformed(f"{self.kind.__name__}: missing {missing}, unknown {unknown}")
        if self.marker is not None and value["kind"] != self.marker:
            return Malformed(f"{self.kind.__name__}.kind: expected {self.marker!r}")
        return None


def _setters(kind: type, names: Iterable[str]) -> dict[str, Callable[..., None]] | None:
    """Return a setter a field when the class merely stores its fields, else None.

    The __init__ of a frozen dataclass takes a third of the whole decoding. A plain slots class is
    therefore filled in directly; one that checks itself in __post_init__ or has its own __init__ is
    called as usual.
    """
    slots = {name: kind.__dict__.get(name) for name in names}
    params = getattr(kind, "__dataclass_params__", None)
    if hasattr(kind, "__post_init__") or params is None or not params.init:
        return None
    if any(not isinstance(slot, MemberDescriptorType) for slot in slots.values()):
        return None
    return {f"set_{name}": slot.__set__ for name, slot in slots.items() if slot is not None}
