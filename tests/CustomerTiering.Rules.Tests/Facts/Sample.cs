using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Facts;

/// <summary>Facts in few words. Times are UTC unless they say otherwise.</summary>
internal static class Sample
{
    public static Instant At(string text) => FactTime.TryParse(text, ZoneRules.Utc, out var at) ? at : throw new FormatException(text);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static ZoneRules Zone(string id) => ZoneRules.TryFind(id, out var zone) ? zone : throw new ArgumentException(id);

    public static CustomerDescription Customer(
        string at, string[]? segments = null, string id = "c", params (string Name, string Text)[] attributes) =>
        new(id, At(at), null, null, [.. attributes.Select(a => KeyValuePair.Create(a.Name, a.Text))], [.. segments ?? []], null);

    public static Purchase Bought(string id, string at, decimal amount, string? channel = null, string currency = "CNY") =>
        new(id, At(at), channel, currency, amount, []);

    public static Purchase Bought(string id, string at, params FactLine[] lines) =>
        new(id, At(at), null, "CNY", lines.Sum(l => l.Quantity * l.UnitPrice), [.. lines]);

    public static Return Returned(string id, string at, decimal amount, string? of = null, string currency = "CNY", string? channel = null) =>
        new(id, At(at), channel, of, currency, amount, []);

    public static Return Returned(string id, string at, string? of, params FactLine[] lines) =>
        new(id, At(at), null, of, "CNY", lines.Sum(l => l.Quantity * l.UnitPrice), [.. lines]);

    public static Return Allowed(string id, string at, decimal amount, string? of = null) =>
        new(id, At(at), null, of, "CNY", amount, []) { Allowance = true };

    public static Reinstatement Reinstated(string id, string at, string of) => new(id, At(at), null, of);

    public static Cancellation Cancelled(string id, string at, string of) => new(id, At(at), null, of);

    public static FactLine Line(string? product, string? category, decimal quantity, decimal price, decimal? cost = null) =>
        new(product, category, quantity, price, cost);

    public static SurveyAnswer Answered(string id, string at, Survey survey, int score, string? channel = null) =>
        new(id, At(at), channel, survey, score, null);

    public static Interaction Met(string id, string at, string? channel = null, string? direction = null, string? purpose = null) =>
        new(id, At(at), channel, direction, purpose, null, null);

    public static Complaint Complained(string id, string at, string? category = null, string? priority = null) =>
        new(id, At(at), null, category, priority);

    public static ComplaintResolution Resolved(string id, string at, string of) => new(id, At(at), null, of);

    public static ComplaintReopening Reopened(string id, string at, string of) => new(id, At(at), null, of);

    public static Indicator Indicated(string id, string at, string name, decimal value) => new(id, At(at), null, name, value, null);

    public static Referral Referred(string id, string at, string whom, string? channel = null) => new(id, At(at), channel, whom);

    public static Correction Corrected(string id, string at, Fact replacement) => new(id, At(at), null, replacement);
}
