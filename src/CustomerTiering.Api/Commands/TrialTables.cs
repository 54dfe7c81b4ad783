using CustomerTiering.Trials;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

internal static class TrialTables
{
    private const int MostMovers = 20;

    internal static void Show(IAnsiConsole console, Guid run, TrialProgress trial, double seconds)
    {
        var result = trial.Result!;
        foreach (var draft in result.Drafts)
        {
            console.WriteLine($"{draft.Name} {(draft.Version == 0 ? "(no version)" : $"version {draft.Version}")}, digest {draft.Digest}");
            Rows(console, ["day", "tier", "in force", "draft"],
                draft.Days.SelectMany(day => day.InForce.Select(count => count.Tier).Union(day.Draft.Select(count => count.Tier))
                .Select(tier => (string?[])[$"{day.Day:yyyy-MM-dd}", tier, Of(day.InForce, tier), Of(day.Draft, tier)])));
            Rows(console, ["day", "in force", "draft", "customers"], draft.Days.SelectMany(day => day.Matrix.Where(move => move.From != move.To)
                .Select(move => (string?[])[$"{day.Day:yyyy-MM-dd}", move.From, move.To, $"{move.Customers}"])));
            Rows(console, ["under the draft from", "to", "customers"],
                draft.StartToEnd.Select(move => (string?[])[move.From, move.To, $"{move.Customers}"]));
            Rows(console, ["customer", "from", "to", "because"],
                draft.Movers.Listed.Take(MostMovers).Select(mover => (string?[])[$"{mover.Customer:D}", mover.From, mover.To, Because(mover)]));
            Rows(console, ["cost", "in force", "draft"],
                draft.Costs.Select(cost => (string?[])[cost.Currency, Amount(cost.InForce), Amount(cost.Draft)]));
            console.WriteLine(
                $"{draft.Movers.Up} higher, {draft.Movers.Down} lower, {draft.Movers.Other} elsewhere; {draft.Warnings.Warnings} warnings to "
                    + $"{draft.Warnings.Customers} customers.");
            foreach (var failure in draft.Failures.Listed) console.WriteLine(failure);
        }
        console.WriteLine(
            $"{result.Customers} customers{(result.Segment is { } segment ? $" of segment {segment}" : "")} from {result.From:yyyy-MM-dd} to "
                + $"{result.To:yyyy-MM-dd}{(result.CarryHeld ? ", carrying what was held," : "")} in {seconds} s. Trial {run:D}, digest "
                    + $"{trial.Digest}");
    }

    internal static void Show(IAnsiConsole console, TriedTimeline timeline)
    {
        Rows(console, ["day", "what", "outcome", "computed", "held", "from", "until", "grace ends"], timeline.Entries.Select(entry => (string?[])[
            $"{entry.AsOf:yyyy-MM-dd}", entry.Kind == "warning" ? "warning" : entry.Trigger, entry.Outcome, entry.Computed, entry.Held,
            $"{entry.EffectiveFrom:yyyy-MM-dd}",
            $"{entry.ValidUntil:yyyy-MM-dd}", $"{entry.GraceEnds:yyyy-MM-dd}"]));
        if (timeline.Failure is { } failure) console.WriteLine(failure);
        console.WriteLine($"{timeline.Customer:D} on {timeline.Ladder} up to {timeline.AsOf:yyyy-MM-dd}; held now: {timeline.Holds ?? "-"}.");
    }

    private static string Because(Mover mover) => mover.Because.Count == 0
        ? $"{mover.Outcome} until {mover.ValidUntil:yyyy-MM-dd}"
        : string.Join(
            "; ", mover.Because.Select(
                reason => $"{reason.Tier} {reason.Rule}: {reason.Subject} "
                    + $"{reason.Actual ?? reason.Verdict}{(reason.Required is { } required ? $", {required}" : "")}"));

    private static string Of(IReadOnlyList<TriedTier> counts, string? tier) =>
        $"{counts.FirstOrDefault(count => count.Tier == tier)?.Customers ?? 0}";

    private static string Amount(decimal amount) => amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static void Rows(IAnsiConsole console, string[] columns, IEnumerable<string?[]> rows)
    {
        var table = new Table().AddColumns(columns);
        foreach (var row in rows) table.AddRow([.. row.Select(cell => Markup.Escape(cell ?? "-"))]);
        if (table.Rows.Count > 0) console.Write(table);
    }
}
