namespace CustomerTiering.Rules.Policies;

/// <summary>The type of an attribute's value.</summary>
public enum AttributeType
{
#pragma warning disable CS1591 // The names say it.
    Text, Number, Boolean,
#pragma warning restore CS1591
}

/// <summary>An attribute as declared by the company.</summary>
/// <param name="Personal">True: it identifies a person, is stored encrypted, and cannot be used in criteria or scores.</param>
public sealed record AttributeDeclaration(AttributeType Type, bool Personal);

/// <summary>What a document may refer to outside itself. A null part is unavailable and is not checked.</summary>
/// <param name="Segments">Names of the known segments.</param>
/// <param name="ServicePlans">Codes of the published service plans.</param>
/// <param name="Attributes">The declared attributes by name.</param>
/// <param name="Stages">Codes of the stages of the lifecycle in force.</param>
/// <param name="HasNoLifecycle">True: there is and will be no lifecycle, so that no stage can be used.</param>
public sealed record Catalogue(
    IReadOnlySet<string>? Segments = null, IReadOnlySet<string>? ServicePlans = null,
    IReadOnlyDictionary<string, AttributeDeclaration>? Attributes = null,
    IReadOnlySet<string>? Stages = null, bool HasNoLifecycle = false)
{
    /// <summary>A catalogue with all parts unavailable.</summary>
    public static Catalogue NotAtHand { get; } = new();
}
