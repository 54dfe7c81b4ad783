namespace CustomerTiering.EventLog;

/// <summary>The company whose log it is. Every key in the database begins with it.</summary>
/// <param name="Value">A random id, never the company's name.</param>
public readonly record struct TenantId(Guid Value)
{
    /// <summary>The id in lower-case hexadecimal with hyphens, as it stands in leaves and in row-level security.</summary>
    public override string ToString() => Value.ToString("D");
}

/// <summary>The name of a stream, such as <c>purchase/0190b2f0-…</c>: what it is about, a slash, and which one. At most 200 characters of ASCII.</summary>
/// <param name="Value">The name.</param>
public readonly record struct StreamId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
