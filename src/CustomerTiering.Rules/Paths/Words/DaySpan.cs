namespace CustomerTiering.Rules.Paths.Words;

/// <summary>The days on which something is sufficient.</summary>
/// <param name="From">The first day; null: from now on.</param>
/// <param name="By">The last day, included; null if no end is known.</param>
internal readonly record struct DaySpan(DateOnly? From, DateOnly? By)
{
    /// <summary>The text with the days at the position the language requires.</summary>
    public string Around(string what, Tongue tongue) => (From, By) switch
    {
        ({ } from, { } by) when from == by => tongue.Say($"{what} on {tongue.Day(by)}", $"在{tongue.Day(by)}当日{what}"),
        ({ } from, { } by) => tongue.Say($"{what} from {tongue.Day(from)} to {tongue.Day(by)}", $"在{tongue.Day(from)}至{tongue.Day(by)}期间{what}"),
        (null, { } by) => tongue.Say($"{what} by {tongue.Day(by)}", $"在{tongue.Day(by)}前（含当日）{what}"),
        ({ } from, null) => tongue.Say($"{what} from {tongue.Day(from)} on", $"自{tongue.Day(from)}起{what}"),
        _ => what,
    };
}
