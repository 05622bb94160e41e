"""Jobs that break when they are broken: planted inside the process that is killed or raced.

A mutant is a function that plants one fault; its docstring is its name.
"""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, text

from service.pipeline import releases as job
from service.privacy.chain import ReleaseContent
from service.store.release.handle import ReleaseStore
from service.store.release.tables import PublishedRow
from service.store.work.handle import WorkStore
from service.store.work.periods import KnownPeriod, PeriodState
from service.store.work.pipeline_tables import OutboxRow
from service.terms import OrganisationId

Patch = pytest.MonkeyPatch
_append, _add_draw, _draw_once, _read_periods = job._append, job.add_draw, job._draw_once, job.read_periods
_find_release = job.find_release


def starts_over(patch: Patch) -> None:
    """Started again, the job draws what it has drawn already, and the last draw is what is shown."""
    patch.setattr(job, "is_closed", lambda *_: True)
    patch.setattr(job, "find_draw", lambda *_: None)
    patch.setattr(job, "read_periods", _newest_is_closed)
    patch.setattr(job, "add_draw", _replace_draw)
    patch.setattr(job, "_append", _replace_release)
    patch.setattr(job, "_draw_once", _draw_blindly)


def _newest_is_closed(work: WorkStore, organisation: OrganisationId) -> tuple[KnownPeriod, ...]:
    *others, newest = _read_periods(work, organisation)
    return (*others, replace(newest, state=PeriodState.CLOSED))


def _draw_blindly(*args: Any) -> None:
    job.find_release = lambda *_: None  # type: ignore[assignment]
    try:
        _draw_once(*args)
    finally:
        job.find_release = _find_release


def _replace_draw(work: WorkStore, content: ReleaseContent, **options: Any) -> None:
    where = (OutboxRow.stage == content.stage, OutboxRow.period == content.period)
    work.session.execute(delete(OutboxRow).where(*where))  # type: ignore[arg-type]
    _add_draw(work, content, **options)


def _replace_release(releases: ReleaseStore, content: ReleaseContent) -> None:
    _unlock(releases)
    where = (PublishedRow.stage == content.stage, PublishedRow.period == content.period)
    releases.session.execute(delete(PublishedRow).where(*where))  # type: ignore[arg-type]
    releases.session.commit()
    _append(releases, content)


def _unlock(releases: ReleaseStore) -> None:
    """Drop the triggers that keep published rows as they are."""
    if releases.session.get_bind().dialect.name == "postgresql":
        releases.session.execute(text("alter table release disable trigger user"))
        return
    named = text("select name from sqlite_master where type = 'trigger' and tbl_name = 'release'")
    for trigger in releases.session.execute(named).scalars().all():
        releases.session.execute(text(f"drop trigger {trigger}"))
