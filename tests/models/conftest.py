"""The real seed as frames, read once a session."""

from pathlib import Path

import pytest

from data.engine import open_database
from data.settings import Settings
from data.startup import prepare
from data.store import queries
from models.policy.engine.baseline import Baseline
from models.policy.law.law import Law
from models.policy.levers.assumptions import from_frame
from tests.models.seed_frames import Seed, baseline_of


def read_seed(folder: Path) -> Seed:
    """Frames and law of batch 1 of a fresh database in `folder`, as the app reads them."""
    database = open_database(Settings(f"sqlite:///{folder / 'app.db'}", folder, None, False))
    prepare(database)
    with database.reading() as connection:
        parameters = queries.parameters(connection, 1)
        seed = Seed(
            areas=queries.areas(connection, 1),
            caseload=queries.caseload(connection, 1),
            groups=queries.groups(connection, 1),
            parameters=parameters,
            law=Law.from_frame(parameters),
            amounts=queries.amounts(connection, 1),
            figures=queries.observations(connection, 1),
            assumptions=from_frame(queries.assumptions(connection, 1)),
        )
    database.dispose()
    return seed


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Seed:
    return read_seed(tmp_path_factory.mktemp("seed"))


@pytest.fixture(scope="session")
def province(seed: Seed) -> Baseline:
    """The seed's baseline without any split over districts."""
    return baseline_of(seed)


@pytest.fixture(scope="session")
def districts(seed: Seed) -> Baseline:
    """The seed's baseline with the illustrative split over six districts."""
    return baseline_of(seed, demo=True)
