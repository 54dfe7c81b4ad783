using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Policies;

/// <summary>A policy without fault, and ways to spoil it.</summary>
internal static class Retail
{
    public const string Membership = """
        {
          "schema": "tier-policy/1",
          "ladder": "membership",
          "name": { "en": "Retail membership", "zh": "零售会员" },
          "timeZone": "Asia/Shanghai",
          "currency": "CNY",
          "metrics": {
            "spend_12m":  { "measure": "purchases.net",   "aggregate": "sum",   "window": { "rolling": "P12M" } },
            "orders_12m": { "measure": "purchases",       "aggregate": "count", "window": { "rolling": "P12M" } },
            "recency":    { "measure": "purchases",       "aggregate": "days-since-last", "missing": "9999" },
            "csat_6m":    { "measure": "surveys.csat",    "aggregate": "mean",  "window": { "rolling": "P6M" }, "atLeastSamples": 2 },
            "complaints": { "measure": "complaints",      "aggregate": "count", "window": { "calendar": "year" } },
            "return_rate":{ "ratio": ["returns_12m", "gross_12m"], "missing": "0" },
            "returns_12m":{ "measure": "returns",         "aggregate": "sum",   "window": { "rolling": "P12M" } },
            "gross_12m":  { "measure": "purchases.gross", "aggregate": "sum",   "window": { "rolling": "P12M" } }
          },
          "scores": {
            "financial":  { "weight": 40, "metric": "spend_12m",  "curve": [[0, 0], [2000, 40], [20000, 100]], "between": "linear" },
            "behaviour":  { "weight": 30, "metric": "orders_12m", "curve": [[0, 0], [4, 50], [12, 100]],       "between": "step" },
            "emotional":  { "weight": 20, "metric": "csat_6m",    "curve": [[1, 0], [3, 50], [5, 100]],        "between": "linear", "scoreIfMissing": 50 },
            "standing":   { "weight": 10, "attribute": "creditGrade", "values": { "A": 100, "B": 60 }, "otherwise": 0 }
          },
          "tiers": [
            { "code": "ordinary", "name": { "en": "Ordinary", "zh": "普通会员" }, "servicePlan": "basic" },
            { "code": "silver",   "name": { "en": "Silver", "zh": "银牌会员" },   "servicePlan": "silver-care",
              "qualify": { "any": [ { "metric": "spend_12m", "atLeast": 2000 }, { "metric": "orders_12m", "atLeast": 6 } ] },
              "retain":  { "any": [ { "metric": "spend_12m", "atLeast": 1500 }, { "metric": "orders_12m", "atLeast": 5 } ] } },
            { "code": "gold",     "name": { "en": "Gold", "zh": "金牌会员" },     "servicePlan": "gold-care",
              "qualify": { "all": [ { "score": "total", "atLeast": 70 },
                                    { "count": 2, "of": [ { "metric": "recency", "atMost": 90 }, { "segment": "business" },
                                                          { "attribute": "creditGrade", "in": ["A", "B"] } ] },
                                    { "not": { "metric": "complaints", "atLeast": 3 } } ] },
              "retain":  { "score": "total", "atLeast": 60 },
              "grace":   "P120D" }
          ],
          "validity":  { "rolling": "P12M" },
          "movement": { "upgrade": "at-once", "downgrade": "one", "grace": "P90D", "warn": ["P60D", "P30D"],
                        "review": { "every": "P1M" }, "onReturn": "recheck" },
          "transition": "until-expiry",
          "overrides": { "longest": "P6M", "approvals": 1, "reasons": ["goodwill", "strategic", "data-error", "contract"] }
        }
        """;

    /// <summary>Two tiers, a metric, and nothing that has a default.</summary>
    public const string Plain = """
        { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
          "metrics": { "m": { "measure": "purchases", "aggregate": "count" }, "n": { "measure": "purchases.net", "aggregate": "sum" } },
          "tiers": [ { "code": "a" }, { "code": "b", "qualify": { "metric": "m", "atLeast": 1 } } ] }
        """;

    public static DocumentReading<TierPolicy> Read(string json, Catalogue? catalogue = null) =>
        PolicyReader.Read(System.Text.Encoding.UTF8.GetBytes(json), node => CanonicalJson.Write(node), catalogue);

    public static TierPolicy Faultless(string json)
    {
        var reading = Read(json);
        Assert.Equal([], reading.Errors);
        return reading.Document!;
    }

    /// <summary>The plain policy with one member set, at a path such as <c>tiers/1/qualify</c>; a null removes it.</summary>
    public static string PlainWith(string path, string? json) => With(Plain, path, json);

    public static string With(string document, string path, string? json)
    {
        var root = JsonNode.Parse(document)!;
        var steps = path.Split('/');
        var at = root;
        foreach (var step in steps[..^1])
            at = at is JsonArray list ? list[int.Parse(step)]! : at![step] ??= new JsonObject();
        if (at is JsonArray items) items[int.Parse(steps[^1])] = JsonNode.Parse(json!);
        else if (json is null) at!.AsObject().Remove(steps[^1]);
        else at![steps[^1]] = JsonNode.Parse(json);
        return root.ToJsonString();
    }

    /// <summary>Asserts that the plain policy, with one member set, has this one error and no other.</summary>
    public static void Refuses(string path, string? json, string errorPath, string code, Catalogue? catalogue = null) =>
        HasErrors(Read(PlainWith(path, json), catalogue).Errors, (errorPath, code));

    public static void HasErrors(EquatableList<DocumentError> errors, params (string Path, string Code)[] expected) =>
        Assert.Equal(expected, errors.Select(e => (e.Path, e.Code)));
}
