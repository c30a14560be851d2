"""What the event store of MCP Hangar keeps when calls run in parallel, and when it can't write."""

import argparse
import collections
import csv
import pathlib
import sqlite3
import statistics

from gateway import Gateway, VERSION, environment, nap, write

STORES = {"sqlite": {}, "memory": {"driver": "memory"}, "off": {"enabled": False}}


def config(store):
    servers = {"nap": {"mode": "subprocess"}}
    return {"mcp_servers": servers, "event_store": store, "rate_limit": {"rps": 100000, "burst": 100000}}


def parallel(store, sizes, repetitions):
    """Batches of calls to one server: what succeeded, what ran, and what the store kept of it."""
    with Gateway(config(STORES[store])) as gateway:
        gateway.call([nap()])
        for repetition in range(repetitions):
            for calls in sizes:
                ran = gateway.ran()
                before = gateway.rows()[-1][0] if store == "sqlite" else 0
                batch = gateway.call([nap()] * calls)
                errors = collections.Counter(r["error_type"] for r in batch["results"] if not r["success"])
                kept = collections.Counter(row[3] for row in gateway.rows(before)) if store == "sqlite" else None
                yield (VERSION, store, repetition, calls, batch["succeeded"], gateway.ran() - ran,
                       round(batch["elapsed_ms"]), errors.pop("ConcurrencyError", 0), sum(errors.values()),
                       "" if kept is None else kept["ToolInvocationRequested"],
                       "" if kept is None else kept["ToolInvocationCompleted"])


def births():
    """The streams of a gateway that has just made its first call, and what each begins with."""
    with Gateway(config({})) as gateway:
        gateway.call([nap()])
        return [(VERSION, row[0], row[1], row[2], row[3]) for row in gateway.rows()]


def locked():
    """A call while another process holds the write lock of the store."""
    with Gateway(config({})) as gateway:
        gateway.call([nap()])
        for held in ("no", "yes", "no"):
            before, ran = gateway.rows()[-1][0], gateway.ran()
            other = sqlite3.connect(gateway.path / "data" / "events.db")
            if held == "yes":
                other.execute("BEGIN IMMEDIATE")
            batch = gateway.call([nap()])
            other.rollback()
            other.close()
            rows = gateway.rows(before)
            complaints = (gateway.path / "gateway.log").read_text().count("event_persistence_failed")
            yield (VERSION, held, batch["succeeded"], gateway.ran() - ran, round(batch["elapsed_ms"]), len(rows), complaints)


def succeeded(folder):
    """Of each number of calls, how many succeeded: the median for each release and store that was run."""
    found = collections.defaultdict(list)
    for file in sorted(pathlib.Path(folder).glob("parallel-*.csv")):
        for row in csv.DictReader(open(file)):
            found[int(row["calls"]), f"{row['version']}, {row['store']}"].append(int(row["succeeded"]))
    names = sorted({name for _, name in found})
    rows = [(calls, *(statistics.median(found[calls, name]) if found[calls, name] else "" for name in names))
            for calls in sorted({calls for calls, _ in found})]
    return ["calls", *names], rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true", help="few repetitions, to see that it works")
    arguments.add_argument("--out", default=pathlib.Path(__file__).parent, help="the folder for the results")
    options = arguments.parse_args()
    where = environment()
    sizes, repetitions = ((1, 10), 2) if options.small else ((1, 2, 5, 10, 20), 15)
    rows = [row for store in STORES for row in parallel(store, sizes, repetitions)]
    for row in rows:
        assert row[5] == row[3], f"every call reaches the tool, whatever becomes of it: {row}"
    if VERSION == "2.13.0":
        lost = [row for row in rows if row[1] == "sqlite" and row[3] == 10 and row[4] < 10]
        assert lost, "of ten parallel calls some fail with the default store"
    write(options.out, f"parallel-{VERSION}.csv",
          ["version", "store", "repetition", "calls", "succeeded", "ran", "elapsed_ms", "concurrency_errors",
           "other_errors", "request_rows", "completion_rows"], rows)
    write(options.out, "succeeded.csv", *succeeded(options.out))
    write(options.out, f"births-{VERSION}.csv",
          ["version", "position", "stream", "stream_version", "event"], births())
    if not options.small:
        write(options.out, f"locked-{VERSION}.csv",
              ["version", "lock_held", "succeeded", "ran", "elapsed_ms", "rows", "complaints_in_log"], list(locked()))
    write(options.out, f"environment-{VERSION}.csv", ["what", "value"], where)


if __name__ == "__main__":
    main()
