using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>The same membership, by which the companies of a group are judged as one.</summary>
public sealed class ApiWithGroupsInForce : ApiWithMembershipInForce
{
    protected override string Policy =>
        Membership.Replace("\"currency\": \"CNY\",", "\"currency\": \"CNY\", \"judge\": \"group\",", StringComparison.Ordinal);

    /// <summary>The text that is in force.</summary>
    internal string InForce => Policy;

    /// <summary>States a company and its group, or that it has none; the customer's id.</summary>
    internal async Task<Guid> CompanyAsync(string customer, string at, string? group)
    {
        var stated = group is null ? "" : $",\"group\":\"{group}\"";
        var answer = await PostAsync(
            Person("shop", Roles.Recorder), "/api/v1/customers/facts", $$"""{"customer":"{{customer}}","at":"{{at}}","type":"company"{{stated}}}""");
        return (Guid)answer["customer"]!;
    }
}
