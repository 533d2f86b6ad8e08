"""Several machines on one: nginx as deploy/ has it, Wherry processes and workers behind it, one PostgreSQL."""

import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.outside.stubs.mail import free_port

ROOT = Path(__file__).parents[2]
CONF = ROOT / "deploy" / "nginx" / "wherry.conf"
#: Debian keeps it where not everybody looks.
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
PATIENCE = 90
#: What is not wherry.conf's but the machine's own; everything in the folder that is thrown away.
AROUND = """
{user} daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/wherry.conf;
}}
"""


@dataclass
class Program:
    """A process of its own that can be killed and started again."""

    name: str
    command: list[str]
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = 0
    running: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.running = subprocess.Popen(
                self.command, cwd=ROOT, env=os.environ | self.settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """As a power cut would."""
        assert self.running
        self.running.kill()
        self.running.wait()

    def stop(self) -> None:
        assert self.running
        self.running.send_signal(signal.SIGTERM)
        try:
            self.running.wait(timeout=20)
        except subprocess.TimeoutExpired:  # an open page may keep it waiting
            self.kill()

    def said(self) -> str:
        return (self.folder / f"{self.name}.log").read_text(encoding="utf-8")

    def wait(self, path: str = "/readyz") -> None:
        """Until it can serve people."""
        until = time.monotonic() + PATIENCE
        while status(f"http://127.0.0.1:{self.port}{path}") != 200:
            assert self.running and self.running.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.2)


def status(address: str, trust: ssl.SSLContext | None = None) -> int:
    """What is answered; 0 where nothing is."""
    try:
        with urlopen(address, timeout=10, context=trust) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
    except (URLError, ConnectionError, TimeoutError):
        return 0


@dataclass
class Town:
    """Everything that runs. `address` is where people come by; `trust` knows its certificate."""

    folder: Path
    address: str
    apps: list[Program]
    workers: list[Program]
    nginx: Program

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))

    def serving(self, path: str) -> Program:
        """The process that answered last at this path, as nginx wrote it down."""
        lines = [line for line in (self.folder / "wherry.log").read_text("utf-8").splitlines() if f'"{path}"' in line]
        return next(app for app in self.apps if f'"node":"127.0.0.1:{app.port}"' in lines[-1])


@contextmanager
def town(folder: Path, database: str, services: Path, **more: str) -> Iterator[Town]:
    """Two processes and two workers of the program, over one database, behind nginx; `more` are settings of Wherry."""
    assert NGINX, "Install nginx: apt install nginx-light"
    port = free_port()
    address = f"https://localhost:{port}"
    settings = {
        "WHERRY_DATABASE": database, "WHERRY_VAR": str(folder / "var"), "WHERRY_DEFINITIONS": str(services),
        "WHERRY_ORIGIN": address, "WHERRY_SECRET": "of the tests, and the same on each machine",
        "WHERRY_WORKER": "apart", "PYTHONPATH": str(ROOT),
    } | more  # fmt: skip
    apps = [an_app(folder, number, settings) for number in (1, 2)]
    workers = [a_worker(folder, number, settings) for number in (1, 2)]
    nginx = _nginx(folder, port, apps)
    with ExitStack() as stack:
        for program in [*apps, *workers, nginx]:
            program.start()
            stack.callback(program.stop)
        for app in apps:
            app.wait()
        nginx.port = port
        yield Town(folder, address, apps, workers, nginx)


def an_app(folder: Path, number: int, settings: dict[str, str]) -> Program:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--lifespan", "on"]
    command += ["--log-level", "warning"]
    return Program(f"app-{number}", command, folder, settings | {"WHERRY_PORT": str(port)}, port)


def a_worker(folder: Path, number: int, settings: dict[str, str]) -> Program:
    command = [sys.executable, "-c", "from wherry import main; main()", "worker"]
    return Program(f"worker-{number}", command, folder, settings)


def _nginx(folder: Path, port: int, apps: list[Program]) -> Program:
    make_certificate(folder)
    (folder / "wherry-down.html").write_bytes((CONF.parent / "wherry-down.html").read_bytes())
    text = CONF.read_text("utf-8")
    for there, here in {
        "127.0.0.1:8501": f"127.0.0.1:{apps[0].port}",
        "127.0.0.1:8502": f"127.0.0.1:{apps[1].port}",
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{free_port()}",
        "forms.example.gov.uk": "localhost",
        "/etc/ssl/wherry": str(folder),
        "/var/log/nginx": str(folder),
        "/usr/share/nginx/html": str(folder),
    }.items():
        assert there in text, f"wherry.conf says {there} no more"
        text = text.replace(there, here)
    (folder / "wherry.conf").write_text(text, "utf-8")
    # Started by root it would give its rights away, and not reach the folder.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), "utf-8")
    return Program("nginx", [NGINX, "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"], folder, port=port)


def make_certificate(folder: Path) -> None:
    """For localhost, by nobody anybody else trusts, for a day."""
    wanted = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 1 -subj /CN=localhost"
    command = ["openssl", "req", "-x509", *wanted.split(), "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
