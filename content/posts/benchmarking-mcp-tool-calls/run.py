"""What a governed call of MCP Hangar costs beside the library's facade, and beside no gateway at all."""

import argparse
import asyncio
import collections
import concurrent.futures
import json
import multiprocessing
import os
import pathlib
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import structlog
import yaml
from mcp_hangar import Hangar

import gateway as behind
from gateway import Gateway, VERSION, environment, nap, write


def config(store):
    return {"mcp_servers": {"nap": {"mode": "subprocess"}}, "event_store": store,
            "rate_limit": {"rps": 100000, "burst": 100000}}


class Multiplexer:
    """Calls one MCP server over stdio from many threads, without a gateway."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.pending, self.number = {}, 0
        self.map_lock, self.write_lock = threading.Lock(), threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.reader:
            message = json.loads(line)
            with self.map_lock:
                waiter = self.pending.pop(message.get("id"), None)
            if waiter is not None:
                waiter.put(message)

    def call(self, method, params, timeout=60):
        waiter = queue.Queue(maxsize=1)
        with self.map_lock:
            self.number += 1
            number = self.number
            self.pending[number] = waiter  # before the write
        request = {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
        with self.write_lock:
            self.writer.write(json.dumps(request) + "\n")
            self.writer.flush()
        return waiter.get(timeout=timeout)


def tool_server(folder, delay_ms, start_ms):
    return {"TOOLS": "nap", "DELAY_MS": str(delay_ms), "START_MS": str(start_ms), "REPLY_BYTES": "2",
            "LOG": str(pathlib.Path(folder) / "tools.log")}


def timed(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def direct(delay_ms, plan):
    """No gateway: a thread for each call."""
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([sys.executable, behind.__file__], text=True, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, env={**os.environ, **tool_server(folder, delay_ms, 0)})
        server = Multiplexer(process.stdout, process.stdin)
        server.call("initialize", {"protocolVersion": "2025-06-18"})
        for repetition, calls in plan:
            took = []
            one = lambda: took.append(timed(lambda: server.call("tools/call", {"name": "nap", "arguments": {}})))
            threads = [threading.Thread(target=one) for _ in range(calls)]
            whole = timed(lambda: ([t.start() for t in threads], [t.join() for t in threads]))
            yield repetition, calls, whole, took
        process.terminate()
        process.wait()


def quiet():
    """Leaves the gateway's log out."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))


def in_process(*arguments):
    """Runs `facade_run` in a process of its own: the library can be started once in each."""
    fresh = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=fresh, initializer=quiet) as pool:
        return pool.submit(facade_process, arguments).result()


def facade_process(arguments):
    return asyncio.run(facade_run(*arguments))


async def facade_run(delay_ms, start_ms, plan, warm):
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        settings = config({"enabled": False})
        settings["mcp_servers"]["nap"].update(command=[sys.executable, behind.__file__],
                                              env=tool_server(folder, delay_ms, start_ms))
        pathlib.Path("config.yaml").write_text(yaml.safe_dump(settings))
        found = []
        async with Hangar.from_config("config.yaml") as hangar:
            if warm:
                await hangar.invoke("nap", "nap", {})
            for repetition, calls in plan:
                took = []

                async def one():
                    start = time.perf_counter()
                    await hangar.invoke("nap", "nap", {})
                    took.append((time.perf_counter() - start) * 1000)

                start = time.perf_counter()
                await asyncio.gather(*(one() for _ in range(calls)))
                found.append((repetition, calls, (time.perf_counter() - start) * 1000, took))
        starts = sum(line.startswith("start") for line in open(pathlib.Path(folder) / "tools.log"))
        os.chdir(behind.HERE.parent)
        return found, starts


def facade(delay_ms, plan):
    """`Hangar.invoke()`, the facade of the library, with its default pool of twenty."""
    return in_process(delay_ms, 0, plan, True)[0]


def governed(store):
    def route(delay_ms, plan):
        """`hangar_call`: the way that agents come, with all gates."""
        with Gateway(config(store), delay_ms=delay_ms) as gateway:
            gateway.call([nap()])
            for repetition, calls in plan:
                batch = gateway.call([nap()] * calls)
                yield repetition, calls, batch["elapsed_ms"], [r["elapsed_ms"] for r in batch["results"]]
    return route


