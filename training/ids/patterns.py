"""Makes service/text/data/ids-rules.json from rules.yaml beside it: fragments put in, everything in order."""

import json
import re
from pathlib import Path

import yaml

SOURCE = Path(__file__).parent / "rules.yaml"
OUT = Path(__file__).parents[2] / "service" / "text" / "data" / "ids-rules.json"
_FRAGMENT = re.compile(r"<([A-Z_]+)>")


def expand(pattern: str, fragments: dict[str, str]) -> str:
    """A pattern with every <NAME> replaced by its fragment, fragments within fragments too."""
    while _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda match: fragments[match.group(1)], pattern)
    return pattern


def main() -> None:
    """Write the rules."""
    source = yaml.safe_load(SOURCE.read_text("utf-8"))
    rules = [
        rule | {key: expand(rule[key], source["fragments"]) for key in ("gate", "pattern")}
        for rule in source["rules"]
    ]
    table = {"rules": rules, "street": source["street"].split(), "ties": source["ties"].split()}
    OUT.write_text(json.dumps(table, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
