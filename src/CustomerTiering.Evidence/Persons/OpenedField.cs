namespace CustomerTiering.Evidence.Persons;

/// <summary>The result of opening a personal field.</summary>
public abstract record OpenedField
{
    private OpenedField()
    {
    }

    /// <summary>The field is authentic.</summary>
    /// <param name="Value">Its value as canonical JSON.</param>
    public sealed record Plain(ReadOnlyMemory<byte> Value) : OpenedField;

    /// <summary>The field cannot be verified; nothing of its content is disclosed.</summary>
    /// <param name="Code">
    /// The reason, stable: <c>malformed</c> (not a field of this form), <c>other-key</c> (its <c>kid</c> names another key), <c>commitment</c>
    /// (sealed with a different key of that name), <c>altered</c> (content or place differs from what was sealed).
    /// </param>
    public sealed record NotVerifiable(string Code) : OpenedField;
}
