using System.CommandLine;
using CustomerTiering.Access;
using CustomerTiering.Api.Tokens;

namespace CustomerTiering.Api.Commands;

/// <summary>Issues an access token for trials; in Development only.</summary>
internal static class TokenCommand
{
    internal static Command Create()
    {
        var role = new Argument<string[]>("ROLE") { Description = string.Join(", ", Roles.All), Arity = ArgumentArity.OneOrMore };
        role.AcceptOnlyFromAmong([.. Roles.All]);
        var subject = new Option<string?>("--subject") { Description = "The subject. Default: the name of the first role." };
        var token = new Command("token", "Signs an access token for roles; in Development only.") { role, subject };
        token.Runs(async (context, cancel) =>
        {
            var tokens = context.Services.GetRequiredService<DevelopmentTokens>();
            var roles = context.Parsed.GetRequiredValue(role);
            var who = context.Parsed.GetValue(subject) ?? roles[0];
            var tenant = await context.TenantAsync(cancel);
            var text = tokens.Issue(tenant, who, roles);
            return new(new { tenant = tenant.Value, subject = who, roles, token = text },
                console => context.Parsed.InvocationConfiguration.Output.WriteLine(text));
        });
        return token;
    }
}
