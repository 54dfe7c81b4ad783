using CustomerTiering.Access;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Api.Tests;

/// <summary>Endpoints of every kind that the modules have, without a module.</summary>
public sealed record Order(string? Number, decimal? Amount, int? Count, DateOnly? Day, IReadOnlyList<OrderLine>? Lines)
{
    internal sealed class Validator : AbstractValidator<Order>
    {
        public Validator()
        {
            RuleFor(order => order.Number).NotEmpty();
            RuleFor(order => order.Amount).NotNull().GreaterThan(0);
            RuleForEach(order => order.Lines).ChildRules(line => line.RuleFor(one => one.Sku).NotEmpty());
        }
    }
}

public sealed record OrderLine(string? Sku, decimal? UnitPrice);

public sealed record OrderTaken(string Key, string Scope, string Fingerprint, decimal Amount);

internal static class Orders
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/orders", (Order order, CommandKey key) =>
            new Made<OrderTaken>("/api/v1/test/orders/1",
                new(key.Key, key.Scope, Convert.ToHexStringLower(key.Fingerprint.Span), order.Amount!.Value), position: 7, version: 1))
            .WithSummary("Take an order");
        group.MapPut("/orders/{id:guid}", (
            Guid id, Order order, ExpectedVersion expected) => new Recorded<int>(expected.Value, position: 8, expected.Value + 1))
            .WithSummary("Change an order");
        group.MapGet("/orders/{id}", (
            Guid id, int? limit, ReadPosition position) => new Read<string>($"{id} {limit} {position.AtLeast}", position: 9, version: 3))
            .WithSummary("An order");
        group.MapGet("/orders", Results<Read<Page<string>>, ProblemHttpResult> (Caller caller, Cursors cursors, string? cursor) =>
                cursors.Read(caller.Tenant, "orders", generation: 2, cursor).TryGet(out var state, out var problem)
                    ? new Read<Page<string>>(new([state?.Key ?? "first"], cursors.Protect(caller.Tenant, "orders", new(2, 5, "second"))))
                    : problem.ToResult())
            .WithSummary("Orders");
        group.MapGet("/failing", string () => throw new InvalidOperationException("secret inside")).WithSummary("Fails");
        group.MapGet("/report", () => new Report<OrderLine>([new("=cmd", -1.50m), new("a,\"b\"", null)])).WithSummary("A report");
        group.MapPost("/stream", (HttpContext context) => NdJson.AnswerAsync<string>(context, batch: 2, (lines, _) =>
                ValueTask.FromResult<IReadOnlyList<string>>([.. lines.Select(line => $"{line.Number} {line.Fault?.Reason ?? "ok"}")])))
            .AcceptsBulk(NdJson.MediaType).WithSummary("Lines");
    }
}
