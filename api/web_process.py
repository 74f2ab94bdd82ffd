"""The application of one web process, from the environment that `nangluc serve` prepared."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from fastapi import FastAPI

from api.app import create_app
from api.look.translations import LANGUAGES
from api.process_log import configure_process_log
from api.rendering import compile_templates
from api.settings import read_settings
from recommender.store.engine import open_store


def make_app() -> FastAPI:
    """The application with its own store; uvicorn calls this once in each web process."""
    settings = read_settings(os.environ, default_folder=Path())
    configure_process_log(settings.log_level)
    app = create_app(settings, open_store(settings.database_url, audit_key=settings.audit_key))
    make_ready()
    return app


def make_ready() -> None:
    """What would make the first who ask wait: the templates; and nothing made so far is looked through for garbage."""
    compile_templates(LANGUAGES[0])
    gc.collect()
    gc.freeze()
