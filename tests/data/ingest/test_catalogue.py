"""What holds of every dataset's contract."""

from collections import Counter

import pytest

from data.ingest.base import Dataset
from data.ingest.catalogue import DATASETS
from data.parsing.folding import fold

CONTRACTS = list(DATASETS.values())


@pytest.mark.parametrize("dataset", CONTRACTS, ids=lambda dataset: dataset.name)
def test_no_heading_names_two_columns(dataset: Dataset) -> None:
    named = Counter(heading for column in dataset.columns for heading in column.headings)
    assert [heading for heading, count in named.items() if count > 1] == []


@pytest.mark.parametrize("dataset", CONTRACTS, ids=lambda dataset: dataset.name)
def test_headings_are_folded_and_every_figure_has_a_column(dataset: Dataset) -> None:
    assert all(heading == fold(heading) for column in dataset.columns for heading in column.headings)
    assert set(dataset.schema) <= {column.name for column in dataset.columns}
    assert {column.name for column in dataset.columns} >= set(dataset.area_columns)
    assert len({column.name for column in dataset.columns}) == len(dataset.columns)
