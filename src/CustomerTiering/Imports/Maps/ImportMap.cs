namespace CustomerTiering.Imports.Maps;

/// <summary>How a foreign file is read, declared: a JSON document without expressions. docs/imports tells each member.</summary>
/// <param name="Source">The name of the source: with kind and id it identifies a fact.</param>
/// <param name="Zone">IANA name of the zone in which times without offset are read.</param>
/// <param name="Times">Forms of time, tried in order, in the letters of .NET (<c>dd/MM/yyyy HH:mm</c>); without any, ISO 8601.</param>
/// <param name="Encoding"><c>utf-8</c> (the default) or <c>latin1</c>.</param>
/// <param name="Delimiter">What stands between the columns of a CSV file; a comma by default.</param>
/// <param name="Attributes">Attributes that the import declares if nobody has.</param>
/// <param name="Joins">Other files whose columns are joined to each row, in order.</param>
/// <param name="Skip">A row to which one of these applies is passed over and counted.</param>
/// <param name="Facts">What a row tells; each that applies makes a fact.</param>
public sealed record ImportMap(
    string? Source, string? Zone, IReadOnlyList<string>? Times, string? Encoding, string? Delimiter, IReadOnlyDictionary<string, MapAttribute>? Attributes,
    IReadOnlyList<MapJoin>? Joins, IReadOnlyList<MapCondition>? Skip, IReadOnlyList<MapFact>? Facts);

/// <summary>The declaration of an attribute.</summary>
/// <param name="Type"><c>text</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Class"><c>plain</c> or <c>personal</c>.</param>
public sealed record MapAttribute(string? Type, string? Class);

/// <summary>Another file with one row a key. Its columns are named <c>name.column</c>.</summary>
/// <param name="Name">The name before the dot.</param>
/// <param name="File">Its path, from the folder of the imported file.</param>
/// <param name="Key">The column of that file in which the key stands.</param>
/// <param name="By">The column in which the row has the key; it may be one of an earlier join.</param>
/// <param name="Optional">True: a row whose key is not found has no values from here; else it is rejected.</param>
public sealed record MapJoin(string? Name, string? File, string? Key, string? By, bool Optional = false);

/// <summary>A test of one column; exactly one of the tests is given.</summary>
/// <param name="Column">Which column.</param>
/// <param name="Is">It has one of these values.</param>
/// <param name="IsNot">It has none of these values.</param>
/// <param name="StartsWith">Its value begins so.</param>
/// <param name="StartsNotWith">Its value does not begin so.</param>
/// <param name="Empty">It is empty (true), or it is not (false).</param>
public sealed record MapCondition(string? Column, IReadOnlyList<string>? Is, IReadOnlyList<string>? IsNot, string? StartsWith, string? StartsNotWith, bool? Empty);

/// <summary>One fact that a row tells.</summary>
/// <param name="Kind">Its kind, as the facts guide names it.</param>
/// <param name="When">It is told where all of these apply; without any, by each row.</param>
/// <param name="Fields">
/// Where its members come from: <c>customer</c>, <c>attributes.income</c>, <c>lines.quantity</c>. With members of <c>lines</c>, all rows of one id are one fact, wherever
/// they stand, and its time is the earliest of theirs.
/// </param>
public sealed record MapFact(string? Kind, IReadOnlyList<MapCondition>? When, IReadOnlyDictionary<string, MapField>? Fields);

/// <summary>Where one member comes from: exactly one of column, columns and value.</summary>
/// <param name="Columns">Several columns, put together with a slash between them; empty where one of them is.</param>
/// <param name="Value">The same for every row.</param>
/// <param name="Words">Other words for the values found; a value that is not among them stays.</param>
/// <param name="Absolute">True: without its minus.</param>
/// <param name="Split">For <c>segments</c>: what stands between several names in the column.</param>
public sealed record MapField(
    string? Column, IReadOnlyList<string>? Columns, string? Value, IReadOnlyDictionary<string, string>? Words, bool Absolute = false, string? Split = null);
