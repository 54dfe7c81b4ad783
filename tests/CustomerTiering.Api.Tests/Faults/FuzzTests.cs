using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>
/// Random requests made from the API's own description by somebody who may do everything: nothing is ever answered with 5xx, each refusal is a
/// problem with a code, and nothing of the inside is told. A seed is a test case: what fails fails again.
/// </summary>
public sealed class FuzzTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const int Requests = 1_000;

    [Theory]
    [InlineData(1), InlineData(20261122), InlineData(987654321)]
    public async Task A_thousand_random_requests_get_answers_and_refusals_never_failures(int seed)
    {
        var surface = await Surface.OfAsync(api);
        var everybody = api.Person("everybody", [.. Roles.All]);
        var faults = new List<string>();
        var statuses = new SortedDictionary<int, int>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, cancel) =>
        {
            var random = new Random(unchecked((seed * 31) + number));
            var operation = surface.Operations[random.Next(surface.Operations.Count)];
            using var request = new RandomRequest(random, surface).Of(operation);
            var sent = $"seed {seed}, request {number}: {request.Method} {request.RequestUri}";
            using var answer = await everybody.SendAsync(request, cancel);
            var fault = (int)answer.StatusCode >= 500
                ? $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}" : await answer.FaultAsync();
            lock (faults)
            {
                statuses[(int)answer.StatusCode] = statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
                if (fault is not null) faults.Add($"{sent} → {fault}");
            }
        });

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(statuses.Where(status => status.Key < 300).Sum(status => status.Value) > Requests / 50,
            $"Too few got through to mean anything: {string.Join(", ", statuses)}");
        Assert.DoesNotContain(api.Log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains("Unexpected failure", StringComparison.Ordinal));
    }
}

/// <summary>A request that may be right, nearly right or nonsense.</summary>
internal sealed class RandomRequest(Random random, Surface surface)
{
    private static readonly string[] Texts =
    [
        "", " ", "membership", "gold", "ordinary", "PT0S", "P1M", "2026-02-30", "2026-03-10", "2026-03-10T09:00:00+08:00", "9999-12-31T23:59:59Z",
        "0001-01-01", "CNY", "-1", "0", "1e9", "12.50",
        "99999999999999999999999999999", "\u00e4\u4f1a\u5458\ud83d\ude00", "' or 1=1 --", "%00", "../../etc/passwd", "{{7*7}}", "<script>", "\u202e",
        "purchase", "nps", "true", "null", "policies",
    ];

