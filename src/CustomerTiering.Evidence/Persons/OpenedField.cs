namespace CustomerTiering.Evidence.Persons;

/// <summary>What came of opening a personal field.</summary>
public abstract record OpenedField
{
    private OpenedField()
    {
    }

    /// <summary>It is what was written.</summary>
    /// <param name="Value">The field's value as canonical JSON.</param>
    public sealed record Plain(ReadOnlyMemory<byte> Value) : OpenedField;

    /// <summary>Nothing can be said about what was written: it is not shown, and nothing of it is told.</summary>
    /// <param name="Code">
    /// Why, stable: <c>malformed</c> (not a field of this form), <c>other-key</c> (its <c>kid</c> names another key), <c>commitment</c> (it was made
    /// with another key of that name), <c>altered</c> (text or place is not what was sealed).
    /// </param>
    public sealed record NotVerifiable(string Code) : OpenedField;
}
