"""What a web process makes ready before it answers."""

from __future__ import annotations

import gc

from api.look.translations import LANGUAGES
from api.rendering import TEMPLATES, environment
from api.web_process import make_ready


def test_every_template_is_compiled_before_the_first_request() -> None:
    try:
        make_ready()
        ready = {template.name for template in environment(LANGUAGES[0]).cache.values()}
        assert ready >= {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
