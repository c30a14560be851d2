"""Refuses an evidence manifest that claims more than it shows. Usage: python check_manifest.py FILE"""

import sys

import yaml


def faults(manifest):
    if not manifest.get("not_looked_at"):
        yield "nothing listed as not looked at: unlikely"
    for claim in manifest["claims"]:
        proof = claim.get("evidence", [])
        if claim["kind"] == "observed" and not proof:
            yield f"{claim['id']}: observed, but no query attached"
        for item in proof:
            if item["truncated"] and not claim.get("caveat"):
                yield f"{claim['id']}: rests on a cut-off reply, no caveat"
            if item["rows"] == item.get("limit"):
                yield f"{claim['id']}: rows equal the limit, expect more"
        if not claim.get("checked_by"):
            yield f"{claim['id']}: checked by nobody"


with open(sys.argv[1]) as file:
    found = list(faults(yaml.safe_load(file)))
print("\n".join(found) or "ok")
sys.exit(bool(found))
