namespace CustomerTiering.Rules.Documents;

/// <summary>Reads a JSON Schema embedded in the assembly.</summary>
internal static class EmbeddedSchema
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly carries no {name}.");
        return new StreamReader(stream).ReadToEnd();
    }
}
