using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Http.Json;
using CustomerTiering.Policies;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Governs tier policies, lifecycles, service plans and segments by the same rules as over HTTP: authors never approve.</summary>
internal static class PolicyCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSettings.Options) { WriteIndented = true };

    private static readonly Option<DateOnly?> From = FirstDay("The first day in force. Default: today in its time zone.");

    private static Option<DateOnly?> FirstDay(string description) => new("--from")
    {
        Description = description,
        CustomParser = given =>
        {
            if (DateOnly.TryParseExact(given.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            given.AddError($"--from: '{given.Tokens[0].Value}' is not a day such as 2026-03-31.");
            return null;
        },
    };

    internal static Command Create() =>
        new("policy",
            "Manages tier policies, the lifecycle, service plans and segments: install, approve, compare, export, retire, list, try, packs.")
    {
        Install(), Approve(), Diff(), Export(), Retire(), List(), TryCommand.Create(), PackCommand.List(),
    };

    private static Command Install()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A JSON file with a tier policy, lifecycle, service plan or segment, a file written by policy export, or the id of a "
                + "pack (see policy packs)."
        };
        var author = new Option<string>("--as") { Description = "The name of the author, who drafts and submits it.", Required = true };
        var approver = new Option<string?>("--approve-as")
        { Description = "The name of the approver, who must be another person. Default: it waits for approval." };
        var install =
            new Command("install",
                "Drafts and submits a document or all documents of a pack. With --approve-as it also approves them and puts them in force.")
                    { file, author, approver, From };
        PackCommand.AddOptions(install);
        install.Validators.Add(parsed =>
        {
            if (parsed.GetValue(approver) is null && parsed.GetResult(From) is not null) parsed.AddError("--from requires --approve-as.");
            if (PackCommand.Named(parsed.GetValue(file)!) is null && PackCommand.IsAdapted(parsed))
                parsed.AddError("--currency, --time-zone and --lifecycle require a pack.");
        });
        install.Runs(async (context, cancel) =>
        {
            var (by, approval) = (context.Parsed.GetRequiredValue(author), context.Parsed.GetValue(approver));
            var from = context.Parsed.GetValue(From);
            if (PackCommand.Named(context.Parsed.GetRequiredValue(file)) is { } pack)
                return await PackCommand.InstallAsync(context, pack, by, approval, from, cancel);
            var text = await InputFile.ReadAsync(context.Parsed.GetRequiredValue(file), cancel);
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel); // a document may refer to the catalogue, which is a read model
            var answer = await new StandardInstallation(context.Services.GetRequiredService<Governance>(), tenant)
                .InstallAsync(StandardFile.KindOf(text) ?? StandardKind.TierPolicy, text, by, approval, from, cancel);
            await context.Services.SettleAsync(tenant, cancel);
            return Said(answer);
        });
        return install;
    }

    private static Command Approve()
    {
        var approver = new Option<string>("--as") { Description = "The name of the approver, who must not be an author.", Required = true };
        var trial = new Option<Guid?>("--trial")
        { Description = "The id of the trial that the approver has reviewed. The digest of its result is recorded." };
        var approve = new Command("approve", "Approves a submitted version. The last required approval puts it in force.")
        {
            NamedStandard.Name, NamedStandard.Kind, NamedStandard.Number, approver, trial, From,
        };
        approve.Runs(async (context, cancel) =>
        {
            var tenant = await context.TenantAsync(cancel);
            var standard = await NamedStandard.FindAsync(context, tenant, cancel);
            var answer = await new StandardInstallation(context.Services.GetRequiredService<Governance>(), tenant).CompleteAsync(
                standard, standard.Version(context.Parsed.GetValue(NamedStandard.Number)), context.Parsed.GetRequiredValue(approver),
                context.Parsed.GetValue(From), context.Parsed.GetValue(trial), cancel);
            await context.Services.SettleAsync(tenant, cancel);
            return Said(answer);
        });
        return approve;
    }

    private static Command Diff()
    {
        var to = new Option<int?>("--to") { Description = "The version to compare with. Default: the one in force." };
        var language = new Option<string>("--language") { Description = "en or zh.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "zh");
        var diff = new Command("diff", "Describes the changes of a version in words.")
            { NamedStandard.Name, NamedStandard.Kind, NamedStandard.Number, to, language };
        diff.Runs(async (context, cancel) =>
        {
            var standard = await NamedStandard.FindAsync(context, await context.TenantAsync(cancel), cancel);
            var number = standard.Version(context.Parsed.GetValue(NamedStandard.Number)).Number;
            var now = context.Services.GetRequiredService<TimeProvider>().GetUtcNow();
            var difference =
                Refused.Unless(CompareStandards.Handle(standard.Named, standard.Of, standard.State, number, context.Parsed.GetValue(to), now));
            return new(difference, console =>
            {
                console.WriteLine(
                    $"{difference.Name} version {difference.Version} against "
                        + $"{(difference.To is { } other ? $"version {other}" : "nothing in force")}");
                foreach (var change in difference.Changes) console.WriteLine(context.Parsed.GetValue(language) == "zh" ? change.Zh : change.En);
                console.WriteLine($"digest {difference.Digest}");
            });
        });
        return diff;
    }

    private static Command Export()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write." };
        var export = new Command("export", "Writes a version with its digest to one file, for policy install elsewhere.")
            { NamedStandard.Name, file, NamedStandard.Kind, NamedStandard.Number };
        export.Runs(async (context, cancel) =>
        {
            var standard = await NamedStandard.FindAsync(context, await context.TenantAsync(cancel), cancel);
            var version = standard.Version(context.Parsed.GetValue(NamedStandard.Number));
            var path = context.Parsed.GetRequiredValue(file);
            var written = StandardFile.Of(standard.Of, standard.Named, version);
            await OutputFile.WriteAsync(path, JsonSerializer.SerializeToUtf8Bytes(written, Indented), cancel);
            return new(written, console => console.WriteLine($"{standard.Named} version {version.Number} is in {path}, digest {version.Digest}"));
        });
        return export;
    }

    private static Command Retire()
    {
        var by = new Option<string>("--as") { Description = "The name of the person who retires it.", Required = true };
        var reason = new Option<string?>("--reason") { Description = "The reason." };
        var from = FirstDay("The first day without new decisions. Default: today in its time zone.");
        var retire = new Command("retire", "Retires a standard: from a day on it makes no new decisions.")
            { NamedStandard.Name, NamedStandard.Kind, by, from, reason };
        retire.Runs(async (context, cancel) =>
        {
            var tenant = await context.TenantAsync(cancel);
            var standard = await NamedStandard.FindAsync(context, tenant, cancel);
            var caller = StandardInstallation.As(tenant, context.Parsed.GetRequiredValue(by), Roles.Operator);
            var answer = Refused.Unless(await context.Services.GetRequiredService<Governance>().RetireAsync(
                caller, standard.Of, standard.Named, context.Parsed.GetValue(from), context.Parsed.GetValue(reason), cancel));
            await context.Services.SettleAsync(tenant, cancel);
            return new(answer, console => console.WriteLine($"{answer.Name}: retired from {answer.From:yyyy-MM-dd}"));
        });
        return retire;
    }

    private static Command List()
    {
        var list = new Command("list", "Lists all versions of all policies, of the lifecycle and of all service plans.");
        list.Runs(async (context, cancel) =>
        {
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var standards = context.Services.GetRequiredService<StandardsInForce>();
            var all = new List<Row>();
            foreach (var kind in StandardKind.All)
                all.AddRange((await standards.ListAsync(tenant, kind, cancel)).Select(one => new Row(
                    kind.Noun, one.Name, one.Version, one.Status, one.From, one.Authors, [.. one.Approvals.Select(approval => approval.By)],
                    one.Digest)));
            return new(all, console => Show(console, all));
        });
        return list;
    }

    private static Answer Said(StandardAnswer answer)
    {
        var from = answer.From is { } day ? $" from {day:yyyy-MM-dd}" : "";
        var approvals = answer.Given < answer.Needed ? $", {answer.Given} of {answer.Needed} approvals" : "";
        var overdue = answer.Overdue is > 0 and var tiers ? $"; overdue tiers: {tiers}, which the next timer or assessment decides" : "";
        return new(answer, console => console.WriteLine(
            $"{answer.Name} version {answer.Version}: {answer.Status}{from}{approvals}, digest {answer.Digest}{overdue}"));
    }

    private static void Show(IAnsiConsole console, List<Row> rows)
    {
        var table = new Table().AddColumns("kind", "name", "version", "status", "from", "authors", "approved by", "digest");
        foreach (var row in rows)
            table.AddRow(row.Kind, Markup.Escape(row.Name), $"{row.Version}", $"{row.Status}", $"{row.From:yyyy-MM-dd}",
                Markup.Escape(string.Join(", ", row.Authors)), Markup.Escape(string.Join(", ", row.ApprovedBy)), row.Digest[..12]);
        console.Write(table);
    }

    private sealed record Row(
        string Kind, string Name, int Version, StandardStatus Status, DateOnly? From, IReadOnlyList<string> Authors, IReadOnlyList<string> ApprovedBy,
        string Digest);
}
