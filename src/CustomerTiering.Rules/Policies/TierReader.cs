using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the tiers of a ladder.</summary>
internal static class TierReader
{
    public static readonly string[] Known = ["code", "name", "servicePlan", "qualify", "retain", "validity", "grace", "lock"];

    /// <summary>The valid tiers, lowest first.</summary>
    public static EquatableList<Tier> Read(Cursor? tiers, CriterionScope scope, ErrorList errors)
    {
        if (tiers?.Items() is not { } items) return [];
        if (items.Count == 0) tiers.Refuse(ErrorCodes.NoTiers, "a ladder must have at least one tier");
        if (items.Count > Limits.Tiers) tiers.Refuse(ErrorCodes.TooManyTiers, $"a ladder must have at most {Limits.Tiers} tiers, got {items.Count}");
        var codes = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Select((item, rank) => ReadOne(item, rank, scope, codes, errors)).OfType<Tier>()];
    }

    private static Tier? ReadOne(Cursor tier, int rank, CriterionScope scope, HashSet<string> codes, ErrorList errors)
    {
        if (tier.Object(Known) is not { } members) return null;
        var written = members.Required("code");
        var code = written?.Name();
        if (code is not null && !codes.Add(code)) written!.Refuse(ErrorCodes.DuplicateTier, $"another tier has the code '{code}'");
        var name = NameReader.Read(members.Optional("name"));
        var servicePlan = members.Optional("servicePlan") is { } plan ? scope.ServicePlan(plan) : null;
        var (qualify, retain) = Criteria(tier, members, rank, scope, errors);
        var validity = members.Optional("validity") is { } holds ? ValidityReader.Read(holds) : null;
        var grace = members.Optional("grace")?.Period();
        var isLocked = members.Optional("lock") is { } locked ? locked.Flag() : false;
        return code is null ? null : new(rank, code, name, servicePlan, qualify?.Root, retain?.Root, validity, grace, isLocked == true);
    }

    private static (CriterionTree? Qualify, CriterionTree? Retain) Criteria(
        Cursor tier, Members members, int rank, CriterionScope scope, ErrorList errors)
    {
        var qualify = members.Optional("qualify");
        var retain = members.Optional("retain");
        if (rank == 0) qualify?.Refuse(ErrorCodes.FirstTierQualify, "every customer has the first tier, so it must not have qualify");
        else if (qualify is null) errors.Add(tier.Path + ".qualify", ErrorCodes.MissingQualify, "every tier except the first must have qualify");
        if (qualify is null) retain?.Refuse(ErrorCodes.RetainWithoutQualify, "a tier without qualify must not have retain");
        var (gets, keeps) = (CriterionReader.Read(qualify, scope), CriterionReader.Read(retain, scope));
        BoundsCheck.Contradictions(gets, errors);
        BoundsCheck.Contradictions(keeps, errors);
        BoundsCheck.Stricter(gets, keeps, errors);
        return (gets, keeps);
    }
}
