namespace CustomerTiering.Imports.Maps;

/// <summary>A declarative description of a foreign file: a JSON document without expressions. docs/imports describes each member.</summary>
/// <param name="Source">The name of the source. Source, kind and id identify a fact.</param>
/// <param name="Zone">IANA name of the zone of times without offset.</param>
/// <param name="Times">Time formats in .NET notation (<c>dd/MM/yyyy HH:mm</c>), tried in order; ISO 8601 if there are none.</param>
/// <param name="Encoding"><c>utf-8</c> (the default) or <c>latin1</c>.</param>
/// <param name="Delimiter">The column separator of a CSV file; default comma.</param>
/// <param name="Attributes">Attributes that the import declares if they are missing.</param>
/// <param name="Joins">Other files whose columns are joined to each row, in order.</param>
/// <param name="Skip">Rows that match any of these conditions are skipped and counted.</param>
/// <param name="Facts">The facts in a row. Each one that applies produces a fact.</param>
public sealed record ImportMap(
    string? Source, string? Zone, IReadOnlyList<string>? Times, string? Encoding, string? Delimiter,
    IReadOnlyDictionary<string, MapAttribute>? Attributes,
    IReadOnlyList<MapJoin>? Joins, IReadOnlyList<MapCondition>? Skip, IReadOnlyList<MapFact>? Facts);

/// <summary>The declaration of an attribute.</summary>
/// <param name="Type"><c>text</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Class"><c>plain</c> or <c>personal</c>.</param>
public sealed record MapAttribute(string? Type, string? Class);

/// <summary>Another file with one row per key. Its columns are named <c>name.column</c>.</summary>
/// <param name="Name">The prefix before the dot.</param>
/// <param name="File">Path relative to the folder of the imported file.</param>
/// <param name="Key">The key column in the joined file.</param>
/// <param name="By">The column of the row that contains the key; may belong to an earlier join.</param>
/// <param name="Optional">If true, a row whose key is not found has no values from this file; otherwise it is rejected.</param>
public sealed record MapJoin(string? Name, string? File, string? Key, string? By, bool Optional = false);

/// <summary>A condition on one column. Exactly one test is given.</summary>
/// <param name="Is">The value is one of these.</param>
/// <param name="IsNot">The value is none of these.</param>
/// <param name="Empty">The value is empty (true) or not empty (false).</param>
public sealed record MapCondition(
    string? Column, IReadOnlyList<string>? Is, IReadOnlyList<string>? IsNot, string? StartsWith, string? StartsNotWith, bool? Empty);

/// <summary>One fact that a row may contain.</summary>
/// <param name="Kind">Its kind, as named in the facts guide.</param>
/// <param name="When">The fact applies to rows that match all of these conditions; without any, to every row.</param>
/// <param name="Fields">
/// The sources of its members: <c>customer</c>, <c>attributes.income</c>, <c>lines.quantity</c>. With members of <c>lines</c>, all rows with one id,
/// wherever they are, form one fact, whose time is the earliest of the rows.
/// </param>
public sealed record MapFact(string? Kind, IReadOnlyList<MapCondition>? When, IReadOnlyDictionary<string, MapField>? Fields);

/// <summary>The source of one member: exactly one of column, columns and value.</summary>
/// <param name="Columns">Several columns, joined with a slash; empty if one of them is empty.</param>
/// <param name="Value">A constant for every row.</param>
/// <param name="Words">Replacements for values. Values without a replacement are unchanged.</param>
/// <param name="Absolute">If true, a minus sign is removed.</param>
/// <param name="Split">For <c>segments</c>: the separator between names in the column.</param>
public sealed record MapField(
    string? Column, IReadOnlyList<string>? Columns, string? Value, IReadOnlyDictionary<string, string>? Words, bool Absolute = false,
    string? Split = null);
