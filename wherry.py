"""The command line, wiring only; and the start on a bare machine: `python wherry.py run`.

Run as a script it first makes `.venv` hold exactly the pinned set, with the standard library alone,
then starts again inside it. So nothing outside the standard library is imported at the top here, and
the file reads under any Python 3: it has to say clearly that one is too old.
"""

import hashlib
import os
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent
BASE = "requirements.lock"
NEEDED = (3, 11)


def environment_python(home: Path) -> Path:
    """The Python of the environment that belongs to the checkout in `home`."""
    return home / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(home: Path, lock: str) -> str:
    """Changes whenever the environment has to be filled again: other pins, other entry points, a moved folder."""
    told = hashlib.sha256(str(home).encode())
    for name in (lock, "pyproject.toml"):
        told.update((home / name).read_bytes())
    return told.hexdigest()


def bootstrap(home: Path, lock: str) -> None:
    """Make `.venv` hold what `lock` pins, and the project. Does nothing where it already does."""
    if sys.version_info < NEEDED:
        raise SystemExit("Wherry needs Python 3.11 or later and this is Python {}.{}.".format(*sys.version_info[:2]))
    if not inside(home):
        raise SystemExit(
            "The .venv here is a link to a folder of another place, whose own Wherry would be changed. Remove the link "
            "and do the same again: Wherry makes a .venv of its own."
        )
    python = environment_python(home)
    stamp, wanted = home / ".venv" / (lock + ".installed"), stamp_of(home, lock)
    if python.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not python.exists():
        make_environment(home)
    say("Getting the pinned packages. The first time this takes about a minute.")
    pip_install(home, "--require-hashes", "--requirement", str(home / lock))
    pip_install(home, "--no-deps", "--no-build-isolation", "--editable", str(home))
    stamp.write_text(wanted, encoding="utf-8")


def inside(home: Path) -> bool:
    """Whether what stands as `.venv`, if anything does, is of the checkout in `home` itself."""
    return (home / ".venv").resolve().is_relative_to(home.resolve())


def make_environment(home: Path) -> None:
    say("Making an environment for Wherry in .venv.")
    run_quietly(
        [sys.executable, "-m", "venv", "--clear", str(home / ".venv")],
        "This Python cannot make an environment: its venv module is missing or not whole.\n"
        "Install it (on Debian or Ubuntu: apt install python3-venv), then do the same again.",
    )


def pip_install(home: Path, *what: str) -> None:
    run_quietly(
        [str(environment_python(home)), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what],
        "The pinned packages could not be installed. Check that this machine reaches a Python package index\n"
        "(behind a proxy, set HTTPS_PROXY), then do the same again: it goes on where it stopped.",
    )


def run_quietly(command: "list[str]", cure: str) -> None:
    """Run a command and show what it printed only where it fails, after a sentence that says the cure."""
    import subprocess

    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        printed = done.stdout.decode(errors="replace").strip().splitlines()[-6:]
        raise SystemExit("\n".join([cure, "", "What it said:", *printed]))


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def start_inside(home: Path) -> None:
    """Start this file again with the environment's Python. Does not come back."""
    command = [str(environment_python(home)), str(home / "wherry.py"), *sys.argv[1:]]
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess

    try:
        raise SystemExit(subprocess.run(command).returncode)
    except KeyboardInterrupt:  # the started one was told as well, and says goodbye itself
        raise SystemExit(130) from None


def start() -> None:
    bootstrap(HOME, BASE)
    if Path(sys.prefix).resolve() != (HOME / ".venv").resolve():
        start_inside(HOME)
    main()


def main() -> None:
    """The command line, inside an environment that holds the packages."""
    from commandline.line import line
    from commandline.telling import speak_utf_8

    speak_utf_8()
    commands = line()

    @commands.command()
    def run(host: str = "127.0.0.1", port: int = 8501) -> None:
        """Try Wherry on this machine: sample sign-ins, and the files in definitions/ are the drafts."""
        serve_app("run", host, port, "with sample sign-ins, for this machine only")

    @commands.command()
    def serve(host: str = "127.0.0.1", port: int = 8501) -> None:
        """Serve Wherry on a server: no samples, and drafts are in the database."""
        serve_app("serve", host, port, "ready")

    @commands.command()
    def worker() -> None:
        """Do what cases ask of the outside, apart from the pages: set WHERRY_WORKER=apart for those."""
        from worker import work_apart

        work_apart()

    commands()


def serve_app(mode: str, host: str, port: int, how: str) -> None:
    """One process, one event loop; `app.py` reads these settings from its environment."""
    import socket

    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                shown = "localhost" if host == "127.0.0.1" else host
                say(f"Wherry is at http://{shown}:{port}, {how}. Press Ctrl+C to stop it.")

    if os.environ.get("WHERRY_READ_ONLY") == "1":
        how = "for reading only: nothing can be changed"
    with socket.socket() as tried:
        if tried.connect_ex((host, port)) == 0:
            raise SystemExit(f"Something already answers on port {port}. Stop it, or add --port {port + 1}.")
    os.environ |= {"WHERRY_MODE": mode, "WHERRY_HOST": host, "WHERRY_PORT": str(port)}
    Server(uvicorn.Config("app:app", host=host, port=port, lifespan="on", log_level="warning")).run()


if __name__ == "__main__":
    start()
