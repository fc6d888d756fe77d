"""The part "Năm bước cho mỗi việc": one card a job with its steps, its picture, who may do it and where.

Belongs here: drawing the cards. Does not: their words (guide_jobs.py, guide_jobs_office.py); taking the pictures (tests/browser/guide_pictures.py).
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.locale import _
from models.access.roles import ROLE_WORDS, Role, holders
from pages._registry import page
from pages.screens.guide.guide_jobs import Job
from pages.screens.guide.guide_jobs_office import JOBS
from pages.ui.format.tables import HARD
from pages.ui.saved import open as scenario_open
from pages.ui.session import actor

PICTURES = Path(__file__).parents[2] / "assets" / "guide"


def show() -> None:
    st.markdown(" · ".join(f"[{_(job.title).replace(' ', HARD)}](#{job.slug})" for job in JOBS))
    for place, job in enumerate(JOBS, 1):
        with st.container(border=True, key=f"huong-dan-viec-{job.slug}"):
            _card(place, job)


def picture(job: Job) -> Path:
    return PICTURES / f"{job.slug}.webp"


def _card(place: int, job: Job) -> None:
    st.subheader(_("{number}. {title}").format(number=place, title=_(job.title)), anchor=job.slug)
    steps, seen = st.columns([1, 1.15], gap="medium")
    with steps:
        st.caption(_("Ai làm: {roles}").format(roles=_doers(job)))
        st.markdown("\n".join(f"{number}. {_(step)}" for number, step in enumerate(job.steps, 1)))
        with st.container(horizontal=True):
            for file in job.pages:
                spec = page(file)
                if spec.needs and not actor.may(*spec.needs):
                    continue
                st.page_link(scenario_open.entry(spec), label=_(spec.title), icon=":material/arrow_forward:")
    with seen:
        if picture(job).exists():
            st.image(str(picture(job)), width="stretch", alt=_(job.alt))
        else:  # an installation without pictures still has its guide
            st.caption(_(job.alt))


def _doers(job: Job) -> str:
    """Everybody reads; what is asked for more is in the matrix of rights."""
    if not job.needs:
        return _("mọi người xem được số liệu")
    roles: dict[Role, None] = dict.fromkeys(role for action in job.needs for role in holders(action))
    return ", ".join(_(ROLE_WORDS[role]) for role in roles)
