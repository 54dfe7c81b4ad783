using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Customers;

/// <summary>How much of what identifies a person is shown.</summary>
public enum Shown
{
    /// <summary>All of it.</summary>
    Open,

    /// <summary>Nothing: the caller may not see it.</summary>
    Sealed,

    /// <summary>Nothing: the person was erased.</summary>
    Erased,
}

/// <summary>A customer.</summary>
/// <param name="Id">The id of the customer.</param>
/// <param name="Person">Whether external id, name and personal attributes are shown.</param>
/// <param name="ExternalId">The id by which the company knows the customer.</param>
/// <param name="Type"><c>person</c> or <c>company</c>.</param>
/// <param name="Attributes">Those that identify nobody.</param>
/// <param name="PersonalAttributes">Those that do.</param>
/// <param name="Segments">Names.</param>
/// <param name="Group">The group of companies.</param>
/// <param name="Registered">When the company came to know the customer.</param>
/// <param name="MergedInto">The customer for whom everything counts since the two were found to be one.</param>
public sealed record CustomerDetails(
    Guid Id, Shown Person, string? ExternalId, string? Name, string? Type, IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string>? PersonalAttributes, IReadOnlyList<string> Segments, string? Group, Instant Registered, Guid? MergedInto = null)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="state">As stated so far.</param>
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

    /// <summary>The personal attributes that hold; a correction holds them among other texts.</summary>
    internal static JsonObject? PersonalOf(TenantId tenant, CustomerState state, DataKey? key)
    {
        if (key is null || state.Personal?.Open(tenant, key) is not JsonObject opened) return null;
        return state.Personal.Member == "texts" ? opened[CorrectedTexts.PersonalAttributes] as JsonObject : opened;
    }

    /// <summary>The name that holds; a correction holds it among other texts.</summary>
    internal static string? NameOf(TenantId tenant, CustomerState state, DataKey? key) => key is null ? null : state.Name?.Open(tenant, key) switch
    {
        JsonObject texts => (string?)texts["name"],
        { } text => (string)text!,
        null => null,
    };
}
