using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.ServicePlans;

/// <summary>Reads service plans, documents of <c>service-plan/1</c>, by the same rules as policies.</summary>
public static partial class ServicePlanReader
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string Schema = "service-plan/1";

    /// <summary>The JSON Schema (2020-12) of these documents, for editors. <see cref="Read"/> rejects everything it rejects, and more.</summary>
    public static string JsonSchema { get; } = EmbeddedSchema.Read("service-plan.schema.json");

    internal static readonly string[] Known = ["schema", "code", "name", "entitlements", "cost"];
    internal static readonly string[] KnownOfCost = ["amount", "currency", "per"];

    /// <summary>Reads a service plan completely: the result is its content or all errors. Invalid input never throws.</summary>
    /// <param name="utf8">The document as JSON in UTF-8.</param>
    /// <param name="canonicalize">Writes the canonical form of RFC 8785, the input of the digest.</param>
    public static DocumentReading<ServicePlan> Read(ReadOnlyMemory<byte> utf8, Func<JsonNode, byte[]> canonicalize) =>
        DocumentFrame.Read(utf8, canonicalize, Plan);

    /// <summary>Whether a text is a valid code: 1 to 100 letters, digits, '-', '_' and '.', starting with a letter or digit.</summary>
    public static bool IsCode(string code) => CodeForm().IsMatch(code);

    private static ServicePlan? Plan(Cursor root, ErrorList errors)
    {
        if (root.Object(Known) is not { } members) return null;
        DocumentFrame.Schema(members.Required("schema"), Schema);
        var code = Code(members.Required("code"));
        var name = Name(members.Required("name"));
        var entitlements = EntitlementsReader.Read(members.Required("entitlements"));
        var cost = Cost(members.Optional("cost"));
        return errors.Any ? null : new(code!, name, entitlements!, cost);
    }

    internal static string? Code(Cursor? written)
    {
        if (written?.Text() is not { } code || IsCode(code)) return written?.PeekedText;
        written.Refuse(
            ErrorCodes.InvalidName,
            $"a code must have 1 to {Cursor.LongestName} letters, digits, '-', '_' and '.', and begin with a letter or digit, got "
                + $"'{JsonPath.Cut(code)}'");
        return null;
    }

    internal static IReadOnlyDictionary<string, string> Name(Cursor? written)
    {
        var texts = NameReader.Read(written).Texts;
        if (written is not null && written.Kind == System.Text.Json.JsonValueKind.Object && !written.Names.Any())
            written.Refuse(ErrorCodes.MissingMember, "a name must have at least one language");
        return new SortedDictionary<string, string>(texts.ToDictionary(text => text.Key, text => text.Value), StringComparer.Ordinal);
    }

    private static PlanCost? Cost(Cursor? cost)
    {
        if (cost?.Object(KnownOfCost) is not { } members) return null;
        var amount = members.Required("amount");
        var value = amount?.Number(Limits.Value, Limits.Decimals);
        if (value < 0) amount!.Refuse(ErrorCodes.OutOfBounds, $"a cost must be 0 or more, got {PlainDecimal.Format(value.Value)}");
        var currency = DocumentFrame.Currency(members.Required("currency"));
        var per = members.Required("per");
        return per?.Period() is null || value is null || currency is null ? null : new(value.Value, currency, per.PeekedText!);
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex CodeForm();
}
