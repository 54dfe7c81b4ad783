using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Segments;

/// <summary>
/// A segment made ready for many judgements. To be a member is the first of two stages of a lifecycle, and not to be one the second; so whatever moves customers
/// through stages, silence too, moves them in and out of segments. Made once per version; safe to use from several threads.
/// </summary>
public sealed class CompiledSegment
{
    /// <summary>The stage of members.</summary>
    public const string In = "in";

    /// <summary>The stage of everybody else; a customer of whom nothing was judged yet is in it.</summary>
    public const string Out = "out";

    /// <summary>Makes a segment ready.</summary>
    /// <param name="document">A segment that was read and found to be without fault.</param>
    /// <param name="zone">Its zone, frozen when it was approved.</param>
    /// <param name="laterRates">Rates of later versions, for days that the segment does not rate; null: none.</param>
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

    /// <summary>The same with nobody in it: what a retired segment computes, and one that is only stated.</summary>
    public CompiledLifecycle Nobody { get; }

    /// <summary>The zone whose calendar days count.</summary>
    public ZoneRules Zone => Membership.Zone;

    /// <summary>The facts on which a customer is judged.</summary>
    public FactInterest Interest => Membership.Interest;

    private static CompiledLifecycle Compiled(SegmentDocument document, ZoneRules zone, EquatableList<LaterRate>? laterRates)
    {
        Stage[] stages = [new(0, In, document.Name, document.When ?? new Criterion.Any(0, [])), new(1, Out, new([]), new Criterion.All(0, []))];
        return new(new(document.TimeZone, document.Currency ?? "", document.Metrics, [.. stages], [], document.Rates), zone, laterRates);
    }
}
