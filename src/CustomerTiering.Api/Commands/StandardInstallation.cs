using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.Policies;

namespace CustomerTiering.Api.Commands;

/// <summary>
/// Takes a document through all its steps, from its current state: an interrupted installation can be repeated, and a version in force is left alone.
/// All steps are judged before the first one is recorded, so a refusal leaves nothing behind.
/// </summary>
internal sealed class StandardInstallation(Governance governance, TenantId tenant)
{
    /// <param name="kind">The kind of standard.</param>
    /// <param name="utf8">The document.</param>
    /// <param name="author">Drafts and submits it.</param>
    /// <param name="approver">Approves it and puts it in force; null leaves it submitted.</param>
    /// <param name="from">The first day on which it applies; null for today in its zone.</param>
    /// <param name="cancel">The cancellation token.</param>
    /// <exception cref="Refused">A rule is broken.</exception>
    internal async Task<StandardAnswer> InstallAsync(
        StandardKind kind, ReadOnlyMemory<byte> utf8, string author, string? approver, DateOnly? from, CancellationToken cancel)
    {
        EnsureTwoPersons(author, approver);
        var text = Refused.Unless(await governance.ReadAsync(tenant, kind, utf8, cancel));
        var state = await governance.FindAsync(tenant, kind, text.Name, cancel);
        var version = state?.Versions[^1] is { } latest && latest.Digest == text.Digest ? latest : null;
        if (approver is not null && version?.Authors.Contains(approver) == true)
            throw new Refused($"{approver} is an author of version {version.Number} of {text.Name} and cannot approve it.");

        if (await governance.InstallationRefusalAsync(tenant, kind, text, author, approver, from, cancel) is { } refusal) throw Refused.Of(refusal);

        var number =
            version?.Number ?? Refused.Unless(await governance.DraftAsync(As(tenant, author, Roles.PolicyAuthor), kind, text, cancel)).Version;
        return await ContinueAsync(kind, text.Name, number, author, approver, from, cancel);
    }

    /// <summary>Submits a draft; with an approver, also approves it and puts it in force.</summary>
    /// <exception cref="Refused">A rule is broken.</exception>
    internal async Task<StandardAnswer> ContinueAsync(
        StandardKind kind, string name, int number, string author, string? approver, DateOnly? from, CancellationToken cancel)
    {
        var drafted = (await governance.FindAsync(tenant, kind, name, cancel))!;
        var version = drafted.Version(number)!;
        var answer = version.Status is StandardStatus.Draft or StandardStatus.Rejected
            ? Refused.Unless(await governance.SubmitAsync(As(tenant, author, Roles.PolicyAuthor), kind, name, number, cancel))
            : Standing(new(kind, name, drafted), version);
        if (approver is null) return answer;
        var state = (await governance.FindAsync(tenant, kind, name, cancel))!;
        return await CompleteAsync(new(kind, name, state), state.Version(number)!, approver, from, trial: null, cancel);
    }

    /// <summary>Checks several documents that are installed together.</summary>
    /// <exception cref="Refused">One of them could not be taken through all its steps; one line for each.</exception>
    internal async Task EnsureInstallableAsync(
        IReadOnlyList<(StandardKind Kind, StandardText Text)> texts, string author, string? approver, DateOnly? from, CancellationToken cancel)
    {
        var refusals = new List<string>();
        foreach (var (kind, text) in texts)
            if (await governance.InstallationRefusalAsync(tenant, kind, text, author, approver, from, cancel) is { } refusal)
                refusals.Add($"{kind.Noun} {text.Name}: {refusal.Code}: {refusal.Detail}");
        if (refusals.Count > 0) throw Refused.For(refusals);
    }

    /// <summary>Checked before anything is stored, so that no draft is left behind.</summary>
    /// <exception cref="Refused">Author and approver are the same person.</exception>
    internal static void EnsureTwoPersons(string author, string? approver)
    {
        if (author == approver) throw new Refused("An author cannot approve: --as and --approve-as must be different persons.");
    }

    /// <summary>Approves a submitted version, and puts an approved one in force.</summary>
    /// <exception cref="Refused">A rule is broken.</exception>
    internal async Task<StandardAnswer> CompleteAsync(
        NamedStandard standard, StandardVersion version, string approver, DateOnly? from, Guid? trial, CancellationToken cancel)
    {
        var (kind, name) = (standard.Of, standard.Named);
        var by = As(tenant, approver, Roles.Approver);
        if (version.From is not null) return Standing(standard, version);
        if (await governance.CompletionRefusalAsync(by, kind, name, version, from, trial, cancel) is { } refusal) throw Refused.Of(refusal);
        if (governance.StatusOf(standard.State, version) != StandardStatus.Approved)
        {
            var approved = Refused.Unless(await governance.ApproveAsync(by, kind, name, version.Number, version.Digest, trial, cancel));
            if (approved.Status != StandardStatus.Approved) return approved; // further approvals are required
        }
        return Refused.Unless(await governance.PutInForceAsync(by, kind, name, version.Number, from, cancel));
    }

    private StandardAnswer Standing(NamedStandard standard, StandardVersion version) =>
        new(standard.Named, version.Number, governance.StatusOf(standard.State, version), version.Digest, version.From);

    /// <summary>The caller for a person named on the command line.</summary>
    internal static Caller As(TenantId tenant, string subject, string role) => subject is { Length: > 0 and <= 200 }
        ? new(tenant, subject, new HashSet<string> { role })
        : throw new Refused("A person's name must have 1 to 200 characters.");
}
