"""What a form sent, as text by name: for forms whose fields depend on what the page shows."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request


async def _sent(request: Request) -> dict[str, str]:
    """The text fields of the form; the last value counts where a name comes twice, files are left out."""
    form = await request.form()
    return {name: value for name, value in form.multi_items() if isinstance(value, str)}


SentForm = Annotated[dict[str, str], Depends(_sent)]
