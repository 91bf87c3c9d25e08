"""How each kind of field value is written and read; `codec` puts them together class by class."""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import orjson

from domain.money import Money

LARGEST = 2**53 - 1
"""The largest whole number JSON readers agree on (RFC 8785, I-JSON)."""

_REMEMBERED = 4096
_FRACTION = re.compile(r"-?(0|[1-9]\d*)(/[1-9]\d*)?", re.ASCII)


class Malformed(ValueError):
    """A value does not fit its class exactly. The message names class and field, never the value."""


class Shape(NamedTuple):
    """How one type is written and read. Both raise ValueError or TypeError when the value does not fit.

    `plain` is set when a value of exactly that class is written as it stands: only its class need be looked
    at. `write` gives the canonical bytes straight; without one they are those of the JSON-able value.
    """

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    plain: type | None = None
    write: Callable[[Any], bytes] | None = None


Finder = Callable[[type], Shape]
"""Finds a dataclass's shape: the codec's own, so that dataclasses may nest."""


def find(hint: Any, dataclass_shape: Finder) -> Shape:
    """Return the shape of a type hint. Raises TypeError when facts may not hold such a type."""
    if isinstance(hint, type) and hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple_shape(arguments, dataclass_shape)
    if origin is Union or origin is types.UnionType:
        return _union_shape(arguments, dataclass_shape)
    if origin is Literal:
        return _literal_shape(arguments)
    if hasattr(hint, "__supertype__"):
        return find(hint.__supertype__, dataclass_shape)
    if isinstance(hint, type) and origin is None:
        if issubclass(hint, Enum):
            return _enum_shape(hint)
        parse = getattr(hint, "parse", None)
        if callable(parse) and hint.__str__ is not object.__str__:
            return _text_shape(hint, parse, str)
        if is_dataclass(hint):
            return dataclass_shape(hint)
    raise TypeError(f"{hint!r} has no written form")


def kind_of(hint: object) -> str | None:
    """Return the `KIND` that tells a member of a union apart, or None."""
    kind = getattr(hint, "KIND", None)
    return kind if isinstance(kind, str) else None


def _wrong(expected: str, value: object) -> TypeError:
    return TypeError(f"expected {expected}, got {type(value).__name__}")


def _text(value: object) -> object:
    if value.__class__ is not str:
        raise _wrong("text", value)
    return value


def _flag(value: object) -> object:
    if value.__class__ is not bool:
        raise _wrong("true or false", value)
    return value


def _whole(value: Any) -> Any:
    if value.__class__ is not int:
        raise _wrong("a whole number", value)
    if not -LARGEST <= value <= LARGEST:
        raise ValueError("a whole number beyond 2^53-1")
    return value


def _nothing(value: object) -> None:
    if value is not None:
        raise _wrong("null", value)


def _money_text(value: Any) -> str:
    if value.__class__ is not Money or value.fen.__class__ is not int:
        raise _wrong("Money in whole fen", value)
    return str(value.fen)


def money_bytes(value: Any) -> bytes:
    """Write an amount: whole fen as text."""
    if value.__class__ is not Money or value.fen.__class__ is not int:
        raise _wrong("Money in whole fen", value)
    return b'"%d"' % value.fen


@lru_cache(maxsize=_REMEMBERED)
def _date_bytes(value: Any) -> bytes:
    if value.__class__ is not date:
        raise _wrong("date", value)
    return orjson.dumps(value)


def _instant_text(value: Any) -> str:
    """Write RFC 3339 in UTC with six decimals, always: equal instants have equal bytes."""
    if value.__class__ is not datetime or value.tzinfo is None:
        raise _wrong("an instant with a time zone", value)
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return f"{value.isoformat(timespec='microseconds')[:26]}Z"


def instant_text(instant: datetime) -> str:
    """Return an aware instant as RFC 3339 UTC with microseconds."""
    return _instant_text(instant)


def _text_shape(kind: type, parse: Callable[[str], object], write: Callable[[Any], str]) -> Shape:
    """Return the shape of a value with one written form. What was read is remembered: values are frozen."""

    def encode(value: object) -> str:
        if value.__class__ is not kind:
            raise _wrong(kind.__name__, value)
        return write(value)

    @lru_cache(maxsize=_REMEMBERED)
    def decode(value: Any) -> object:
        if value.__class__ is not str:
            raise _wrong(f"{kind.__name__} as text", value)
        try:
            made = parse(value)
            fits = made.__class__ is kind and write(made) == value
        except Exception:  # Whatever the parser says may quote the value, which may be personal.
            fits, made = False, None
        if not fits:
            raise ValueError(f"not how {kind.__name__} is written")
        return made

    return Shape(encode, decode)


def _fraction(text: str) -> Fraction:
    if not _FRACTION.fullmatch(text):
        raise ValueError("not a fraction")
    return Fraction(text)


