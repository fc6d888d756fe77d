"""The allowance of NĐ 20/2021 as a tax-benefit system of openfisca-core, and a scenario as a reform of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.parameters import Parameter, ParameterNode
from openfisca_core.periods import DateUnit, Instant, Period
from openfisca_core.populations import Population
from openfisca_core.reforms import Reform
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from models.periods import Month
from tests.independent.decrees import AT_80, COEFFICIENTS, NORMS, PENSION_AT_80, Change, Law
from tests.independent.population import Person

Ints = npt.NDArray[np.int64]

PERSON = build_entity(key="person", plural="persons", label="A person paid every month", is_person=True)
BenefitGroup = Enum("BenefitGroup", {code: code for code in COEFFICIENTS})
"""The groups of Điều 5 by code."""


class group(Variable):  # noqa: N801 - openfisca names a variable after its class
    value_type = Enum
    possible_values = BenefitGroup
    default_value = BenefitGroup.elderly_80_no_pension
    entity = PERSON
    definition_period = DateUnit.ETERNITY
    label = "Group of Điều 5 that the person is paid as"


class units(Variable):  # noqa: N801
    value_type = int
    entity = PERSON
    definition_period = DateUnit.ETERNITY
    label = "How many times the coefficient is paid"


class allowance(Variable):  # noqa: N801
    value_type = int
    entity = PERSON
    definition_period = DateUnit.MONTH
    label = "Allowance of the month, in đồng"
    reference = "Nghị định 20/2021/NĐ-CP, Điều 6"

    def formula(person: Population, period: Period, parameters: ParameterNode) -> npt.NDArray[np.float64]:  # noqa: N805
        law = parameters(period)
        coefficient = law.coefficient[person("group", period)]
        norm = min(max(law.norm, law.provincial_norm), law.ceiling)
        has_pension = (person("group", period) == BenefitGroup[AT_80]) * (law.pension > 0)
        return person("units", period) * coefficient * norm * (1 - has_pension)


class social_pension(Variable):  # noqa: N801
    value_type = int
    entity = PERSON
    definition_period = DateUnit.MONTH
    label = "Social pension of the month for those who had the allowance at 80, in đồng"
    reference = "Luật Bảo hiểm xã hội 41/2024/QH15, Điều 21, 22"

    def formula(person: Population, period: Period, parameters: ParameterNode) -> npt.NDArray[np.float64]:  # noqa: N805
        law = parameters(period)
        amount = min(max(law.pension, law.provincial_pension), law.pension_ceiling) if law.pension else 0
        return (person("group", period) == BenefitGroup[AT_80]) * person("units", period) * amount


class Allowances(TaxBenefitSystem):
    """The law as known on a day. A province may set a norm of its own, which counts where it is the higher one (Điều
    4); a lower one is a ceiling that no law has."""

    def __init__(self, as_of: date) -> None:
        super().__init__([PERSON])
        since, law = _start(NORMS[0].applies), Law.known(as_of)
        self.knows_pension = bool(law.pensions)
        self.parameters = ParameterNode(
            "",
            data={
                "norm": {str(_start(norm.applies)): norm.value for norm in law.norms},
                "provincial_norm": {str(since): 0},
                "ceiling": {str(since): NO_CEILING},
                "pension_ceiling": {str(since): NO_CEILING},
                "pension": {str(since): 0} | {str(_start(each.applies)): each.value for each in law.pensions},
                "provincial_pension": {str(since): 0},
                "coefficient": {code: {str(since): float(value)} for code, value in COEFFICIENTS.items()},
            },
        )
        self.add_variables(group, units, allowance, social_pension)


NO_CEILING = 10**9


def reform_of(change: Change) -> type[Reform]:
    """The change as a reform: the province's norm and other coefficients, for the months it covers."""

    def changed(parameters: ParameterNode) -> ParameterNode:
        stop = None if change.stops_after is None else _start(change.stops_after.plus(1)).offset(-1, DateUnit.DAY)

        def put(parameter: Parameter, value: float, *, lowers: bool) -> None:
            first = change.first_paid if lowers else change.applies_from
            if change.covers(first):
                parameter.update(start=_start(first), stop=stop, value=value)

        if change.lowers:
            put(parameters.ceiling, change.norm, lowers=True)
            put(parameters.pension_ceiling, change.pension or NO_CEILING, lowers=True)
        else:
            put(parameters.provincial_norm, change.norm, lowers=False)
            put(parameters.provincial_pension, change.pension, lowers=False)
        for code, coefficient in change.coefficients.items():
            put(parameters.coefficient.children[code], float(coefficient), lowers=coefficient < COEFFICIENTS[code])
        return parameters

    class ScenarioReform(Reform):
        """One scenario's differences from the law."""

        def apply(self) -> None:
            self.modify_parameters(modifier_function=changed)

    return ScenarioReform


class Sample:
    """The persons as arrays, made once; every simulation of them starts from these."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self.count = len(persons)
        self.cells = sorted({(person.area_id, person.group) for person in persons})
        places = {cell: place for place, cell in enumerate(self.cells)}
        order = {code: place for place, code in enumerate(COEFFICIENTS)}
        self._cell = np.array([places[person.area_id, person.group] for person in persons], dtype=np.int64)
        self._group = EnumArray(np.array([order[person.group] for person in persons], dtype=np.int16), BenefitGroup)
        self._units = np.array([person.units for person in persons], dtype=np.int32)

    def simulation(self, system: TaxBenefitSystem) -> Simulation:
        """The persons under a system; it keeps the months it has computed."""
        made = SimulationBuilder().build_default_simulation(system, self.count)
        made.set_input("group", DateUnit.ETERNITY, self._group)
        made.set_input("units", DateUnit.ETERNITY, self._units)
        return made

    def amounts(self, simulation: Simulation, month: Month, variable: str = "allowance") -> Ints:
        """What openfisca pays in the month, added up by cell; the sums stay below 2^53, so none is rounded."""
        paid = simulation.calculate(variable, str(month))
        return np.bincount(self._cell, weights=paid, minlength=len(self.cells)).astype(np.int64)

    def sums(self, simulation: Simulation, month: Month) -> dict[tuple[int, str], int]:
        """The same by area and group, the social pension as a group of its own where the law knows it."""
        found = dict(zip(self.cells, self.amounts(simulation, month).tolist(), strict=True))
        if simulation.tax_benefit_system.knows_pension:
            pensions = zip(self.cells, self.amounts(simulation, month, "social_pension").tolist(), strict=True)
            found |= {(area, PENSION_AT_80): amount for (area, code), amount in pensions if code == AT_80}
        return found


def _start(month: Month) -> Instant:
    return Instant((month.year, month.month, 1))
