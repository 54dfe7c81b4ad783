using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Customers;

/// <summary>Visibility of data that identifies a person.</summary>
public enum Shown
{
    /// <summary>Everything is shown.</summary>
    Open,

    /// <summary>Nothing is shown: the caller lacks permission.</summary>
    Sealed,

    /// <summary>Nothing is shown: the person was erased.</summary>
    Erased,
}

/// <param name="Person">Whether external id, name and personal attributes are shown.</param>
/// <param name="ExternalId">The company's id of the customer.</param>
/// <param name="Type"><c>person</c> or <c>company</c>.</param>
/// <param name="Attributes">Attributes that are not personal.</param>
/// <param name="PersonalAttributes">Attributes that identify a person.</param>
/// <param name="Group">The group of companies.</param>
/// <param name="Registered">When the customer was registered.</param>
/// <param name="MergedInto">The survivor, if this customer was merged as a duplicate.</param>
public sealed record CustomerDetails(
    Guid Id, Shown Person, string? ExternalId, string? Name, string? Type, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string>? PersonalAttributes, IReadOnlyList<string> Segments, string? Group, Instant Registered,
    Guid? MergedInto = null)
{
    /// <param name="state">The statements so far.</param>
    /// <param name="key">The person's key; null after erasure.</param>
    internal static CustomerDetails Of(Caller caller, Guid id, CustomerState state, DataKey? key)
    {
        var shown = !caller.SeesPersons ? Shown.Sealed : key is null ? Shown.Erased : Shown.Open;
        var open = shown == Shown.Open ? key : null;
        var profile = state.Profile;
        return new(
            id, shown, state.ExternalId?.OpenText(caller.Tenant, open), NameOf(caller.Tenant, state, open), profile.Type, profile.Attributes,
            PersonalOf(caller.Tenant, state, open)?.ToDictionary(one => one.Key, one => (string)one.Value!),
            profile.Segments, profile.Group, state.Registered, state.MergedInto);
    }

    /// <summary>The current personal attributes. A correction stores them among other texts.</summary>
    internal static JsonObject? PersonalOf(TenantId tenant, CustomerState state, DataKey? key)
    {
        if (key is null || state.Personal?.Open(tenant, key) is not JsonObject opened) return null;
        return state.Personal.Member == "texts" ? opened[CorrectedTexts.PersonalAttributes] as JsonObject : opened;
    }

    /// <summary>The current name. A correction stores it among other texts.</summary>
    internal static string? NameOf(TenantId tenant, CustomerState state, DataKey? key) => key is null ? null : state.Name?.Open(tenant, key) switch
    {
        JsonObject texts => (string?)texts["name"],
        { } text => (string)text!,
        null => null,
    };
}
