using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Policies;

/// <summary>The versions of one ladder's policy that decide on some day, by first day. Never empty.</summary>
public sealed class LadderVersions
{
    /// <exception cref="ArgumentException">There is no version.</exception>
    public LadderVersions(IEnumerable<StandardInForce<CompiledPolicy>> versions)
    {
        All = [.. versions];
        if (All.Count == 0) throw new ArgumentException("A ladder has at least one version.", nameof(versions));
        JudgesGroups = All.Any(version => version.Compiled.Policy.JudgesGroups);
        LooksAtReferred = All.Any(version => version.Compiled.Interest.Referred);
    }

    public IReadOnlyList<StandardInForce<CompiledPolicy>> All { get; }

    public string Ladder => First.Compiled.Policy.Ladder;

    public StandardInForce<CompiledPolicy> First => All[0];

    public StandardInForce<CompiledPolicy> Last => All[^1];

    /// <summary>The zone of the last version. It determines the ladder's today.</summary>
    public ZoneRules Zone => Last.Compiled.Zone;

    /// <summary>Whether any version judges a group of companies as one. Decisions then rest on the facts of all members.</summary>
    public bool JudgesGroups { get; }

    /// <summary>Whether any version credits facts of referred customers to their referrer.</summary>
    public bool LooksAtReferred { get; }

    /// <summary>The version that decides on a day. Days before the first version return the first; days after retirement return the last.</summary>
    public StandardInForce<CompiledPolicy> On(DateOnly day) => All.LastOrDefault(version => version.From <= day) ?? First;

    /// <summary>The version with this number; null if it never decides.</summary>
    public StandardInForce<CompiledPolicy>? Numbered(int number) => All.FirstOrDefault(version => version.Reference.Version == number);

    /// <summary>The version with the digest that a decision names.</summary>
    /// <exception cref="InvalidOperationException">No version has this digest.</exception>
    public StandardInForce<CompiledPolicy> WithDigest(string digest) => All.First(version => version.Reference.Digest == digest);

    public DateOnly Today(DateTimeOffset now) => Zone.DayOf(Instant.Of(now));
}
