"""How much of a loop the rate limit of MCP Hangar lets through, what a refused caller sees, and how long a lockout is."""

import argparse
import collections
import concurrent.futures
import csv
import pathlib
import random
import statistics
import time

import mcp_hangar.auth.infrastructure.rate_limiter as lockout
import structlog

from gateway import Gateway, VERSION, environment, nap, write

SETTINGS = [(10, 20), (5, 10), (2, 10), (1, 10)]


def config(rps, burst, servers=("nap",), **more):
    return {"mcp_servers": {name: {"mode": "subprocess"} for name in servers},
            "rate_limit": {"rps": rps, "burst": burst}, **more}


def loop(rps, burst, calls, seconds):
    """One call after the other, evenly spread: when each was sent, and whether it was let through."""
    with Gateway(config(rps, burst), delay_ms=0) as gateway:
        gateway.call([nap()])
        time.sleep(burst / rps)
        start = time.monotonic()
        for number in range(calls):
            time.sleep(max(0, start + number * seconds / calls - time.monotonic()))
            sent = time.monotonic() - start
            result = gateway.call([nap()])["results"][0]
            yield (VERSION, rps, burst, number, round(sent, 3), result["error_type"] or "")


def curve(rows, settings, seconds, step):
    """The calls that were let through until each moment, a column for each setting."""
    asked = [row[4] for row in rows if row[1:3] == settings[0]]
    for second in range(0, seconds + 1, step):
        yield (second, sum(sent <= second for sent in asked),
               *(sum(row[1:3] == setting and row[4] <= second and not row[5] for row in rows) for setting in settings))


def batch(size):
    """One `hangar_call` of many calls at the default limit."""
    with Gateway(config(10, 20, event_store={"enabled": False}), delay_ms=0) as gateway:
        gateway.call([nap()])
        time.sleep(2)
        results = gateway.call([nap()] * size)["results"]
        seen = collections.Counter((r["error_type"] or "", r["error"] or "") for r in results)
        return [(VERSION, size, *what, count) for what, count in seen.items()]


def cold_start():
    """Two cold servers and one token: the second start is refused."""
    with Gateway(config(0.01, 1, ("first", "second"))) as gateway:
        for server in ("first", "second"):
            result = gateway.call([nap(server)])["results"][0]
            yield (VERSION, server, result["success"], result["error_type"] or "", result["error"] or "", gateway.ran("start"))


def group(burst, watched):
    """A burst of calls to a group of two servers, then a call each second, and one after `rebalance`: what the caller is
    told of each, and how many members are in rotation then."""
    servers = config(10, 20, ("one", "two"), event_store={"enabled": False})
    servers["mcp_servers"]["pair"] = {"mode": "group", "strategy": "round_robin",
                                      "members": [{"id": "one"}, {"id": "two"}]}
    with Gateway(servers, delay_ms=0) as gateway:
        members = lambda: sum(member["in_rotation"] for member in gateway.client.get("/api/groups/pair").json()["members"])
        assert members() == 2, "both members are well before anything is refused"
        start = time.monotonic()
        for number in range(burst + watched + 1):
            if number >= burst:
                time.sleep(max(0, start + 1 + number - burst - time.monotonic()))
            if number == burst + watched:
                gateway.client.post("/api/groups/pair/rebalance").raise_for_status()
            sent = time.monotonic() - start
            error = gateway.call([nap("pair")])["results"][0]["error_type"]
            yield (VERSION, number, round(sent, 2), error or "", members())


class Clock:
    """Stands in for the module `time` of the lockout, so that hours pass at once."""

    now = 0.0

    def time(self):
        return self.now


