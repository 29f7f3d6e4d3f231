#!/usr/bin/env python3
"""datapackage.py FOLDER: reads the folder's CSV files by its datapackage.json, as a program does that knows Frictionless and
nothing of gigawatch: every resource has its file, its fields are the header, values fit their types, required cells are filled,
keys are unique and references found. Says how many there were."""

import csv
import json
import os
import re
import sys


def read_table(folder, resource):
    with open(os.path.join(folder, resource["path"]), encoding=resource["encoding"], newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    names = [field["name"] for field in resource["schema"]["fields"]]
    assert header == names, (resource["name"], header)
    return [dict(zip(header, row)) for row in rows]


def check_row(resource, row):
    forms = {"string": ".*", "integer": "-?[0-9]+", "number": r"-?[0-9]+(\.[0-9]+)?"}
    for field in resource["schema"]["fields"]:
        value = row[field["name"]]
        missing = value in resource["schema"]["missingValues"]
        assert not (missing and field.get("constraints", {}).get("required")), (resource["name"], row)
        assert missing or re.fullmatch(forms[field["type"]], value, re.DOTALL), (field, value)


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "datapackage.json"), encoding="utf-8") as file:
        package = json.load(file)
    assert package["profile"] == "tabular-data-package" and re.fullmatch("[a-z0-9._-]+", package["name"])
    tables = {resource["name"]: read_table(folder, resource) for resource in package["resources"]}
    assert len(tables) == len(package["resources"])
    assert {name + ".csv" for name in tables} | {"datapackage.json"} == set(os.listdir(folder))
    references = 0
    for resource in package["resources"]:
        assert resource["profile"] == "tabular-data-resource"
        schema, rows = resource["schema"], tables[resource["name"]]
        for row in rows:
            check_row(resource, row)
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys), (resource["name"], "keys")
        for key in schema.get("foreignKeys", []):
            references += 1
            (field,), reference = key["fields"], key["reference"]
            known = {row[reference["fields"][0]] for row in tables[reference["resource"] or resource["name"]]}
            assert {row[field] for row in rows} - {""} <= known, (resource["name"], field)
    print(f"{len(tables)} tables, {sum(map(len, tables.values()))} rows, {references} references")


main()
