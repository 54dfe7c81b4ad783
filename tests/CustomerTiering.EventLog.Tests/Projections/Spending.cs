using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Tests.Projections;

/// <summary>How many purchases a customer made, and at which positions: an event folded twice, or left out, is seen.</summary>
internal sealed record Spent(int Purchases, long Positions);

/// <summary>A read model as JSON, of immutable views. A customer who <c>left</c> has no row.</summary>
internal class Spending(string name = "spending", string table = "spending") : Projection<Spent>(name, table)
{
    public override IReadOnlySet<string> Types { get; } = new HashSet<string> { "PurchaseMade" };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Subject!.Value.ToString()];

    public override Spent? Apply(string key, Spent? view, RecordedEvent recorded) =>
        Encoding.UTF8.GetString(recorded.Data.Span).Contains("left")
            ? null
            : new((view?.Purchases ?? 0) + 1, (view?.Positions ?? 0) + recorded.Position);

    public override ReadOnlyMemory<byte> Write(Spent view) => JsonSerializer.SerializeToUtf8Bytes(view);

    public override Spent Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<Spent>(stored.Span)!;
}

/// <summary>A read model as bytes, of views that grow in place: the positions of a customer's events, eight bytes each.</summary>
internal sealed class Diary() : Projection<List<long>>("diary", "diary")
{
    public override bool Binary => true;

    public override IReadOnlySet<string> Types { get; } = new HashSet<string> { "PurchaseMade" };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Subject!.Value.ToString()];

    public override List<long> Apply(string key, List<long>? view, RecordedEvent recorded)
    {
        view ??= [];
        view.Add(recorded.Position);
        return view;
    }

    public override ReadOnlyMemory<byte> Write(List<long> view) => view.SelectMany(BitConverter.GetBytes).ToArray();

    public override List<long> Read(ReadOnlyMemory<byte> stored) =>
        [.. Enumerable.Range(0, stored.Length / 8).Select(i => BitConverter.ToInt64(stored.Span[(8 * i)..]))];

    public override int Size(List<long> view) => 64 + 8 * view.Capacity;
}

/// <summary>A spending that can't fold some positions, as long as it is broken.</summary>
internal sealed class BrokenSpending() : Spending("broken-spending", "broken_spending")
{
    internal HashSet<long> Unfoldable { get; } = [];

    /// <summary>Views of so many purchases are written as text that the database refuses.</summary>
    internal int? Unwritable { get; set; }

    public override Spent? Apply(string key, Spent? view, RecordedEvent recorded) =>
        Unfoldable.Contains(recorded.Position) ? throw new InvalidDataException("An amount without a currency.") : base.Apply(key, view, recorded);

    public override ReadOnlyMemory<byte> Write(Spent view) => view.Purchases == Unwritable ? "{\"half\":"u8.ToArray() : base.Write(view);
}
