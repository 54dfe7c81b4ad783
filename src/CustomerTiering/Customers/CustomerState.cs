using CustomerTiering.Facts.Kinds;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>One statement of what holds of a customer.</summary>
/// <param name="Id">The event that made it.</param>
/// <param name="At">Since when it holds.</param>
/// <param name="Profile">What it says, whole.</param>
/// <param name="Name">The name that it says, sealed; null where it says none, and the one before stays.</param>
/// <param name="Personal">The personal attributes that it says, sealed.</param>
/// <param name="SaysPersonal">Whether it speaks of personal attributes at all; if not, those before stay.</param>
public sealed record Statement(Guid Id, Instant At, Profile Profile, SealedField? Name, SealedField? Personal, bool SaysPersonal);

/// <summary>
/// A customer as stated so far, last by the time from which a statement holds, not by arrival. All statements are kept: a late one, or a correction, may
/// put an earlier one in force again.
/// </summary>
/// <param name="Registered">When the company came to know the customer.</param>
/// <param name="Version">The version of the customer's stream.</param>
/// <param name="ExternalId">The external id, sealed.</param>
/// <param name="Statements">By time and id.</param>
/// <param name="Profile">What holds.</param>
/// <param name="Name">The name that holds, sealed.</param>
/// <param name="Personal">The personal attributes that hold, sealed.</param>
/// <param name="MergedInto">The customer into whom this one was merged, or null.</param>
public sealed record CustomerState(
    Instant Registered, int Version, SealedField? ExternalId, IReadOnlyList<Statement> Statements, Profile Profile, SealedField? Name, SealedField? Personal,
    Guid? MergedInto = null)
{
    private static readonly Profile NothingKnown = new(null, new Dictionary<string, string>(), [], null);

    public static CustomerState Apply(CustomerState? state, object body, RecordedEvent recorded)
    {
        if (body is FactCorrected correction) return state!.Corrected(correction, recorded);
        state ??= new(Instant.Of(recorded.Effective), 0, null, [], NothingKnown, null, null);
        state = state with { Version = recorded.Version };
        return body switch
        {
            CustomerRegistered e => state with { ExternalId = SealedField.Of(recorded, "externalId", e.ExternalId) },
            CustomerDescribed e => state.With(Stated(recorded, e.Profile, e.Name, e.PersonalAttributes, saysPersonal: true)),
            CustomerDetailsCorrected e => state.With(Stated(recorded, e.Profile, e.Name, null, saysPersonal: false)),
            CustomerAttributesSet e => state.With(Stated(recorded, e.Profile, null, e.PersonalAttributes, saysPersonal: true)),
            GroupJoined e => state.With(Stated(recorded, e.Profile, null, null, saysPersonal: false)),
            GroupLeft e => state.With(Stated(recorded, e.Profile, null, null, saysPersonal: false)),
            CustomerMerged e => state with { MergedInto = e.Duplicate == recorded.Subject ? e.Survivor : state.MergedInto },
            CustomersSeparated e => state with { MergedInto = e.Duplicate == recorded.Subject ? null : state.MergedInto },
            DuplicateDismissed => state,
            _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer."),
        };
    }

    private static Statement Stated(RecordedEvent recorded, Profile profile, Personal? name, Personal? personal, bool saysPersonal) => new(
        recorded.Id, Instant.Of(recorded.Effective), profile, SealedField.Of(recorded, "name", name),
        SealedField.Of(recorded, "personalAttributes", personal), saysPersonal);

    private CustomerState Corrected(FactCorrected correction, RecordedEvent recorded)
    {
        if (Statements.FirstOrDefault(one => one.Id == correction.Of) is not { } statement) return this;
        var described = (CustomerDescribed)CorrectionFacts.Replacement(correction);
        SealedField? Texts(string name) => correction.TextNames?.Contains(name) == true ? SealedField.Of(recorded, "texts", correction.Texts) : null;
        return With(statement with
        {
            At = Instant.Of(correction.At),
            Profile = described.Profile,
            Name = Texts("name"),
            Personal = Texts(CorrectedTexts.PersonalAttributes),
        });
    }

    /// <summary>What holds at an instant: a source may state in advance what holds from a day to come.</summary>
    internal CustomerState HoldingAt(Instant now) =>
        Statements is [.., var last] && last.At > now ? Holding([.. Statements.Where(one => one.At <= now)]) with { Statements = Statements } : this;

    private CustomerState With(Statement statement) => Holding(
        [.. Statements.Where(one => one.Id != statement.Id).Append(statement).OrderBy(one => one.At).ThenBy(one => one.Id.ToString("D"), StringComparer.Ordinal)]);

    private CustomerState Holding(IReadOnlyList<Statement> all) => this with
    {
        Statements = all,
        Profile = all.Count == 0 ? NothingKnown : all[^1].Profile,
        Name = all.LastOrDefault(one => one.Name is not null)?.Name,
        Personal = all.LastOrDefault(one => one.SaysPersonal)?.Personal,
    };
}
