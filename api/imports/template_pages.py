"""The empty workbooks that an office fills in, as downloads: the same four that the command line writes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from starlette.responses import Response

from api.web.access import CatalogueOf, permitted
from api.web.downloads import bytes_answer
from api.web.routers import page_router
from recommender.documents.template_columns import TemplateKind
from recommender.documents.templates import write_template
from recommender.errors import NotFound
from recommender.permissions import Action, Viewer

router = page_router("imports")


@router.get("/imports/templates/{template}.xlsx")
def empty_form(
    viewer: Annotated[Viewer, permitted(Action.IMPORT)], catalogue: CatalogueOf, template: str
) -> Response:  # fmt: skip
    """One form: people, assessments, quotas or decisions."""
    if template not in tuple(TemplateKind):
        raise NotFound
    with tempfile.TemporaryDirectory() as folder:
        made = write_template(Path(folder), TemplateKind(template), catalogue)
        return bytes_answer(made.read_bytes(), made.name)
