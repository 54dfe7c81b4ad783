namespace CustomerTiering.Policies;

/// <summary>The steps of a standard for callers in this process. Handlers, streams and rules are those of the HTTP API, roles included.</summary>
public sealed class Governance(
    Aggregates aggregates, StandardCatalogue catalogue, ApprovalRules rules, TrialResults trials, OverdueTiers tiers, TimeProvider time)
{
    /// <summary>The text, or the text in a standard file, as it would be drafted; or all errors in it.</summary>
    public async Task<Result<StandardText>> ReadAsync(TenantId tenant, StandardKind kind, ReadOnlyMemory<byte> utf8, CancellationToken cancel) =>
        StandardFile.Read(kind, utf8, await catalogue.AtHandAsync(tenant, cancel));

    /// <summary>All versions currently in the log; null if there are none.</summary>
    public async Task<StandardState?> FindAsync(TenantId tenant, StandardKind kind, string name, CancellationToken cancel) =>
        (await aggregates.LoadAsync<StandardState>(tenant, kind.Stream(name), StandardState.Apply, cancel)).State;

    /// <summary>The status of a version today.</summary>
    public StandardStatus StatusOf(StandardState state, StandardVersion version) => state.StatusOn(version, version.TodayAt(time.GetUtcNow()));

    /// <summary>The reason why a text can't pass all steps, or null. Records nothing.</summary>
    /// <param name="author">The person who drafts and submits it.</param>
    /// <param name="approver">The person who approves it and puts it in force; null if nobody does yet.</param>
    /// <param name="from">The first day on which it decides; null for today in its zone.</param>
    public async Task<Problem?> InstallationRefusalAsync(
        TenantId tenant, StandardKind kind, StandardText text, string author, string? approver, DateOnly? from, CancellationToken cancel) =>
        InstallationRehearsal.Refusal(
            await FindAsync(tenant, kind, text.Name, cancel), text, new(author, approver, from, rules.Of(kind), null, time.GetUtcNow()));

    /// <summary>The reason why a submitted version can't be approved and, after the last approval, put in force; or null. Records nothing.</summary>
    /// <param name="name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
    /// <param name="from">The first day on which it decides; null for today in its zone.</param>
    /// <param name="trial">The trial on history that the approver looked at; null for none.</param>
    public async Task<Problem?> CompletionRefusalAsync(
        Caller approver, StandardKind kind, string name, StandardVersion version, DateOnly? from, Guid? trial, CancellationToken cancel)
    {
        if (!(await trials.DigestAsync(approver.Tenant, trial, name, version.Number, version.Digest, cancel)).TryGet(out var looked, out var refused))
            return refused;
        var state = (await FindAsync(approver.Tenant, kind, name, cancel))!;
        return version.Status is StandardStatus.Draft or StandardStatus.Rejected
            ? null // the approval itself reports that the version is not submitted
            : InstallationRehearsal.Refusal(
                state, name, version.Number, new("", approver.Subject, from, rules.Of(kind), looked.Digest, time.GetUtcNow()));
    }

    public async Task<Result<StandardAnswer>> DraftAsync(Caller author, StandardKind kind, StandardText text, CancellationToken cancel) =>
        Lacks(author, Roles.PolicyAuthor) is { } lacking ? lacking : Answer(await aggregates.ChangeAsync<StandardState, StandardAnswer>(
            new(author, kind.Stream(text.Name), null), StandardState.Apply, (state, _) => DraftStandard.Handle(state, text), cancel));

    public Task<Result<StandardAnswer>> SubmitAsync(Caller author, StandardKind kind, string name, int version, CancellationToken cancel) =>
        StepAsync(author, [Roles.PolicyAuthor], kind, name, version, (draft, _, _) => SubmitStandard.Handle(name, draft), cancel);

    /// <param name="approver">Must not be an author of the version.</param>
    /// <param name="name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
    /// <param name="digest">Digest of the text that the approver read.</param>
    /// <param name="trial">The trial on history that the approver looked at; null for none.</param>
    public async Task<Result<StandardAnswer>> ApproveAsync(
        Caller approver, StandardKind kind, string name, int version, string digest, Guid? trial, CancellationToken cancel)
    {
        if (!(await trials.DigestAsync(approver.Tenant, trial, name, version, digest, cancel)).TryGet(out var looked, out var refused))
            return refused;
        return await StepAsync(approver, [Roles.Approver], kind, name, version,
            (submitted, state, now) => ApproveStandard.Handle(
                new(digest, null, trial), name, submitted, state, Approving.Of(approver.Subject, rules.Of(kind), submitted, now, looked.Digest)),
                cancel);
    }

    /// <param name="caller">An operator or approver.</param>
    /// <param name="name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
    /// <param name="from">The first day, included, in the standard's zone; null for today in that zone.</param>
    public async Task<Result<StandardAnswer>> PutInForceAsync(
        Caller caller, StandardKind kind, string name, int version, DateOnly? from, CancellationToken cancel)
    {
        var overdue = await tiers.CountAsync(caller.Tenant, kind, name, version, cancel);
        return await StepAsync(caller, [Roles.Operator, Roles.Approver], kind, name, version, (approved, state, now) =>
        {
            var today = approved.TodayAt(now);
            return PutStandardInForce.Handle(new(from ?? today), name, approved, state, today, overdue);
        }, cancel);
    }

    /// <param name="caller">An operator or approver.</param>
    /// <param name="name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
    /// <param name="from">The first day without the standard, in its zone; null for today in that zone.</param>
    public async Task<Result<RetirementAnswer>> RetireAsync(
        Caller caller, StandardKind kind, string name, DateOnly? from, string? reason, CancellationToken cancel) =>
        Lacks(caller, Roles.Operator, Roles.Approver) is { } lacking ? lacking : Answer(await aggregates.ChangeAsync<StandardState, RetirementAnswer>(
            new(caller, kind.Stream(name), null), StandardState.Apply,
            (state, now) => RetireStandard.Handle(
                new(from ?? RetireStandard.TodayFor(state, now), reason), name, kind, state, RetireStandard.TodayFor(state, now)), cancel));

    private async Task<Result<StandardAnswer>> StepAsync(
        Caller caller, string[] roles, StandardKind kind, string name, int number,
        Func<StandardVersion, StandardState, DateTimeOffset, Result<Change<StandardAnswer>>> handle, CancellationToken cancel) =>
        Lacks(caller, roles) is { } lacking ? lacking : Answer(await aggregates.ChangeAsync<StandardState, StandardAnswer>(
            new(caller, kind.Stream(name), null), StandardState.Apply,
            (state, now) => state?.Version(number) is { } version ? handle(version, state, now) : Problem.NotFound("version"), cancel));

    private static Problem? Lacks(Caller caller, params string[] roles) =>
        caller.Roles.Overlaps(roles) ? null : Problem.Forbidden("role-missing", $"This requires the role {string.Join(" or ", roles)}.");

    private static Result<TAnswer> Answer<TAnswer>(Result<Done<TAnswer>> result) =>
        result.TryGet(out var done, out var problem) ? done.Answer : problem;
}
