namespace CustomerTiering.Rules.Policies;

/// <summary>What kind of value an attribute has.</summary>
public enum AttributeType
{
#pragma warning disable CS1591 // The names say it.
    Text, Number, Boolean,
#pragma warning restore CS1591
}

/// <summary>An attribute as the company declared it.</summary>
/// <param name="Type">What kind of value it has.</param>
/// <param name="Personal">True: it identifies a person, is kept encrypted, and can't be used in criteria or scores.</param>
public sealed record AttributeDeclaration(AttributeType Type, bool Personal);

/// <summary>What a document may refer to outside itself. A part that is null is not at hand, and nothing is refused for want of it.</summary>
/// <param name="Segments">Names of the known segments.</param>
/// <param name="ServicePlans">Codes of the published service plans.</param>
/// <param name="Attributes">The declared attributes by name.</param>
/// <param name="Stages">Codes of the stages of the lifecycle in force.</param>
/// <param name="HasNoLifecycle">True: there is no lifecycle and will be none, so that no stage can be asked for.</param>
public sealed record Catalogue(
    IReadOnlySet<string>? Segments = null, IReadOnlySet<string>? ServicePlans = null, IReadOnlyDictionary<string, AttributeDeclaration>? Attributes = null,
    IReadOnlySet<string>? Stages = null, bool HasNoLifecycle = false)
{
    /// <summary>Nothing at hand.</summary>
    public static Catalogue NotAtHand { get; } = new();
}
