using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Mvc;

namespace CustomerTiering.Activity;

/// <summary>The result of one line.</summary>
/// <param name="Line">Line number, from 1.</param>
/// <param name="Status">
/// <c>recorded</c>, <c>duplicate</c>, <c>rejected</c>, or <c>undecided</c>, which means that the line must be sent again.
/// </param>
/// <param name="Kind">The kind of fact, if it could be parsed.</param>
/// <param name="Id">The fact's id in the log.</param>
/// <param name="Position">The fact's position in the log.</param>
/// <param name="Code">The reason for a rejection.</param>
/// <param name="Errors">All errors in the line.</param>
/// <param name="LogPosition">
/// The log position that covers all accepted lines up to this one. A query that sends it as <c>Log-Position</c> includes all of them. The last line's
/// position covers the whole response.
/// </param>
public sealed record LineRecorded(
    long Line, string Status, string? Kind = null, Guid? Id = null, Guid? Customer = null, long? Position = null, string? Code = null,
    IReadOnlyList<FieldError>? Errors = null, long? LogPosition = null);

/// <summary>
/// Records facts of all kinds from a stream of lines. A rejected line doesn't affect the others. Source, kind and id identify a fact, so an
/// interrupted stream is simply sent again, without an idempotency key.
/// </summary>
public static class RecordFacts
{
    /// <summary>Lines per transaction: large enough for throughput, small enough for timely answers.</summary>
    private const int Batch = 500;

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/facts", async (HttpContext context, Caller caller, FactIntake intake, [FromQuery] string? source, CancellationToken cancel) =>
        {
            if (!FactEndpoints.Source(source).TryGet(out var name, out var refused))
            {
                await refused.ToResult().ExecuteAsync(context);
                return;
            }
            var from = new Intake(caller.Tenant, caller.Subject, name);
            var reached = 0L;
            LineRecorded Covered(LineRecorded line) =>
                line with { LogPosition = (reached = Math.Max(reached, line.Position ?? 0)) is > 0 and var covers ? covers : null };
            await NdJson.AnswerRecordedAsync<LineRecorded>(
                context, Batch, async (lines, stop) => [.. (await RecordAsync(intake, from, lines, stop)).Select(Covered)], () => reached);
        })
        .AcceptsBulk(NdJson.MediaType).Produces<LineRecorded>(StatusCodes.Status200OK, NdJson.MediaType)
        .WithSummary("Record many facts, one per line").RequireRoles(Roles.Recorder);

    private static async ValueTask<IReadOnlyList<LineRecorded>> RecordAsync(
        FactIntake intake, Intake from, IReadOnlyList<NdLine> lines, CancellationToken cancel)
    {
        var readings = lines.Select(line => line.Fault is null ? FactReader.Read(line.Text.Span, zone: null) : null).ToList();
        var facts = readings.Where(reading => reading?.Fact is not null).Select(reading => reading!.Fact!).ToList();
        var outcomes = facts.Count == 0 ? [] : await intake.RecordAsync(from, facts, cancel);
        var next = 0;
        return [.. lines.Zip(
            readings, (line, reading) => reading?.Fact is { } fact ? Answer(line.Number, fact, outcomes[next++]) : Unreadable(line, reading))];
    }

    /// <summary>The answer to a line that contains a valid fact.</summary>
    internal static LineRecorded Answer(long line, SourceFact fact, FactOutcome outcome)
    {
        var kind = fact.Kind.Name();
        if (outcome is FactOutcome.Accepted done)
            return new(line, done.Duplicate ? "duplicate" : "recorded", kind, done.Id, done.Customer, done.Position);
        var problem = FactEndpoints.Problem(outcome);
        return new(line, outcome is FactOutcome.Undecided ? "undecided" : "rejected", kind, Code: problem.Code, Errors: problem.Errors);
    }

    private static LineRecorded Unreadable(NdLine line, FactReading? reading) => reading is null
        ? new(line.Number, "rejected", Code: "malformed-json", Errors: [new(line.Fault!.Path, "malformed-json", line.Fault.Reason)])
        : new(line.Number, "rejected", Code: "invalid-request",
            Errors: [.. reading.Errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]);
}
