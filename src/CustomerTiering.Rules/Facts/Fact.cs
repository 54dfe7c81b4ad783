using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>An event that concerns a customer, or a state that holds from an instant on. It contains no personal data.</summary>
/// <param name="Id">Unique among the facts of its kind: on paper the source's id, in the product the event's id.</param>
/// <param name="At">The instant at which it happened, or from which it holds.</param>
/// <param name="Channel">Free text, or null.</param>
public abstract record Fact(string Id, Instant At, string? Channel)
{
    /// <summary>The kind. Together with <see cref="Id"/> it identifies the fact.</summary>
    public abstract FactKind Kind { get; }

    /// <summary>
    /// The position in recording order, which orders facts of the same instant: the log position, or on paper the line number. A corrected fact keeps
    /// the position of the original. 0 if the order of the input is the only order.
    /// </summary>
    public long Recorded { get; init; }
}

/// <summary>The customer's attributes and segments from <see cref="Fact.At"/> on. A later description replaces all of them.</summary>
/// <param name="Type">Null if not stated.</param>
/// <param name="Attributes">
/// Name → text (a number in plain decimal form, a boolean as <c>true</c> or <c>false</c>), sorted by name in code-point order, names unique.
/// </param>
/// <param name="Segments">Names, sorted in code-point order, unique.</param>
/// <param name="Group">The customer's group of companies, or null.</param>
public sealed record CustomerDescription(
    string Id, Instant At, string? Channel, CustomerType? Type,
    EquatableList<KeyValuePair<string, string>> Attributes, EquatableList<string> Segments, string? Group) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Customer;
}

/// <summary>A purchase.</summary>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Amount">The amount that counts as spend, 0 to 10^15: Σ quantity × unit price, or the stated amount if there are no lines.</param>
/// <param name="Lines">Empty if only the amount is known.</param>
/// <param name="Redeemed">The part paid with points or vouchers, which no measure counts; null if not stated.</param>
public sealed record Purchase(
    string Id, Instant At, string? Channel, string Currency, decimal Amount, EquatableList<FactLine> Lines,
    decimal? Redeemed = null) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Purchase;
}

/// <summary>A return of goods, money or both. It reduces the purchase on the purchase's day, and is known from its own day on.</summary>
/// <param name="Of">Id of the purchase; null if unknown.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Amount">The amount returned, 0 to 10^15.</param>
/// <param name="Lines">Empty if only the amount is known.</param>
/// <param name="Redeemed">Points or vouchers returned, 0 to 10^15; null if not stated.</param>
/// <param name="Allowance">True: goodwill or a price reduction; the customer keeps the goods, and only amounts are reduced.</param>
public sealed record Return(
    string Id, Instant At, string? Channel, string? Of, string Currency, decimal Amount, EquatableList<FactLine> Lines, decimal? Redeemed = null,
    bool Allowance = false) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Return;
}

/// <summary>Restores a cancelled purchase with its returns, from the beginning. The purchase may be cancelled again.</summary>
/// <param name="Of">Id of the purchase.</param>
public sealed record Reinstatement(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Reinstatement;
}

/// <summary>From its day on, the purchase and its returns count as if the purchase had never been made.</summary>
/// <param name="Of">Id of the purchase.</param>
public sealed record Cancellation(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Cancellation;
}

/// <summary>A contact with the customer.</summary>
/// <param name="Channel"><c>call</c>, <c>mail</c>, <c>visit</c>, <c>chat</c>, <c>social</c>, <c>web</c>, <c>event</c>, another, or null.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>, or null.</param>
/// <param name="Purpose">Free text, or null.</param>
/// <param name="Outcome">Free text, or null.</param>
/// <param name="Minutes">The duration, or null.</param>
public sealed record Interaction(
    string Id, Instant At, string? Channel, string? Direction, string? Purpose, string? Outcome, decimal? Minutes) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Interaction;
}