    internal HttpRequestMessage Of(Operation operation)
    {
        var path = System.Text.RegularExpressions.Regex.Replace(operation.Path, "{(\\w+)}", _ => Uri.EscapeDataString(Segment()));
        var query = string.Join('&', operation.Parameters.Where(parameter => parameter.In == "query" && random.Next(3) > 0)
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(Cut(Value(parameter.Schema, 0)?.ToString() ?? ""))}"));
        var request = new HttpRequestMessage(operation.Method, $"{path}?{query}");
        if (operation.NeedsKey && random.Next(20) > 0)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", random.Next(10) == 0 ? "same" : $"{random.NextInt64()}");
        if (operation.NeedsIfMatch && random.Next(10) > 0)
            request.Headers.TryAddWithoutValidation("If-Match", random.Next(5) == 0 ? Texts[random.Next(17)] : $"\"v{random.Next(4)}\"");
        if (random.Next(20) == 0) request.Headers.TryAddWithoutValidation("Log-Position", random.Next(2) == 0 ? "0" : "x");
        if (random.Next(10) == 0) request.Headers.TryAddWithoutValidation("Accept", random.Next(2) == 0 ? "text/csv" : "image/png");
        if (operation.Body is not { } body || random.Next(30) == 0) return request;
        request.Content = new ByteArrayContent(Bytes(operation, body.Schema));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(40) == 0 ? "text/html" : body.MediaType);
        return request;
    }

    private byte[] Bytes(Operation operation, JsonElement schema)
    {
        var value = operation.Path.EndsWith("/policies", StringComparison.Ordinal) && random.Next(2) == 0
            ? Mutated(JsonNode.Parse(ApiWithMembershipInForce.Membership)!)
            : schema.ValueKind == JsonValueKind.Object ? Value(schema, 0) : Anything(0);
        var bytes = Encoding.UTF8.GetBytes((value?.ToJsonString() ?? "null") + (operation.TakesJson ? "" : "\n"));
        if (random.Next(8) == 0 && bytes.Length > 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(40) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>A line of more than 8 kB is no request to the server: Kestrel refuses it by itself, without a body.</summary>
    private static string Cut(string text) => text.Length > 500 ? text[..500] : text;

    private string Segment() => random.Next(6) switch
    {
        0 => Guid.Empty.ToString("D"),
        1 => new Guid(random.Next(), 0, 0, new byte[8]).ToString("D"),
        2 => "membership",
        3 => $"{random.Next(-1, 3)}",
        4 => new string('x', random.Next(1, 400)),
        _ => Texts[random.Next(2, Texts.Length)],
    };

    private JsonNode? Value(JsonElement schema, int depth)
    {
        if (random.Next(12) == 0 || depth > 6) return Anything(depth);
        schema = surface.Resolve(schema);
        if (schema.TryGetProperty("enum", out var choices)) return (string?)choices[random.Next(choices.GetArrayLength())].ToString();
        if (schema.TryGetProperty("oneOf", out var some) || schema.TryGetProperty("anyOf", out some))
            return Value(some[random.Next(some.GetArrayLength())], depth + 1);
        return Kind(schema) switch
        {
            "object" => Members(schema, depth),
            "array" => new JsonArray(
                [.. Enumerable.Range(
                    0, random.Next(3)).Select(_ => schema.TryGetProperty("items", out var items) ? Value(items, depth + 1) : Anything(depth + 1))]),
            "integer" => random.Next(4) switch { 0 => int.MaxValue, 1 => -1, _ => random.Next(0, 20) },
            "number" => random.Next(-5, 5000),
            "boolean" => random.Next(2) == 0,
            "string" => Text(schema),
            _ => Anything(depth + 1),
        };
    }

    private JsonObject Members(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        if (schema.TryGetProperty("properties", out var members))
        {
            foreach (var member in members.EnumerateObject())
                if (random.Next(5) > 0) made[member.Name] = Value(member.Value, depth + 1);
        }
        if (random.Next(15) == 0) made[random.Next(2) == 0 ? "tier" : "\u4f1a"] = Anything(depth + 1);
        return made;
    }

    private string Text(JsonElement schema) => (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        "uuid" => Segment(),
        "date" => $"2026-{random.Next(1, 13):00}-{random.Next(1, 29):00}",
        "date-time" => $"2026-0{random.Next(1, 4)}-{random.Next(1, 29):00}T09:00:00Z",
        "decimal" =>
            random.Next(4) switch { 0 => "-0.01", 1 => "79228162514264337593543950335", _ => $"{random.Next(0, 9000)}.{random.Next(10, 99)}" },
        _ => random.Next(
            4) switch
        { 0 => Texts[random.Next(Texts.Length)], 1 => new string('y', random.Next(5_000)), _ => $"text-{random.Next(50)}" },
    };

    private JsonNode? Anything(int depth) => random.Next(depth > 6 ? 5 : 7) switch
    {
        0 => null,
        1 => Texts[random.Next(Texts.Length)],
        2 => random.Next(),
        3 => random.NextDouble(),
        4 => random.Next(2) == 0,
        5 => new JsonArray(Anything(depth + 1), Anything(depth + 1)),
        _ => new JsonObject { ["kind"] = Texts[random.Next(Texts.Length)], ["at"] = Anything(depth + 1) },
    };

    /// <summary>A right document with one member, anywhere, taken away or made something else.</summary>
    private JsonNode Mutated(JsonNode document)
    {
        var at = document;
        while (random.Next(3) > 0)
        {
            var inside = at switch { JsonObject members => members.Select(member => member.Value), JsonArray items => items, _ => [] };
            JsonNode[] deeper = [.. inside.OfType<JsonNode>().Where(node => node is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })];
            if (deeper.Length == 0) break;
            at = deeper[random.Next(deeper.Length)];
        }
        if (at is JsonArray list) list[random.Next(list.Count)] = Anything(3);
        else if (at is JsonObject one && one.ElementAt(random.Next(one.Count)).Key is { } key && random.Next(2) == 0) one[key] = Anything(3);
        else if (at is JsonObject other) other.Remove(other.ElementAt(random.Next(other.Count)).Key);
        return document;
    }

    private static string? Kind(JsonElement schema) => schema.TryGetProperty("type", out var type)
        ? type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Select(one => one.GetString()).FirstOrDefault(one => one != "null") : type.GetString()
        : schema.TryGetProperty("properties", out _) ? "object" : null;
}
