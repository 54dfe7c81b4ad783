using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Api.Demo;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Api.Tokens;
using CustomerTiering.EventLog;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Api.Commands;

/// <summary>Generates, decides, shows and serves a company with three years of history.</summary>
internal static class DemoCommand
{
    private static readonly string[] Shown = [Roles.Reviewer, Roles.Operator, Roles.Recorder];

    internal static Command Create()
    {
        var customers = new Option<int?>("--customers") { Description = "The number of customers. Default: 2000." };
        var seed = new Option<int?>("--seed") { Description = "The seed of the generated data. Default: 1." };
        var until = new Option<string?>("--until")
        { Description = "The last day of the three years. Default: that of the existing company or, for a new one, yesterday (UTC)." };
        var noServe = new Option<bool>("--no-serve") { Description = "Exit after generating the company." };
        var demo = new Command(
            "demo", "Generates a company with three years of history, shows its tiers, stages, satisfaction and plans, and serves the API.")
        {
            customers, seed, until, noServe, ServeCommand.Urls,
        };
        demo.Validators.Add(parsed =>
        {
            if (parsed.GetValue(customers) is < 1 or > 99_999) parsed.AddError("--customers must be from 1 to 99999.");
            if (parsed.GetValue(until) is not { } text) return;
            if (DayOf(text) is not { } day) parsed.AddError($"--until: '{text}' is not a day such as 2026-03-31.");
            else if (day.Year is < 1995 or > 2045) parsed.AddError("--until must be from 1995 to 2045.");
        });
        demo.Runs(async (context, cancel) =>
        {
            var time = context.Services.GetRequiredService<TimeProvider>();
            var began = context.Began;
            var tenant = await context.TenantAsync(cancel);
            var company = await CompanyAsync(
                context, tenant, context.Parsed.GetValue(seed) ?? 1, context.Parsed.GetValue(customers) ?? 2000,
                context.Parsed.GetValue(until) is { } text ? DayOf(text) : null, cancel);
            await new DemoBuild(context.Services, tenant, company, context.Console).RunAsync(cancel);
            var (figures, satisfaction) = await DemoFigures.ReadAsync(
                context.Services, tenant, company.Until, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1), cancel);
            if (context.Parsed.GetValue(noServe)) return new(figures, console => figures.Show(console, satisfaction));

            var output = context.Parsed.InvocationConfiguration.Output;
            if (context.Parsed.GetValue(GlobalOptions.Json)) await output.WriteLineAsync(JsonSerializer.Serialize(figures, JsonSettings.Options));
            else figures.Show(Running.ConsoleOn(output), satisfaction);
            return await ServeCommand.ServeAsync(context, cancel, address => Invite(context, tenant, address));
        });
        return demo;
    }

    /// <summary>An existing demo company is continued, never replaced by another one.</summary>
    private static async Task<DemoCompany> CompanyAsync(
        CommandContext context, TenantId tenant, int seed, int customers, DateOnly? until, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(context.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        if (until >= today)
            throw new Refused($"--until: {until:yyyy-MM-dd} is not over yet; the latest possible day is {today.AddDays(-1):yyyy-MM-dd}.");
        var first = await new DemoStandards(context.Services, tenant).InForceSinceAsync(cancel);
        if (first is { } since)
        {
            var there = DemoCompany.UntilOf(since);
            if (until is { } wanted && DemoCompany.FirstOf(wanted) != since)
                throw new Refused(
                    $"The history of this company ends on {there:yyyy-MM-dd}; name another company with --tenant, or another folder with --data.");
            return new(seed, customers, until ?? there);
        }
        return new(seed, customers, until ?? today.AddDays(-1));
    }

    private static void Invite(CommandContext context, TenantId tenant, string address)
    {
        var tokens = context.Services.GetRequiredService<DevelopmentTokens>();
        var signed = Shown.ToDictionary(role => role, role => tokens.Issue(tenant, role, [role]));
        var error = context.Parsed.InvocationConfiguration.Error;
        foreach (var (role, token) in signed) error.WriteLine($"Token of role {role}: {token}");
        error.WriteLine($"Try: curl -H 'Authorization: Bearer {signed[Roles.Reviewer]}' {address}/api/v1/reports/tiers");
        error.WriteLine($"Swagger: {address}/swagger");
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
