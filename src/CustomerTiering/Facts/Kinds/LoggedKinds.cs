using System.Collections.Frozen;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>The kinds of facts as the log holds them.</summary>
internal static class LoggedKinds
{
    internal static IReadOnlyList<LoggedKind> All { get; } =
    [
        new ProfileFacts(), new PurchaseFacts(), new ReturnFacts(), new CancellationFacts(), new ReinstatementFacts(), new InteractionFacts(), new AskingFacts(),
        new AnswerFacts(), new ComplaintFacts(), new ResolutionFacts(), new ReopeningFacts(), new ReferralFacts(), new IndicatorFacts(), new CorrectionFacts(),
        new MembershipFacts(), new StageMoveFacts(),
    ];

    private static readonly FrozenDictionary<FactKind, LoggedKind> ByKind = All.ToFrozenDictionary(kind => kind.Kind);

    private static readonly FrozenDictionary<Type, LoggedKind> ByBody =
        All.SelectMany(kind => kind.Bodies, (kind, body) => KeyValuePair.Create(body, kind)).ToFrozenDictionary();

    /// <summary>The stored names of all events that state a fact.</summary>
    internal static FrozenSet<string> Types { get; } = ByBody.Keys.Select(EventTypes.NameOf).ToFrozenSet();

    internal static LoggedKind Of(FactKind kind) => ByKind[kind];

    /// <summary>The kind of the name that a correction has in the log.</summary>
    internal static LoggedKind Named(string name) =>
        FactKinds.TryParse(name, out var kind) ? ByKind[kind] : throw new InvalidDataException($"The log holds a correction of the unknown kind '{name}'.");

    internal static LoggedKind OfBody(object body) =>
        ByBody.TryGetValue(body.GetType(), out var kind) ? kind : throw new InvalidDataException($"{body.GetType().Name} states no fact.");
}
