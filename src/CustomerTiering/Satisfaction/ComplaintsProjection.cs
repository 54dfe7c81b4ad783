using System.Text.Json;
using CustomerTiering.Activity;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Satisfaction;

/// <summary>A resolution or a reopening.</summary>
public sealed record ComplaintMove(Guid Id, Instant At, bool Resolves);

/// <summary>A complaint with what became of it.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Opened">When it was opened.</param>
/// <param name="Category">Free text.</param>
/// <param name="Priority">Free text.</param>
/// <param name="Moves">Resolutions and reopenings, in the order in which they took effect.</param>
public sealed record ComplaintView(Guid Customer, Instant Opened, string? Category, string? Priority, IReadOnlyList<ComplaintMove> Moves)
{
    /// <summary>When it was resolved for good so far; null while it is open.</summary>
    public Instant? Resolved => Moves is [.., { Resolves: true } last] ? last.At : null;

    internal ComplaintView With(ComplaintMove move) => this with { Moves = [.. Moves.Where(one => one.Id != move.Id), move] };
}

/// <summary>Each complaint, as last corrected: the events of one stream are one row.</summary>
public sealed class ComplaintsProjection() : Projection<ComplaintView>(ProjectionName, "complaint")
{
    public const string ProjectionName = "complaints";

    private const string Prefix = "complaint/";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<ComplaintOpened>(), EventTypes.NameOf<ComplaintResolved>(), EventTypes.NameOf<ComplaintReopened>(), EventTypes.NameOf<FactCorrected>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded) =>
        recorded.Stream.Value.StartsWith(Prefix, StringComparison.Ordinal) ? [recorded.Stream.Value[Prefix.Length..]] : [];

    public override ComplaintView Apply(string key, ComplaintView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.Read(recorded);
        if (body is not FactCorrected correction) return Apply(key, view, recorded.Id, Instant.Of(recorded.Effective), body);
        object corrected = correction.OfKind switch
        {
            "complaint" => correction.Replacement.Deserialize<ComplaintOpened>(EventJson.Options)!,
            "complaint-resolved" => correction.Replacement.Deserialize<ComplaintResolved>(EventJson.Options)!,
            "complaint-reopened" => correction.Replacement.Deserialize<ComplaintReopened>(EventJson.Options)!,
            _ => throw new InvalidDataException($"A {correction.OfKind} was corrected in the stream of a complaint."),
        };
        return Apply(key, view, correction.Of, Instant.Of(correction.At), corrected);
    }

    public override ReadOnlyMemory<byte> Write(ComplaintView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override ComplaintView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<ComplaintView>(stored.Span, EventJson.Options)!;

    private static ComplaintView Apply(string key, ComplaintView? view, Guid id, Instant at, object body) => Ordered(key, body switch
    {
        ComplaintOpened e => new(e.Customer, at, e.Category, e.Priority, view?.Moves ?? []),
        ComplaintResolved => view!.With(new(id, at, Resolves: true)),
        ComplaintReopened => view!.With(new(id, at, Resolves: false)),
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a complaint."),
    });

    /// <summary>The moves in the order of the rules, which puts those of one instant as the state permits.</summary>
    private static ComplaintView Ordered(string key, ComplaintView view)
    {
        var moves = view.Moves.Select(Fact (move) => move.Resolves
            ? new Rules.Facts.ComplaintResolved(move.Id.ToString("D"), move.At, null, key)
            : new Rules.Facts.ComplaintReopened(move.Id.ToString("D"), move.At, null, key));
        var effective = new List<Fact>();
        ComplaintState.Order(new(key, view.Opened, null, null, null), moves, effective);
        return view with { Moves = [.. effective.Select(move => new ComplaintMove(Guid.Parse(move.Id), move.At, move is Rules.Facts.ComplaintResolved))] };
    }
}
