"""A steward's change over the API: which revision they saw, and which one there is after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Query
from pydantic import StringConstraints

from service.api.schemas import MAX_VERSION, Form
from service.deps import ChangeDep
from service.domain.changes import Change
from service.store.engine import transaction
from service.store.work.organisations import find_revision

Line = Annotated[str, StringConstraints(max_length=1000)]
"""What a steward types; the domain says what fits."""


class Changed(Form):
    """The directory's revision after a change; sent along with the next one, it keeps others' work safe."""

    revision: int


def _seen(change: ChangeDep, revision: Annotated[int | None, Query(ge=0, le=MAX_VERSION)] = None) -> Change:
    return replace(change, seen=revision)


SeenDep = Annotated[Change, Depends(_seen, scope="function")]
"""A steward's change, and the revision they saw, where they say so."""


@contextmanager
def changing(change: Change) -> Iterator[Change]:
    """The change in one transaction: it stands as a whole, with its entry in the trail, or not at all."""
    with transaction(change.work):
        yield change


def changed(change: Change) -> Changed:
    """What there is now."""
    return Changed(revision=find_revision(change.work, change.organisation))
