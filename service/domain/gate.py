"""Slows a flood, or guessing, without knowing anybody: small sums to solve, more of them the more comes.

Counts in memory only, under a key that lives ten minutes: no address, no reversible hash of one, nothing on
disk, nothing beside a report. Never turns anybody away who has solved the sum: a flood, or somebody else's
wrong guesses, cost the honest a moment and lock nobody out.
"""

import base64
import hmac
import json
import math
from binascii import Error as NotBase64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from altcha.v1 import ChallengeOptions, create_challenge, extract_params, verify_solution

from service.errors import WorkNeeded

KEY_BYTES = 32
KEY_LIFE = timedelta(minutes=10)
CHALLENGE_LIFE = timedelta(minutes=5)
MINUTE = 60
MOST_SUBJECTS = 50_000
"""Buckets kept at once; a flood from more places than that is a flood all the same, and counted as one."""
SLACK = 1
"""A sum stays good enough when the pace rose by so many bits while it was being solved."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many a minute pass without a sum, how many bits the first sum has, and how many the hardest.

    A sum of n bits takes half of 2**n hashes (SHA-256) on average.
    """

    free: int
    first: int
    most: int

    def bits(self, a_minute: float) -> int:
        """The sum for so many a minute: none while it is quiet, then two bits more for every doubling."""
        if a_minute <= self.free:
            return 0
        return min(self.most, self.first + int(2 * math.log2(a_minute / self.free)))


REPORTS_IN_ALL = Pace(free=120, first=12, most=17)
REPORTS_FROM_ONE_PLACE = Pace(free=45, first=12, most=17)
"""A class of thirty behind one address report in one minute without any sum."""
WHATEVER_COMES = Pace(free=2**62, first=0, most=0)
"""No sum at all, however many come."""
GUESSES_IN_ALL = Pace(free=240, first=13, most=18)
GUESSES_AT_ONE = Pace(free=6, first=14, most=19)


@dataclass
class _Bucket:
    minute: int
    count: int = 0
    before: int = 0

    def pace(self, moment: float) -> float:
        """How many a minute, over the last minute: this one, and of the one before what is left of it."""
        self._move(int(moment // MINUTE))
        return self.count + self.before * (1 - moment % MINUTE / MINUTE)

    def add(self, moment: float) -> None:
        self._move(int(moment // MINUTE))
        self.count += 1

    def _move(self, minute: int) -> None:
        if minute != self.minute:
            self.before = self.count if minute == self.minute + 1 else 0
            self.minute, self.count = minute, 0


@dataclass(frozen=True, slots=True)
class Visit:
    """One knock: at which door, and from where or at what it counts by itself. Never kept as it is."""

    door: str
    subject: str = field(default="", repr=False)
    work: str = field(default="", repr=False)
    """The solved sum that came along, or nothing."""


@dataclass
class Gate:
    """What one process knows of the last minutes. `secret` signs sums, so that every process takes them."""

    secret: bytes = field(repr=False)
    chance: Callable[[int], bytes] = field(repr=False)
    _key: bytes = field(default=b"", repr=False)
    _since: datetime | None = None
    _buckets: dict[bytes, _Bucket] = field(default_factory=dict, repr=False)
    _used: dict[str, datetime] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def admit(self, visit: Visit, paces: tuple[Pace, Pace], now: datetime) -> None:
        """Let a visit in. WorkNeeded, with a new sum in its hints, if it has to solve one first.

        `paces` are those of the whole door and of one subject.
        """
        with self._lock:
            self._rotate(now)
            judged = zip(paces, _names(visit), strict=True)
            bits = max(pace.bits(self._pace(name, now)) for pace, name in judged)
            if bits and not self._is_solved(visit.work, bits, now):
                raise WorkNeeded(**self._sum(bits, now))

    def count(self, visit: Visit, now: datetime) -> None:
        """Remember for a minute that there was such a visit."""
        with self._lock:
            self._rotate(now)
            for name in _names(visit):
                bucket = self._buckets.setdefault(self._digest(name), _Bucket(int(now.timestamp() // MINUTE)))
                bucket.add(now.timestamp())

    def _rotate(self, now: datetime) -> None:
        if self._since is None or now - self._since >= KEY_LIFE or len(self._buckets) > MOST_SUBJECTS:
            self._key, self._since = self.chance(KEY_BYTES), now
            self._buckets.clear()
            self._used = {name: until for name, until in self._used.items() if until > now}

    def _pace(self, name: str, now: datetime) -> float:
        bucket = self._buckets.get(self._digest(name))
        return 0 if bucket is None else bucket.pace(now.timestamp())

    def _digest(self, name: str) -> bytes:
        return hmac.new(self._key, name.encode(), sha256).digest()[:16]

    def _sum(self, bits: int, now: datetime) -> dict[str, str]:
        options = ChallengeOptions(
            max_number=2**bits,
            hmac_key=self.secret,
            salt=self.chance(12).hex(),
            number=int.from_bytes(self.chance(8), "big") % (2**bits + 1),
            expires=now + CHALLENGE_LIFE,
            params={"bits": str(bits)},
        )
        made = create_challenge(options)
        return {
            "algorithm": made.algorithm,
            "challenge": made.challenge,
            "salt": made.salt,
            "signature": made.signature,
            "maxnumber": str(made.max_number),
        }

    def _is_solved(self, work: str, bits: int, now: datetime) -> bool:
        """Whether this is a sum of ours, hard enough, in time, solved, and not used before."""
        try:
            told = json.loads(base64.b64decode(work, validate=True))
            # The library would ask the machine's clock; time is an argument here.
            right, _ = verify_solution(told, self.secret, check_expires=False)
            facts = extract_params(told)
            until = datetime.fromtimestamp(int(facts["expires"][0]), now.tzinfo)
            fits = right and until > now and int(facts["bits"][0]) >= bits - SLACK
        except (NotBase64, ValueError, KeyError, TypeError, IndexError, OverflowError, AttributeError):
            return False
        name = str(told["signature"])
        if not fits or name in self._used:
            return False
        self._used[name] = until
        return True


def _names(visit: Visit) -> tuple[str, str]:
    return f"{visit.door}\0", f"{visit.door}\0{visit.subject or 'nobody in particular'}"
