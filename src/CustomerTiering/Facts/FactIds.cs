using CustomerTiering.EventLog;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>The ids of one source's facts: keyed, so that the same fact has the same id each time and the id gives nothing away.</summary>
/// <param name="key">A key of the tenant's.</param>
/// <param name="source">The name of the source, part of what identifies a fact.</param>
public sealed class FactIds(byte[] key, string source)
{
    /// <summary>The source whose ids these are.</summary>
    public string Source { get; } = source;

    /// <summary>The event id of a fact.</summary>
    public Guid Of(FactKind kind, string id) => KeyedId.Of(key, Source, kind.Name(), id);

    /// <summary>The event id of a customer's registration: one a customer, whoever registers them.</summary>
    public Guid Registration(Guid customer) => KeyedId.Of(key, "", "registration", customer.ToString("D"));
}

/// <summary>Where facts go.</summary>
public static class FactStreams
{
    public static StreamId Customer(Guid customer) => new($"customer/{customer:D}");

    public static StreamId Activity(Guid customer) => new($"activity/{customer:D}");

    public static StreamId Satisfaction(Guid customer) => new($"satisfaction/{customer:D}");

    /// <summary>A purchase with its returns and its cancellation: so that two returns at once can't exceed it.</summary>
    public static StreamId Purchase(Guid purchase) => new($"purchase/{purchase:D}");

    /// <summary>A complaint with its resolutions.</summary>
    public static StreamId Complaint(Guid complaint) => new($"complaint/{complaint:D}");

    /// <summary>Whether one fact of the stream can forbid another, so that appends expect a version.</summary>
    public static bool IsGuarded(StreamId stream) =>
        stream.Value.StartsWith("purchase/", StringComparison.Ordinal) || stream.Value.StartsWith("complaint/", StringComparison.Ordinal);

    /// <summary>The corrections of one fact that lives in a stream which guards nothing.</summary>
    public static StreamId Corrections(Guid fact) => new($"correction/{fact:D}");
}
