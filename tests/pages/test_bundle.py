"""Whoever builds the browser's files again can hold a running service against them."""

from dataclasses import replace
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from service.pages import assets
from service.pages.assets import Packed, built_assets
from tests.pages.live import Live
from tests.world import World

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/verify_bundle.py"
spec = spec_from_file_location("verify_bundle", SCRIPT)
verify_bundle = module_from_spec(spec)
spec.loader.exec_module(verify_bundle)
STATIC = "/static/"


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    return {f"{STATIC}{name}": digest for name, digest in built_assets().digests.items()}


def test_every_file_browsers_are_given_is_listed_with_the_digest_it_has(tell):
    async def story(world: World):
        listed = (await world.client.get("/.well-known/candour-bundle.json")).json()

        assert set(listed["files"]) == {f"{STATIC}{name}" for name in built_assets().packed}
        for address, digest in listed["files"].items():
            assert verify_bundle.integrity_of((await world.client.get(address)).content) == digest

    tell(story)


def test_a_build_of_the_same_sources_is_what_is_served(live: Live):
    assert verify_bundle.compare(verify_bundle.build_again(), live.origin) == []


@pytest.mark.parametrize("admits", [True, False], ids=["lists the new digest", "lists the old digest"])
def test_a_script_that_was_changed_is_found_whatever_the_service_says_of_it(
    live: Live, ours: dict[str, str], monkeypatch: pytest.MonkeyPatch, admits: bool
):
    name = built_assets().asset("reporter.js").url.removeprefix(STATIC)
    bad = b"export default 1;"
    digests = {**built_assets().digests, **({name: verify_bundle.integrity_of(bad)} if admits else {})}
    changed = replace(
        built_assets(), packed={**built_assets().packed, name: (Packed("", bad),)}, digests=digests
    )
    monkeypatch.setattr(assets, "built_assets", lambda: changed)

    assert verify_bundle.compare(ours, live.origin) == [
        f"{STATIC}{name} has other contents than this checkout builds"
    ]


def test_a_script_that_was_slipped_in_is_found(
    live: Live, ours: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    more = replace(
        built_assets(),
        packed={**built_assets().packed, "spy.js": (Packed("", b"1"),)},
        digests={**built_assets().digests, "spy.js": "sha384-x"},
    )
    monkeypatch.setattr(assets, "built_assets", lambda: more)

    assert verify_bundle.compare(ours, live.origin) == [
        f"{STATIC}spy.js is given to browsers, and this checkout does not build it"
    ]
