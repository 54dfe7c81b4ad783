using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Segments;

/// <summary>
/// A segment prepared for many judgements. It is a lifecycle of two stages, <see cref="In"/> and <see cref="Out"/>: everything that moves customers
/// between stages, including silence, moves them into and out of segments. Created once per version; thread-safe.
/// </summary>
public sealed class CompiledSegment
{
    /// <summary>The stage of members.</summary>
    public const string In = "in";

    /// <summary>The stage of all other customers, including those not judged yet.</summary>
    public const string Out = "out";

    /// <summary>Compiles a segment.</summary>
    /// <param name="document">A valid segment.</param>
    /// <param name="zone">The zone, frozen when the segment was approved.</param>
    /// <param name="laterRates">Rates of later versions, for days without a rate in the segment; null: none.</param>
    public CompiledSegment(SegmentDocument document, ZoneRules zone, EquatableList<LaterRate>? laterRates = null)
    {
        Document = document;
        Nobody = Compiled(document with { Currency = null, Rates = [], Metrics = [], When = null }, zone, null);
        Membership = document.IsStated ? Nobody : Compiled(document, zone, laterRates);
    }

    /// <summary>The segment.</summary>
    public SegmentDocument Document { get; }

    /// <summary>Membership as a lifecycle of the stages <see cref="In"/> and <see cref="Out"/>.</summary>
    public CompiledLifecycle Membership { get; }

    /// <summary>The same lifecycle without members, for retired and stated segments.</summary>
    public CompiledLifecycle Nobody { get; }

    /// <summary>The zone whose calendar days count.</summary>
    public ZoneRules Zone => Membership.Zone;

    /// <summary>The facts that membership depends on.</summary>
    public FactInterest Interest => Membership.Interest;

    private static CompiledLifecycle Compiled(SegmentDocument document, ZoneRules zone, EquatableList<LaterRate>? laterRates)
    {
        Stage[] stages = [new(0, In, document.Name, document.When ?? new Criterion.Any(0, [])), new(1, Out, new([]), new Criterion.All(0, []))];
        return new(new(document.TimeZone, document.Currency ?? "", document.Metrics, [.. stages], [], document.Rates), zone, laterRates);
    }
}
