"""Four questions about one call through MCP Hangar, and which refusals its metrics count."""

import argparse
import json
import pathlib
import re
import subprocess
import threading
import time

from gateway import Gateway, HANGAR, VERSION, environment, nap, write

#: No schema has this digest.
STALE = "0" * 64


def config(**more):
    tools = {"allow_list": ["read_it", "send_it", "withdrawn_it", "stale_it"], "approval_list": ["send_it"],
             "approval_timeout_seconds": 15}
    projection = {"withdrawn": ["withdrawn_it"], "pins": {"stale_it": STALE}}
    servers = {"mail": {"mode": "subprocess", "tools": tools, "tool_projection": projection},
               "broken": {"mode": "subprocess", "command": ["false"], "max_consecutive_failures": 1}}
    auth = {"enabled": True, "storage": {"driver": "sqlite", "path": "data/auth.db"}}
    return {"mcp_servers": servers, "auth": auth, **more}


class Office(Gateway):
    """A gateway with keys for an administrator, a developer and somebody who may only look."""

    def __init__(self, **more):
        super().__init__(config(**more), tools="read_it,send_it,withdrawn_it,stale_it,other_it", delay_ms=0,
                         env={"MCP_COMPLIANCE_FORMAT": "jsonlines", "MCP_COMPLIANCE_OUTPUT": "audit.jsonl"})
        (self.path / "data").mkdir()
        made = subprocess.run([HANGAR, "auth", "bootstrap-admin", "--config", "config.yaml", "--principal", "user:admin",
                               "--show-key"], cwd=self.path, capture_output=True, text=True)
        key = re.search(r"mcp_[A-Za-z0-9_-]{20,}", made.stdout + made.stderr)
        if key is None:
            raise RuntimeError(made.stdout + made.stderr)
        self.keys = {"admin": {"X-API-Key": key.group()}}

    def hire(self, name, role):
        answer = self.client.post("/api/auth/keys", headers=self.keys["admin"],
                                  json={"principal_id": f"user:{name}", "name": f"key of {name}"})
        answer.raise_for_status()
        self.keys[name] = {"X-API-Key": answer.json()["raw_key"]}
        self.client.post("/api/auth/roles/assign", headers=self.keys["admin"],
                         json={"principal_id": f"user:{name}", "role_name": role}).raise_for_status()

    def exported(self):
        file = self.path / "audit.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def decide(self, decision):
        for _ in range(100):
            held = self.client.get("/api/approvals?state=pending", headers=self.keys["admin"]).json()
            if held:
                self.client.post(f"/api/approvals/{held[0]['approval_id']}/resolve", headers=self.keys["admin"],
                                 json={"decision": decision})
                return
            time.sleep(0.1)

    def ask(self, name, call, decision=None):
        """A call by somebody, and perhaps a decision on it; the result, or the status that refused it."""
        person = threading.Thread(target=self.decide, args=(decision,))
        if decision:
            person.start()
        try:
            batch = self.call([call], headers=self.keys.get(name))
            return batch["results"][0]["error_type"] or "" if "results" in batch else batch["error"]
        except Exception as error:
            return f"HTTP {error.response.status_code}"
        finally:
            if decision:
                person.join()


def answers():
    """One call that a person approves: every place where something is written of it."""
    with Office() as office:
        office.hire("anna", "developer")
        office.ask("anna", nap("mail", "read_it"))
        position, lines = office.rows()[-1][0], len(office.exported())
        office.ask("anna", nap("mail", "send_it", to="b.osei@example.org", text="the quarterly numbers"), "approve")
        for row in office.rows(position):
            yield (VERSION, "event store", row[3], anonymous(row[4]))
        for line in office.exported()[lines:]:
            yield (VERSION, "export, JSON lines", line["event_type"], anonymous(json.dumps(line)))
        for record in office.client.get("/api/approvals?state=approved", headers=office.keys["admin"]).json():
            yield (VERSION, "approval", record["state"], anonymous(json.dumps(record)))


def anonymous(text):
    """Without what the machine that ran this is called."""
    return re.sub(r'"produced_by": "[^"]*"', '"produced_by": "replica"', text)


CASES = [
    ("let through", "anna", nap("mail", "read_it"), None),
    ("no credentials", "", nap("mail", "read_it"), None),
    ("role without the right", "vera", nap("mail", "read_it"), None),
    ("not on the allow list", "anna", nap("mail", "other_it"), None),
    ("withdrawn", "anna", nap("mail", "withdrawn_it"), None),
    ("pin does not match", "anna", nap("mail", "stale_it"), None),
    ("approval denied", "anna", nap("mail", "send_it"), "deny"),
    ("approval not answered", "anna", nap("mail", "send_it"), None),
    ("server does not start", "anna", nap("broken", "read_it"), None),
    ("circuit breaker", "anna", nap("broken", "read_it"), None),
]


def refusals():
    """Each way to be refused, and which counters and records move with it."""
    with Office() as office:
        office.hire("anna", "developer")
        office.hire("vera", "viewer")
        office.ask("anna", nap("mail", "read_it"))
        for case, who, call, decision in CASES:
            yield measured(office, case, who, call, decision)
    with Office(rate_limit={"rps": 0.01, "burst": 2}) as office:
        office.hire("anna", "developer")
        for _ in range(2):
            office.ask("anna", nap("mail", "read_it"))
        yield measured(office, "rate limit", "anna", nap("mail", "read_it"), None)


def measured(office, case, who, call, decision):
    before, lines = office.metrics(), len(office.exported())
    rows = office.rows()
    position = rows[-1][0] if rows else 0
    error = office.ask(who, call, decision)
    time.sleep(0.3)
    moved = [name for name, value in office.metrics().items()
             if name.partition("{")[0].endswith("_total") and value > before.get(name, 0)]
    events = [row[3] for row in office.rows(position)]
    return (VERSION, case, error, " ".join(moved), " ".join(events), len(office.exported()) - lines)


def shown():
    """Which metrics the release defines, and which of them it ever shows."""
    from mcp_hangar import metrics

    kinds = (metrics.Counter, metrics.Gauge, metrics.Histogram)
    for metric in vars(metrics).values():
        if isinstance(metric, kinds):
            yield (VERSION, metric.name, type(metric).__name__, "yes" if metric.name in metrics.REGISTRY._collectors else "no")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--small", action="store_true", help="leave out the walk of one call, to see that it works")
    arguments.add_argument("--out", default=pathlib.Path(__file__).parent, help="the folder for the results")
    options = arguments.parse_args()
    where = environment()
    rows = list(refusals())
    let_through, refused = rows[0], rows[1:]
    if VERSION == "2.13.0":
        assert not any(row[4] for row in refused if row[1] == "role without the right"), "this refusal leaves no row"
    assert not let_through[2] and all(row[2] for row in refused), f"the first is let through, all others refused: {rows}"
    write(options.out, f"refusals-{VERSION}.csv",
          ["version", "case", "error", "counters", "events", "exported_lines"], rows)
    if not options.small:
        write(options.out, f"answers-{VERSION}.csv", ["version", "where", "what", "text"], list(answers()))
    write(options.out, f"metrics-{VERSION}.csv", ["version", "metric", "kind", "shown"], list(shown()))
    write(options.out, f"environment-{VERSION}.csv", ["what", "value"], where)


if __name__ == "__main__":
    main()
