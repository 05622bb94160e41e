"""What everybody is told of an organisation, field by field (LEAKS 44)."""

from tests.world import World

DIRECTORY = {
    "": {
        "organisation", "name", "taxonomy_version", "max_factors", "door", "units", "kinds", "role_groups",
        "settings", "impact_scale", "potential_scale", "spread_scale", "groups", "factors", "routes",
        "circles", "retention",
    },
    "retention": {"days", "hold"},
    "circles": {"circle", "label", "about", "key"},
    "circles.key": {"key_id", "epoch", "public_key"},
    "door": {"suggestions", "full_report", "service_sealed"},
    "factors": {"code", "label", "definition", "group"},
    "kinds": {"code", "label", "plain"},
    **{
        name: {"code", "label"}
        for name in (
            "units", "role_groups", "settings", "groups", "impact_scale", "potential_scale", "spread_scale",
        )
    },
}  # fmt: skip
"""Every field of the public directory. No headcount, no number of members, no plan, no small unit."""


def shape_of(value: object, place: str = "") -> dict[str, set[str]]:
    """Which keys stand at which place; lists count as their elements, and routes are values."""
    if isinstance(value, list):
        found: dict[str, set[str]] = {}
        for one in value:
            for where, keys in shape_of(one, place).items():
                found.setdefault(where, set()).update(keys)
        return found
    if not isinstance(value, dict) or place == "routes":
        return {}
    found = {place: set(value)}
    for key, inner in value.items():
        found |= shape_of(inner, f"{place}.{key}".strip("."))
    return found


def test_the_public_directory_is_an_exact_list(tell):
    async def story(world: World):
        shown = await world.directory()
        lists = (await world.client.get(f"{world.api}/lists")).json()

        assert shape_of(shown) == DIRECTORY
        assert lists == {name: shown[name] for name in DIRECTORY[""] - {"routes", "circles"}}
        assert {unit["code"] for unit in shown["units"]} == {"north", "south"}
        assert set(shown["routes"].values()) == {"tools", "general"}

    tell(story)
