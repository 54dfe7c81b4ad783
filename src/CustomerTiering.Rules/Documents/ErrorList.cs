using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Documents;

/// <summary>Gathers what is wrong with one document, up to a number that a person can still read.</summary>
internal sealed class ErrorList
{
    /// <summary>After so many errors the rest is only said to be there, so that a hostile document costs no more than it weighs.</summary>
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
