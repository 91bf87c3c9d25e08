"""A policy in its written form: the JSON that entries keep it in, as an office writes it by hand."""

from __future__ import annotations

import orjson

from domain.programmes.policy import Policy
from domain.rejected import Rejected
from domain.upcasters import policy_before_formulas
from infrastructure.log.codec import Malformed, decode


class PolicyUnreadable(Rejected):
    """The file is not a policy: {what}."""

    code = "policy_unreadable"
    zh = "文件不是政策文本：{what}。"


def policy(content: bytes) -> Policy:
    """Read a policy. Raises PolicyUnreadable, which names the class and the field that do not fit."""
    try:
        said = orjson.loads(content)
        return decode(Policy, _filled_up(said))
    except orjson.JSONDecodeError as error:
        raise PolicyUnreadable("policy", what=f"JSON, {error.lineno}:{error.colno}") from None
    except Malformed as error:
        raise PolicyUnreadable(f"policy.{_place(str(error))}".rstrip("."), what=error) from None


def _filled_up(said: object) -> object:
    """Return what was written, with what later fields mean to a text that was written before them."""
    has_standards = isinstance(said, dict) and isinstance(said.get("standards"), list)
    return policy_before_formulas(said) if has_standards else said  # type: ignore[arg-type]  # has_standards says it


def _place(said: str) -> str:
    """Return the fields named in `Policy.tiers: Tier.shares: …`: `tiers.shares`."""
    names = []
    for part in said.split(": "):
        kind, _, field = part.partition(".")
        if not (kind[:1].isupper() and field.isidentifier()):
            break
        names.append(field)
    return ".".join(names)
