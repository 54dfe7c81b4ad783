using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Contract;
using CustomerTiering.Rules.Values;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Policies;

/// <summary>Approves a submitted text. Its authors never may, whatever role they use: the subject of the token counts.</summary>
/// <param name="Digest">Digest of the text that the approver has read.</param>
/// <param name="Comment">Anything to remark.</param>
public sealed record ApproveStandard(string? Digest, string? Comment)
{
    public sealed class Validator : AbstractValidator<ApproveStandard>
    {
        public Validator()
        {
            RuleFor(command => command.Digest).NotEmpty().Matches("^[0-9a-f]{64}$");
            RuleFor(command => command.Comment).MaximumLength(2000);
        }
    }

    public static Result<Change<StandardAnswer>> Handle(ApproveStandard command, string name, StandardVersion version, string approver, JsonObject zone)
    {
        if (version.Authors.Contains(approver)) return Problem.Forbidden("author-approves", "Whoever wrote any revision of a version never approves it.");
        if (version.Status != StandardStatus.Submitted) return Problem.Broken("not-submitted", $"Version {version.Number} is not waiting for approval.");
        if (version.Digest != command.Digest)
            return Problem.Broken("another-text", $"The text you read has the digest {command.Digest}; submitted is {version.Digest}.");
        var standard = StandardKind.DigestOf(version.Document, zone);
        return new Change<StandardAnswer>(
            [new StandardApproved(version.Number, version.Digest, zone, standard, command.Comment)], new(name, version.Number, StandardStatus.Approved, version.Digest));
    }

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/{name}/versions/{version:int}/approval", (
            string name, int version, ApproveStandard command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates,
            CancellationToken cancel) => StandardStep.TakeAsync(
                aggregates, kind, name, version, caller, key, expected, (submitted, _, _) => Handle(command, name, submitted, caller.Subject, ZoneOf(submitted)), cancel))
        .WithSummary($"Approve a submitted {kind.Noun}").RequireRoles(Roles.Approver);

    /// <summary>The zone as this machine knows it now. It was there when the text was read.</summary>
    internal static JsonObject ZoneOf(StandardVersion version) => ZoneRules.TryFind((string?)version.Document["timeZone"] ?? StandardKind.Utc, out var zone)
        ? zone.ToJson()
        : throw new InvalidOperationException($"This machine no longer knows the time zone {version.Document["timeZone"]}.");
}
