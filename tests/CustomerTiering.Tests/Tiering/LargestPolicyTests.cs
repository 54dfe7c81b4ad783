using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Deciding;

namespace CustomerTiering.Tests.Tiering;

/// <summary>A decision fits a leaf, whatever policy is permitted.</summary>
public sealed class LargestPolicyTests
{
    private static readonly DateOnly FirstRate = new(2020, 1, 1);
    private static readonly Instant Joined = Instant.Of(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("metrics")]
    [InlineData("attributes")]
    [InlineData("criteria")]
    [InlineData("rates")]
    public void A_decision_by_the_largest_policy_fits_a_leaf(string of)
    {
        var policy = Largest(of);
        var facts = KnownFacts.OfOwn(CustomerFacts.Fold("c", [Described(), .. Indicators(), .. InDollars()]));

        var decision = Decide.Run(new(
            policy, new("largest", 1, new string('a', 64)), facts, new(2026, 1, 1), null, new(2026, 1, 2), new(TriggerKind.Joining, "2026-01-02"),
            long.MaxValue,
            new string('b', 64), Guid.Empty.ToString(), ReviewDates.On([]))).Decision!;
        Assert.InRange(
            LengthOf(DecisionBodies.Of(policy, Guid.Empty, new(2026, 1, 1), decision, "plan", new(new(9999, 12, 31), "low", "high", Outlook.Rises))),
            4_000, Leaf.MaxBytes);
    }

    [Theory]
    [InlineData("metrics")]
    [InlineData("attributes")]
    [InlineData("criteria")]
    [InlineData("moves")]
    public void A_warning_by_the_largest_policy_fits_a_leaf_with_what_keeps_the_tier(string of)
    {
        var policy = Largest(of);
        var held = HeldState.Stated("high", new(2026, 1, 1), new(2026, 12, 31));
        var facts = KnownFacts.OfOwn(CustomerFacts.Fold("c", [Described(), .. Indicators()]));
        var (assessment, _) = Decide.Stand(policy, facts, held, new(2026, 12, 31));
        var warning = new WarningJudged(new(2026, 6, 1), new(0, 30), [new(0, 30)], new(2026, 12, 31), "high", "low", true, assessment!);

        var body = Assert.IsType<DowngradeWarned>(DecisionBodies.Of(
            Guid.Empty, new StandardInForce<CompiledPolicy>(new("largest", 1, new string('a', 64)), policy, new(2026, 1, 1), null, default), warning,
            new(2026, 1, 1), held));

        Assert.InRange(LengthOf(body), 4_000, Leaf.MaxBytes);
        Assert.InRange(body.Keep!.Count, of == "criteria" ? 0 : 1, 8);
    }

    private static int LengthOf(object body) => LeafDraft.Create(
        new string('x', 200), null, $"run/{Guid.Empty:D}",
        CanonicalJson.Write(JsonSerializer.SerializeToNode(body, body.GetType(), EventJson.Options)), DateTimeOffset.UnixEpoch, Guid.Empty, 1,
        TierState.Stream(Guid.Empty, "largest").Value, Guid.Empty.ToString(), EventTypes.Of(body).Name).Length;

    /// <summary>As many as the canonical form of 48 KiB takes.</summary>
    private static CompiledPolicy Largest(string of)
    {
        DocumentOf? largest = null;
        for (var (low, high) = (1, 6_000); low <= high;)
        {
            var count = (low + high) / 2;
            var document = Document(of, count);
            var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), CanonicalJson.Write);
            if (reading.IsFaultless) (largest, low) = (new(reading.Document, reading.Canonical.Length), count + 1);
            else high = count - 1;
        }
        Assert.InRange(largest!.Bytes, 47_000, 49_152);
        return new(largest.Policy, ZoneRules.Utc);
    }

    private static JsonObject Document(string of, int count)
    {
        var metrics = new JsonObject { ["m"] = Indicator() };
        var criteria = new JsonArray(new JsonObject { ["metric"] = "m", ["atLeast"] = 1 });
        var rates = new JsonArray(new JsonObject { ["currency"] = "USD", ["from"] = "0001-01-01", ["rate"] = 1 });
        for (var i = 0; i < count; i++)
        {
            if (of == "metrics") metrics[$"{i}"] = Indicator();
            else if (of == "rates") rates.Add(new JsonObject { ["currency"] = "USD", ["from"] = $"{FirstRate.AddDays(i):yyyy-MM-dd}", ["rate"] = 1 });
            else if (of == "moves")
            {
                metrics[$"{i}"] = new JsonObject { ["measure"] = "purchases", ["aggregate"] = "count" };
                criteria.Add(new JsonObject { ["metric"] = $"{i}", ["atLeast"] = i + 1 });
            }
            else criteria.Add(of == "attributes" ? new JsonObject { ["attribute"] = $"{i}", ["in"] = new JsonArray("a") }
                : new JsonObject { ["all"] = new JsonArray() });
        }
        return new()
        {
            ["schema"] = PolicyReader.Schema,
            ["ladder"] = "largest",
            ["timeZone"] = "UTC",
            ["currency"] = "EUR",
            ["rates"] = rates,
            ["metrics"] = metrics,
            ["tiers"] = new JsonArray(
                new JsonObject { ["code"] = "low" }, new JsonObject { ["code"] = "high", ["qualify"] = new JsonObject { ["any"] = criteria } }),
        };
    }

    private static JsonObject Indicator() => new() { ["measure"] = "indicators.i", ["aggregate"] = "min" };

    private static CustomerDescription Described() => new(
        "d", Joined, null, CustomerType.Company,
        new([.. Enumerable.Range(0, 6_000).Select(i => KeyValuePair.Create($"{i}", new string('\u6f22', 1_000)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)]), [], null);

    private static IEnumerable<Fact> InDollars() => Enumerable.Range(0, 1_500).Select(
        i => new Purchase($"p{i}", Instant.Of(new(FirstRate.AddDays(i), TimeOnly.MinValue, TimeSpan.Zero)), null, "USD", 1, []));

    private static IEnumerable<Fact> Indicators() => [new Indicator("i", Joined, null, "i", -999_999_999_999_999.999999m, null)];

    private sealed record DocumentOf(TierPolicy Policy, int Bytes);
}
