using System.Text.Json.Nodes;
using CustomerTiering.Rules.Tests.Decisions;

namespace CustomerTiering.Rules.Tests.Paper;

/// <summary>What a run on paper prints, to ask about.</summary>
internal sealed record Story(IReadOnlyList<StoryLine> Lines)
{
    /// <param name="policy">The policy.</param>
    /// <param name="arguments">As on the command line.</param>
    /// <param name="facts">One fact a line; a text may hold several lines.</param>
    public static Story Of(string policy, string arguments, params string[] facts) => new([
        .. Example.Print(
            Ladder.Compiled(policy), facts.SelectMany(text => text.Split('\n')), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => new StoryLine(JsonNode.Parse(line)!)),
    ]);

    /// <summary>The tier that a customer holds at the end.</summary>
    public string Held(string customer) => Last(customer).Held;

    public StoryLine Last(string customer) => Lines.Last(line => line.Customer == customer && line.Trigger != "warning");
}

/// <summary>One printed line.</summary>
internal sealed record StoryLine(JsonNode Json)
{
    public string Customer => Text("customer")!;

    public string AsOf => Text("asOf")!;

    public string Trigger => Text("trigger")!;

    public string Held => Text("held")!;

    public string? Metric(string name) => (string?)Json["metrics"]![name];

    public string? Text(string member) => (string?)Json[member];

    /// <summary>Day, trigger, outcome, tier and its dates, with what is provisional.</summary>
    public override string ToString() =>
        $"{AsOf} {Trigger}: {Text("outcome")} {Held} from {Text("effectiveFrom")} until {Text("validUntil") ?? "-"}"
        + (Text("graceEnds") is { } ends ? $" grace {ends}" : "") + (Json["provisional"] is null ? "" : " provisional");
}
