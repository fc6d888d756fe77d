"""What a file of payments would move: the province's bill, each district, every saved scenario, before and after.

Belongs here: working it out once per draft, and drawing it. Does not: the arithmetic (models/policy/answers/effect.py), sentences
(effect_words.py) or rows (effect_rows.py).
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from data.ingest import Check
from data.locale import _
from data.store.drafts import OpenDraft
from data.store.facts import facts
from models.policy.answers.effect import (
    SENT,
    Frames,
    ScenarioEffect,
    SchemeEffect,
    overlay,
    scenario_effects,
    scheme_effects,
    without_effect,
)
from models.policy.engine.baseline import build_baseline
from models.policy.schemes import Scheme
from pages.screens.uploads import effect_rows, effect_words, upload_preview
from pages.ui.answers import scenario_words
from pages.ui.format.tables import table
from pages.ui.saved import shelf
from pages.ui.session import loaders

_KEPT = "_tai-tep-tac-dong"


@dataclass(frozen=True, eq=False)
class PaymentEffect:
    """Programmes the file speaks of, those of them that move nothing, and saved scenarios by name; scenarios whose levers can
    no longer be read are left out."""

    schemes: tuple[SchemeEffect, ...]
    still: tuple[Scheme, ...]
    scenarios: tuple[tuple[str, ScenarioEffect], ...]


def of(draft: OpenDraft, check: Check) -> PaymentEffect:
    """The draft's effect on the figures it is held against, without any split for show."""

    def work() -> PaymentEffect:
        with st.spinner(_("Đang tính tác động đến kinh phí toàn tỉnh, từng huyện và các phương án đã lưu…")):
            return _effect(draft, check)

    return upload_preview.remembered(_KEPT, draft, work)


def headlines(found: PaymentEffect) -> None:
    """One sentence a programme: what the month's bill becomes, or why it stays."""
    if not found.schemes and not found.still:
        st.markdown(effect_words.only_single_payments())
    for effect in found.schemes:
        st.markdown(effect_words.headline(effect))
    if found.still:
        st.markdown(effect_words.without_report(found.still))


def show(found: PaymentEffect) -> None:
    """The tables behind the sentences."""
    names = scenario_words.scheme_names()
    if found.schemes:
        st.markdown(_("**Toàn tỉnh, mỗi tháng**"))
        st.markdown(table(effect_rows.province_headers(), effect_rows.province(found.schemes, names), numbers_from=2))
    for effect in found.schemes:
        st.markdown(_("**{scheme}, từng huyện**").format(scheme=names[effect.scheme.code]))
        st.markdown(table(effect_rows.district_headers(effect), effect_rows.districts(effect)))
    st.markdown(_("**Các phương án đã lưu**"))
    if not found.scenarios:
        st.caption(_("Chưa lưu phương án nào."))
        return
    st.markdown(effect_words.scenarios_moved([effect for _name, effect in found.scenarios]))
    rows = effect_rows.scenarios(found.scenarios, names)
    if rows:
        st.markdown(table(effect_rows.scenario_headers(), rows, numbers_from=2))


def _effect(draft: OpenDraft, check: Check) -> PaymentEffect:
    base = loaders.data(draft.base_version)
    with loaders.database().reading() as connection:
        written = facts(connection, base.version, draft.dataset, check.frame).rows
    sent = written.rename({"group_code": "group"}).select(SENT.names()).cast(SENT)
    before = loaders.baseline(base.version, False)
    after = build_baseline(overlay(base.caseload, sent), base.groups, base.areas, base.law, base.amounts, demo=False)
    saved = [(one.name, shelf.as_scenario(one)) for one in shelf.saved_ones()]
    readable = [(name, scenario) for name, scenario in saved if scenario is not None]
    effects = scenario_effects([scenario for _name, scenario in readable], before, after, base.law)
    schemes = scheme_effects(base.caseload, sent, before, after, Frames(base.groups, base.areas))
    return PaymentEffect(
        schemes,
        without_effect(sent, schemes),
        tuple((name, effect) for (name, _scenario), effect in zip(readable, effects, strict=True)),
    )
