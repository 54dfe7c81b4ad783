namespace CustomerTiering.Policies;

/// <summary>Who takes a text through its steps at once, and by what rules.</summary>
/// <param name="Author">Who drafts and submits it.</param>
/// <param name="Approver">Who approves it and puts it in force; null: it then waits for approval.</param>
/// <param name="From">The first day on which it decides; null: today in its zone.</param>
/// <param name="Rule">What the company asks of an approval.</param>
/// <param name="TrialDigest">Of the trial that the approver looked at, or null.</param>
/// <param name="Now">By which today is told.</param>
internal sealed record Installing(string Author, string? Approver, DateOnly? From, ApprovalRule Rule, string? TrialDigest, DateTimeOffset Now);

/// <summary>
/// The steps from a draft to a standard in force, judged before any of them is recorded: an installation is done whole, or leaves nothing behind. Pure.
/// </summary>
internal static class InstallationRehearsal
{
    /// <summary>The first refusal on the way of a text, or null. What is drafted already as the latest version is gone on with.</summary>
    internal static Problem? Refusal(StandardState? state, StandardText text, Installing by)
    {
        if (state?.Versions[^1].Digest == text.Digest) return Refusal(state, text.Name, state.Versions[^1].Number, by);
        if (!DraftStandard.Handle(state, text).TryGet(out var drafted, out var refused)) return refused;
        return Refusal(After(state, drafted, by.Author, by.Now), text.Name, drafted.Answer.Version, by);
    }

    /// <summary>The first refusal on the way of a version, from where it stands, or null.</summary>
    internal static Problem? Refusal(StandardState state, string name, int number, Installing by)
    {
        if (state.Version(number)!.Status is StandardStatus.Draft or StandardStatus.Rejected)
        {
            if (!SubmitStandard.Handle(name, state.Version(number)!).TryGet(out var submitted, out var refused)) return refused;
            state = After(state, submitted, by.Author, by.Now);
        }
        return by.Approver is null || state.Version(number)!.From is not null ? null : Completion(state, name, state.Version(number)!, by.Approver, by);
    }

    private static Problem? Completion(StandardState state, string name, StandardVersion version, string approver, Installing by)
    {
        if (state.StatusOn(version, version.TodayAt(by.Now)) != StandardStatus.Approved)
        {
            var approving = Approving.Of(approver, by.Rule, version, by.Now, by.TrialDigest);
            if (!ApproveStandard.Handle(new(version.Digest, null), name, version, state, approving).TryGet(out var approved, out var refused)) return refused;
            if (approved.Answer.Status != StandardStatus.Approved) return null; // others have to approve it too
            state = After(state, approved, approver, by.Now);
            version = state.Version(version.Number)!;
        }
        var today = version.TodayAt(by.Now);
        return PutStandardInForce.Handle(new(by.From ?? today), name, version, state, today).Problem;
    }

    private static StandardState After(StandardState? state, Events.Change<StandardAnswer> change, string actor, DateTimeOffset now) =>
        change.Events.Aggregate(state, (before, body) => StandardState.Apply(before, body, actor, now))!;
}
