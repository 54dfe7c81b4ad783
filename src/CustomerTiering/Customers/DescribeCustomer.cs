using System.Text.Json;

namespace CustomerTiering.Customers;

/// <summary>A source's description of a customer from an instant on. A later description replaces all attributes and segments.</summary>
/// <param name="Customer">The customer's external id; an unknown customer is registered.</param>
/// <param name="Id">The source's id of this fact. If omitted, it is derived from customer and time.</param>
/// <param name="At">Start of validity, RFC 3339 with offset.</param>
/// <param name="Name">Stored as personal data.</param>
/// <param name="Type"><c>person</c> or <c>company</c>.</param>
/// <param name="Attributes">Declared attributes: texts, numbers and booleans.</param>
/// <param name="Group">The group of companies.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Note">Free text, stored as personal data.</param>
public sealed record DescribeCustomer(
    string Customer, string? Id, DateTimeOffset At, string? Name, string? Type, IReadOnlyDictionary<string, JsonElement>? Attributes,
    IReadOnlyList<string>? Segments, string? Group, string? Channel, string? Note);
