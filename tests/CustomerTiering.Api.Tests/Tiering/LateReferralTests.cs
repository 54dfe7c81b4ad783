using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Of one customer only the first referral counts: who referred is decided again once another turns out to have been first.</summary>
public sealed class LateReferralTests(ApiWithReferralsInForce api) : IClassFixture<ApiWithReferralsInForce>
{
    [Fact]
    public async Task Who_turns_out_not_to_have_been_the_first_to_refer_is_decided_again()
    {
        var referred = await api.BuysAsync("referred", "x-1", "2026-03-06T09:00:00+08:00", "1.00");
        var (second, first) = (await api.BuysAsync("second", "s-1", "2026-02-01T09:00:00+08:00", "1.00"),
            await api.BuysAsync("first", "f-1", "2026-02-01T09:00:00+08:00", "1.00"));
        await ReferAsync("second", "2026-03-05T09:00:00+08:00");
        var before = await LinesAsync(second, "at-once 2026-03-05 upgraded silver");

        await ReferAsync("first", "2026-03-05T08:59:59+08:00");

        await LinesAsync(first, "at-once 2026-03-05 upgraded silver");
        var after = await LinesAsync(second, "at-once 2026-03-05 retained ordinary");
        Assert.Equal((string?)before[^1]!["id"], (string?)after[^1]!["supersedes"]);
        // As evidence.md has it: a chain over the leaf hashes of the one's facts, then what the other's referral says, then whether the referred had
        // bought before.
        var (digest, friend) = (await ChainAsync(second), await ChainAsync(referred));
        Assert.Equal(Convert.ToHexStringLower(Next(digest, friend)), await DigestAsync(before[^1]!));
        var rival = (await api.RowsAsync(
            $"select event_id from event where tenant_id = '{api.Tenant}' and type = 'CustomerReferred' and subject = '{first}'")).Single();
        var said = SHA256.HashData([.. Guid.Parse(rival).ToByteArray(bigEndian: true), .. "2026-03-05T00:59:59.000000Z"u8]);
        Assert.Equal(Convert.ToHexStringLower(Next(Next(digest, said), friend)), await DigestAsync(after[^1]!));

        // A second later, and it was the other's after all.
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/corrections",
            """{"customer":"first","id":"first-c","at":"2026-03-09T09:00:00+08:00","of":"first-r","ofKind":"referral","replaces":{"at":"2026-03-05T09:00:01+08:00"}}""");

        var again = await LinesAsync(second, "at-once 2026-03-05 upgraded silver", after.Count + 1);
        Assert.Equal((string?)after[^1]!["id"], (string?)again[^1]!["supersedes"]);
        await LinesAsync(first, "at-once 2026-03-05 retained ordinary");
    }

    private Task ReferAsync(string by, string at) => api.PostAsync(
        api.Person("shop", Roles.Recorder), "/api/v1/referrals", $$"""{"customer":"{{by}}","id":"{{by}}-r","at":"{{at}}","referred":"referred"}""");

    private static byte[] Next(byte[] digest, byte[] other) => SHA256.HashData([.. digest, .. other]);

    private async Task<byte[]> ChainAsync(Guid customer)
    {
        var hashes = await api.RowsAsync(
            $"select encode(leaf_hash, 'hex') from event where tenant_id = '{api.Tenant}' and subject = '{customer}' and type in ('PurchaseMade', "
                + $"'CustomerReferred') order by position");
        return hashes.Aggregate(new byte[32], (digest, hash) => Next(digest, Convert.FromHexString(hash)));
    }

    /// <summary>What the decision rests on: of the one's own facts there are no others.</summary>
    private async Task<string> DigestAsync(JsonNode line) =>
        (string)(await api.EventuallyAsync($"/api/v1/decisions/{(string)line["id"]!}", _ => true))["decision"]!["factsDigest"]!;

    /// <summary>The history, once it has at least so many lines and ends with this one.</summary>
    private async Task<JsonArray> LinesAsync(Guid customer, string last, int least = 1) => (await api.EventuallyAsync(
        $"/api/v1/customers/{customer:D}/tiers/membership/history",
        lines => lines.AsArray() is var all && all.Count >= least
            && $"{all[^1]!["trigger"]} {all[^1]!["asOf"]} {all[^1]!["outcome"]} {all[^1]!["held"]}" == last)).AsArray();
}

/// <summary>The server on 10 March 2026, with a ladder whose second tier takes one referral.</summary>
public sealed class ApiWithReferralsInForce : ApiWithMembershipInForce
{
    protected override string Policy { get; } =
        """
        {
          "schema": "tier-policy/1", "ladder": "membership", "name": { "en": "Membership" }, "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": { "referred": { "measure": "referrals", "aggregate": "count", "window": { "rolling": "P12M" } } },
          "tiers": [
            { "code": "ordinary", "name": { "en": "Ordinary" } },
            { "code": "silver", "name": { "en": "Silver" }, "qualify": { "metric": "referred", "atLeast": 1 } }
          ],
          "validity": { "rolling": "P6M" },
          "movement": { "upgrade": "at-once", "downgrade": "full", "review": { "every": "P1M" }, "onReturn": "recheck" }
        }
        """;
}
