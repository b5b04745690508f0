"""The control of attacks: uvicorn and Starlette as they come. `python -m bench.stock`.

Answers what `bench.foes` ask for. Prints "ready PORT".
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

PAGE: Final = "x" * 1_000_000


async def health(request: Request) -> Response:
    return JSONResponse({"status": "ok"})


async def ticket(request: Request) -> Response:
    return JSONResponse({"size": len(await request.body())}, 201)


async def page(request: Request) -> Response:
    return PlainTextResponse(PAGE)


async def events(request: Request) -> Response:
    async def lines() -> AsyncIterator[str]:
        while True:
            yield f"data: {PAGE[:4096]}\n\n"
            await asyncio.sleep(0.001)

    return StreamingResponse(lines(), media_type="text/event-stream")


async def live(client: WebSocket) -> None:
    await client.accept()
    try:
        while True:
            await client.receive_text()
    except WebSocketDisconnect:
        pass


def app() -> Starlette:
    return Starlette(
        routes=[
            Route("/api/health", health),
            Route("/api/tickets", ticket, methods=["POST"]),
            Route("/api/openapi.json", page),
            Route("/api/events", events),
            WebSocketRoute("/live", live),
        ]
    )


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
    print(f"ready {listener.getsockname()[1]}", flush=True)
    config = uvicorn.Config(app(), log_level="critical", access_log=False, backlog=4096)
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
