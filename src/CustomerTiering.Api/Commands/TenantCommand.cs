using System.CommandLine;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Creates companies.</summary>
internal static class TenantCommand
{
    internal static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name of the company." };
        var add = new Command("add", "Adds a company with an empty log and prints its id, which its tokens must name.") { name };
        add.Validators.Add(result =>
        {
            if (result.GetValue(name) is not { } given || string.IsNullOrWhiteSpace(given) || given.Length > 200)
                result.AddError("NAME must have 1 to 200 characters.");
        });
        add.Runs(async (context, cancel) =>
        {
            var called = context.Parsed.GetRequiredValue(name);
            var tenant = await context.AddTenantAsync(called, cancel);
            return new(new { tenant = tenant.Value, name = called }, console => console.WriteLine($"{tenant} {called}"));
        });
        return new Command("tenant", "Manages companies, each with its own log.") { add };
    }
}
