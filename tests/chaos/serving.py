"""A server to be killed: python -m tests.chaos.serving DATABASE SOCKET

One process does the cases and another begins it anew whenever it was killed, as systemd would. A line that comes in
is a command as JSON, a line that goes out is the case's reference, after the commit and not before.
"""

import json
import os
import socket
import sys
import threading

from engine.engine import Done, Engine
from tests.chaos.office import inspecting, now, opening, over


def main() -> None:
    url, path = sys.argv[1:]
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(64)
        while True:
            child = os.fork()
            if not child:
                serve(over(url), listening)
            print(child, flush=True)
            os.waitpid(child, 0)


def serve(engine: Engine, listening: socket.socket) -> None:
    while True:
        connection, _ = listening.accept()
        threading.Thread(target=answer, args=(engine, connection), daemon=True).start()


def answer(engine: Engine, connection: socket.socket) -> None:
    with connection, connection.makefile("rw", encoding="utf-8") as lines:
        for line in lines:
            what, token, reference = json.loads(line)
            made = opening if what == "open" else inspecting
            result = engine.do(made(token, reference or f"ROA-{os.urandom(6).hex()}", now()))
            assert isinstance(result, Done), result
            lines.write(result.case.reference + "\n")
            lines.flush()


if __name__ == "__main__":
    main()
