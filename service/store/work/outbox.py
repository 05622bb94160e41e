"""Noisy figures between their one draw and the release store. Holds nothing that may not be published."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from service.privacy.chain import ReleaseContent
from service.store.work.handle import WorkStore
from service.store.work.pipeline_tables import OutboxRow
from service.terms import OrganisationId, Period, Plan, Stage

_outbox = OutboxRow.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Drawn:
    """That a table was drawn, and under which plan and version: nothing of what is in it."""

    stage: Stage
    period: Period
    plan: Plan
    version: int


def list_drawn(work: WorkStore, organisation: OrganisationId) -> tuple[Drawn, ...]:
    """Every table this organisation has ever drawn, under any plan."""
    rows = work.session.execute(
        select(_outbox.c.stage, _outbox.c.period, _outbox.c.plan, _outbox.c.version)
        .where(_outbox.c.organisation == organisation)
        .order_by(_outbox.c.period, _outbox.c.stage)
    )
    return tuple(Drawn(Stage(row.stage), row.period, Plan(row.plan), row.version) for row in rows)


def add_draw(work: WorkStore, content: ReleaseContent, *, copied: bool = False) -> None:
    """Keep a draw; the primary key refuses a second one."""
    work.session.execute(
        insert(_outbox).values(
            organisation=content.organisation,
            stage=content.stage.value,
            period=content.period,
            plan=content.plan.value,
            epsilon=content.epsilon,
            scale=content.scale,
            margin=content.margin,
            threshold=content.threshold,
            cells=content.cells,
            drawn=content.published,
            copied=copied,
            version=content.version,
        )
    )


def read_draws(work: WorkStore, organisation: OrganisationId, *, copied: bool) -> tuple[ReleaseContent, ...]:
    """Draws that have, or have not, reached the release store, in the order in which they are published."""
    rows = work.session.execute(
        select(_outbox)
        .where(_outbox.c.organisation == organisation, _outbox.c.copied.is_(copied))
        .order_by(_outbox.c.drawn, _outbox.c.period, _outbox.c.stage)
    )
    return tuple(_shape(row) for row in rows)


def find_draw(
    work: WorkStore, organisation: OrganisationId, stage: Stage, period: Period
) -> ReleaseContent | None:
    """The one draw of a stage and period, if it has happened."""
    row = work.session.execute(
        select(_outbox).where(
            _outbox.c.organisation == organisation,
            _outbox.c.stage == stage.value,
            _outbox.c.period == period,
        )
    ).one_or_none()
    return None if row is None else _shape(row)


def mark_copied(work: WorkStore, content: ReleaseContent) -> None:
    """Note that a draw is in the release store."""
    work.session.execute(
        update(_outbox)
        .where(
            _outbox.c.organisation == content.organisation,
            _outbox.c.stage == content.stage.value,
            _outbox.c.period == content.period,
        )
        .values(copied=True)
    )


def _shape(row: Row[Any]) -> ReleaseContent:
    return ReleaseContent(
        organisation=row.organisation,
        stage=Stage(row.stage),
        period=row.period,
        plan=Plan(row.plan),
        epsilon=row.epsilon,
        scale=row.scale,
        margin=row.margin,
        threshold=row.threshold,
        cells=row.cells,
        published=row.drawn,
        version=row.version,
    )
