"""What a model can ask through MCP Hangar and the Grafana server, what of it is kept, and how a cut-off reply looks."""

import argparse
import fnmatch
import json
import os
import pathlib
import subprocess
import sys

from gateway import Gateway, VERSION, environment, nap, write

GRAFANA = pathlib.Path(sys.executable).parent / "mcp-grafana"
#: The patterns that come to mind for "may write".
VERBS = ["create_*", "update_*", "delete_*"]
#: What the post allows.
ALLOWED = ["query_prometheus", "query_loki_logs", "query_loki_patterns", "list_*", "get_annotations", "alerting_*_read"]


def tools(*options):
    """The tools that the Grafana server offers; it need not reach a Grafana for that."""
    env = {**os.environ, "GRAFANA_URL": "http://127.0.0.1:1", "GRAFANA_SERVICE_ACCOUNT_TOKEN": "none"}
    server = subprocess.Popen([GRAFANA, *options], text=True, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)

    def ask(number, method, **params):
        server.stdin.write(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}) + "\n")
        server.stdin.flush()
        return next(m for m in map(json.loads, server.stdout) if m.get("id") == number)["result"]

    ask(1, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "list", "version": "1"})
    names = [tool["name"] for tool in ask(2, "tools/list")["tools"]]
    server.terminate()
    server.wait()
    return names


def surface():
    """Each tool of the Grafana server: whether the flag for reading alone keeps it, and which patterns match it."""
    release = subprocess.run([GRAFANA, "--version"], capture_output=True, text=True).stdout.strip()
    every, kept = tools(), tools("--disable-write")
    match = lambda name, patterns: "yes" if any(fnmatch.fnmatch(name, pattern) for pattern in patterns) else "no"
    for name in sorted(every):
        yield (release, name, "yes" if name in kept else "no", match(name, VERBS), match(name, ALLOWED))


def replies():
    """A small reply, one above the limit for a call, and one above the limit for a batch: what the model receives."""
    for what, size, truncation in (("small", 1000, {}), ("12 MB", 12_000_000, {}),
                                   ("2 MB, limit for batches on", 2_000_000, {"enabled": True})):
        config = {"mcp_servers": {"nap": {"mode": "subprocess"}}, "truncation": truncation}
        with Gateway(config, delay_ms=0, reply_bytes=size) as gateway:
            batch = gateway.call([nap()])
            result = batch["results"][0]
            yield (VERSION, what, batch["success"], result["success"], "null" if result["result"] is None else
                   len(json.dumps(result["result"])), result.get("truncated", ""), result.get("truncated_reason", ""),
                   result.get("original_size_bytes", ""), "yes" if result.get("continuation_id") else "")


def kept():
    """One question through the gateway: which rows of the event store have its text."""
    question = 'max by (pool) (db_pool_wait_seconds)'
    with Gateway({"mcp_servers": {"nap": {"mode": "subprocess"}}}, delay_ms=0) as gateway:
        gateway.call([nap(query=question)])
        for row in gateway.rows():
            yield (VERSION, row[3], "yes" if question in json.dumps(json.loads(row[4]).get("arguments", "")) else "no")


def manifests():
    """The checker against each manifest beside it: what it says, and whether it refuses."""
    here = pathlib.Path(__file__).resolve().parent
    for file in sorted(here.glob("manifest*.yaml")):
        ran = subprocess.run([sys.executable, here / "check_manifest.py", file], capture_output=True, text=True)
        yield (file.name, ran.returncode, "; ".join(ran.stdout.splitlines()))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true", help="leave out the large replies, to see that it works")
    arguments.add_argument("--out", default=pathlib.Path(__file__).parent, help="the folder for the results")
    options = arguments.parse_args()
    where = environment()
    rows = list(surface())
    assert any(row[2] == "no" and row[3] == "no" for row in rows), "some tools that write have none of the three verbs"
    write(options.out, "grafana.csv", ["release", "tool", "left_by_disable_write", "has_one_of_three_verbs", "allowed"], rows)
    if not options.small:
        write(options.out, f"replies-{VERSION}.csv",
              ["version", "reply", "batch_success", "success", "result", "truncated", "reason", "original_bytes",
               "continuation"], list(replies()))
    write(options.out, f"kept-{VERSION}.csv", ["version", "event", "has_the_question"], list(kept()))
    rows = list(manifests())
    assert [row[1] for row in rows] == [1, 0], f"the honest manifest passes, the other does not: {rows}"
    write(options.out, "manifests.csv", ["manifest", "exit", "says"], rows)
    write(options.out, f"environment-{VERSION}.csv", ["what", "value"], where)


if __name__ == "__main__":
    main()
