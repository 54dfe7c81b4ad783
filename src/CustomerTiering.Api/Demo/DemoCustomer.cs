namespace CustomerTiering.Api.Demo;

/// <summary>What a customer of the demo is like. It follows from the seed and the customer's number alone, so that a larger company has the smaller one within it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="IsCompany">Else a person.</param>
/// <param name="Joined">Days after the first day of the history.</param>
/// <param name="Rhythm">Days between two purchases, at the median; 0: one purchase, and never again.</param>
/// <param name="Basket">How many pieces of a product, at the median.</param>
/// <param name="Leaves">Days after the first day on which they fall silent, or beyond the end.</param>
/// <param name="Returns">Days after the first day on which they come back.</param>
/// <param name="Mood">How content they are, in tenths of a CSAT point.</param>
internal sealed record DemoCustomer(int Number, bool IsCompany, int Joined, int Rhythm, int Basket, int Leaves, int Returns, int Mood)
{
    /// <summary>A day that does not come.</summary>
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
