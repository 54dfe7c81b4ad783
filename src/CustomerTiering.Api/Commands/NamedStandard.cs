using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.Policies;

namespace CustomerTiering.Api.Commands;

/// <summary>The standard named by a command.</summary>
/// <param name="Of">The kind of standard.</param>
/// <param name="Named">Its name.</param>
/// <param name="State">All its versions.</param>
internal sealed record NamedStandard(StandardKind Of, string Named, StandardState State)
{
    internal static readonly Argument<string> Name = new("NAME")
    { Description = "The name of a ladder or lifecycle, or the code of a service plan or segment." };

    internal static readonly Option<string?> Kind = new("--kind")
    { Description = "policy, lifecycle, service-plan or segment. Needed only if the name is ambiguous." };

    internal static readonly Option<int?> Number = new("--version") { Description = "The version number. Default: the latest." };

    static NamedStandard() => Kind.AcceptOnlyFromAmong([.. StandardKind.All.Select(kind => kind.Word)]);

    /// <exception cref="Refused">No standard or several have the name.</exception>
    internal static async Task<NamedStandard> FindAsync(CommandContext context, TenantId tenant, CancellationToken cancel)
    {
        var (name, word) = (context.Parsed.GetRequiredValue(Name), context.Parsed.GetValue(Kind));
        var governance = context.Services.GetRequiredService<Governance>();
        var found = new List<NamedStandard>();
        foreach (var kind in StandardKind.All.Where(kind => word is null || kind.Word == word))
            if (kind != StandardKind.Lifecycle || name == "lifecycle")
                if (await governance.FindAsync(tenant, kind, name, cancel) is { } state) found.Add(new(kind, name, state));
        return found switch
        {
            [var one] => one,
            [] => throw new Refused($"There is no {word ?? "standard"} {name}."),
            _ => throw new Refused($"{name} is ambiguous; choose one with --kind {string.Join(" or ", found.Select(one => one.Of.Word))}."),
        };
    }

    /// <summary>The version with that number; the latest for null.</summary>
    internal StandardVersion Version(int? number) =>
        State.Version(number ?? State.Versions.Count) ?? throw new Refused($"{Named} has no version {number}.");
}
