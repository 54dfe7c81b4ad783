"""Compares two builds: python3 compare-builds.py BEFORE_BIN AFTER_BIN (see compare-builds.sh).

Each build decides on paper, makes the demo's company on a PostgreSQL of its own, and serves it. Its output becomes records of a kind, a key and a
text; the records of both builds must agree. Names that follow from content replace random ids, and one mark replaces times of the run.
"""
import csv, gzip, hashlib, http.client, itertools, json, multiprocessing, os, re, shutil, signal, subprocess, sys, tempfile, time, urllib.parse
from collections import Counter, defaultdict
from datetime import date, datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKS = ROOT / "src/CustomerTiering/Packs/library"
STORIES = ROOT / "tests/CustomerTiering.Tests/Packs/Stories"
DATA = Path(os.environ.get("TIERING_DATA") or ROOT.parent / "shared/data")
UNTIL = "2026-03-31"  # the demo's last day; the company's facts depend on it
SAMPLE = 40  # customers whose answers are compared
ROLES = ["reviewer", "operator", "recorder", "agent", "policy-author", "approver"]
DECISIONS = {"TierDecided", "DowngradeWarned", "RetentionForeseen", "EffectiveTierRestated", "StageEntered", "ServicePlanAssigned"}
UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NAMEABLE = re.compile(f"{UUID}|[0-9a-f]{{64}}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
NO_ID = "00000000-0000-4000-8000-000000000000"
POSITION = re.compile(r'"(logPosition|position|decisionPosition)":(\d+)')
HEADERS = ["Content-Type", "ETag", "Log-Position", "Location", "Cache-Control"]


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(2)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


# --- On paper -----------------------------------------------------------------------------------------------------------------------------------


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def after(period, times, start):
    """The day so many periods after the start; a period of months, weeks or days."""
    count, unit = int(period[1:-1]) * times, period[-1]
    months, days = (count, 0) if unit == "M" else (0, count * {"D": 1, "W": 7}[unit])
    month = start.year * 12 + start.month - 1 + months
    last = (date((month + 1) // 12, (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(month // 12, month % 12 + 1, min(start.day, last)) + date.resolution * days


def story_fact(kind, told):
    """A row of a story as a fact, in the way of StoryFacts."""
    fact, bought = {}, kind in ("purchase", "return")
    line = {name: value for name, value in told.items() if bought and name in ("product", "category", "quantity", "unitPrice", "unitCost")}
    if bought:
        fact["currency"] = "CNY"
    if line:
        fact["lines"] = [line]
    for name, value in told.items():
        if name in line:
            continue
        if kind == "customer" and name not in ("name", "type", "group", "segments"):
            fact.setdefault("attributes", {})[name] = value
        elif kind == "survey":
            fact["survey"], fact["score"] = name, int(value)
        elif kind == "indicator":
            fact["name"], fact["value"] = name, value
        else:
            fact[name] = value
    return fact


def story_facts(lines):
    facts = []
    for day, who, kind, text in (cells(line) for line in lines):
        told = dict(one.split(" ", 1) for one in text.split(", ") if one)
        times, every, number = int(told.pop("times", 1)), told.pop("every", None), len(facts)
        for n in range(times):
            at = after(every, n, date.fromisoformat(day)) if every else date.fromisoformat(day)
            facts.append({"id": f"f{number + n}", **story_fact(kind, told), "kind": kind, "customer": who, "at": at.isoformat()})
    return facts


def stories():
    """The name, policy, lifecycle, facts and days of each ladder of each story."""
    for path in sorted(STORIES.glob("*.md")):
        text = path.read_text("utf-8")
        rows = [line for line in text.split("\n") if line.startswith("| 2")]
        did = text.split("## Who does what")[1].split("\n## ")[0]
        facts = story_facts(line for line in did.split("\n") if line.startswith("| 2"))
        pack = PACKS / re.search("[Pp]ack `([a-z-]+)`", text)[1]
        days = ("--from", re.search(r"In force from (\d{4}-\d\d-\d\d)", text)[1], "--to", max(cells(row)[0] for row in rows))
        for policy in sorted(pack.glob("policy*.json")):
            yield f"story {path.stem}, {policy.stem}", json.loads(policy.read_text("utf-8")), pack / "lifecycle.json", facts, days


def online_retail(file):
    """Purchases and returns as docs/imports/online-retail.json reads them, with the local times of the policy's zone."""
    invoices = {}
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["CustomerID"]:
                invoices.setdefault(row["InvoiceNo"], []).append(row)
    for number, rows in invoices.items():
        lines = [{"product": row["StockCode"], "quantity": abs(int(row["Quantity"])), "unitPrice": row["UnitPrice"]} for row in rows]
        kind = "return" if number.startswith("C") else "purchase"
        yield {"kind": kind, "customer": rows[0]["CustomerID"], "id": number, "at": rows[0]["InvoiceDate"], "currency": "GBP", "lines": lines}


def papers():
    yield from stories()
    file = DATA / "online_retail/online_retail_2010_2011.csv.gz"
    if file.exists():
        policy = {**json.loads((PACKS / "shop/policy.json").read_text("utf-8")), "currency": "GBP", "timeZone": "Europe/London"}
        yield "online_retail under C4", policy, PACKS / "shop/lifecycle.json", online_retail(file), ("--from", "2010-12-01", "--to", "2012-12-31")


# --- A build ------------------------------------------------------------------------------------------------------------------------------------


class Build:
    """One build at work in a folder of its own; its records go to a file."""

    def __init__(self, binaries, folder):
        self.command = ["dotnet", str(Path(binaries).resolve() / "CustomerTiering.Api.dll")]
        self.folder, self.data, self.process = folder, folder / "data", None
        ours = {name: value for name, value in os.environ.items() if not re.match("ConnectionStrings__|Keys__|Auth__|ASPNETCORE_|Data$", name)}
        # With one processor facts are recorded one after the other, and customers are registered in the same order.
        self.environment = {**ours, "ASPNETCORE_ENVIRONMENT": "Development", "DOTNET_PROCESSOR_COUNT": "1"}
        self.records = open(folder / "records", "w", encoding="utf-8")

    def record(self, kind, key, text):
        self.records.write(json.dumps([kind, key, text], ensure_ascii=False) + "\n")

    def run(self, *arguments):
        self.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        output, error = self.process.communicate()
        if self.process.returncode:
            fail(f"{self.command[1]} {arguments[0]} ended with {self.process.returncode}: {(output + error).decode()[-2000:]}")
        return output.decode()

    def start(self, *arguments, stdout, stderr):
        self.process = subprocess.Popen([*self.command, *map(str, arguments)], stdout=stdout, stderr=stderr, env=self.environment, cwd=self.folder)

    def collect(self):
        for name, policy, lifecycle, facts, days in papers():
            self.decide(name, policy, lifecycle, facts, days)
        began = datetime.now(timezone.utc)
        self.run("demo", "--until", UNTIL, "--no-serve", "--data", self.data)
        signed, recorder = self.token(*ROLES), self.token("recorder")
        address = self.serve()
        api = Api(address, signed["token"])
        log = Log(api, signed["tenant"], began)
        log.record(self)
        Answers(self, api, log).record(Api(address, recorder["token"]))
        self.records.close()

    def token(self, *roles):
        return json.loads(self.run("token", *roles, "--json", "--data", self.data))

    def decide(self, name, policy, lifecycle, facts, days):
        (self.folder / "policy.json").write_text(canonical(policy), "utf-8")
        with open(self.folder / "facts.ndjson", "w", encoding="utf-8") as file:
            file.writelines(canonical(fact) + "\n" for fact in facts)
        text = self.run("decide", "--policy", "policy.json", "--facts", "facts.ndjson", "--lifecycle", lifecycle, *days)
        counts = Counter()
        for line in text.splitlines():
            customer = json.loads(line)["customer"]
            counts[customer] += 1
            self.record(name, f"{customer}, line {counts[customer]}", line)
        self.record("order of lines on paper", name, hashlib.sha256(text.encode()).hexdigest())

    def serve(self):
        with open(self.folder / "serve.log", "w") as log:
            self.start("serve", "--data", self.data, "--urls", "http://127.0.0.1:0", stdout=log, stderr=log)
        for _ in range(600):
            told = (self.folder / "serve.log").read_text("utf-8")
            if found := re.search(r"Listening at http://(127\.0\.0\.1:\d+)", told):
                return found[1]
            if self.process.poll() is not None:
                fail(f"The server ended: {told[-2000:]}")
            time.sleep(0.2)
        fail("The server does not listen.")

    def stop(self):
        """Ends the command that runs, and the PostgreSQL that it leaves if it has to be killed."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            file = self.data / "server/data/postmaster.pid"
            if file.exists():
                os.kill(int(file.read_text().split("\n")[0]), signal.SIGINT)


class Api:
    def __init__(self, address, token):
        self.headers, self.connection = {"Authorization": f"Bearer {token}"}, http.client.HTTPConnection(address, timeout=120)

    def get(self, path):
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        return answer.status, answer.headers, json.loads(body) if "json" in (answer.headers["Content-Type"] or "") else body.decode()


# --- The log of a build -------------------------------------------------------------------------------------------------------------------------


class Log:
    """Every event of the company, and a name for each random id in it."""

    def __init__(self, api, tenant, began):
        self.tenant, self.events, self.names, self.began = tenant, [], {tenant: "tenant"}, began
        position = 0
        while page := api.get(f"/api/v1/audit/events?limit=500&after={position}")[2]["items"]:
            self.events += page
            position = page[-1]["position"]
        self.name()
        self.at = {event["position"]: self.names[event["id"]] for event in self.events}

    def name(self):
        """Customers are called by their external ids, facts by their source's, and other events by stream and version."""
        for event in self.events:
            if event["type"] == "CustomerRegistered":
                self.names[event["subject"]] = event["data"]["externalId"]
        digests, runs = Counter(), 0
        for event in self.events:
            source = event["data"].get("sourceId")
            stream = NAMEABLE.sub(lambda found: self.names.get(found[0], found[0]), event["stream"])
            name = self.names[event["id"]] = f"{event['type']} {source}" if source else f"{stream}#{event['version']}"
            run = event.get("correlation", "").removeprefix("run/")
            if run and run not in self.names:
                runs += 1
                self.names[run] = f"run {runs}"
            digest = event["data"].get("factsDigest")
            if digest and digest not in self.names:  # it rests on the times of recording; which decisions share one is kept
                digests[event["subject"]] += 1
                self.names[digest] = f"facts digest {digests[event['subject']]} of {self.names[event['subject']]}"
            for found in NAMEABLE.findall(canonical(event["data"])):
                if len(found) == 36:
                    self.names.setdefault(found, f"id in {name}")

    def normal(self, value, position=None):
        """Canonical JSON of the value with names for random ids, and a mark for times of the run. Customers are decided in the order of
        their random ids, so that a position says no more than whether it lies beyond that of the event which names it."""
        text = INSTANT.sub(self.timed, NAMEABLE.sub(self.named, canonical(value)))
        return POSITION.sub(lambda found: self.placed(found[1], int(found[2]), position), text)

    def named(self, found):
        return self.names.get(found[0], "another id" if len(found[0]) == 36 else found[0])

    def timed(self, found):
        return "during the run" if instant(found[0]) >= self.began else found[0]

    def placed(self, name, value, position):
        if name == "decisionPosition":
            return f'"{name}":"that of {self.at.get(value, "no event")}"'
        return f'"{name}":"{"a position" if position is None or value <= position else "a later position"}"'

    def record(self, build):
        held = defaultdict(lambda: None)
        for event in self.events:
            text = self.normal({name: value for name, value in event.items() if name != "recorded"}, event["position"])
            if event["type"] == "TierDecided":
                text += " id by content" if self.content_id(event, held[event["stream"]]) == event["id"] else " another id"
                held[event["stream"]] = event["id"]
            what = "decisions of the demo" if event["type"] in DECISIONS else "other events of the demo"
            build.record(f"{what}, {event['type']}", self.names[event["id"]], text)

    def content_id(self, event, held):
        """The id that a decision has by ADR 9."""
        data = event["data"]
        parts = [
            self.tenant, data["customer"], data["ladder"], data["policy"]["digest"], data["triggerKind"], data["triggerId"], data["assessed"]["asOf"],
            data["factsDigest"], held]
        digest = hashlib.sha256(json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()).digest()[:16]
        number = bytearray(digest)
        number[6], number[8] = number[6] & 15 | 128, number[8] & 63 | 128
        text = number.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def instant(text):
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text).replace("Z", "+00:00"))


# --- Answers over HTTP --------------------------------------------------------------------------------------------------------------------------

EXPLAINED = [f"language={language}&audience={audience}" for language in ("en", "zh") for audience in ("company", "customer")]
EARLIER = "asOf=2025-06-30"
RANGE = "from=2025-01-31&to=2026-03-31"
QUERIES = {
    "/audit/events": ["after=150&limit=20", "limit=0", "after=-1"],
    "/customers": ["limit=500", "limit=501", "cursor=wrong", "externalId=D00001", "externalId=nobody",
                   *(f"{one}&limit=500" for one in ("namePrefix=Li", "type=company", "segment=newsletter", "attribute=city:Wuxi"))],
    "/customers/duplicates": ["limit=500", "by=name&limit=500"],
    "/customers/{customer}/facts": [EARLIER, f"{EARLIER}&timeZone=Europe/Berlin", "timeZone=nowhere"],
    "/customers/{customer}/purchases": ["limit=500"],
    "/customers/{customer}/segments": [EARLIER],
    "/customers/{customer}/service-plans": [EARLIER],
    "/customers/{customer}/stage": [EARLIER],
    "/customers/{customer}/state": [EARLIER],
    "/customers/{customer}/tiers/{ladder}/explanation": [*EXPLAINED, EARLIER, f"asOf={UNTIL}", "language=xx"],
    "/customers/{customer}/timeline": ["limit=500"],
    "/decisions/{id}/explanation": EXPLAINED,
    "/reports/customer-value": ["currency=CNY", "currency=XXX"],
    "/reports/funnel": [RANGE],
    "/reports/migration": [f"{RANGE}&ladder={ladder}" for ladder in ("membership", "contribution")],
    "/reports/outlook": ["limit=500", "direction=rises&limit=500", "direction=falls&ladder=membership&limit=500"],
    "/reports/overdue": ["limit=500"],
    "/reports/plans": [EARLIER],
    "/reports/satisfaction": ["from=2025-01&to=2026-03"],
    "/reports/stage-moves": [RANGE],
    "/reports/stages": [EARLIER],
    "/reports/tiers": [EARLIER, "ladder=membership", "ladder=none", "asOf=yesterday"],
    "/satisfaction/months": ["from=2025-01&to=2026-03"],
    "/service-plans/{code}": [EARLIER],
    "/service-plans/{code}/customers": ["limit=500", f"{EARLIER}&limit=500"],
}
# Lists whose order rests on random ids: among items that are equal in the member, or at all.
BY_RANDOM_ID = {
    "/assessments/{run}": None, "/audit/runs/{run}": None,
    "/customers": None, "/customers/duplicates": None, "/customers/{customer}/duplicates": None,
    "/reports/customer-value": "net", "/reports/outlook": "by", "/reports/overdue": "expired", "/reports/uncounted": None,
    "/segments/{name}/customers": None, "/service-plans/{code}/customers": None,
}


class Answers:
    """The answers to every GET of the OpenAPI document, for what the log has."""

    def __init__(self, build, api, log):
        self.build, self.api, self.log = build, api, log
        people = sorted((name, id) for id, name in log.names.items() if re.fullmatch(r"D\d+", name))
        self.customers = [id for _, id in people[:: max(1, len(people) // SAMPLE)][:SAMPLE]]
        chosen, decided, facts = set(self.customers), defaultdict(list), defaultdict(list)
        for event in log.events:
            if event.get("subject") in chosen:
                if event["stream"].startswith("tier/"):
                    decided[event["stream"]].append(event["id"])
                elif "sourceId" in event["data"]:
                    facts[event["subject"]].append(event["id"])
        self.decisions = sorted({id for ids in decided.values() for id in ids[:2] + ids[-3:]}, key=log.names.get)
        self.facts = sorted({id for ids in facts.values() for id in ids[-2:]}, key=log.names.get)
        runs = {event["correlation"].removeprefix("run/") for event in log.events if event.get("correlation", "").startswith("run/")}
        self.runs = sorted(runs, key=log.names.get)
        self.standards = {route: api.get(f"/api/v1/{route}")[2] for route in ("policies", "lifecycles", "segments", "service-plans")}

    def record(self, other):
        document = self.api.get("/swagger/v1/swagger.json")[2]
        for path, operations in document["paths"].items():
            self.build.record("descriptions of endpoints", path, canonical(without_prose(operations)))
        for name, schema in document["components"]["schemas"].items():
            self.build.record("descriptions of schemas", name, canonical(without_prose(schema)))
        for path, operations in document["paths"].items():
            if "get" not in operations:
                continue
            short = path.removeprefix("/api/v1")
            for filled in self.filled(path):
                for query in ["", *QUERIES.get(short, [])]:
                    self.answer(self.api, path, filled + (f"?{query}" if query else ""), "")
            self.answer(other, path, next(self.filled(path)), " as a recorder")

    def filled(self, path):
        """The path with each value of its parameters that is known here, and one with ids that are nobody's."""
        parameters = re.findall(r"{(\w+)}", path)
        for values in self.values(path, parameters):
            yield re.sub(r"{(\w+)}", lambda found: urllib.parse.quote(str(values[found[1]])), path)

    def values(self, path, parameters):
        if not parameters:
            yield {}
            return
        codes = lambda route: [one["name"] for one in self.standards[route]]
        if parameters[0] == "customer":
            ladders = codes("policies") if "ladder" in parameters else [""]
            yield from ({"customer": customer, "ladder": ladder, "id": NO_ID} for customer in self.customers for ladder in ladders)
        elif "/decisions/" in path:
            yield from ({"id": id} for id in self.decisions)
        elif "/facts/" in path:
            yield from ({"id": id} for id in self.facts)
        elif parameters == ["run"]:
            yield from ({"run": run} for run in self.runs)
        elif parameters == ["pack"]:
            yield from ({"pack": pack.name} for pack in sorted(PACKS.iterdir()))
        elif parameters == ["code"]:
            yield from ({"code": code} for code in codes("service-plans"))
        elif parameters == ["route", "name"]:
            yield from ({"route": route, "name": name} for route in self.standards for name in codes(route))
        elif parameters[0] == "name":
            route = path.split("/")[3]
            yield from ({"name": name, "version": version} for name in codes(route) for version in (1, 9))
        yield {**dict.fromkeys(parameters, NO_ID), "version": 1}

    def answer(self, api, path, url, by):
        status, headers, body = api.get(url)
        short = path.removeprefix("/api/v1")
        if isinstance(body, dict) and isinstance(body.get("next"), str):
            body = {**body, "next": "a cursor"} if short == "/audit/events" else self.whole_list(api, url, body)  # the log is compared as a whole
        body = json.loads(self.log.normal(body))
        if short in BY_RANDOM_ID:
            body = in_order(body, BY_RANDOM_ID[short])
        said = {name: headers[name] for name in HEADERS if headers[name]}
        if headers["Log-Position"]:  # a decision more is told once, with the events
            said["Log-Position"] = "the end" if int(headers["Log-Position"]) == self.log.events[-1]["position"] else "before the end"
        key = json.loads(self.log.normal(urllib.parse.unquote(url)))
        self.build.record(f"answers, GET {path}", key + by, canonical([status, said, body]))

    def whole_list(self, api, url, body):
        """The pages of a list as one answer: each list in it with what follows, and how many pages there were."""
        whole, pages = dict(body), 1
        while next := body.get("next"):
            body = api.get(f"{url}{'&' if '?' in url else '?'}cursor={urllib.parse.quote(next)}")[2]
            whole = {name: one + body.get(name, []) if isinstance(one, list) else one for name, one in whole.items()}
            pages += 1
        return {**whole, "next": pages}


def in_order(value, member):
    if isinstance(value, dict):  # of the movers there are the first thousand by random id
        return {name: len(one) if name == "movers" else in_order(one, member) for name, one in value.items()}
    if not isinstance(value, list):
        return value
    equal = itertools.groupby((in_order(one, member) for one in value), lambda one: one.get(member) if member else None)
    return [one for _, group in equal for one in sorted(group, key=canonical)]


def without_prose(value):
    if isinstance(value, dict):
        return {name: without_prose(one) for name, one in value.items() if not (name in ("description", "summary") and isinstance(one, str))}
    return [without_prose(one) for one in value] if isinstance(value, list) else value


# --- Both builds --------------------------------------------------------------------------------------------------------------------------------


def work(binaries, folder):
    build = Build(binaries, folder)
    try:
        build.collect()
    finally:
        build.stop()


def records(folder):
    kinds = defaultdict(dict)
    with open(folder / "records", encoding="utf-8") as lines:
        for kind, key, text in map(json.loads, lines):
            if key in kinds[kind]:
                fail(f"Two records of {kind} have the key {key}.")
            kinds[kind][key] = text
    return kinds


def around(text, other):
    """The text about the first character that differs."""
    if text is None:
        return "(nothing)"
    at = next((i for i, (one, two) in enumerate(zip(text, other or "")) if one != two), min(len(text), len(other or "")))
    return ("…" if at > 80 else "") + text[max(0, at - 80) : at + 160]


def compare(before, after):
    total, totals = 0, defaultdict(Counter)
    for kind in sorted({*before, *after}):
        old, new = before.get(kind, {}), after.get(kind, {})
        different = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        total += len(different)
        totals[kind.split(",")[0]].update(compared=len({**old, **new}), different=len(different))
        if different:
            key = different[0]
            print(f"{kind}: {len(different)} of {len({**old, **new})} differ. The first: {key}")
            print(f"  before: {around(old.get(key), new.get(key))}\n  after:  {around(new.get(key), old.get(key))}")
    for group, counts in totals.items():
        print(f"{group}: {counts['compared']:,} compared, {counts['different']:,} different")
    return total


def main(before, after):
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: sys.exit(2))
    for binaries in (before, after):
        if not (Path(binaries) / "CustomerTiering.Api.dll").exists():
            fail(f"There is no CustomerTiering.Api.dll in {binaries}.")
    if not (DATA / "online_retail").exists():
        print(f"online_retail is skipped: {DATA}/online_retail is not there; TIERING_DATA may name another folder.")
    started, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="compare-builds-"))
    folder.chmod(0o711)  # PostgreSQL does not run as root, and must get to its folder
    workers = []
    try:
        for name, binaries in {"before": before, "after": after}.items():
            (folder / name).mkdir(mode=0o711)
            workers.append(multiprocessing.Process(target=work, args=(binaries, folder / name)))
            workers[-1].start()
        for worker in workers:
            worker.join()
        if any(worker.exitcode for worker in workers):
            return 2
        different = compare(records(folder / "before"), records(folder / "after"))
        print(f"{different} differences in {time.monotonic() - started:.0f} s")
        return 1 if different else 0
    finally:
        for worker in workers:
            if worker.is_alive():
                worker.terminate()
            worker.join()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
