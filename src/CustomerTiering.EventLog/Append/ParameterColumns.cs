using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The array parameters of a prepared statement, one per unnested column, refilled for each batch.</summary>
internal sealed class ParameterColumns
{
    private readonly List<NpgsqlParameter> _columns = [];
    private readonly List<Action> _clear = [];

    /// <summary>Adds the next parameter; its value is the returned list.</summary>
    internal List<T> Add<T>(NpgsqlDbType type)
    {
        var values = new List<T>();
        _columns.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        _clear.Add(values.Clear);
        return values;
    }

    internal void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var column in _columns) parameters.Add(column);
    }

    internal void Clear()
    {
        foreach (var clear in _clear) clear();
    }
}
