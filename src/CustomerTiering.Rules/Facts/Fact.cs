using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Something that happened to a customer, or holds of them from an instant on. It carries nothing that identifies or quotes a person.</summary>
/// <param name="Id">Unique among the facts of its kind: on paper the source's id, in the product the event's id.</param>
/// <param name="At">When it happened, or since when it holds.</param>
/// <param name="Channel">Free text, or null.</param>
public abstract record Fact(string Id, Instant At, string? Channel)
{
    /// <summary>The kind, which together with <see cref="Id"/> names the fact.</summary>
    public abstract FactKind Kind { get; }

    /// <summary>
    /// Its place in the order of recording, which decides between facts of one instant: the log's position, on paper the number of the line. A corrected fact keeps
    /// that of the original. 0 where facts are only put in order by how they are handed over.
    /// </summary>
    public long Recorded { get; init; }
}

/// <summary>What is known of the customer from <see cref="Fact.At"/> on; a later one replaces all attributes and segments.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">Since when this holds.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Type">Person or company, or null where it is not said.</param>
/// <param name="Attributes">Name → text (a number in plain decimal form, a boolean as <c>true</c> or <c>false</c>), sorted by name in code-point order, each name once.</param>
/// <param name="Segments">Names, sorted in code-point order, each once.</param>
/// <param name="Group">The group of companies the customer belongs to, or null.</param>
public sealed record CustomerDescription(
    string Id, Instant At, string? Channel, CustomerType? Type,
    EquatableList<KeyValuePair<string, string>> Attributes, EquatableList<string> Segments, string? Group) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Customer;
}

/// <summary>A purchase.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Amount">What counts as spend, 0 to 10^15: Σ quantity × unit price, or as stated where there are no lines.</param>
/// <param name="Lines">What was bought; empty where the amount alone is known.</param>
/// <param name="Redeemed">Paid with points or vouchers, which no measure counts; null where it is not said.</param>
public sealed record Purchase(
    string Id, Instant At, string? Channel, string Currency, decimal Amount, EquatableList<FactLine> Lines, decimal? Redeemed = null) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Purchase;
}

/// <summary>
/// Goods, money or both given back. What it takes off a purchase lies on the purchase's day, and is known from the return's day on
///.
/// </summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Of">Id of the purchase, or null where it is not known.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Amount">The amount given back, 0 to 10^15.</param>
/// <param name="Lines">What was given back; empty where the amount alone is known.</param>
/// <param name="Redeemed">Points or vouchers given back, 0 to 10^15; null where it is not said.</param>
/// <param name="Allowance">True: goodwill, or a part of the price given back while the goods stay. It takes amounts only.</param>
public sealed record Return(
    string Id, Instant At, string? Channel, string? Of, string Currency, decimal Amount, EquatableList<FactLine> Lines, decimal? Redeemed = null,
    bool Allowance = false) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Return;
}

/// <summary>A cancelled purchase stands again, from the beginning and with its returns; it may be cancelled again.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Of">Id of the purchase.</param>
public sealed record Reinstatement(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Reinstatement;
}

/// <summary>As of its day and any later one the purchase counts as if it had never been made, its returns with it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Of">Id of the purchase.</param>
public sealed record Cancellation(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Cancellation;
}

/// <summary>A contact with the customer; the channel is how.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel"><c>call</c>, <c>mail</c>, <c>visit</c>, <c>chat</c>, <c>social</c>, <c>web</c>, <c>event</c>, another, or null.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>, or null.</param>
/// <param name="Purpose">Free text, or null.</param>
/// <param name="Outcome">Free text, or null.</param>
/// <param name="Minutes">How long it took, or null.</param>
public sealed record Interaction(
    string Id, Instant At, string? Channel, string? Direction, string? Purpose, string? Outcome, decimal? Minutes) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Interaction;
}

