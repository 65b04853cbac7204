"""How much a measure differs between photos of one day, when nothing can have changed."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

# Two photos that differ by less are never called different, however alike those of one day are:
# a network and its version in eight bits may differ by so much on one photo.
FLOOR: Final = 0.03
# Two-sided 95 % quantiles of Student's t by degrees of freedom.
_QUANTILES: Final = (
    *((1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (6, 2.447), (7, 2.365)),
    *((8, 2.306), (9, 2.262), (10, 2.228), (12, 2.179), (15, 2.131), (20, 2.086), (30, 2.042)),
    *((60, 2.000), (120, 1.980)),
)


class Noise(NamedTuple):
    """The spread of a measure within a day.

    Attributes:
        deviation: Standard deviation within days, pooled over them.
        freedom: Its degrees of freedom: photos beyond the first of each day.
    """

    deviation: float
    freedom: int

    @classmethod
    def of_days(cls, days: Iterable[Sequence[float]]) -> "Noise | None":
        """The noise in values of several days; ``None`` if no day has two of them.

        Args:
            days: The values of each day.
        """
        squares, freedom = 0.0, 0
        for values in days:
            if len(values) > 1:
                mean = sum(values) / len(values)
                squares += sum((value - mean) ** 2 for value in values)
                freedom += len(values) - 1
        return cls(math.sqrt(squares / freedom), freedom) if freedom else None

    def band(self, first: int = 1, second: int = 1) -> float:
        """The difference up to which two days' means say nothing (95 %).

        The repeatability coefficient of Bland and Altman 1999, with Student's t in the place of
        1.96, because the deviation is estimated from few photos. What differs between days only,
        such as the weather, is not in it: it is the least that there is.

        Args:
            first: How many photos the first day has.
            second: How many the second has.
        """
        deviation = max(self.deviation, FLOOR)
        return _quantile(self.freedom) * deviation * math.sqrt(1 / first + 1 / second)


def _quantile(freedom: int) -> float:
    for (known, quantile), (following, _) in pairwise(_QUANTILES):
        if known <= freedom < following:
            return quantile
    return _QUANTILES[-1][1]
