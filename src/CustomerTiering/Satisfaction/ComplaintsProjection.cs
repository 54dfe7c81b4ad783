using System.Globalization;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>A resolution or a reopening.</summary>
/// <param name="Recorded">Its rank in the order of recording.</param>
/// <param name="Resolves">False for a reopening.</param>
public sealed record ComplaintMove(Guid Id, Instant At, long Recorded, bool Resolves);

/// <summary>A complaint with its resolutions and reopenings.</summary>
/// <param name="Category">Free text.</param>
/// <param name="Priority">Free text.</param>
/// <param name="Moves">Resolutions and reopenings, in the order in which they took effect.</param>
public sealed record ComplaintView(Guid Customer, Instant Opened, string? Category, string? Priority, IReadOnlyList<ComplaintMove> Moves)
{
    /// <summary>The last resolution; null while the complaint is open.</summary>
    public Instant? Resolved => Moves is [.., { Resolves: true } last] ? last.At : null;

    /// <summary>Adds or replaces a move. A corrected fact keeps its rank in the order of recording.</summary>
    internal ComplaintView With(ComplaintMove move)
    {
        var recorded = Moves.FirstOrDefault(one => one.Id == move.Id)?.Recorded ?? move.Recorded;
        return this with { Moves = [.. Moves.Where(one => one.Id != move.Id), move with { Recorded = recorded }] };
    }

    internal ComplaintView Without(Guid fact) => this with { Moves = [.. Moves.Where(one => one.Id != fact)] };
}

/// <summary>Each complaint with its resolutions and reopenings, as last corrected.</summary>
public sealed class ComplaintsProjection() : Projection<ComplaintView>(ProjectionName, "complaint")
{
    public const string ProjectionName = "complaints";

    private static readonly string Corrected = EventTypes.NameOf<FactCorrected>();

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<ComplaintOpened>(), EventTypes.NameOf<ComplaintResolved>(), EventTypes.NameOf<ComplaintReopened>(), Corrected,
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded)
    {
        if (recorded.Type != Corrected) return [Row(recorded.Id, EventSerializer.ReadImpersonal(recorded))!];
        var correction = (FactCorrected)EventSerializer.ReadImpersonal(recorded);
        if (Row(correction.Of, CorrectionFacts.Replacement(correction)) is not { } row) return [];
        return correction.Before is { } before ? [Text(before), row] : [row];
    }

    public override ComplaintView? Apply(string key, ComplaintView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.ReadImpersonal(recorded);
        if (body is not FactCorrected correction) return After(key, view, recorded.Id, Instant.Of(recorded.Effective), recorded.Position, body);
        var replacement = CorrectionFacts.Replacement(correction);
        return Row(correction.Of, replacement) == key
            ? After(key, view, correction.Of, Instant.Of(correction.At), recorded.Position, replacement)
            : view?.Without(correction.Of);
    }

    public override ReadOnlyMemory<byte> Write(ComplaintView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override ComplaintView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<ComplaintView>(stored.Span, EventJson.Options)!;

    private static ComplaintView After(string key, ComplaintView? view, Guid id, Instant at, long recorded, object body) => Ordered(key, body switch
    {
        ComplaintOpened e => new(e.Customer, at, e.Category, e.Priority, view?.Moves ?? []),
        ComplaintResolved => view!.With(new(id, at, recorded, Resolves: true)),
        ComplaintReopened => view!.With(new(id, at, recorded, Resolves: false)),
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a complaint."),
    });

    /// <summary>Orders the moves as the rules do. Moves of the same instant are put in the order that the state permits.</summary>
    private static ComplaintView Ordered(string key, ComplaintView view)
    {
        var effective = new List<Fact>();
        ComplaintState.Order(new(key, view.Opened, null, null, null), view.Moves.Select(move => Of(key, move)), effective);
        return view with { Moves = [.. effective.Select(fact => view.Moves.First(move => Text(move.Id) == fact.Id))] };
    }

    private static Fact Of(string key, ComplaintMove move) => move.Resolves
        ? new ComplaintResolution(Text(move.Id), move.At, null, key) { Recorded = move.Recorded }
        : new ComplaintReopening(Text(move.Id), move.At, null, key) { Recorded = move.Recorded };

    /// <summary>The row that an event belongs to; null if the event is not about a complaint.</summary>
    private static string? Row(Guid id, object body) => body switch
    {
        ComplaintOpened => Text(id),
        ComplaintResolved resolved => Text(resolved.Complaint),
        ComplaintReopened reopened => Text(reopened.Complaint),
        _ => null,
    };

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
