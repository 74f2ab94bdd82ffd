"""What the operations endpoints answer."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Health(BaseModel):
    """The server answers; `ready` also says that the database does."""

    model_config = ConfigDict(extra="forbid")

    status: str = Field(examples=["ok"])


class ProblemKind(BaseModel):
    """One kind of problem."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "type": "/api/v1/problems/not_found",
                "status": 404,
                "title_vi": "Không tìm thấy",
                "title_en": "Not found",
                "meaning_vi": "Không có, hoặc nằm ngoài phạm vi được xem.",
                "meaning_en": "There is no such thing, or it is outside what you may see.",
            }
        },
    )

    type: str
    status: int
    title_vi: str
    title_en: str
    meaning_vi: str
    meaning_en: str