ROUTES = {"direct": direct, "facade": facade, "governed": governed({"enabled": False}), "governed, stored": governed({})}


def latencies(routes, sizes, repetitions, delay_ms):
    for name in routes:
        plan = [(repetition, calls) for repetition in range(repetitions) for calls in sizes]
        for repetition, calls, whole, took in ROUTES[name](delay_ms, plan):
            yield (VERSION, name, calls, repetition, round(whole, 2), round(min(took), 2), round(statistics.median(took), 2),
                   round(max(took), 2))


def quantiles(rows, routes):
    """For each number of calls: the median and the 95th percentile of the whole batch, for each route."""
    groups = collections.defaultdict(list)
    for _, name, calls, _, whole, *_ in rows:
        groups[calls, name].append(whole)
    cut = lambda values, share: round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 1)
    for calls in sorted({key[0] for key in groups}):
        yield (calls, *(cut(groups[calls, name], share) for name in routes for share in (0.5, 0.95)))


def spread(rows):
    """For single calls: how long the fastest share of them took at most, a column for each route."""
    found = collections.defaultdict(list)
    for _, name, _, _, took, *_ in rows:
        found[name].append(took)
    for percent in (1, *range(5, 100, 5), 99):
        yield (percent, *(sorted(found[name])[len(found[name]) * percent // 100] for name in ROUTES))


def cold(repetitions):
    """Twenty calls at once to a server that takes half a second to start: how long, and how many starts."""
    for repetition in range(repetitions):
        found, starts = in_process(50, 500, [(repetition, 20)], False)
        yield (VERSION, "facade", repetition, 20, round(found[0][2]), starts)
        with Gateway(config({"enabled": False}), delay_ms=50, start_ms=500) as gateway:
            batch = gateway.call([nap()] * 20, max_concurrency=20)
            yield (VERSION, "governed", repetition, batch["succeeded"], round(batch["elapsed_ms"]), gateway.ran("start"))


def queued():
    """Twenty calls under three settings of the batch's own pool: does the counter of waiting calls see them wait?"""
    with Gateway(config({"enabled": False})) as gateway:
        gateway.call([nap()])
        for workers in (10, 20, 50):
            count = lambda: sum(v for k, v in gateway.metrics().items()
                                if k.startswith("mcp_hangar_batch_concurrency_queued_total"))
            before = count()
            batch = gateway.call([nap()] * 20, max_concurrency=workers)
            yield (VERSION, 20, workers, round(batch["elapsed_ms"]), int(count() - before))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true", help="few repetitions, to see that it works")
    arguments.add_argument("--out", default=pathlib.Path(__file__).parent, help="the folder for the results")
    options = arguments.parse_args()
    options.out = pathlib.Path(options.out).resolve()
    where = environment()
    sizes, repetitions, singles = ((1, 10), 2, 20) if options.small else ((1, 2, 5, 10, 20, 21, 50), 30, 400)
    header = ["version", "route", "calls", "repetition", "batch_ms", "fastest_ms", "median_ms", "slowest_ms"]
    three = ("direct", "facade", "governed")
    rows = list(latencies(three, sizes, repetitions, 100))
    assert all(row[4] >= 100 for row in rows), "no batch is faster than its calls"
    write(options.out, f"latency-{VERSION}.csv", header, rows)
    write(options.out, f"quantiles-{VERSION}.csv",
          ["calls", *(f"{name}, {what}" for name in three for what in ("median", "95 %"))], list(quantiles(rows, three)))
    rows = list(latencies(ROUTES, (1,), singles, 0))
    write(options.out, f"single-{VERSION}.csv", ["version", "route", "call", "ms"],
          [(row[0], row[1], row[3], row[4]) for row in rows])
    write(options.out, f"spread-{VERSION}.csv", ["percent", *ROUTES], list(spread(rows)))
    starts = list(cold(1 if options.small else 10))
    assert all(row[5] == 1 for row in starts), f"twenty callers start a cold server once: {starts}"
    write(options.out, f"cold-{VERSION}.csv", ["version", "route", "repetition", "succeeded", "elapsed_ms", "starts"], starts)
    write(options.out, f"queued-{VERSION}.csv", ["version", "calls", "max_concurrency", "elapsed_ms", "queued"], list(queued()))
    write(options.out, f"environment-{VERSION}.csv", ["what", "value"], where)


if __name__ == "__main__":
    main()
