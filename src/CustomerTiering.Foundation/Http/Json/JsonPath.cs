using System.Text;

namespace CustomerTiering.Http.Json;

/// <summary>The position of a reader, formatted as a JSON path only on errors.</summary>
internal sealed class JsonPath
{
    private readonly List<Level> _levels = [];

    internal int Depth => _levels.Count;

    internal void Enter(bool members) => _levels.Add(new(members));

    internal void Leave() => _levels.RemoveAt(_levels.Count - 1);

    /// <summary>Starts a value: in an array, the next item.</summary>
    internal void Value()
    {
        if (_levels is [.., { Names: null } level]) level.Index++;
    }

    /// <summary>Starts a member; false if the object already has it.</summary>
    internal bool Member(string name)
    {
        var level = _levels[^1];
        level.Name = name;
        return level.Names!.Add(name);
    }

    public override string ToString()
    {
        var path = new StringBuilder("$");
        foreach (var level in _levels)
        {
            if (level.Names is null) _ = level.Index < 0 ? path : path.Append('[').Append(level.Index).Append(']');
            else if (level.Name is { } name) Append(path, name);
        }
        return path.ToString();
    }

    internal static StringBuilder Append(StringBuilder path, string name)
    {
        if (name.Length > 64) name = name[..64] + "…";
        var plain = name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
        return plain ? path.Append('.').Append(name) : path.Append("['").Append(name.Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
    }

    private sealed class Level(bool members)
    {
        internal HashSet<string>? Names { get; } = members ? new(StringComparer.Ordinal) : null;
        internal string? Name { get; set; }
        internal int Index { get; set; } = -1;
    }
}
