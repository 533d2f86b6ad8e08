"""The least that a page of questions can be asked of Starlette: it takes a form in, sends on, and shows a page that
never changes. `uvicorn benchmarks.bare_page:app`, with the page in the file that WHERRY_BENCHMARK_PAGE names."""

import os
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

PAGE = Path(os.environ["WHERRY_BENCHMARK_PAGE"]).read_text("utf-8")


async def show(request: Request) -> Response:
    return HTMLResponse(PAGE)


async def take(request: Request) -> Response:
    form = await request.form()
    return RedirectResponse(f"/?{len(form)}", 303)


app = Starlette(routes=[Route("/", show, methods=["GET"]), Route("/", take, methods=["POST"])])
