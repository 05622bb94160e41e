"""Reads and appends releases. There is no function here that changes or removes one."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy import func as sql
from sqlalchemy.exc import IntegrityError

from service.privacy.calendar import last_month
from service.privacy.chain import Release, ReleaseContent
from service.privacy.policy import LAGGING_STAGES, QUARTERLY_STAGES
from service.store.release.handle import ReleaseStore
from service.store.release.tables import PublishedRow
from service.terms import OrganisationId, Period, Plan, Stage

_release = PublishedRow.__table__  # type: ignore[attr-defined]
MONTHLY = tuple(stage.value for stage in Stage if stage not in QUARTERLY_STAGES)
QUARTERLY = tuple(stage.value for stage in QUARTERLY_STAGES - LAGGING_STAGES)


def add_release(releases: ReleaseStore, release: Release) -> bool:
    """Append one; False if its stage and period, or its place in the chain, is taken."""
    try:
        with releases.session.begin_nested():
            releases.session.execute(insert(_release).values(**_columns(release)))
    except IntegrityError:
        return False
    return True


def find_release(
    releases: ReleaseStore, organisation: OrganisationId, stage: Stage, period: Period
) -> Release | None:
    """The release of a stage and period, if it has been published."""
    row = releases.session.execute(
        select(_release).where(
            _release.c.organisation == organisation,
            _release.c.stage == stage.value,
            _release.c.period == period,
        )
    ).one_or_none()
    return None if row is None else _shape(row)


def last_release(releases: ReleaseStore, organisation: OrganisationId) -> Release | None:
    """The newest link of an organisation's chain."""
    row = releases.session.execute(
        select(_release)
        .where(_release.c.organisation == organisation)
        .order_by(_release.c.position.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _shape(row)


def newest_month(releases: ReleaseStore, organisation: OrganisationId) -> Period | None:
    """The newest month anything was published for; None before the first. What lags does not count."""
    newest = (
        releases.session.execute(
            select(sql.max(_release.c.period)).where(
                _release.c.organisation == organisation, _release.c.stage.in_(stages)
            )
        ).scalar_one()
        for stages in (MONTHLY, QUARTERLY)
    )
    return max((last_month(period) for period in newest if period is not None), default=None)


def read_stages(
    releases: ReleaseStore, organisation: OrganisationId, stages: Iterable[Stage], since_year: str
) -> tuple[Release, ...]:
    """Releases of these stages from the start of a year on, oldest period first."""
    rows = releases.session.execute(
        select(_release)
        .where(
            _release.c.organisation == organisation,
            _release.c.stage.in_([stage.value for stage in stages]),
            _release.c.period >= since_year,
        )
        .order_by(_release.c.period, _release.c.stage)
    )
    return tuple(_shape(row) for row in rows)


def list_spent(releases: ReleaseStore, organisation: OrganisationId) -> tuple[tuple[Plan, int, str], ...]:
    """Plan, version and epsilon of every table that has ever been published, each table once."""
    columns = (_release.c.plan, _release.c.version, _release.c.stage, _release.c.epsilon)
    rows = releases.session.execute(
        select(*columns).where(_release.c.organisation == organisation).distinct().order_by(*columns)
    )
    return tuple((Plan(row.plan), row.version, row.epsilon) for row in rows)


def read_chain(releases: ReleaseStore, organisation: OrganisationId) -> tuple[Release, ...]:
    """The whole chain of an organisation, in its order."""
    rows = releases.session.execute(
        select(_release).where(_release.c.organisation == organisation).order_by(_release.c.position)
    )
    return tuple(_shape(row) for row in rows)


def _shape(row: Row[Any]) -> Release:
    content = ReleaseContent(
        organisation=row.organisation,
        stage=Stage(row.stage),
        period=row.period,
        plan=Plan(row.plan),
        epsilon=row.epsilon,
        scale=row.scale,
        margin=row.margin,
        threshold=row.threshold,
        cells=row.cells,
        published=row.published,
        version=row.version,
    )
    return Release(content, row.position, row.previous_hash, row.hash)


def _columns(release: Release) -> dict[str, str | int]:
    content = release.content
    return {
        "organisation": content.organisation,
        "stage": content.stage.value,
        "period": content.period,
        "plan": content.plan.value,
        "epsilon": content.epsilon,
        "scale": content.scale,
        "margin": content.margin,
        "threshold": content.threshold,
        "cells": content.cells,
        "published": content.published,
        "position": release.position,
        "previous_hash": release.previous_hash,
        "hash": release.hash,
        "version": content.version,
    }
