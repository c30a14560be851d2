"""What becomes of a tool call that MCP Hangar holds for a person: the decision against the clock of the batch."""

import argparse
import json
import pathlib
import threading
import time

from gateway import Gateway, VERSION, environment, nap, write


def config(approval_s):
    tools = {"allow_list": ["*"], "approval_list": ["change"], "approval_timeout_seconds": approval_s}
    return {"mcp_servers": {"nap": {"mode": "subprocess", "tools": tools}}}


def pending(gateway, since=30):
    """The held call, as soon as there is one."""
    for _ in range(since * 10):
        held = gateway.client.get("/api/approvals?state=pending").json()
        if held:
            return held[0]
        time.sleep(0.1)
    raise RuntimeError("nothing is held")


def decide(gateway, after, decision):
    """Answers the held call so many seconds after it was asked for; None if nobody answers."""
    held = pending(gateway)
    if decision is None:
        return held["approval_id"], None
    time.sleep(after)
    answer = gateway.client.post(f"/api/approvals/{held['approval_id']}/resolve", json={"decision": decision})
    return held["approval_id"], answer.status_code


def hold(case, approval_s, batch_s, decision, after, cold):
    """A call that is held, beside one that needs nobody: what agent, record, events and metrics say of it in the end."""
    with Gateway(config(approval_s), tools="change,nap") as gateway:
        if not cold:
            gateway.call([nap()])
        ran, before = gateway.ran(), gateway.metrics()
        position = gateway.rows()[-1][0] if gateway.rows() else 0
        person = {}
        thread = threading.Thread(target=lambda: person.update(answer=decide(gateway, after, decision)))
        thread.start()
        start = time.monotonic()
        batch = gateway.call([nap(tool="change"), nap()], timeout=batch_s)
        waited = time.monotonic() - start
        thread.join()
        approval, status = person["answer"]
        record = gateway.client.get(f"/api/approvals/{approval}").json()
        counted = [name for name, value in gateway.metrics().items()
                   if "approval" in name and value > before.get(name, 0)]
        events = [row[3] for row in gateway.rows(position) if row[3].startswith("ToolApproval")]
        held, other = batch["results"]
        return (VERSION, case, approval_s, batch_s, decision or "", after if decision else "", status or "",
                record["state"], " ".join(events), " ".join(counted),
                held["error_type"] or "", held["error"] or "", round(other["elapsed_ms"] / 1000, 1), gateway.ran() - ran - 1,
                gateway.ran("start"), round(waited, 1))


def secrets():
    """What of some arguments the approver sees, and what the event store keeps of them."""
    arguments = {"password": "hunter2", "config": {"password": "hunter2"}, "note": "Bearer abcdefghijklmnopqrstuvwxyz012345"}
    with Gateway(config(20), tools="change,nap") as gateway:
        gateway.call([nap()])
        seen = {}

        def approve():
            held = pending(gateway)
            seen.update(held["arguments"])
            gateway.client.post(f"/api/approvals/{held['approval_id']}/resolve", json={"decision": "approve"})

        thread = threading.Thread(target=approve)
        thread.start()
        gateway.call([nap(tool="change", **arguments)])
        thread.join()
    return [(VERSION, name, json.dumps(value)) for name, value in seen.items()]


def lists():
    """One scope at a time: what each list does to a call, with nobody to ask."""
    tools = {"allow_list": ["read_*"], "approval_list": ["write_*"], "deny_list": ["drop_*"], "approval_timeout_seconds": 1}
    with Gateway({"mcp_servers": {"nap": {"mode": "subprocess", "tools": tools}}},
                 tools="read_it,write_it,drop_it,other") as gateway:
        for tool in ("read_it", "write_it", "drop_it", "other"):
            result = gateway.call([nap(tool=tool)])["results"][0]
            yield (VERSION, tool, result["error_type"] or "", gateway.ran())


CASES = [
    ("nobody answers", 5, 60, None, 0, False),
    ("no in time", 20, 60, "deny", 2, False),
    ("yes in time", 20, 60, "approve", 2, False),
    ("yes after the batch", 20, 4, "approve", 8, False),
    ("yes after the batch, server cold", 20, 4, "approve", 8, True),
    ("nobody answers, the batch ends first", 8, 4, None, 0, False),
]
#: The clocks as they are shipped: sixty seconds and five minutes.
SHIPPED = [("defaults, yes after two minutes", 300, 60, "approve", 120, False),
           ("defaults, server cold, yes after two minutes", 300, 60, "approve", 120, True)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true", help="short clocks only, to see that it works")
    arguments.add_argument("--out", default=pathlib.Path(__file__).parent, help="the folder for the results")
    options = arguments.parse_args()
    where = environment()
    rows = [hold(*case) for case in (CASES[2:4] if options.small else CASES + SHIPPED)]
    for row in rows:
        assert (row[13] == 1) == (row[1] == "yes in time"), f"only the timely yes runs the tool: {row}"
    write(options.out, f"holds-{VERSION}.csv",
          ["version", "case", "approval_timeout_s", "batch_timeout_s", "decision", "after_s", "http_status", "record",
           "events", "counted", "error_type", "error", "other_call_took_s", "tool_ran", "server_starts", "agent_waited_s"],
          rows)
    write(options.out, f"lists-{VERSION}.csv", ["version", "tool", "error_type", "ran"], list(lists()))
    write(options.out, f"seen-{VERSION}.csv", ["version", "argument", "shown_to_the_approver"], secrets())
    write(options.out, f"environment-{VERSION}.csv", ["what", "value"], where)


if __name__ == "__main__":
    main()
