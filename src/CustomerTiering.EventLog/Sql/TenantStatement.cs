using Npgsql;

namespace CustomerTiering.EventLog.Sql;

/// <summary>A statement on one tenant's rows.</summary>
/// <param name="Text">SQL in which <c>$1</c> is the tenant's id.</param>
/// <param name="Values">
/// The values of <c>$2</c>, <c>$3</c> …; an <see cref="NpgsqlParameter"/> if the type cannot be inferred from the value. A list, not an array, so
/// that an array of texts as a single value is not taken for the list of values.
/// </param>
public sealed record TenantStatement(string Text, params List<object> Values)
{
    internal NpgsqlBatchCommand For(TenantId tenant)
    {
        var command = new NpgsqlBatchCommand(Text) { Parameters = { new() { Value = tenant.Value } } };
        foreach (var value in Values) command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        return command;
    }
}
