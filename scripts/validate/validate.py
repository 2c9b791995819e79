"""Judges what a running corridor gives to programs by validators that are not ours: the data package and its tables, the feeds, the
description of the API, and what pages tell search engines. Called by validate.mjs beside it with the site's address and a folder to
download into; prints a line for each, and ends with 1 when one is not clean."""

import json
import pathlib
import subprocess
import sys
import urllib.parse
import urllib.request

import extruct
import feedparser
from openapi_spec_validator import validate as validate_openapi

FAULTS = []


def main():
    site, folder, slug = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    for check in (data_package, feeds, description, linked_data):
        check(site, folder, slug)
    for fault in FAULTS:
        print(f"validate: {fault}", file=sys.stderr)
    sys.exit(1 if FAULTS else 0)


def get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read()


def data_package(site, folder, slug):
    """A package is judged with its files beside it, as somebody has it who downloaded all."""
    address = f"{site}/c/{slug}/datapackage.json"
    package = json.loads(get(address))
    for resource in package["resources"]:
        path = resource["path"]
        name = urllib.parse.urlparse(path).path.rsplit("/", 1)[-1]
        (folder / name).write_bytes(get(urllib.parse.urljoin(address, local(path))))
        resource["path"] = name
    described = folder / "datapackage.json"
    described.write_text(json.dumps(package))
    tool = pathlib.Path(sys.executable).with_name("frictionless")
    ran = subprocess.run([tool, "validate", described.name], cwd=folder, capture_output=True, text=True, check=False)
    report(f"data package with {len(package['resources'])} tables", ran.returncode == 0, ran.stdout + ran.stderr)
    # The control: one cell that is none of its column must be found.
    table = next(folder.glob("days.csv"))
    head, first, rest = table.read_text().split("\n", 2)
    table.write_text("\n".join([head, first.replace(",", ",no-date,", 1), rest]))
    ran = subprocess.run([tool, "validate", described.name], cwd=folder, capture_output=True, text=True, check=False)
    report("control: a damaged table is found", ran.returncode != 0, "frictionless took a damaged table for whole")


def feeds(site, folder, slug):
    for name in ("feed", "feed/status", "feed/figures", "feed/corrections"):
        body = get(f"{site}/c/{slug}/{name}.atom")
        feed = feedparser.parse(body)
        ids = [entry.get("id") for entry in feed.entries]
        faults = []
        if feed.bozo:
            faults.append(str(feed.bozo_exception))
        if feed.version != "atom10":
            faults.append(f"it is {feed.version or 'no feed'}")
        faults += [f"the feed has no {key}" for key in ("id", "title", "updated") if not feed.feed.get(key)]
        faults += [f"{entry.get('id')} has no {key}" for entry in feed.entries for key in ("id", "title", "updated") if not entry.get(key)]
        if len(set(ids)) != len(ids):
            faults.append("an id stands twice")
        report(f"{name}.atom with {len(ids)} entries", not faults, "; ".join(faults))


def description(site, folder, slug):
    described = json.loads(get(f"{site}/api/openapi.json"))
    try:
        validate_openapi(described)
        fault = ""
    except Exception as error:  # the validator's own kinds of errors have no common base
        fault = str(error)
    report(f"description of the API with {len(described['paths'])} paths", not fault, fault)


def linked_data(site, folder, slug):
    found = extruct.extract(get(f"{site}/c/{slug}/share").decode(), syntaxes=["json-ld"])["json-ld"]
    sets = [one for one in found if one.get("@type") == "Dataset"]
    faults = [] if len(sets) == 1 else [f"{len(sets)} data sets are described"]
    for one in sets:
        faults += [f"it has no {key}" for key in ("name", "description") if not one.get(key)]
        if not 50 <= len(one.get("description", "")) <= 5000:
            faults.append(f"its description has {len(one.get('description', ''))} letters; 50 to 5,000 are read")
        for download in one.get("distribution", []):
            faults += [f"a download has no {key}" for key in ("contentUrl", "encodingFormat") if not download.get(key)]
    report("linked data of the page to share", not faults, "; ".join(faults))


def local(address):
    """Of an address of the public site its path: the site that is judged is the one that runs."""
    parts = urllib.parse.urlparse(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def report(what, clean, fault):
    print(f"validate: {what}: {'clean' if clean else 'NOT clean'}")
    if not clean:
        FAULTS.append(f"{what}: {fault}")


main()
