"""App processes behind nginx as deploy/ describes them: the committed nginx.conf, the committed command line of the
systemd unit."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.bench.server import ROOT, Server, free_port

DEPLOY = ROOT / "deploy"
HOST = "ansinh.example.vn"
SHIPPED_PORTS = (8501, 8502)
SBIN = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
COOKIE = "__Host-ansinh_process"
XSRF_COOKIE = "_streamlit_xsrf"


def program(name: str) -> str:
    """Where the program is; RuntimeError with the remedy when it is not installed."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}{SBIN}")
    if found is None:
        raise RuntimeError(
            f"{name} is not installed: `make browser` installs it on Debian as root (apt-get install {name})"
        )
    return found


class AppProcess(Server):
    """One process with the command line of deploy/ansinh@.service; may be killed and started again on its port."""

    def command(self) -> list[str]:
        unit = (DEPLOY / "ansinh@.service").read_text(encoding="utf-8")
        (line,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
        uvicorn, *arguments = shlex.split(line.replace("%i", str(self.port)))
        assert uvicorn.endswith("/bin/uvicorn")
        return [sys.executable, "-m", "uvicorn", *arguments]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), cwd=self.root, env=self.environment(), stdout=log, stderr=subprocess.STDOUT
            )
        self._wait_until_ready(time.perf_counter() + self.patience)


class BehindNginx:
    """`with BehindNginx(database_url) as site: httpx.get(site.url, verify=site.trust)`; `site.apps[0].kill()`.

    `processes=1` leaves the second address of the configuration dead. `env` goes to every process.
    """

    def __init__(self, database_url: str, processes: int = 2, *, env: dict[str, str] | None = None) -> None:
        if processes not in (1, 2):
            raise ValueError("deploy/nginx.conf names two processes")
        self.database_url = database_url
        self.processes = processes
        self.env = dict(env or {})
        self.apps: list[AppProcess] = []

    @property
    def url(self) -> str:
        return f"https://localhost:{self.https_port}"

    @property
    def plain_url(self) -> str:
        return f"http://localhost:{self.http_port}"

    def __enter__(self) -> Self:
        nginx, openssl = program("nginx"), program("openssl")
        with ExitStack() as opened:
            self.home = Path(tempfile.mkdtemp(prefix="ansinh-nginx-"))
            opened.callback(shutil.rmtree, self.home, ignore_errors=True)
            self.http_port, self.https_port = free_port(), free_port()
            self._make_certificate(openssl)
            self._start_apps(opened)
            self._write_configuration()
            self.checked = subprocess.run([*self._nginx(nginx), "-t"], capture_output=True, text=True, timeout=30)
            if self.checked.returncode != 0:
                raise RuntimeError(f"nginx -t:\n{self.checked.stderr}")
            self.nginx = subprocess.Popen(self._nginx(nginx), stderr=subprocess.DEVNULL)
            opened.callback(self._stop_nginx)
            self._wait()
            self._opened = opened.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        self._opened.close()

    def said(self) -> str:
        """What nginx wrote to its log of errors."""
        return (self.home / "error.log").read_text(errors="replace")

    def _start_apps(self, opened: ExitStack) -> None:
        """At once, as systemd does: the migration and the seed are theirs to agree on."""
        shared = {
            "DATABASE_URL": self.database_url,
            "ANSINH_PUBLIC_URL": self.url,
            "ANSINH_ALLOW_NETWORK": "1",
            "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32),
            **self.env,
        }
        self.apps = [AppProcess(env=shared) for _place in range(self.processes)]
        with ThreadPoolExecutor(len(self.apps)) as pool:
            starting = [pool.submit(app.__enter__) for app in self.apps]
            for start in starting:
                if start.exception() is None:
                    opened.callback(start.result().stop)
        for start in starting:
            start.result()

    def _make_certificate(self, openssl: str) -> None:
        subprocess.run(
            [
                openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                str(self.home / "site.key"),
                "-out",
                str(self.home / "site.pem"),
            ],
            check=True,
            capture_output=True,
            timeout=30,
        )
        self.trust = ssl.create_default_context(cafile=str(self.home / "site.pem"))

    def _write_configuration(self) -> None:
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        ports = [app.port for app in self.apps]
        ports += [free_port() for _place in range(len(SHIPPED_PORTS) - len(ports))]
        for shipped, port in zip(SHIPPED_PORTS, ports, strict=True):
            text = re.sub(rf"(127\\?\.0\\?\.0\\?\.1):{shipped}\b", rf"\1:{port}", text)
        for old, new in (
            ("listen 80", f"listen 127.0.0.1:{self.http_port}"),
            ("listen 443", f"listen 127.0.0.1:{self.https_port}"),
            ("https://$host$request_uri", f"https://$host:{self.https_port}$request_uri"),
            (f"/etc/ssl/ansinh/{HOST}", str(self.home / "site")),
            (HOST, "localhost"),
        ):
            assert old in text, f"deploy/nginx.conf no longer says {old!r}"
            text = text.replace(old, new)
        (self.home / "ansinh.conf").write_text(text, encoding="utf-8")
        temporary = "\n".join(
            f"{kind}_temp_path {self.home}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main = (
            f"{'user root root;' if os.geteuid() == 0 else ''}\nworker_processes 2;\ndaemon off;\npid "
            f"{self.home}/nginx.pid;\nerror_log {self.home}/error.log info;\nevents "
            f"{{ worker_connections 1024; }}\nhttp "
            f"{{\naccess_log off;\n{temporary}\ninclude {self.home}/ansinh.conf;\n}}\n"
        )
        (self.home / "nginx.conf").write_text(main, encoding="utf-8")

    def _nginx(self, nginx: str) -> list[str]:
        return [nginx, "-p", str(self.home), "-e", str(self.home / "error.log"), "-c", str(self.home / "nginx.conf")]

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.nginx.poll() is None:
            try:
                httpx.get(f"{self.url}/_stcore/health", verify=self.trust, trust_env=False, timeout=5)
                return
            except httpx.TransportError:
                time.sleep(0.05)
        raise RuntimeError(f"nginx does not answer:\n{self.said()}")

    def _stop_nginx(self) -> None:
        self.nginx.terminate()
        try:
            self.nginx.wait(5)
        except subprocess.TimeoutExpired:
            self.nginx.kill()
            self.nginx.wait()


