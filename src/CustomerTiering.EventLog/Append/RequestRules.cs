namespace CustomerTiering.EventLog.Append;

/// <summary>Rules for every request. A violation is a bug in the calling program, not a user error.</summary>
internal static class RequestRules
{
    private const int MaxName = 200;
    private const int MaxKey = 500;

    /// <exception cref="ArgumentException">A rule is broken; the message names the field and the rule.</exception>
    internal static void Check(AppendRequest request)
    {
        foreach (var stream in request.Streams)
        {
            Name(stream.Stream.Value, "Stream");
            if (stream.ExpectedVersion < 0) throw Broken($"ExpectedVersion: {stream.ExpectedVersion} of {stream.Stream} is below 0.");
            foreach (var item in stream.Events) Name(item.Type, "Type");
        }
        Once(request);
        if (request.Idempotency is not { } idempotency) return;
        Key(idempotency.Scope, "Scope");
        Key(idempotency.Key, "Key");
        if (idempotency.Fingerprint.IsEmpty) throw Broken("Fingerprint: is empty.");
    }

    /// <summary>Most requests have one event and need no set.</summary>
    private static void Once(AppendRequest request)
    {
        if (request.Streams is [{ Events.Count: <= 1 }]) return;
        var streams = new HashSet<StreamId>();
        var ids = new HashSet<Guid>();
        foreach (var stream in request.Streams)
        {
            if (!streams.Add(stream.Stream)) throw Broken($"Streams: {stream.Stream} occurs twice.");
            foreach (var item in stream.Events)
                if (!ids.Add(item.Id)) throw Broken($"Id: {item.Id} occurs twice.");
        }
    }

    private static void Name(string value, string field)
    {
        if (value.Length is 0 or > MaxName) throw Broken($"{field}: has {value.Length} characters, not 1 to {MaxName}.");
        foreach (var character in value)
            if (character is < ' ' or > '~') throw Broken($"{field}: has a character that is not printable ASCII.");
    }

    private static void Key(string value, string field)
    {
        if (value.Length is 0 or > MaxKey) throw Broken($"{field}: has {value.Length} characters, not 1 to {MaxKey}.");
        foreach (var character in value)
            if (character == '\0' || char.IsSurrogate(character)) throw Broken($"{field}: has a character that can't be stored.");
    }

    private static ArgumentException Broken(string message) => new(message, "request");
}
