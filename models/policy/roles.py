"""The two sides of every what-if and the two ways to see its months.

Belongs here: their names and the type of the arrays they are kept in.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Role = Literal["baseline", "scenario"]
View = Literal["entitled", "paid"]
"""Theo tháng hưởng, theo tháng chi."""
ROLES: tuple[Role, Role] = ("baseline", "scenario")
VIEWS: tuple[View, View] = ("entitled", "paid")
Amounts = npt.NDArray[np.int64]
"""Whole đồng, or people; rows by months unless said otherwise."""
