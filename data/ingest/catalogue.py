"""The datasets by code: payments, indicators, households, targets, areas, budget, parameters."""

from __future__ import annotations

from data.ingest import law_rows
from data.ingest.base import Dataset
from data.ingest.datasets import areas, budget, households, indicators, payments, targets

PAYMENTS, PARAMETERS = payments.DATASET, law_rows.DATASET
DATASETS: dict[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        PAYMENTS,
        indicators.DATASET,
        households.DATASET,
        targets.DATASET,
        areas.DATASET,
        budget.DATASET,
        PARAMETERS,
    )
}
