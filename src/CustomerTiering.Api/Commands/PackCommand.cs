using System.CommandLine;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Packs;
using CustomerTiering.Policies;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Lists and installs policy packs, which contain complete case studies.</summary>
internal static class PackCommand
{
    private static readonly Option<string?> Currency = new("--currency")
    { Description = "For a pack: the currency of all amounts. The numbers do not change." };

    private static readonly Option<string?> TimeZone = new("--time-zone") { Description = "For a pack: the time zone of its days." };

    private static readonly Option<bool> Lifecycle = new("--lifecycle")
    { Description = "For a pack: also install its lifecycle, as the next version of the company's lifecycle." };

    internal static Command List()
    {
        var packs = new Command("packs", "Lists the packs: case studies that are ready to be installed.");
        packs.RunsWithoutDatabase((_, _, _) => Task.FromResult(new Answer(PackLibrary.All.Select(PackSummary.Of).ToList(), Show)));
        return packs;
    }

    internal static void AddOptions(Command install)
    {
        install.Add(Currency);
        install.Add(TimeZone);
        install.Add(Lifecycle);
    }

    /// <summary>The pack with that id; null if a file has the name, or if there is no such pack.</summary>
    internal static Pack? Named(string argument) => File.Exists(argument) ? null : PackLibrary.Find(argument);

    internal static bool IsAdapted(System.CommandLine.Parsing.CommandResult parsed) =>
        parsed.GetResult(Currency) is not null || parsed.GetResult(TimeZone) is not null || parsed.GetValue(Lifecycle);

    /// <summary>
    /// Judges all steps of all documents first, so that a refusal leaves nothing behind. Drafts the missing documents of the pack in one step, then
    /// continues each from its current state: plans first, since policies refer to them.
    /// </summary>
    internal static async Task<Answer> InstallAsync(
        CommandContext context, Pack pack, string author, string? approver, DateOnly? from, CancellationToken cancel)
    {
        StandardInstallation.EnsureTwoPersons(author, approver);
        var tenant = await context.TenantAsync(cancel);
        await context.Services.SettleAsync(tenant, cancel); // a document may refer to the catalogue, which is a read model
        var texts = PackDrafts.Of(pack, context.Parsed.GetValue(Currency), context.Parsed.GetValue(TimeZone), context.Parsed.GetValue(Lifecycle));
        var (by, drafts) = (StandardInstallation.As(tenant, author, Roles.PolicyAuthor), context.Services.GetRequiredService<StandardDrafts>());
        var installation = new StandardInstallation(context.Services.GetRequiredService<Governance>(), tenant);
        await installation.EnsureInstallableAsync(
            Refused.Unless(await drafts.ReadAsync(tenant, texts, pack.Attributes, cancel)), author, approver, from, cancel);
        var drafted = Refused.Unless(await drafts.DraftAsync(by, null, texts, pack.Attributes, cancel)).Answer;
        var standing = new List<StandardAnswer>();
        for (var i = 0; i < drafted.Count; i++)
            standing.Add(await installation.ContinueAsync(texts[i].Kind, drafted[i].Name, drafted[i].Version, author, approver, from, cancel));
        await context.Services.SettleAsync(tenant, cancel);
        return new(standing, console => Show(console, texts, standing));
    }

    private static void Show(IAnsiConsole console)
    {
        foreach (var pack in PackLibrary.All)
        {
            console.WriteLine($"{pack.Id}: {pack.Name["en"]} {pack.Name["zh"]} ({pack.Case})");
            console.WriteLine($"  ladders: {string.Join(", ", pack.Ladders.Select(ladder => ladder.Ladder))}");
            console.WriteLine($"  service plans: {string.Join(", ", pack.PlanCodes)}");
        }
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<StandardDraft> texts, List<StandardAnswer> standing)
    {
        foreach (var (text, one) in texts.Zip(standing))
            console.WriteLine(
                $"{text.Kind.Noun} {one.Name} version {one.Version}: {one.Status}{(one.From is { } from ? $" from {from:yyyy-MM-dd}" : "")}, "
                    + $"digest {one.Digest[..12]}");
    }
}
