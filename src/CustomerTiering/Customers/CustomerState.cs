using CustomerTiering.Facts.Kinds;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>One statement about a customer.</summary>
/// <param name="Id">The event that contains it.</param>
/// <param name="At">Start of validity.</param>
/// <param name="Profile">The complete profile that it states.</param>
/// <param name="Name">The stated name, sealed. Null keeps the previous name.</param>
/// <param name="Personal">The stated personal attributes, sealed.</param>
/// <param name="SaysPersonal">Whether the statement covers personal attributes. If not, the previous ones remain.</param>
public sealed record Statement(Guid Id, Instant At, Profile Profile, SealedField? Name, SealedField? Personal, bool SaysPersonal);

/// <summary>
/// A customer as stated so far. The current statement is the latest by start of validity, not by arrival. All statements are kept, because a late
/// statement or a correction can make an earlier one current again.
/// </summary>
/// <param name="Registered">When the customer was registered.</param>
/// <param name="ExternalId">Sealed.</param>
/// <param name="Statements">By time and id.</param>
/// <param name="Profile">The current profile.</param>
/// <param name="Name">The current name, sealed.</param>
/// <param name="Personal">The current personal attributes, sealed.</param>
/// <param name="MergedInto">The survivor of the merge, or null.</param>
public sealed record CustomerState(
    Instant Registered, int Version, SealedField? ExternalId, IReadOnlyList<Statement> Statements, Profile Profile, SealedField? Name,
    SealedField? Personal,
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

    /// <summary>The state at an instant. A source may state in advance what holds from a future day on.</summary>
    internal CustomerState HoldingAt(Instant now) =>
        Statements is [.., var last] && last.At > now ? Holding([.. Statements.Where(one => one.At <= now)]) with { Statements = Statements } : this;

    private CustomerState With(Statement statement) => Holding(
        [.. Statements.Where(one => one.Id != statement.Id)
            .Append(statement).OrderBy(one => one.At).ThenBy(one => one.Id.ToString("D"), StringComparer.Ordinal)]);

    private CustomerState Holding(IReadOnlyList<Statement> all) => this with
    {
        Statements = all,
        Profile = all.Count == 0 ? NothingKnown : all[^1].Profile,
        Name = all.LastOrDefault(one => one.Name is not null)?.Name,
        Personal = all.LastOrDefault(one => one.SaysPersonal)?.Personal,
    };
}
