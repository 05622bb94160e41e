"""How far a sum of blurred cells may be from the truth: the exact 90 % margin, by convolution.

Adding the cells' own margins would say ±90 where ±28 is true: independent noise partly cancels. Public
arithmetic on the declared scale; never looks at a figure.
"""

from functools import lru_cache

import numpy as np

CONFIDENCE = 0.90
_TAIL = 1e-9


@lru_cache(maxsize=256)
def margin_of_sum(scale: float, cells: int) -> int:
    """The smallest m with P(|noise of the sum| <= m) >= 0.90, for `cells` discrete Laplaces of this scale.

    One cell gives the margins of the release plans. ValueError below one cell or for no positive scale.
    """
    if cells < 1 or not scale > 0:
        raise ValueError("a margin needs a positive scale and at least one cell")
    decay = float(np.exp(-1 / scale))
    reach = int(np.ceil(np.log(_TAIL) / np.log(decay)))
    distance = np.abs(np.arange(-reach, reach + 1))
    one = (1 - decay) / (1 + decay) * decay**distance
    whole = one
    for _ in range(cells - 1):
        whole = np.convolve(whole, one)
    middle = len(whole) // 2
    within = np.cumsum(np.concatenate(([whole[middle]], 2 * whole[middle + 1 :])))
    return int(np.searchsorted(within, CONFIDENCE))
