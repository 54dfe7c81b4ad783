namespace CustomerTiering.Policies;

/// <summary>The persons and rules with which a text passes all steps at once.</summary>
/// <param name="Author">The person who drafts and submits it.</param>
/// <param name="Approver">The person who approves it and puts it in force; null leaves it waiting for approval.</param>
/// <param name="From">The first day on which it decides; null for today in its zone.</param>
/// <param name="TrialDigest">Digest of the trial that the approver looked at, or null.</param>
/// <param name="Now">Determines today.</param>
internal sealed record Installing(string Author, string? Approver, DateOnly? From, ApprovalRule Rule, string? TrialDigest, DateTimeOffset Now);

/// <summary>
/// Checks the steps from a draft to a standard in force before any of them is recorded, so that an installation is complete or leaves nothing behind.
/// Pure.
/// </summary>
internal static class InstallationRehearsal
{
    /// <summary>The first refusal for a text, or null. If the latest version already has this text, the steps continue from its status.</summary>
    internal static Problem? Refusal(StandardState? state, StandardText text, Installing by)
    {
        if (state?.Versions[^1].Digest == text.Digest) return Refusal(state, text.Name, state.Versions[^1].Number, by);
        if (!DraftStandard.Handle(state, text).TryGet(out var drafted, out var refused)) return refused;
        return Refusal(After(state, drafted, by.Author, by.Now), text.Name, drafted.Answer.Version, by);
    }

    /// <summary>The first refusal for a version, starting at its status; or null.</summary>
    internal static Problem? Refusal(StandardState state, string name, int number, Installing by)
    {
        if (state.Version(number)!.Status is StandardStatus.Draft or StandardStatus.Rejected)
        {
            if (!SubmitStandard.Handle(name, state.Version(number)!).TryGet(out var submitted, out var refused)) return refused;
            state = After(state, submitted, by.Author, by.Now);
        }
        return by.Approver is null || state.Version(number)!.From is not null
            ? null : Completion(state, name, state.Version(number)!, by.Approver, by);
    }

    private static Problem? Completion(StandardState state, string name, StandardVersion version, string approver, Installing by)
    {
        if (state.StatusOn(version, version.TodayAt(by.Now)) != StandardStatus.Approved)
        {
            var approving = Approving.Of(approver, by.Rule, version, by.Now, by.TrialDigest);
            if (!ApproveStandard.Handle(new(version.Digest, null), name, version, state, approving).TryGet(out var approved, out var refused))
                return refused;
            if (approved.Answer.Status != StandardStatus.Approved) return null; // others must approve it as well
            state = After(state, approved, approver, by.Now);
            version = state.Version(version.Number)!;
        }
        var today = version.TodayAt(by.Now);
        return PutStandardInForce.Handle(new(by.From ?? today), name, version, state, today).Problem;
    }

    private static StandardState After(StandardState? state, Events.Change<StandardAnswer> change, string actor, DateTimeOffset now) =>
        change.Events.Aggregate(state, (before, body) => StandardState.Apply(before, body, actor, now))!;
}
