using System.Text.Json.Nodes;
using CustomerTiering.EventLog;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>Event ids of one source's facts: keyed hashes, so that a fact always has the same id, and the id reveals nothing.</summary>
/// <param name="key">The tenant's key.</param>
/// <param name="source">The source's name, part of a fact's identity.</param>
public sealed class FactIds(byte[] key, string source)
{
    public string Source { get; } = source;

    public Guid Of(FactKind kind, string id) => KeyedId.Of(key, Source, kind.Name(), id);

    /// <summary>The event id of the referenced fact, or null.</summary>
    internal Guid? Referred(SourceFact source) =>
        source.Fact is { } fact && FactRules.Reference(fact) is { } of ? Of(FactRules.RefersTo(source.Kind)!.Value, of) : null;

    /// <summary>The event id of the new reference of a corrected fact; null if the correction keeps or removes the reference.</summary>
    internal Guid? Replaced(CorrectionRequest request) =>
        FactRules.RefersTo(request.OfKind) is { } kind && Text(request, "of") is { } of ? Of(kind, of) : null;

    /// <summary>Whether a correction replaces a member.</summary>
    internal static bool Replaces(CorrectionRequest request, string member) => JsonNode.Parse(request.Replaces)!.AsObject().ContainsKey(member);

    /// <summary>The external ids of the customers whom a fact names: its own, and another one's.</summary>
    internal static IEnumerable<string> NamedCustomers(SourceFact fact)
    {
        yield return fact.Customer;
        if (OtherCustomer(fact) is { } other) yield return other;
    }

    /// <summary>The external id of another customer whom a fact names, or whom a correction names instead; null where it names none.</summary>
    internal static string? OtherCustomer(SourceFact source)
    {
        if (source.Fact is { } fact) return FactRules.OtherCustomer(fact);
        if (source.Correction is not { } correction || FactRules.OtherCustomerMember(correction.OfKind) is not { } member) return null;
        return Text(correction, member) is { } text && ExternalId.Tidy(text) is { Length: > 0 } id ? id : null;
    }

    /// <summary>The text that a correction puts in place of a member; null where it leaves the member alone or takes it away.</summary>
    internal static string? Text(CorrectionRequest request, string member) =>
        JsonNode.Parse(request.Replaces)![member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The event id of the note of a correction in another stream.</summary>
    internal Guid Noted(Guid correction, StreamId stream) => KeyedId.Of(key, Source, "noted", $"{correction:D} {stream.Value}");

    /// <summary>The event id of a customer's registration, one per customer regardless of the source.</summary>
    public Guid Registration(Guid customer) => KeyedId.Of(key, "", "registration", customer.ToString("D"));
}

/// <summary>The streams of facts.</summary>
public static class FactStreams
{
    public static StreamId Customer(Guid customer) => new($"customer/{customer:D}");

    public static StreamId Activity(Guid customer) => new($"activity/{customer:D}");

    public static StreamId Satisfaction(Guid customer) => new($"satisfaction/{customer:D}");

    /// <summary>A purchase with its returns, cancellations and reinstatements, so that concurrent returns cannot exceed it.</summary>
    public static StreamId Purchase(Guid purchase) => new($"purchase/{purchase:D}");

    /// <summary>A complaint with its resolutions.</summary>
    public static StreamId Complaint(Guid complaint) => new($"complaint/{complaint:D}");

    /// <summary>A sent survey with its answers.</summary>
    public static StreamId Asking(Guid asking) => new($"asking/{asking:D}");

    /// <summary>The stream of a fact that guards those referring to it.</summary>
    internal static StreamId Guarding(FactKind kind, Guid fact) => LoggedKinds.Of(kind).Stream(fact, Guid.Empty);

    /// <summary>Whether a fact of the stream can forbid another, so that appends need an expected version.</summary>
    public static bool IsGuarded(StreamId stream) =>
        stream.Value.StartsWith("purchase/", StringComparison.Ordinal) || stream.Value.StartsWith("complaint/", StringComparison.Ordinal)
        || stream.Value.StartsWith("asking/", StringComparison.Ordinal);

    /// <summary>The corrections of one fact whose stream is not guarded.</summary>
    public static StreamId Corrections(Guid fact) => new($"correction/{fact:D}");
}
