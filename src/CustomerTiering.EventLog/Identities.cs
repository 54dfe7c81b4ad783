namespace CustomerTiering.EventLog;

/// <summary>The company that owns a log. Every key in the database begins with it.</summary>
/// <param name="Value">A random id, never derived from the company's name.</param>
public readonly record struct TenantId(Guid Value)
{
    /// <summary>The id in lower-case hexadecimal with hyphens, as in leaves and row-level security.</summary>
    public override string ToString() => Value.ToString("D");
}

/// <summary>The name of a stream, such as <c>purchase/0190b2f0-…</c>: kind, slash, id. 1 to 200 printable ASCII characters.</summary>
/// <param name="Value">The name.</param>
public readonly record struct StreamId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
