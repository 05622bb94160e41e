"""A blueprint as a steward writes it, and the same with one place changed."""

from copy import deepcopy

import yaml

from tests.world import FACTORS

GOOD = {
    "organisation": "harbour",
    "name": "Harbour Trust",
    "plan": "M",
    "units": [
        {"unit": "north", "label": "North", "group": "areas", "headcount": 120},
        {"unit": "tiny", "label": "Tiny", "group": "areas", "headcount": 7, "rolls_up_to": "north"},
    ],
    "circles": [
        {
            "circle": "general",
            "label": "General",
            "about": "Learns.",
            "general": True,
            "members": ["ash", "beech", "cherry"],
            "factors": list(FACTORS),
        }
    ],
    "people": [
        *(
            {
                "handle": name,
                "display": name.title(),
                "role": "member",
                "passphrase": f"{name} and more words",
            }
            for name in ("ash", "beech", "cherry")
        ),
        {"handle": "lead", "display": "Lead", "role": "leader", "passphrase": "lead and more words"},
    ],
}


def changed(*way: str | int, value: object) -> str:
    """The good blueprint as YAML, one place changed; None takes the place away."""
    made = deepcopy(GOOD)
    place = made
    for step in way[:-1]:
        place = place[step]
    if value is None:
        del place[way[-1]]
    else:
        place[way[-1]] = value
    return yaml.safe_dump(made)
