using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Http;

namespace CustomerTiering.Api.Commands;

/// <summary>Shared parts of commands that list items by state.</summary>
internal static class Listing
{
    internal static Option<string?> State(IReadOnlyList<string> states)
    {
        var option = new Option<string?>("--state") { Description = $"{string.Join(", ", states)}. Default: all." };
        option.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && !states.Contains(given.Tokens[0].Value))
                given.AddError($"--state: '{given.Tokens[0].Value}' is not one of {string.Join(", ", states)}.");
        });
        return option;
    }

    /// <summary>All pages, in order.</summary>
    internal static async Task<List<T>> AllAsync<T>(Func<string?, Task<Result<ReadAnswer<Page<T>>>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            if (!(await read(cursor)).TryGet(out var answer, out var problem)) throw new Refused(problem.Detail);
            all.AddRange(answer.Value.Items);
            cursor = answer.Value.Next;
        }
        while (cursor is not null);
        return all;
    }
}