/// <summary>A survey was sent to the customer.</summary>
public sealed record SurveyAsked(string Id, Instant At, string? Channel, Survey Survey) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.SurveyAsked;
}

/// <summary>The customer answered a survey.</summary>
/// <param name="Score">CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.</param>
/// <param name="Of">Id of the <see cref="SurveyAsked"/>, or null.</param>
public sealed record SurveyAnswer(string Id, Instant At, string? Channel, Survey Survey, int Score, string? Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Survey;
}

/// <summary>A complaint was opened.</summary>
/// <param name="Category">Free text, or null.</param>
/// <param name="Priority">Free text, or null.</param>
public sealed record Complaint(string Id, Instant At, string? Channel, string? Category, string? Priority) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Complaint;
}

/// <summary>A complaint was resolved.</summary>
/// <param name="Of">Id of the <see cref="Complaint"/>.</param>
public sealed record ComplaintResolution(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.ComplaintResolved;
}

/// <summary>A resolved complaint was reopened.</summary>
/// <param name="Of">Id of the <see cref="Complaint"/>.</param>
public sealed record ComplaintReopening(string Id, Instant At, string? Channel, string Of) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.ComplaintReopened;
}

/// <summary>The customer referred another customer.</summary>
/// <param name="Referred">Key of the new customer: on paper the external id, in the product the customer's id.</param>
public sealed record Referral(string Id, Instant At, string? Channel, string Referred) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Referral;
}

/// <summary>An external value, valid from <see cref="Fact.At"/> until the next value with the same name.</summary>
/// <param name="Name">Such as <c>assets</c>.</param>
/// <param name="Value">−10^15 to 10^15, at most 6 decimals.</param>
/// <param name="Unit">Free text, or null.</param>
public sealed record Indicator(string Id, Instant At, string? Channel, string Name, decimal Value, string? Unit) : Fact(Id, At, Channel)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Indicator;
}

/// <summary>Replaces an earlier fact from the beginning. Decisions made before stay in the history.</summary>
/// <param name="At">The instant of the correction. If a fact has several corrections, the last one recorded applies.</param>
/// <param name="Replacement">The complete corrected fact, with the kind and id of the original; never a correction.</param>
public sealed record Correction(string Id, Instant At, string? Channel, Fact Replacement) : Fact(Id, At, Channel)
{
    /// <summary>The earliest instant of the fact so far: knowledge changes from then on. Set when the correction is applied.</summary>
    internal Instant Since { get; init; } = At;

    /// <summary>Id of the corrected fact, whose kind is that of <see cref="Replacement"/>.</summary>
    public string Of => Replacement.Id;

    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Correction;
}

/// <summary>
/// The customer entered or left a computed segment. The product derives this from the other facts, so it can be derived again. The changes of one
/// segment alternate, starting with an entry. Their order within a day does not matter: equally many entries and exits leave the customer outside.
/// </summary>
/// <param name="At">The start of the day on which the change takes effect, in the segment's zone.</param>
/// <param name="Segment">Code of the segment.</param>
/// <param name="Entered">True: entered; false: left.</param>
public sealed record Membership(string Id, Instant At, string Segment, bool Entered) : Fact(Id, At, null)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.Membership;
}

/// <summary>
/// The customer moved to another stage of the lifecycle. The product derives this from the other facts, so it can be derived again. A customer's
/// moves form a chain that starts without a stage. Their order within a day does not matter: the stage at the day's end is the one entered once more
/// often than left.
/// </summary>
/// <param name="At">The start of the day on which the move takes effect, in the lifecycle's zone.</param>
/// <param name="From">Code of the stage left; null for the first move.</param>
/// <param name="To">Code of the stage entered.</param>
public sealed record StageTransition(string Id, Instant At, string? From, string To) : Fact(Id, At, null)
{
    /// <inheritdoc/>
    public override FactKind Kind => FactKind.StageMove;
}
