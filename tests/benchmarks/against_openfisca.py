"""The filing window of OPT after graduation, its first and its last day, for a million students: OpenFisca-core and this planner.

    python -m venv /some/where/openfisca
    /some/where/openfisca/bin/pip install openfisca-core            # 46.0 with numpy 2.4 when this was written
    python tests/benchmarks/against_openfisca.py /some/where/openfisca/bin/python [CASES]

OpenFisca is no requirement of the planner, so it has an environment of its own; where it stands beside the planner, leave the
first argument out. Both start from the same column of program ends in memory and must give the same dates. Medians, in turns:

- the two formulas alone: input set and two variables calculated, beside the same two columns of the route;
- with the simulation that OpenFisca builds for the million first (the faster of its two ways), as a user has to;
- all that the planner computes for seven routes (three passes over every milestone, and the answers), per date. A formula
  of OpenFisca is one addition; a date of a plan is the fixed point of its network, so this is no like for like.
"""
from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 9
OPENS, CLOSES = -90, 60             # days from the program's end: 8 CFR 214.2(f)(11)(i)(B)(2)


def openfisca(folder: Path) -> None:
    """The same two dates as variables with parameters, one simulation for each run; run by the python that has OpenFisca."""
    import numpy as np
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    ends = np.load(folder / "ends.npy").astype("datetime64[D]")
    student = build_entity(key="student", plural="students", label="a student", is_person=True)
    group = build_entity(key="school", plural="schools", label="a school", roles=[{"key": "member", "plural": "members"}])

    def variable(name, formula=None):
        from datetime import date
        body = {"value_type": date, "entity": student, "definition_period": periods.DateUnit.DAY, "label": name}
        return type(name, (Variable,), body | ({"formula": formula} if formula else {}))

    def opens(person, period, parameters):
        return person("program_end", period) + parameters(period).opt_post.filing_opens

    def closes(person, period, parameters):
        return person("program_end", period) + parameters(period).opt_post.filing_closes

    system = TaxBenefitSystem([student, group])
    system.parameters = ParameterNode("", data={"opt_post": {
        name: {"values": {"2008-04-08": {"value": days}}} for name, days in (("filing_opens", OPENS), ("filing_closes", CLOSES))}})
    for made in (variable("program_end"), variable("filing_opens", opens), variable("filing_closes", closes)):
        system.add_variable(made)
    taken, with_building = [], []
    for _ in range(RUNS + 1):
        started = perf_counter()
        builder = SimulationBuilder()
        builder.create_entities(system)
        builder.declare_person_entity("student", range(len(ends)))
        simulation = builder.build(system)
        begun = perf_counter()
        simulation.set_input("program_end", "2026-11-22", ends)
        dates = [simulation.calculate(name, "2026-11-22") for name in ("filing_opens", "filing_closes")]
        taken.append(perf_counter() - begun)
        with_building.append(perf_counter() - started)
    np.save(folder / "openfisca.npy", np.stack(dates).astype("datetime64[D]").astype(np.int32))
    print(median(taken[1:]), median(with_building[1:]))


def dates_of(plan) -> int:
    """How many dates a plan has computed: three passes over the milestones of the rows of each route, and the answers."""
    from planner.days import BLANK
    found = 0
    for answer in plan.routes.values():
        for dates in (answer.early, answer.late, answer.latest_open):
            dates = getattr(dates, "inner", dates)
            found += dates.network.size * len(dates.network.milestones)
        for name in ("earliest_start", "start", "authorized_until", "next_step_by", "route_closes", "p50_start", "p80_start",
                     "p95_start"):
            found += int((getattr(answer, name) != BLANK).sum())
    return found


def main() -> int:
    import numpy as np
    from measuring import show
    from random_cases import ON, random_cases

    from planner.batch import Batch
    from planner.plan import plans
    from planner.routes import REGISTRY
    from planner.world import load_world

    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    world, cases = load_world(), random_cases(size)

    def window():
        route = REGISTRY["opt_post"](Batch(cases, ON, world))
        return route.opens, route.closes

    def seconds(work) -> float:
        begun = perf_counter()
        work()
        return perf_counter() - begun
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "ends.npy", cases.program_end)
        formulas, built, alone, whole = [], [], [], []
        dates = sum(dates_of(plan) for plan in plans(cases, ON, world))
        for _ in range(3):
            run = subprocess.run([python, __file__, "--openfisca", folder], check=True, capture_output=True, text=True)
            theirs = run.stdout.split()
            formulas.append(float(theirs[0]))
            built.append(float(theirs[1]))
            alone += [seconds(window) for _ in range(RUNS)]
            whole += [seconds(lambda: [None for _ in plans(cases, ON, world)]) for _ in range(2)]
        assert (np.load(Path(folder) / "openfisca.npy") == np.stack(window())).all(), "the two must give the same dates"
    n, of_all = 2 * size, median(whole) / dates
    for what, taken in (("OpenFisca-core, the two formulas", formulas), ("OpenFisca-core, with its simulation", built),
                        ("this planner, the same two dates", alone)):
        show(f"{what}, per date", median(taken) / n * 1e9, "ns")
    show(f"this planner, {dates / size:.1f} dates a case of seven routes, per date", of_all * 1e9, "ns")
    kept = [show("times faster than the formulas", median(formulas) / median(alone), "x", 5, at_least=True),
            show("times faster than with its simulation", median(built) / median(alone), "x", 5, at_least=True)]
    show("seven routes beside its simulation, times faster per date", median(built) / n / of_all, "x")
    show("seven routes beside its formulas, times faster per date", median(formulas) / n / of_all, "x")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--openfisca"]:
        openfisca(Path(sys.argv[2]))
    else:
        sys.exit(main())