/// <summary>The customer was asked for an answer.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Survey">Which survey.</param>
public sealed record SurveyAsked(string Id, Instant At, string? Channel, Survey Survey) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.SurveyAsked;
}

/// <summary>The customer answered.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">When they answered.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Survey">Which survey.</param>
/// <param name="Score">CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.</param>
/// <param name="Of">Id of the asking, or null.</param>
public sealed record SurveyAnswer(string Id, Instant At, string? Channel, Survey Survey, int Score, string? Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Survey;
}

/// <summary>A complaint was opened.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Category">Free text, or null.</param>
/// <param name="Priority">Free text, or null.</param>
public sealed record Complaint(string Id, Instant At, string? Channel, string? Category, string? Priority) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Complaint;
}

/// <summary>A complaint was resolved.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Of">Id of the opening.</param>
public sealed record ComplaintResolution(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.ComplaintResolved;
}

/// <summary>A resolved complaint was opened again.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Of">Id of the opening.</param>
public sealed record ComplaintReopening(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.ComplaintReopened;
}

/// <summary>The customer referred another one.</summary>
/// <param name="Id">Id.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Referred">Key of the new customer: on paper the external id, in the product the customer's id.</param>
public sealed record Referral(string Id, Instant At, string? Channel, string Referred) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Referral;
}

/// <summary>A value from outside, in force from <see cref="Fact.At"/> until the next one of that name.</summary>
/// <param name="Id">Id.</param>
/// <param name="At">Since when it holds.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Name">What it is a value of: <c>assets</c>.</param>
/// <param name="Value">The value, −10^15 to 10^15 with at most 6 decimals.</param>
/// <param name="Unit">Free text, or null.</param>
public sealed record Indicator(string Id, Instant At, string? Channel, string Name, decimal Value, string? Unit) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Indicator;
}

/// <summary>A fact holds as <paramref name="Replacement"/> instead, from the beginning; decisions made before stay in the history.</summary>
/// <param name="Id">Id of the correction.</param>
/// <param name="At">When it was corrected. Of several corrections of one fact the last one recorded holds.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Replacement">The corrected fact whole, with the kind and id of the fact it stands for; never a correction itself.</param>
public sealed record Correction(string Id, Instant At, string? Channel, Fact Replacement) : Fact(Id, At, Channel)
{
    /// <summary>The earliest instant at which the corrected fact stood so far: from then on something else is known. Set where the correction is applied.</summary>
    internal Instant Since { get; init; } = At;

    /// <summary>Id of the corrected fact, whose kind is that of <see cref="Replacement"/>.</summary>
    public string Of => Replacement.Id;

    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Correction;
}

/// <summary>
/// The customer entered a segment, or left it, by what the segment's text says: judged by the product from the other facts, so that it can be judged again. The
/// changes of one segment alternate, beginning with an entry; of several on one day, whatever their order, as many entries as leavings leave the customer out.
/// </summary>
/// <param name="Id">Id.</param>
/// <param name="At">The beginning of the day on which the change takes effect, in the segment's zone.</param>
/// <param name="Segment">Code of the segment.</param>
/// <param name="Entered">True: entered; false: left.</param>
public sealed record Membership(string Id, Instant At, string Segment, bool Entered) : Fact(Id, At, null)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Membership;
}

/// <summary>
/// The customer came to another stage of the lifecycle: judged by the product from the other facts, so that it can be judged again. The moves of a customer are a
/// chain from no stage on; of several on one day, whatever their order, the stage that was entered once more often than left is the one at the day's end.
/// </summary>
/// <param name="Id">Id.</param>
/// <param name="At">The beginning of the day on which the move takes effect, in the lifecycle's zone.</param>
/// <param name="From">Code of the stage that was left; null for the first move.</param>
/// <param name="To">Code of the stage that was entered.</param>
public sealed record StageTransition(string Id, Instant At, string? From, string To) : Fact(Id, At, null)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.StageMove;
}