def _enum_shape(kind: type[Enum]) -> Shape:
    def encode(value: Any) -> object:
        if value.__class__ is not kind:
            raise _wrong(kind.__name__, value)
        return value._value_

    return Shape(encode, _reader({member.value: member for member in kind}, kind.__name__))


def _literal_shape(values: tuple[Any, ...]) -> Shape:
    same = _reader({value: value for value in values}, "the literals")
    return Shape(same, same)


def _reader(table: dict[Any, Any], name: str) -> Callable[[Any], Any]:
    """Return what reads a closed set of values, each written as text or as a whole number."""
    if any(written.__class__ not in (str, int) for written in table):
        raise TypeError(f"{name} must be written as text or whole numbers")

    def decode(value: object) -> object:
        if value.__class__ not in (str, int) or value not in table:
            raise ValueError(f"not among the values of {name}")
        return table[value]

    return decode


def _tuple_shape(arguments: tuple[Any, ...], dataclass_shape: Finder) -> Shape:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return _run_shape(find(arguments[0], dataclass_shape))
    return _row_shape([find(argument, dataclass_shape) for argument in arguments])


def _run_shape(item: Shape) -> Shape:
    """Return the shape of `tuple[Item, ...]`."""
    encode_item, decode_item = item.encode, item.decode

    def encode(value: Any) -> list[Any]:
        if value.__class__ is not tuple:
            raise _wrong("a tuple", value)
        return [encode_item(each) for each in value]

    def decode(value: Any) -> tuple[Any, ...]:
        if value.__class__ is not list:
            raise _wrong("a list", value)
        return tuple([decode_item(each) for each in value])

    write_item = item.write
    if write_item is None:
        return Shape(encode, decode)

    def write(value: Any) -> bytes:
        if value.__class__ is not tuple:
            raise _wrong("a tuple", value)
        return b"[%b]" % b",".join([write_item(each) for each in value])

    return Shape(encode, decode, write=write)


def _row_shape(items: list[Shape]) -> Shape:
    """Return the shape of `tuple[First, Second]`: as many items as it says."""

    def encode(value: Any) -> list[Any]:
        if value.__class__ is not tuple or len(value) != len(items):
            raise _wrong(f"a tuple of {len(items)}", value)
        return [item.encode(each) for item, each in zip(items, value, strict=True)]

    def decode(value: Any) -> tuple[Any, ...]:
        if value.__class__ is not list or len(value) != len(items):
            raise _wrong(f"a list of {len(items)}", value)
        return tuple(item.decode(each) for item, each in zip(items, value, strict=True))

    return Shape(encode, decode)


def _union_shape(arguments: tuple[Any, ...], dataclass_shape: Finder) -> Shape:
    others = [argument for argument in arguments if argument is not type(None)]
    inner = find(others[0], dataclass_shape) if len(others) == 1 else _kinds_shape(others, dataclass_shape)
    if len(others) == len(arguments):
        return inner
    encode_inner, decode_inner = inner.encode, inner.decode
    return Shape(
        lambda value: None if value is None else encode_inner(value),
        lambda value: None if value is None else decode_inner(value),
    )


def _kinds_shape(members: list[Any], dataclass_shape: Finder) -> Shape:
    """Return the shape of a union of dataclasses told apart by `kind`."""
    by_kind = {kind_of(member): dataclass_shape(member) for member in members}
    if len(by_kind) != len(members) or None in by_kind:
        raise TypeError("a union needs dataclasses, each with its own KIND")
    by_class = {member: dataclass_shape(member) for member in members}

    def encode(value: object) -> Any:
        if value.__class__ not in by_class:
            raise _wrong("a member of the union", value)
        return by_class[value.__class__].encode(value)

    def decode(value: Any) -> Any:
        kind = value.get("kind") if value.__class__ is dict else None
        if kind.__class__ is not str or kind not in by_kind:
            raise _wrong("an object with a known kind", value)
        return by_kind[kind].decode(value)

    return Shape(encode, decode)


INSTANT = _text_shape(datetime, datetime.fromisoformat, _instant_text)

_SCALARS: dict[type, Shape] = {
    str: Shape(_text, _text, plain=str),
    bool: Shape(_flag, _flag, plain=bool),
    int: Shape(_whole, _whole),
    type(None): Shape(_nothing, _nothing),
    Money: _text_shape(Money, lambda text: Money(int(text)), lambda money: str(money.fen))._replace(
        encode=_money_text, write=money_bytes
    ),
    date: _text_shape(date, date.fromisoformat, date.isoformat)._replace(write=_date_bytes),
    datetime: INSTANT._replace(encode=_instant_text),
    Fraction: _text_shape(Fraction, _fraction, str),
}
