using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Reads facts from JSON, in the formats of the facts guide.</summary>
public static class FactReader
{
    /// <summary>The permitted members of a fact of this kind, including <c>kind</c>.</summary>
    public static IReadOnlyList<string> MembersOf(FactKind kind) => KindTable.Of(kind).Members;

    /// <summary>Reads one JSON object.</summary>
    /// <param name="utf8">The object; surrounding white space is permitted.</param>
    /// <param name="zone">The zone for times without an offset; null: such a time is an error.</param>
    /// <returns>The fact, or all errors.</returns>
    public static FactReading Read(ReadOnlySpan<byte> utf8, ZoneRules? zone)
    {
        var errors = new ErrorList();
        var fact = SourceParser.Parse(utf8, errors) is { } root ? Read(root, errors, zone) : null;
        return errors.Any ? new(null, errors.ToList()) : new(fact, []);
    }

    /// <summary>Joins a correction to the fact it corrects: the original with the replaced members, read again.</summary>
    /// <param name="correction">A fact of kind correction, as read.</param>
    /// <param name="original">The fact it names, as first read or last corrected.</param>
    /// <param name="zone">As for <see cref="Read(ReadOnlySpan{byte}, ZoneRules)"/>.</param>
    /// <returns>The correction with a <see cref="Correction"/> as its fact and the texts of the corrected fact, or all errors.</returns>
    public static FactReading Complete(SourceFact correction, SourceFact original, ZoneRules? zone)
    {
        if (correction.Correction is not { } request) throw new ArgumentException("Only a correction corrects.", nameof(correction));
        var (merged, errors) = Read(CorrectionReader.Merge(original, request.Replaces), zone);
        if (merged is null) return new(null, [.. errors.Select(e => e with { Path = "$.replaces" + e.Path[1..] })]);
        var fact = new Correction(correction.Id, correction.At, correction.Channel, merged.Fact!);
        return new(correction with { Fact = fact, Personal = merged.Personal }, []);
    }

    private static SourceFact? Read(SourceNode root, ErrorList errors, ZoneRules? zone)
    {
        var cursor = new Cursor(root, errors);
        var name = cursor.Peek("kind")?.Text();
        var described = FactKinds.TryParse(name ?? "", out var kind) ? KindTable.Of(kind) : null;
        if (name is not null && described is null)
            cursor.Peek("kind")!.Refuse(FactErrorCodes.UnknownKind, $"unknown kind of fact '{JsonPath.Cut(name)}'");
        // For an unknown kind, only the common members can be checked.
        var members = described is not null ? cursor.Object(described.Members)! : new Members(root, errors);
        var fields = new FactFields(members, errors, zone);
        if (!cursor.Has("kind")) fields.Required("kind");
        var (customer, at, channel) = (fields.CustomerId("customer"), fields.At(), fields.Text("channel"));
        var id = described is not { NamesItself: true } || fields.Has("id") ? fields.Id("id") : $"{customer}@{at}";
        if (described is null) return null;
        var texts = described.Texts(fields);
        return kind == FactKind.Correction
            ? new(kind, customer, id, at, channel, null, texts, CorrectionReader.Read(fields, root))
            : new(kind, customer, id, at, channel, described.Read(new(id, at, channel), fields), texts, null);
    }
}
