namespace CustomerTiering.Api.Demo;

/// <summary>A demo customer's traits, derived only from seed and number, so that a larger company contains the smaller one.</summary>
/// <param name="Number">From 1.</param>
/// <param name="IsCompany">Company or person.</param>
/// <param name="Joined">Days after the first day of the history.</param>
/// <param name="Rhythm">The median of days between two purchases; 0 for a single purchase.</param>
/// <param name="Basket">The median number of pieces of a product.</param>
/// <param name="Leaves">Days after the first day on which they become inactive; may be beyond the end.</param>
/// <param name="Returns">Days after the first day on which they come back.</param>
/// <param name="Mood">Their satisfaction, in tenths of a CSAT point.</param>
internal sealed record DemoCustomer(int Number, bool IsCompany, int Joined, int Rhythm, int Basket, int Leaves, int Returns, int Mood)
{
    internal const int Never = int.MaxValue;

    internal string Id => $"D{Number:00000}";

    internal static DemoCustomer Of(int seed, int number, int days)
    {
        var random = DemoRandom.For(seed, number, purpose: 1);
        var company = random.Chance(220);
        var joined = random.Chance(450) ? random.Below(60) : random.Below(days - 20);
        var rhythm = random.Below(100) switch
        {
            < 14 => 0,
            < 62 => random.Between(55, 150),
            < 90 => random.Between(24, 54),
            _ => random.Between(9, 23),
        };
        var leaves = random.Chance(330) ? joined + random.Between(60, days) : Never;
        var returns = leaves < days && random.Chance(280) ? leaves + random.Between(280, 480) : Never;
        return new(number, company, joined, rhythm, company ? random.Between(4, 14) : 1, leaves, returns, random.Between(31, 52));
    }
}
