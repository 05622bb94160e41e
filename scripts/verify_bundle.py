"""Holds the files a running service gives to browsers against those this checkout builds.

    python scripts/verify_bundle.py [ADDRESS]      (make verify-bundle ADDRESS=https://report.example.org)

Fetches the list and every file in it; ends with 1 if anything differs. Without an address: what was built.
"""

import json
import subprocess
import sys
from base64 import b64encode
from hashlib import sha384
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

ROOT = Path(__file__).resolve().parents[1]
WELL_KNOWN = "/.well-known/candour-bundle.json"


def build_again() -> dict[str, str]:
    """Build into a folder of its own; digest by address."""
    with TemporaryDirectory() as folder:
        subprocess.run(
            ["node", "scripts/build.mjs", "--quiet", "--out", folder], cwd=ROOT / "browser", check=True
        )
        manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    return {f"/static/{name}": digest for name, digest in manifest["files"].items()}


def integrity_of(body: bytes) -> str:
    """Subresource Integrity, https://www.w3.org/TR/sri-2/"""
    return f"sha384-{b64encode(sha384(body).digest()).decode()}"


def compare(ours: dict[str, str], address: str) -> list[str]:
    """What differs, in words; nothing is trusted that the service says of itself without fetching it."""
    with httpx.Client(base_url=address.rstrip("/"), timeout=30) as client:
        told: dict[str, str] = client.get(WELL_KNOWN).raise_for_status().json()["files"]
        found = [
            f"{name} is given to browsers, and this checkout does not build it"
            for name in told
            if name not in ours
        ]
        found += [f"{name} is built by this checkout and not given" for name in ours if name not in told]
        for name in sorted(set(told) & set(ours)):
            if integrity_of(client.get(name).raise_for_status().content) != ours[name]:
                found.append(f"{name} has other contents than this checkout builds")
            elif told[name] != ours[name]:
                found.append(f"{name} is listed with another digest than it has")
    return found


def main() -> int:
    """Build, compare, say."""
    ours = build_again()
    if len(sys.argv) < 2:
        for name, digest in ours.items():
            print(digest, name)
        return 0
    found = compare(ours, sys.argv[1])
    for words in found:
        print(words)
    print(f"{len(found)} differences" if found else f"All {len(ours)} files are what this checkout builds.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
