using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Tests.Lifecycle;

/// <summary>The standards that come with the server.</summary>
internal static class DefaultStandards
{
    internal static string Lifecycle => Text("lifecycle.json");

    internal static string ServicePlans => Text("service-plans.json");

    private static string Text(string name)
    {
        using var stream = typeof(ApiHost).Assembly.GetManifestResourceStream($"CustomerTiering.Api.Demo.standards.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
