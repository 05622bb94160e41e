"""Asking often, asking otherwise, asking for more: one figure has one value, and finer ones have none."""

import re
from html import unescape
from itertools import product
from typing import Any

from tests.privacy.attacks.lab import Lab
from tests.privacy.attacks.scene import GUARDED, SPANS, Scene, figures, queries, scopes, sight_of
from tests.world import WRITE_ONLY_KEY

REPEATS = 60
TOLD = re.compile(r"about (-?\d+) \(likely (\d+) to (\d+)\)", re.IGNORECASE)
HIDDEN = (
    *(f"span={span}" for span in ("1", "3", "6", "13", "0", "-12", "999", "12.0", "1e2", "012", "１２", "")),
    *(f"scope={scope}" for scope in ("unit:tiny", "unit:quay", "unit:waterside", "group:waterside", "ALL")),
    *(
        f"scope={scope}"
        for scope in ("unit:north+factor:digital-systems", "factor:digital-systems+unit:north")
    ),
    *(f"scope={scope}" for scope in ("unit:", "factor:", "all:", "unit:north:2026-10", "unit:*", "unit:%25")),
    *(f"scope={scope}" for scope in ("report:all", "role_group:frontline", "kind:idea", "unit:north'--", "")),
    *(f"{name}=1" for name in ("raw", "live", "debug", "exact", "noise", "epsilon", "threshold", "margin")),
    *(f"{name}=1" for name in ("limit", "offset", "page", "sort", "order", "group_by", "fields", "version")),
    *(f"{name}=2026-10" for name in ("month", "period", "from", "to", "since", "until", "before", "as_of")),
    "period=2026-W45",
    "stage=week-factor",
    "unit=north&factor=digital-systems",
    "exclude=north",
    "scope=all&scope=unit:tiny",
    "span=12&span=1",
    "format=raw",
    "format=csv",
    "scope[]=unit:tiny",
    "scope=all%00",
)


def averaging(lab: Lab) -> float:
    """The same request is sent many times: the answers beyond one are new information."""

    async def story(scene: Scene) -> float:
        address = f"{scene.world.api}/dashboard?scope=all&span=12"
        return len({sight_of(await scene.ask(address)) for _ in range(REPEATS)}) - 1

    return lab.after_four_months(story)


def equivalent_queries(lab: Lab) -> float:
    """One figure is asked for through every scope and span, as JSON and as a page: values beyond its one."""

    async def story(scene: Scene) -> float:
        values: dict[tuple[str, str], set[int | None]] = {}
        told: set[tuple[str, ...]] = set()
        for scope, span in product(("all", "unit:north", "factor:workload-demand"), SPANS):
            dashboard = await scene.dashboard(scope=scope, span=span)
            for cell, value in figures(dashboard).items():
                values.setdefault(cell, set()).add(value)
            told |= _told(str(dashboard))
        (await scene.world.sign_in("leader")).raise_for_status()
        paged: set[tuple[str, ...]] = set()
        for address in scene.addresses():
            if "/api/" not in address:
                paged |= _told(unescape((await scene.ask(address)).text))
        everything = told | {
            words for one in scopes() for words in _told(str(await scene.dashboard(scope=one)))
        }
        # A quarter put together from its published months has one value too, and so has each kind.
        for other in ("overview", "culture"):
            everything |= _told((await scene.ask(f"{scene.world.api}/{other}")).text)
        return sum(len(found) - 1 for found in values.values()) + len(paged - everything)

    return lab.after_four_months(story)


def _told(words: str) -> set[tuple[str, ...]]:
    return set(TOLD.findall(words))


def hidden_parameters(lab: Lab) -> float:
    """Parameters nobody documented: answers that are neither a refusal with a code nor an ordinary view."""

    async def story(scene: Scene) -> float:
        address = f"{scene.world.api}/dashboard"
        ordinary = {sight_of(await scene.ask(f"{address}?{query}")).body for query in queries()}
        ordinary |= {sight_of(await scene.ask(f"{address}?span={span}")).body for span in SPANS}
        found = 0
        for query in HIDDEN:
            answer = await scene.ask(f"{address}?{query}")
            refused = answer.status_code == 422 and answer.json()["code"] in (
                "unknown-code",
                "malformed-request",
            )
            found += not refused and not (answer.status_code == 200 and answer.content in ordinary)
        return found

    return lab.after_four_months(story)


def small_units(lab: Lab) -> float:
    """Units below fifty staff are looked for in scopes, cells and words of every leader's page."""

    async def story(scene: Scene) -> float:
        (await scene.world.sign_in("leader")).raise_for_status()
        found = 0
        for code in ("tiny", "quay", "waterside"):
            for span in SPANS:
                asked = await scene.ask(f"{scene.world.api}/dashboard?scope=unit:{code}&span={span}")
                found += asked.status_code == 200
        for address in scene.addresses():
            if any(part in address for part in GUARDED):
                words = (await scene.ask(address)).text.lower()
                found += any(name in words for name in ("tiny", "quay", "waterside"))
        return found

    return lab.after_four_months(story)


def wrong_keys(lab: Lab) -> float:
    """An integrator's key, a made-up key, a circle member and nobody ask for what only leaders see."""

    async def story(scene: Scene) -> float:
        client, found = scene.world.client, 0
        guarded = [one for one in scene.addresses() if any(part in one for part in GUARDED)]
        for token in (WRITE_ONLY_KEY, "made-up", ""):
            for address in guarded:
                answer = await client.get(address, headers={"authorization": f"Bearer {token}"})
                found += answer.status_code == 200
        (await scene.world.sign_in("ash")).raise_for_status()
        for address in guarded:
            found += (await client.get(address)).status_code == 200
        return found

    return lab.after_four_months(story)


def counting_answers(lab: Lab) -> float:
    """Submissions, first and repeated, are told apart by their answers: answers beyond the one."""

    async def story(scene: Scene) -> float:
        answers = set()
        for _ in range(12):
            sealed = await scene.world.seal()
            for _ in range(2):
                answers.add(sight_of(await scene.world.send(sealed)))
        return len(answers) - 1

    return lab.after_four_months(story)


def exports(lab: Lab) -> float:
    """Numbers in what programs get that are no function of a released cell, its margin and its threshold."""

    async def story(scene: Scene) -> float:
        culture = (await scene.ask(f"{scene.world.api}/culture?span=120")).raise_for_status().json()
        tables = [*(await scene.dashboard())["tables"], *culture["tables"]]
        assert culture["tables"][0]["figures"], "the third quarter's kinds are published"
        return sum(not _follows(figure) for table in tables for figure in table["figures"])

    return lab.after_four_months(story)


def _follows(figure: dict[str, Any]) -> bool:
    """Whether words, ends and value of a figure all say the same thing."""
    if figure["value"] is None:
        return {figure["low"], figure["high"]} == {None} and figure["words"] == "too few to tell"
    told = TOLD.fullmatch(figure["words"])
    said = [figure["value"], figure["low"], figure["high"]]
    ends = figure["value"] - figure["low"], figure["high"] - figure["value"]
    even = ends[0] == ends[1] or figure["low"] == 0
    return told is not None and [int(one) for one in told.groups()] == said and even
