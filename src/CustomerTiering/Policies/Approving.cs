using System.Text.Json.Nodes;

namespace CustomerTiering.Policies;

/// <summary>The inputs of an approval besides the text.</summary>
/// <param name="Approver">The stable subject of the approver, whatever the role.</param>
/// <param name="Zone">The time zone as this machine knows it now. The approval freezes it.</param>
/// <param name="Today">Today in that zone.</param>
/// <param name="TrialDigest">Digest of the trial that the approver looked at, or null.</param>
public sealed record Approving(string Approver, ApprovalRule Rule, JsonObject Zone, DateOnly Today, string? TrialDigest)
{
    /// <exception cref="InvalidOperationException">The text's zone is no longer known. It was known when the text was read.</exception>
    internal static Approving Of(string approver, ApprovalRule rule, StandardVersion version, DateTimeOffset now, string? trialDigest)
    {
        var zone = ZoneOf(version);
        return new(approver, rule, zone.ToJson(), zone.DayOf(Instant.Of(now)), trialDigest);
    }

    /// <summary>Today in the text's time zone, as this machine knows it now.</summary>
    internal static DateOnly TodayFor(StandardVersion version, DateTimeOffset now) => ZoneOf(version).DayOf(Instant.Of(now));

    /// <summary>The version's time zone as this machine knows it now.</summary>
    internal static ZoneRules ZoneOf(StandardVersion version)
    {
        var name = (string?)version.Document["timeZone"] ?? StandardKind.Utc;
        return ZoneRules.TryFind(name, out var zone)
            ? zone : throw new InvalidOperationException($"This machine no longer knows the time zone {name}.");
    }
}
