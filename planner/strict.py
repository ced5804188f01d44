"""Data that people write by hand: a key that nobody knows is a mistake, and what has been read stays as it is."""
from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator


class Strict(BaseModel):
    """Named values that take no others and do not change."""
    model_config = ConfigDict(extra="forbid", frozen=True)


class Duration(Strict):
    """Business days or calendar days, one of them: `n` of a `unit`."""
    business_days: int | None = None
    days: int | None = None

    @model_validator(mode="after")
    def _one_unit(self):
        if (self.days is None) == (self.business_days is None):
            raise ValueError("needs business_days or days, one of them")
        return self

    @property
    def n(self) -> int:
        return self.days if self.business_days is None else self.business_days

    @property
    def unit(self) -> str:
        return "days" if self.business_days is None else "business_days"
