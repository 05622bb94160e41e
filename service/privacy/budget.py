"""How much privacy a publication may spend, as an exact number.

Never a float, never NaN, never nothing: a budget that cannot be summed exactly cannot be promised.
"""

from dataclasses import dataclass
from fractions import Fraction


class InvalidBudget(ValueError):
    """An amount that is no positive, exact, finite number, or a plan that spends more than a report has."""


@dataclass(frozen=True, slots=True, order=True)
class Epsilon:
    """A positive amount of pure differential privacy loss (Dwork et al. 2006), kept as a fraction."""

    amount: Fraction

    def __post_init__(self) -> None:
        """Raise InvalidBudget for anything that is not an exact positive fraction."""
        if not isinstance(self.amount, Fraction):
            raise InvalidBudget("a budget is an exact fraction, never a float")
        if self.amount <= 0:
            raise InvalidBudget("a budget is above zero")

    @classmethod
    def parse(cls, text: str) -> "Epsilon":
        """Read "2/5" or "0.4"; InvalidBudget for anything else, such as "nan" or "-1"."""
        try:
            return cls(Fraction(text))
        except (ValueError, ZeroDivisionError) as error:
            raise InvalidBudget("a budget is written as a fraction") from error

    def __add__(self, other: "Epsilon") -> "Epsilon":
        """What two publications of the same report spend together (basic composition)."""
        return Epsilon(self.amount + other.amount)

    def __str__(self) -> str:
        """The fraction as it is stored in a release: 2/5."""
        return str(self.amount)


LIFETIME = Epsilon(Fraction(1))
"""All that is ever spent on one report, over every table it will be in."""
EFFECT_OF_ONE_REPORT = 1
"""Adding or removing one report changes one cell by one."""
