"""How streams are named, and how each is loaded: what a batch shares comes first, so that its keys sort together."""

from __future__ import annotations

from application.work import Loaded, Work
from domain.batches import state as batches
from domain.funds import state as funds
from domain.payouts import state as payouts
from domain.programmes import state as programmes


def programme(work: Work, programme_id: str) -> Loaded[programmes.Programme]:
    """Load programme/<programme>; an unknown one is not opened."""
    return work.load(f"programme/{programme_id}", lambda facts: programmes.replay(programme_id, facts))


def fund(work: Work, fund_id: str) -> Loaded[funds.Fund]:
    """Load fund/<year>/<programme>/<region>; an unknown fund is an empty one."""
    return work.load(f"fund/{fund_id}", lambda facts: funds.replay(fund_id, facts))


def batch(work: Work, batch_id: str) -> Loaded[batches.Batch | None]:
    """Load batch/<programme>/<period>/<number>."""
    return work.load(f"batch/{batch_id}", lambda facts: batches.replay(batch_id, facts))


def existing_batch(work: Work, batch_id: str) -> Loaded[batches.Batch]:
    """Load a batch that must be there. Raises NoSuchBatch."""
    loaded = batch(work, batch_id)
    return Loaded(loaded.stream, loaded.version, batches.existing(loaded.state, batch_id))


def payout(work: Work, payout_id: str) -> Loaded[payouts.Payout]:
    """Load payout/<payout>. Raises NoSuchPayout."""
    loaded = work.load(f"payout/{payout_id}", lambda facts: payouts.replay(payout_id, facts))
    return Loaded(loaded.stream, loaded.version, payouts.existing(loaded.state, payout_id))