def ladder(others, wait, seed, rungs=5):
    """An address that fails until it is locked out, comes back `wait` seconds after the lock ends, and fails again."""
    clock = lockout.time = Clock()
    clock.now = 1000.0
    limiter = lockout.AuthRateLimiter()

    def pass_time(seconds):
        end = clock.now + seconds
        while others and clock.now + 1 < end:
            clock.now += 1
            limiter.check_rate_limit("203.0.113.9")
        clock.now = end

    pass_time(random.Random(seed).uniform(0, 900))
    for rung in range(1, rungs + 1):
        while (result := limiter.check_rate_limit("203.0.113.1")).allowed:
            limiter.record_failure("203.0.113.1")
            clock.now += 0.1
        yield (VERSION, "yes" if others else "no", wait, seed, rung, round(result.retry_after))
        pass_time(result.retry_after + wait)


def rungs(rows):
    """The median length of each lockout, a column for each way to come back."""
    found = collections.defaultdict(list)
    for _, others, wait, _, rung, seconds in rows:
        found[rung, others, wait].append(seconds)
    ways = {"no other traffic": ("no", 0.5), "a check each second, back at once": ("yes", 0.5),
            "a check each second, back after 60 s": ("yes", 60), "a check each second, back after 301 s": ("yes", 301)}
    return (["lockout", *ways],
            [(rung, *(statistics.median(found[rung, *way]) for way in ways.values())) for rung in sorted({k[0] for k in found})])


def answered(folder, step=10):
    """How many calls to the group were answered until each moment, a column for each release that was run."""
    files = sorted(pathlib.Path(folder).glob("group-*.csv"))
    runs = [list(csv.DictReader(open(file))) for file in files]
    seconds = range(0, int(max(float(row["sent_s"]) for run in runs for row in run)) + 1, step)
    return (["second", *(run[0]["version"] for run in runs)],
            [(second, *(sum(not row["error_type"] and float(row["sent_s"]) <= second for row in run) for run in runs))
             for second in seconds])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true", help="few repetitions, to see that it works")
    arguments.add_argument("--out", default=pathlib.Path(__file__).parent, help="the folder for the results")
    options = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    where = environment()
    settings, calls, seconds = (SETTINGS[:2], 80, 6) if options.small else (SETTINGS, 1200, 90)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runs = pool.map(lambda setting: list(loop(*setting, calls, seconds)), settings)
        rows = [row for run in runs for row in run]
    for rps, burst in settings:
        times = [row[4] for row in rows if row[1:3] == (rps, burst)]
        admitted = sum(row[1:3] == (rps, burst) and not row[5] for row in rows)
        most = burst + rps * (max(times) + 1)
        assert burst < admitted <= most, f"a bucket of {rps} / {burst} let {admitted} calls through, not up to {most}"
    write(options.out, f"loop-{VERSION}.csv", ["version", "rps", "burst", "call", "sent_s", "error"], rows)
    write(options.out, f"curve-{VERSION}.csv", ["second", "asked", *(f"{rps} / {burst}" for rps, burst in settings)],
          list(curve(rows, settings, seconds, 3)))
    write(options.out, f"batch-{VERSION}.csv", ["version", "calls", "error_type", "error", "count"],
          batch(20 if options.small else 100))
    write(options.out, f"cold-start-{VERSION}.csv",
          ["version", "server", "success", "error_type", "error", "starts"], list(cold_start()))
    write(options.out, f"group-{VERSION}.csv", ["version", "call", "sent_s", "error_type", "in_rotation"],
          list(group(30, 5 if options.small else 300)))
    write(options.out, "answered.csv", *answered(options.out))
    climbs = [row for others in (False, True) for wait in (0.5, 60, 150, 301) for seed in range(3 if options.small else 60)
              for row in ladder(others, wait, seed)]
    write(options.out, f"ladder-{VERSION}.csv",
          ["version", "other_traffic", "returns_after_s", "seed", "lockout", "seconds"], climbs)
    write(options.out, f"rungs-{VERSION}.csv", *rungs(climbs))
    write(options.out, f"environment-{VERSION}.csv", ["what", "value"], where)


if __name__ == "__main__":
    main()
