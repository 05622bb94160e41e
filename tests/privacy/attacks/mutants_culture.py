"""Services that tell of answers and kinds as they happen, or charge a report under two versions of a plan."""

import json
from dataclasses import replace

import pytest

from service.domain import culture, versions
from service.domain.figures import Table
from service.domain.shares import Parts, Share, share_of
from service.pipeline import releases as job
from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.mutants_doors import _connection, _count, _ring

Patch = pytest.MonkeyPatch
_version = versions.published_version


def live_promises(patch: Patch, lab: Lab) -> None:
    """Shares include who has been answered since."""

    def share(tables: tuple[Table, ...], parts: Parts) -> Share:
        moved = _connection(lab.url).execute("select count(*) from dialogue_state").fetchone()[0]
        found = share_of(tables, parts)
        return replace(found, told=True, percent=found.percent + moved)

    patch.setattr(culture, "share_of", share)


def raw_culture(patch: Patch, lab: Lab) -> None:
    """What a program gets of the culture of reporting holds the true counts of kinds."""

    def rewrite(path: str, _: dict[bytes, bytes], body: bytes) -> bytes:
        if not path.endswith("/culture"):
            return body
        told = json.loads(body)
        for table in told.get("tables", ()):
            for figure in table["figures"]:
                figure["low"] = _count(lab, "kind = :kind", kind=table["code"])
        return json.dumps(told).encode()

    _ring(patch, rewrite)


def moving_version(patch: Patch, lab: Lab) -> None:
    """What names the version of an answer knows how many reports there are."""
    for door in ("culture", "prompts", "dashboards"):
        patch.setattr(
            f"service.api.{door}.published_version",
            lambda releases, facts, asked: f"{_version(releases, facts, asked)}{_count(lab)}",
        )


def versions_do_not_know_each_other(patch: Patch, _: Lab) -> None:
    """After an upgrade every report may be counted again under the next version of its plan."""
    patch.setattr(job, "_foreign", lambda work, due: ())
