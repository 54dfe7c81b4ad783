using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Customers;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Policies;

/// <summary>A text to be drafted.</summary>
public sealed record StandardDraft(StandardKind Kind, JsonObject Document);

/// <summary>The status of one standard drafted together with others.</summary>
/// <param name="Kind">Its collection: <c>policies</c>, <c>lifecycles</c>, <c>service-plans</c>, <c>segments</c>.</param>
/// <param name="Version">The version with this text.</param>
/// <param name="Status">Draft, or the status of an existing version with this text.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
public sealed record DraftedStandard(string Kind, string Name, int Version, StandardStatus Status, string Digest);

/// <summary>Drafts standards that refer to one another in one append: all or none.</summary>
public sealed class StandardDrafts(Aggregates aggregates, StandardCatalogue catalogue, Attributes attributes)
{
    /// <param name="key">The caller's idempotency key, or null. Texts that are already drafted are not drafted again.</param>
    /// <param name="needed">Attributes that the texts use. Missing ones are declared in the same append.</param>
    public async Task<Result<Done<IReadOnlyList<DraftedStandard>>>> DraftAsync(
        Caller author, CommandKey? key, IReadOnlyList<StandardDraft> drafts, IReadOnlyList<AttributeDeclared> needed, CancellationToken cancel)
    {
        if (!author.Roles.Contains(Roles.PolicyAuthor)) return Problem.Forbidden("role-missing", $"This requires the role {Roles.PolicyAuthor}.");
        return await aggregates.ChangeTogetherAsync<IReadOnlyList<DraftedStandard>>(
            author, key, () => DecideAsync(author.Tenant, drafts, needed, cancel), cancel);
    }

    /// <summary>The texts as they would be drafted, or all errors in any of them. Records nothing.</summary>
    public async Task<Result<IReadOnlyList<(StandardKind Kind, StandardText Text)>>> ReadAsync(
        TenantId tenant, IReadOnlyList<StandardDraft> drafts, IReadOnlyList<AttributeDeclared> needed, CancellationToken cancel) =>
        Read(drafts, (await catalogue.AtHandAsync(tenant, cancel)).With(drafts, needed));

    private async Task<Result<JointChange<IReadOnlyList<DraftedStandard>>>> DecideAsync(
        TenantId tenant, IReadOnlyList<StandardDraft> drafts, IReadOnlyList<AttributeDeclared> needed, CancellationToken cancel)
    {
        var declared = await attributes.CurrentAsync(tenant, cancel);
        if (!Declare(declared, needed).TryGet(out var declarations, out var otherwise)) return otherwise;
        if (!Read(drafts, (await catalogue.AtHandAsync(tenant, cancel)).With(drafts, needed)).TryGet(out var texts, out var wrong)) return wrong;
        var streams = new List<StreamChange> { new(Attributes.Stream, declared.Version, declarations) };
        var answers = new List<DraftedStandard>();
        foreach (var (kind, text) in texts)
        {
            var loaded = await aggregates.LoadAsync<StandardState>(tenant, kind.Stream(text.Name), StandardState.Apply, cancel);
            if (loaded.State?.Versions[^1] is { } latest && latest.Digest == text.Digest)
            {
                answers.Add(new(kind.Route, text.Name, latest.Number, latest.Status, latest.Digest));
                continue;
            }
            if (!DraftStandard.Handle(loaded.State, text).TryGet(out var drafted, out var refused)) return refused;
            streams.Add(new(kind.Stream(text.Name), loaded.Version, drafted.Events));
            answers.Add(new(kind.Route, text.Name, drafted.Answer.Version, drafted.Answer.Status, text.Digest));
        }
        return new JointChange<IReadOnlyList<DraftedStandard>>(streams, answers);
    }

    private static Result<IReadOnlyList<object>> Declare(AttributeCatalogue declared, IReadOnlyList<AttributeDeclared> needed)
    {
        var events = new List<object>();
        foreach (var one in needed)
        {
            if (!DeclareAttribute.Handle(declared, one).TryGet(out var change, out var otherwise)) return otherwise;
            events.AddRange(change.Events);
        }
        return events;
    }

    /// <summary>The texts, or all errors in any of them. An error in several texts is reported once.</summary>
    private static Result<IReadOnlyList<(StandardKind Kind, StandardText Text)>> Read(IReadOnlyList<StandardDraft> drafts, Catalogue known)
    {
        var texts = new List<(StandardKind, StandardText)>();
        var errors = new List<FieldError>();
        foreach (var (kind, document) in drafts)
        {
            if (kind.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), known).TryGet(out var text, out var problem)) texts.Add((kind, text));
            else errors.AddRange(problem.Errors ?? []);
        }
        return errors.Count == 0 ? texts : Problem.Invalid([.. errors.Distinct()]);
    }
}

/// <summary>The catalogue as it will be once the drafts exist.</summary>
internal static class CatalogueOfDrafts
{
    internal static Catalogue With(this Catalogue known, IReadOnlyList<StandardDraft> drafts, IReadOnlyList<AttributeDeclared> needed)
    {
        var plans = drafts.Where(draft => draft.Kind == StandardKind.ServicePlan).Select(draft => (string)draft.Document["code"]!);
        var attributes = new Dictionary<string, AttributeDeclaration>(known.Attributes ?? new Dictionary<string, AttributeDeclaration>());
        foreach (var one in needed) attributes.TryAdd(one.Name, StandardCatalogue.DeclarationOf(one));
        var stages = drafts.Where(draft => draft.Kind == StandardKind.Lifecycle)
            .SelectMany(draft => draft.Document["stages"]!.AsArray()).Select(stage => (string)stage!["code"]!);
        return known with { Stages = Beside(known.Stages, stages), ServicePlans = Beside(known.ServicePlans, plans), Attributes = attributes };
    }

    private static HashSet<string>? Beside(IReadOnlySet<string>? known, IEnumerable<string> drafted) =>
        known?.Union(drafted).ToHashSet(StringComparer.Ordinal);
}
