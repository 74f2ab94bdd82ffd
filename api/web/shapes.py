"""How the API shapes rows of the store: only declared fields leave, each once, with an example."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Shown(BaseModel):
    """A row as the API shows it; fields that a row has and the shape has not stay inside."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    @classmethod
    def of(cls, row: object) -> Self:
        """The shape of a row of the store."""
        return cls.model_validate(row)


def example(**values: Any) -> ConfigDict:
    """Settings of a shape with its example in the description of the API."""
    return ConfigDict(extra="forbid", from_attributes=True, json_schema_extra={"example": values})
