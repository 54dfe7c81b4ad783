using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Documents;

/// <summary>Collects the errors of one document, up to a readable number.</summary>
internal sealed class ErrorList
{
    /// <summary>Further errors are only mentioned, so that the cost of a hostile document stays proportional to its size.</summary>
    public const int Most = 500;

    private readonly List<DocumentError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(string path, string code, string message)
    {
        if (_errors.Count < Most) _errors.Add(new(path, code, message));
        else if (_errors.Count == Most) _errors.Add(new("$", ErrorCodes.TooManyErrors, $"more than {Most} errors; the first {Most} are shown"));
    }

    public EquatableList<DocumentError> ToList() => [.. _errors];
}
