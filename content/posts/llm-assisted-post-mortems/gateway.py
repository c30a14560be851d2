"""A gateway to measure, and a tool server to stand behind it.

Imported, this starts `mcp-hangar serve` in a folder of its own and speaks to it as a client does. Run, it is the MCP
server that the gateway starts: every tool sleeps DELAY_MS, and every start and every call is a line in LOG.
"""

import csv
import datetime
import importlib.metadata
import json
import os
import pathlib
import platform
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

import httpx
import yaml

HERE = pathlib.Path(__file__).resolve()
HANGAR = pathlib.Path(sys.executable).parent / "mcp-hangar"
VERSION = importlib.metadata.version("mcp-hangar")


class Gateway:
    """`mcp-hangar serve --http` with this configuration, until the `with` block ends."""

    def __init__(self, config, tools="nap", delay_ms=100, start_ms=0, reply_bytes=2, env=None):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.log = self.path / "tools.log"
        self.log.touch()
        self.env = {**os.environ, **(env or {})}
        behind = {"TOOLS": tools, "DELAY_MS": str(delay_ms), "START_MS": str(start_ms),
                  "REPLY_BYTES": str(reply_bytes), "LOG": str(self.log)}
        for server in config["mcp_servers"].values():
            if server.get("mode") == "subprocess" and "command" not in server:
                server["command"] = [sys.executable, str(HERE)]
                server["env"] = behind
        self.config = config
        self.write_config()

    def write_config(self):
        (self.path / "config.yaml").write_text(yaml.safe_dump(self.config, sort_keys=False))

    def __enter__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [HANGAR, "--config", "config.yaml", "serve", "--http", "--host", "127.0.0.1", "--port", str(port)]
        self.errors = open(self.path / "gateway.log", "w")
        self.process = subprocess.Popen(command, cwd=self.path, env=self.env,
                                        stdout=self.errors, stderr=self.errors)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=900)
        for _ in range(600):
            if self.process.poll() is not None:
                break
            try:
                self.client.get("/metrics")
                return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise RuntimeError((self.path / "gateway.log").read_text()[-2000:])

    def __exit__(self, *_):
        self.client.close()
        self.process.terminate()
        self.process.wait(20)
        self.errors.close()
        self.folder.cleanup()

    def call(self, calls, headers=None, **options):
        """One `hangar_call` with these calls; the result of the batch."""
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": "hangar_call", "arguments": {"calls": calls, **options}}}
        accept = {"Accept": "application/json, text/event-stream", **(headers or {})}
        answer = self.client.post("/mcp", json=body, headers=accept)
        answer.raise_for_status()
        lines = [line[6:] for line in answer.text.splitlines() if line.startswith("data: ")]
        message = json.loads(lines[-1] if lines else answer.text)
        if "error" in message or message["result"].get("isError"):
            raise RuntimeError(str(message))
        return message["result"]["structuredContent"]

    def metrics(self):
        """Every sample of /metrics by its name and labels."""
        samples = {}
        for line in self.client.get("/metrics").text.splitlines():
            if line and not line.startswith("#"):
                name, _, value = line.rpartition(" ")
                samples[name] = float(value)
        return samples

    def ran(self, what="call"):
        """How often the tool server was called, or started."""
        return sum(line.split()[0] == what for line in self.log.read_text().splitlines())

    def rows(self, after=0):
        """The rows of the event store behind a position: position, stream, version, type, data."""
        store = sqlite3.connect(f"file:{self.path}/data/events.db?mode=ro", uri=True)
        try:
            return store.execute(
                "SELECT global_position, stream_id, stream_version, event_type, data FROM events"
                " WHERE global_position > ? ORDER BY 1", (after,)).fetchall()
        finally:
            store.close()


def nap(server="nap", tool="nap", **arguments):
    """A call to the tool server, for `Gateway.call`."""
    return {"mcp_server": server, "tool": tool, "arguments": arguments}


def write(folder, name, header, rows):
    """A CSV file of results."""
    with open(pathlib.Path(folder) / name, "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(name, len(rows), "rows")


def scheduling():
    """Whether this process goes before others, which on a busy machine decides what is measured."""
    if not hasattr(os, "sched_getscheduler"):
        return ""
    if os.sched_getscheduler(0) == os.SCHED_FIFO:
        return f"real time, priority {os.sched_getparam(0).sched_priority}"
    return f"niceness {os.getpriority(os.PRIO_PROCESS, 0)}"


def environment():
    """Where and when this ran, as rows for a CSV file."""
    cpu = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        models = [line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")]
        cpu = models[0] if models else cpu
    return [("day", datetime.date.today().isoformat()),
            ("mcp-hangar", VERSION),
            ("mcp", importlib.metadata.version("mcp")),
            ("python", platform.python_version()),
            ("system", f"{platform.system()} {platform.machine()}"),
            ("cpu", cpu),
            ("cores", os.cpu_count()),
            ("scheduling", scheduling()),
            ("load, one minute", round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else "")]


def serve():
    """An MCP server on stdin and stdout that answers each message on a thread of its own."""
    delay = float(os.environ["DELAY_MS"]) / 1000
    text = "x" * int(os.environ["REPLY_BYTES"])
    tools = [{"name": name, "description": "Sleeps.", "inputSchema": {"type": "object"}}
             for name in os.environ["TOOLS"].split(",")]
    out = threading.Lock()

    def note(what):
        with open(os.environ["LOG"], "a") as log:
            log.write(f"{what} {time.time():.6f}\n")

    def answer(message):
        method, number = message.get("method"), message.get("id")
        if number is None:
            return
        if method == "initialize":
            result = {"protocolVersion": message["params"].get("protocolVersion", "2025-06-18"),
                      "capabilities": {"tools": {}}, "serverInfo": {"name": "nap", "version": "1"}}
        elif method == "tools/list":
            result = {"tools": tools}
        elif method == "tools/call":
            note("call")
            time.sleep(delay)
            result = {"content": [{"type": "text", "text": text}], "isError": False}
        else:
            result = {}
        with out:
            sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": number, "result": result}) + "\n")
            sys.stdout.flush()

    note("start")
    time.sleep(float(os.environ["START_MS"]) / 1000)
    for line in sys.stdin:
        threading.Thread(target=answer, args=(json.loads(line),), daemon=True).start()


if __name__ == "__main__":
    serve()
