"""What is kept comes back in the shape of the file it came in: current.py turns facts.py round, for every dataset."""

from collections.abc import Callable

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data.engine import Database
from data.store.facts import figures_of_period
from tests.data.dataset_files import DATASETS, edition, first
from tests.data.uploads import Upload, apply, version

Make = Callable[[str], Upload]
PERIOD_OF = {"areas": "measured_on", "budget": "budget_year"}


def periods(file: Upload, dataset: str) -> list[str]:
    return file.check.frame[PERIOD_OF.get(dataset, "period")].unique(maintain_order=True).cast(pl.String).to_list()


def kept(database: Database, dataset: str, period: str) -> pl.DataFrame:
    with database.reading() as connection:
        return figures_of_period(connection, version(database), dataset, period)


@pytest.mark.parametrize("make", [first, lambda dataset: edition(dataset, 3)], ids=["first", "edition"])
@pytest.mark.parametrize("dataset", DATASETS)
def test_the_rows_of_a_file_come_back_as_they_were_sent(database: Database, dataset: str, make: Make) -> None:
    file = make(dataset)
    sent, asked = file.check.frame, periods(file, dataset)
    before = pl.concat([kept(database, dataset, period) for period in asked]).drop("area_id")
    apply(database, file)
    after = pl.concat([kept(database, dataset, period) for period in asked]).drop("area_id")
    assert after.schema == sent.schema
    said = [name for name in sent.columns if sent[name].null_count() < len(sent)]
    same = [name for name in said if name in after.columns]
    mine = after.join(sent.select(same), on=same, how="semi", nulls_equal=True)
    assert_frame_equal(mine.select(said), sent.select(said), check_row_order=False, check_exact=True)
    assert after.height <= before.height + sent.height, "nothing came that was not sent"
