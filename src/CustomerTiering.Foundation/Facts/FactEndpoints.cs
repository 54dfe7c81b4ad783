using System.Text;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Facts;

/// <summary>The answer to a recorded fact. If <see cref="Duplicate"/> is true, the fact was already in the log and nothing was appended.</summary>
public sealed record FactRecorded(Guid Id, Guid Customer, string Kind, bool Duplicate);

/// <summary>Maps the endpoint of one kind of fact. The body has the same form as in files, and is judged by the same reader.</summary>
public static class FactEndpoints
{
    /// <summary>The source of single facts, unless the caller names one.</summary>
    public const string DefaultSource = "api";

    /// <typeparam name="TBody">The body as described in the API.</typeparam>
    public static RouteHandlerBuilder MapFact<TBody>(this RouteGroupBuilder group, string route, FactKind kind, string summary)
        where TBody : notnull =>
        group.MapPost(route, async Task<Results<Made<FactRecorded>, Recorded<FactRecorded>, ProblemHttpResult>> (
                HttpRequest request, Caller caller, CommandKey key, FactIntake intake, [FromQuery] string? source, CancellationToken cancel) =>
            {
                if (!Source(source).TryGet(out var name, out var refused)) return refused.ToResult();
                if (!(await ReadAsync(request, kind, cancel)).TryGet(out var fact, out var problem)) return problem.ToResult();
                var outcome = await intake.RecordAsync(
                    new(caller.Tenant, caller.Subject, name), fact, key, (id, customer) => Kept(new(id, customer, kind.Name(), false)), cancel);
                return Answer(outcome, kind);
            })
            .Accepts<TBody>("application/json").WithSummary(summary).RequireRoles(Roles.Recorder);

    public static Result<string> Source(string? source) => source switch
    {
        null => DefaultSource,
        { Length: >= 1 and <= 100 } when !source.Any(char.IsControl) => source,
        _ => Http.Problem.Invalid("source", "source-form", "The source must be a name of 1 to 100 characters."),
    };

    /// <summary>A fact's errors as a problem.</summary>
    public static Problem Problem(FactOutcome outcome) => outcome switch
    {
        FactOutcome.Rejected rejected => new(StatusOf(rejected.Errors), CodeOf(rejected.Errors), rejected.Errors.Count == 1
            ? rejected.Errors[0].Message : $"The fact has {rejected.Errors.Count} errors.", rejected.Errors),
        FactOutcome.KeyUsed => Aggregates.KeyReused,
        FactOutcome.Undecided undecided => Http.Problem.Unavailable("outcome-unknown", undecided.Reason),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no problem."),
    };

    private static Results<Made<FactRecorded>, Recorded<FactRecorded>, ProblemHttpResult> Answer(FactOutcome outcome, FactKind kind) => outcome switch
    {
        FactOutcome.Accepted { Duplicate: false } done => Made(new(done.Id, done.Customer, kind.Name(), false), done.Position),
        FactOutcome.Accepted done => new Recorded<FactRecorded>(new(done.Id, done.Customer, kind.Name(), true), done.Position),
        FactOutcome.KeyUsed { Outcome: { } kept } used =>
            Made(JsonSerializer.Deserialize<FactRecorded>(kept.Span, JsonSettings.Options)!, used.FirstPosition + Math.Max(0, used.Count - 1)),
        _ => Problem(outcome).ToResult(),
    };

    private static Made<FactRecorded> Made(FactRecorded fact, long position) => new($"/api/v1/facts/{fact.Id:D}", fact, position);

    private static byte[] Kept(FactRecorded fact) => JsonSerializer.SerializeToUtf8Bytes(fact, JsonSettings.Options);

    private static int StatusOf(IReadOnlyList<FieldError> errors) => FactStatus.Of(errors[0].Code);

    private static string CodeOf(IReadOnlyList<FieldError> errors) =>
        StatusOf(errors) == StatusCodes.Status400BadRequest ? "invalid-request" : errors[0].Code;

    private static async Task<Result<SourceFact>> ReadAsync(HttpRequest request, FactKind kind, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancel);
        return Read(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), kind);
    }

    /// <summary>Reads a fact from a body that is known to be JSON; without a kind, it has the kind of the route.</summary>
    private static Result<SourceFact> Read(ReadOnlySpan<byte> body, FactKind kind)
    {
        if (body.IsEmpty) return Http.Problem.Invalid("$", "body-missing", "The body must be the fact, as a JSON object.");
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return Http.Problem.Invalid("$", "object-expected", "The body must be one fact, as a JSON object.");
        var inside = (int)reader.BytesConsumed;
        var (named, empty) = (false, true);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            empty = false;
            var isKind = reader.ValueTextEquals("kind"u8);
            reader.Read();
            if (isKind && (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(kind.Name())))
                return Http.Problem.Invalid("$.kind", "kind-of-route", $"A fact sent to this route must have the kind '{kind.Name()}' or none.");
            named |= isKind;
            reader.Skip();
        }
        var reading = FactReader.Read(named ? body
            : [.. "{\"kind\":\""u8, .. Encoding.ASCII.GetBytes(kind.Name()), .. empty ? "\""u8 : "\","u8, .. body[inside..]], zone: null);
        return reading.Fact is { } fact
            ? fact
            : Http.Problem.Invalid([.. reading.Errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]);
    }
}
