"""What a block costs: units x rate in every state of the norm, rounded once a cell, half up.

Belongs here: the arithmetic over cells, added people and reconciliation rows. Does not: which states there are
(payment_path.py) or what a scenario does to a block (measures.py).
"""

from __future__ import annotations

import numpy as np

from models.money import PPM, rounded, scaled
from models.policy.engine.baseline import Block
from models.policy.engine.measures import MeasuredBlock
from models.policy.engine.payment_path import NEW_COEFFICIENTS, PENSION, STARTED, PaymentPath
from models.policy.roles import Amounts


def project_block(measured: MeasuredBlock, path: PaymentPath, indexed: int) -> tuple[Amounts, Amounts, Amounts]:
    """People, money by entitlement and money by payment of every row and month of the path. `indexed` is the percentage
    of the bill that follows the scenario's norm."""
    states = np.array(path.states, dtype=np.int64).T
    cost = _cost(measured, states, indexed)
    due = cost.take(path.entitled, axis=1)
    cash = due.copy()
    cash[:, path.late] = cost @ path.weights[:, path.late]
    return _people(measured, states).take(path.entitled, axis=1), due, cash


def _cost(measured: MeasuredBlock, states: Amounts, indexed: int) -> Amounts:
    block = measured.block
    numerators, denominators = _rates(measured, states, indexed)
    cells = block.units[:, None] * numerators
    shares = states[2]
    if block.scheme.allowance and (shares != PPM).any():
        money = scaled(cells, shares[None, :], denominators * PPM)
    else:
        money = rounded(cells, denominators)
    rows = [money]
    if measured.extras:
        rows.append(_extra_cost(measured, states, indexed))
    if len(block.reconciliation):
        follows = block.scheme.allowance or bool(block.follows_province.all())
        norm, per = _norm(states, states[1] if follows else states[0], indexed)
        rows.append(scaled(block.reconciliation[:, None], norm[None, :], block.base_norm * per))
    return np.concatenate(rows) if len(rows) > 1 else money


def _norm(states: Amounts, norm: Amounts, indexed: int) -> tuple[Amounts, int]:
    """The norm that money follows, over a denominator: the law's own for the part that does not follow the scenario's."""
    if indexed == 100:
        return norm, 1
    return states[4] * (100 - indexed) + norm * indexed, 100


def _rates(measured: MeasuredBlock, states: Amounts, indexed: int) -> tuple[Amounts, int | Amounts]:
    """Amount of a unit by cell and state as numerators, and their denominator, or one a state."""
    block = measured.block
    national, local, _, stage, _ = states
    if block.published is not None:
        numerators, denominators = _published(block, local)
        return numerators[block.group_places], denominators
    # Most blocks follow one norm in all their cells: no matrix of norms is needed then.
    follows = block.follows_province
    norm, per = _norm(states, local, indexed)
    norms = norm[None, :]
    if not follows.all():
        other, _ = _norm(states, national, indexed)
        norms = np.where(follows[:, None], norms, other[None, :]) if follows.any() else other[None, :]
    halves = block.half_coefficients[:, None]
    if measured.new_halves is not None:
        halves = np.where((stage & NEW_COEFFICIENTS)[None, :] > 0, measured.new_halves[:, None], halves)
    return halves * norms, 2 * block.per * per


def _published(block: Block, norms: Amounts) -> tuple[Amounts, int | Amounts]:
    assert block.published is not None
    columns = [block.published.fraction(norm) for norm in norms.tolist()]
    denominators = [d for _, d in columns]
    whole = denominators[0] if len(set(denominators)) == 1 else np.array(denominators, dtype=np.int64)
    return np.stack([amounts for amounts, _ in columns], axis=1), whole


def _extra_cost(measured: MeasuredBlock, states: Amounts, indexed: int) -> Amounts:
    """Added people, present from the start on and, where so declared, until the social pension takes over."""
    block, extras = measured.block, measured.extras
    units = np.array([extra.units for extra in extras], dtype=np.int64)[:, None]
    if block.published is not None:
        numerators, denominators = _published(block, states[1])
        places = [block.published.groups.index(extra.group) for extra in extras]
        money = rounded(units * numerators[places], denominators)
    else:
        norm, per = _norm(states, states[1], indexed)
        paid = (states[3] & NEW_COEFFICIENTS)[None, :] > 0
        by_law, new = (
            np.array(row, dtype=np.int64)[:, None]
            for row in zip(*((e.law_half, e.half_coefficient) for e in extras), strict=True)
        )
        halves = np.where(paid, new, by_law)
        money = rounded(units * halves * norm[None, :], 2 * block.per * per)
    return money * _present(measured, states)


def _present(measured: MeasuredBlock, states: Amounts) -> Amounts:
    ends = np.array([extra.until_pension for extra in measured.extras])[:, None]
    stage = states[3][None, :]
    present: Amounts = (((stage & STARTED) > 0) & ~(ends & ((stage & PENSION) > 0))).astype(np.int64)
    return present


def _people(measured: MeasuredBlock, states: Amounts) -> Amounts:
    """People of every row in every state, half up; nobody stands behind the reconciliation rows."""
    block = measured.block
    counted = np.zeros((len(measured.area_ids), states.shape[1]), dtype=np.int64)
    cells = len(block.people)
    counted[:cells] = block.people[:, None]
    if block.scheme.allowance and (states[2] != PPM).any():
        counted[:cells] = rounded(counted[:cells] * states[2], PPM)
    counted[:cells] *= states[1] > 0  # nobody has a benefit before it exists
    if measured.extras:
        persons = np.array([extra.persons for extra in measured.extras], dtype=np.int64)[:, None]
        counted[cells : cells + len(measured.extras)] = persons * _present(measured, states) * (states[1] > 0)
    return counted
