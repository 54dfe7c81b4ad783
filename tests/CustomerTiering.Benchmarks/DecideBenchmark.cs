using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Deciding;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// Decisions from 200 facts in memory, on one core: a review of a held tier, trace included; with its forecast; with the id, the event's JSON and its
/// leaf.
/// </summary>
internal static class DecideBenchmark
{
    private static readonly DateOnly AsOf = new(2026, 3, 31);

    internal static Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        var policy = PolicyReader.Read(FactsDatabase.Policy, CanonicalJson.Write).Document
            ?? throw new InvalidOperationException("The policy can't be read.");
        if (!ZoneRules.TryFind(policy.TimeZone, out var zone)) throw new InvalidOperationException($"No zone {policy.TimeZone}.");
        var compiled = new CompiledPolicy(policy, zone);
        var customers = Enumerable.Range(0, 64).Select(Customer).ToArray();
        var (tenant, digest, serializer) = (new TenantId(AppendDatabase.RandomId()), new string('a', 64),
            new EventSerializer(System.Security.Cryptography.RandomNumberGenerator.Create()));
        var reference = new PolicyReference(policy.Ladder, 1, digest);
        var held = HeldState.Stated("silver", new(2025, 6, 1), new(2026, 5, 31));

        DecisionRequest Request(int i, string id) => new(
            compiled, reference, customers[i % customers.Length], new(2023, 1, 1), held, AsOf, new(TriggerKind.Review, "2026-03-31"), 1_000_000,
            digest, id,
            ReviewDates.Of(policy, new(2023, 1, 1)));
        var decided = Rate(options.Seconds, i => Decide.Run(Request(i, "d")).Decision is not null);
        var foreseen =
            Rate(options.Seconds, i => Forecast.Of(
                compiled, customers[i % customers.Length], Decide.Run(Request(i, "d")).Decision!, new(2023, 1, 1)) is not null);
        var written = Rate(options.Seconds, i =>
        {
            var customer = Guid.Parse(customers[i % customers.Length].Own.Customer);
            var id = ContentId.Of(
                tenant.ToString(), customer.ToString("D"), policy.Ladder, digest, "review", "2026-03-31",
                AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), digest, null);
            var decision = Decide.Run(Request(i, id.ToString("D"))).Decision!;
            var stream = TierState.Stream(customer, policy.Ladder);
            var forecast = Forecast.Of(compiled, customers[i % customers.Length], decision, new(2023, 1, 1));
            var made = serializer.Write(tenant, stream, DecisionBodies.Of(compiled, customer, new(2023, 1, 1), decision, "gold-care", forecast),
                new(id, DateTimeOffset.UnixEpoch, customer));
            var leaf = LeafDraft.Create(
                "svc:benchmark", null, null, made.Data.Span, made.Effective, made.Id, 1, stream.Value, tenant.ToString(), made.Type);
            return leaf.Stamp(DateTimeOffset.UnixEpoch).Hash.Length == 32;
        });
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Figure.AtLeast("Decide, 200 facts in memory, trace included, one core", 30_000, decided),
            Figure.Beside("… with its forecast", Figure.Rate(foreseen)),
            Figure.Beside("… with id, forecast, event body as JSON, leaf and its hash", Figure.Rate(written)),
        ]);
    }

    private static double Rate(int seconds, Func<int, bool> work)
    {
        for (var i = 0; i < 20_000; i++) work(i);
        var (started, done) = (TimeProvider.System.GetTimestamp(), 0);
        while (TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds)
        {
            for (var i = 0; i < 256; i++)
                if (!work(done++)) throw new InvalidOperationException("No decision.");
        }
        return done / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>200 facts over three years: purchases with a line, returns, survey answers, complaints, and what is known of the customer.</summary>
    private static KnownFacts Customer(int number)
    {
        var random = new Random(number);
        var facts = new List<Fact>();
        for (var i = 0; i < 200; i++)
        {
            var at = new Instant((1_672_531_200L + (i * 473_000L) + random.Next(400_000)) * 1_000_000);
            var id = new Guid(number, (short)i, 0, 0, 0, 0, 0, 0, 0, 0, 0).ToString("D");
            var amount = random.Next(1_000, 60_000) / 100m;
            facts.Add((i % 20) switch
            {
                0 => new CustomerDescription(
                    id, at, null, CustomerType.Person, [new("creditGrade", "AB"[i / 20 % 2].ToString())], ["business"], null),
                5 or 15 => new SurveyAnswer(id, at, "mail", Survey.Csat, random.Next(1, 6), null),
                9 => new Complaint(id, at, "web", "delivery", "high"),
                11 => new Return(id, at, "web", null, "CNY", random.Next(1_000) / 100m, []),
                _ => new Purchase(id, at, "web", "CNY", amount, [new("p-1", "books", 1, amount, null)]),
            });
        }
        return KnownFacts.OfOwn(CustomerFacts.Fold(new Guid(number + 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0).ToString("D"), facts));
    }
}