class Visitor:
    """A browser as far as cookies go: pages over `http`, screens over websockets that carry the same cookies."""

    def __init__(self, site: BehindNginx) -> None:
        self.site = site
        self.http = httpx.Client(base_url=site.url, verify=site.trust, trust_env=False, timeout=30)

    @property
    def process(self) -> str | None:
        """The number that nginx has given: of the process that answered last."""
        return self.http.cookies.get(COOKIE)

    @contextmanager
    def screen(self, session_id: str = "") -> Iterator[tuple[ClientConnection, str]]:
        """An open websocket after the first run of the first page, and its session; `session_id` asks for one that
        was."""
        xsrf = self.http.cookies.get(XSRF_COOKIE) or "PLACEHOLDER"
        offered = ["streamlit", xsrf, *([session_id] if session_id else [])]
        with connect(
            f"wss://localhost:{self.site.https_port}/_stcore/stream",
            ssl=self.site.trust,
            origin=Origin(self.site.url),
            subprotocols=[Subprotocol(word) for word in offered],
            proxy=None,
            max_size=None,
            open_timeout=15,
            additional_headers={"Cookie": "; ".join(f"{c.name}={c.value}" for c in self.http.cookies.jar)},
        ) as socket:
            assert socket.response is not None
            for value in socket.response.headers.get_all("Set-Cookie"):
                name, _equals, rest = value.partition("=")
                self.http.cookies.set(name, rest.partition(";")[0], domain="localhost.local", path="/")
            yield socket, _session_of(socket)

    def close(self) -> None:
        self.http.close()


def _session_of(socket: ClientConnection) -> str:
    """Ask for the page; the first thing of its run that comes names the session."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    socket.send(message.SerializeToString())
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        data = socket.recv(timeout=60)
        assert isinstance(data, bytes)
        heard = ForwardMsg.FromString(data)
        if heard.WhichOneof("type") == "new_session":
            return heard.new_session.initialize.session_id
    raise TimeoutError("the page did not run")
