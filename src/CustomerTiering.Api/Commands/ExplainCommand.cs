using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Reading;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Explains one customer's tiers in plain language.</summary>
internal static class ExplainCommand
{
    internal static Command Create()
    {
        var customer = new Argument<string>("CUSTOMER") { Description = "The customer's external id or id." };
        var ladder = new Option<string?>("--ladder") { Description = "Only this ladder. Default: all." };
        var asOf = new Option<string?>("--as-of") { Description = "The day. Default: today." };
        var language = new Option<string?>("--language") { Description = "en (the default) or zh." };
        var audience = new Option<string?>("--for")
        { Description = "The audience: company (the default) or customer, which leaves out internal data." };
        var of = new Option<string?>("--of") { Description = "The id of a decision or warning to explain. Default: the customer's current tiers." };
        var explain = new Command("explain", "Explains why a customer has a tier, what the next tier requires, and what keeps this one.")
            { customer, ladder, asOf, of, language, audience };
        explain.Validators.Add(parsed =>
        {
            if (parsed.GetValue(language) is not (null or "en" or "zh"))
                parsed.AddError($"--language must be en or zh, got '{parsed.GetValue(language)}'.");
            if (parsed.GetValue(audience) is not (null or "company" or "customer"))
                parsed.AddError($"--for must be company or customer, got '{parsed.GetValue(audience)}'.");
            if (parsed.GetValue(of) is { } named && !Guid.TryParseExact(named, "D", out _))
                parsed.AddError($"--of: '{named}' is not an id such as 0190d5f2-7a31-7cc1-9f0e-2b6a4f0c8d11.");
            if (parsed.GetValue(of) is not null && (parsed.GetValue(asOf) ?? parsed.GetValue(ladder)) is not null)
                parsed.AddError("--of cannot be combined with --as-of and --ladder: a decision has its own day and ladder.");
            if (parsed.GetValue(asOf) is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", out _))
                parsed.AddError($"--as-of: '{day}' is not a day such as 2026-03-31.");
        });
        explain.Runs(async (context, cancel) =>
        {
            var (parsed, services) = (context.Parsed, context.Services);
            var tenant = await context.TenantAsync(cancel);
            await services.SettleAsync(tenant, cancel);
            var whose = await CustomerAsync(services, tenant, parsed.GetRequiredValue(customer), cancel);
            if (parsed.GetValue(of) is { } id)
                return await OfEventAsync(
                    services, tenant, whose, Guid.ParseExact(id, "D"), parsed.GetValue(language), parsed.GetValue(audience), cancel);
            var ladders = (await services.GetRequiredService<StandardsInForce>().LaddersAsync(tenant, cancel)).Select(one => one.Ladder).ToList();
            if (parsed.GetValue(ladder) is { } named)
                ladders = ladders.Contains(named) ? [named]
                    : throw new Refused($"Unknown ladder {named}. Known ladders: {string.Join(", ", ladders)}.");
            DateOnly? day = parsed.GetValue(asOf) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", null) : null;
            var answers = new List<ExplanationAnswer>();
            foreach (var one in ladders)
            {
                var told = await services.GetRequiredService<TierExplanations>().TellAsync(
                    tenant, whose, one, day, services.GetRequiredService<TimeProvider>().GetUtcNow(), parsed.GetValue(language),
                    parsed.GetValue(audience), cancel);
                if (told.TryGet(out var answer, out var problem)) answers.Add(answer);
                else if (problem.Status != StatusCodes.Status404NotFound) throw new Refused($"{one}: {problem.Detail}");
            }
            if (answers.Count == 0) throw new Refused("The customer has no tier yet; assess with: assess --as-of DAY");
            return new(answers, console => Show(console, answers));
        });
        return explain;
    }

    private static async Task<Answer> OfEventAsync(
        IServiceProvider services, TenantId tenant, Guid customer, Guid id, string? language, string? audience, CancellationToken cancel)
    {
        var told = await services.GetRequiredService<TierExplanations>().TellAsync(tenant, id, language, audience, cancel);
        if (!told.TryGet(out var answer, out var problem)) throw new Refused(problem.Detail);
        List<ExplanationAnswer> answers = answer.Customer == customer
            ? [answer] : throw new Refused($"{id:D} is not a decision or warning of this customer.");
        return new(answers, console => Show(console, answers));
    }

    private static async Task<Guid> CustomerAsync(IServiceProvider services, TenantId tenant, string named, CancellationToken cancel)
    {
        var people = services.GetRequiredService<People>();
        if (await people.FindAsync(tenant, named, cancel) is { } person) return person.Customer;
        if (Guid.TryParseExact(named, "D", out var id) && (await people.ByCustomerAsync(tenant, [id], cancel)).Count > 0) return id;
        throw new Refused($"Unknown customer {named}.");
    }

    private static void Show(IAnsiConsole console, List<ExplanationAnswer> answers)
    {
        foreach (var answer in answers)
        {
            console.WriteLine($"{answer.Ladder}, {answer.AsOf:yyyy-MM-dd}");
            foreach (var line in answer.Words) console.WriteLine(line);
            var table = new Table().AddColumns("tier", "rule", "criterion", "required", "actual", "verdict");
            foreach (var rule in answer.Why)
                foreach (var one in rule.Criteria)
                    table.AddRow(((string[])[
                        one.Index == 0 ? rule.Tier : "", one.Index == 0 ? rule.Rule : "", new string(' ', 2 * one.Depth) + one.Subject,
                        one.Required ?? "", one.Actual ?? "",
                        one.Verdict]).Select(Markup.Escape).ToArray());
            console.Write(table);
        }
    }
}
