using CustomerTiering.Http;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Policies;

/// <summary>
/// Trials and previews follow each customer alone, which decisions by a policy that judges groups of companies as one do not: they are refused there, since
/// their answer would be another than what is decided then.
/// </summary>
public static class OneByOne
{
    /// <summary>Why these versions can't be tried; null where they can.</summary>
    public static Problem? Refusal(IEnumerable<StandardInForce<CompiledPolicy>> versions) =>
        versions.FirstOrDefault(version => version.Compiled.Policy.JudgesGroups) is not { } judging ? null : Problem.Broken(
            "groups-not-tried",
            $"The policy of {judging.Compiled.Policy.Ladder} judges groups of companies as one; trials and previews follow customers one by one, and would say something else than is decided.");
}
