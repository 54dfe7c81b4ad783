using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Commands;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Policies;

namespace CustomerTiering.Api.Demo;

/// <summary>The standards of the demo company: declared, drafted and approved as by users, by two persons.</summary>
internal sealed class DemoStandards(IServiceProvider services, TenantId tenant)
{
    private const string Author = "mei.author";

    private const string Approver = "tom.approver";

    private static readonly AttributeDeclared[] Attributes =
        [new("city", "text", "plain"), new("creditGrade", "text", "plain"), new("industry", "text", "plain"), new("size", "text", "plain"),
            new("phone", "text", "personal")];

    /// <summary>The first day of the membership policy, if it is in force.</summary>
    internal async Task<DateOnly?> InForceSinceAsync(CancellationToken cancel) =>
        (await services.GetRequiredService<Governance>().FindAsync(tenant, StandardKind.TierPolicy, "membership", cancel))?.Versions.FirstOrDefault(
            version => version.From is not null)?.From;

    internal async Task InstallAsync(DateOnly from, CancellationToken cancel)
    {
        var author = new Caller(tenant, Author, new HashSet<string> { Roles.PolicyAuthor });
        var aggregates = services.GetRequiredService<Aggregates>();
        foreach (var attribute in Attributes) Refused.Unless(await DeclareAttribute.DeclareAsync(aggregates, author, attribute, null, cancel));
        foreach (var plan in JsonNode.Parse(Text("service-plans"))!.AsArray())
            await InstallAsync(StandardKind.ServicePlan, Encoding.UTF8.GetBytes(plan!.ToJsonString()), from, cancel);
        await InstallAsync(StandardKind.TierPolicy, Text("membership"), from, cancel);
        await InstallAsync(StandardKind.TierPolicy, Text("contribution"), from, cancel);
        await InstallAsync(StandardKind.Lifecycle, Text("lifecycle"), from, cancel);
    }

    /// <summary>A document is checked against a catalogue read model, which no worker keeps up here: it is caught up first.</summary>
    private async Task InstallAsync(StandardKind kind, byte[] text, DateOnly from, CancellationToken cancel)
    {
        await services.SettleAsync(tenant, cancel);
        await new StandardInstallation(services.GetRequiredService<Governance>(), tenant).InstallAsync(kind, text, Author, Approver, from, cancel);
    }

    private static byte[] Text(string name)
    {
        var assembly = typeof(DemoStandards).Assembly;
        using var stream = assembly.GetManifestResourceStream(
            assembly.GetManifestResourceNames().Single(one => one.EndsWith($".standards.{name}.json", StringComparison.Ordinal)))!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
