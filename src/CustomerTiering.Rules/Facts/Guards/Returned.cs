namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>The reductions of one purchase by its returns so far.</summary>
internal sealed class Returned
{
    private readonly Dictionary<string, decimal> _units = new(StringComparer.Ordinal);

    public decimal Amount { get; private set; }

    public decimal Units(string product) => _units.GetValueOrDefault(product);

    public void Add(Return given)
    {
        Amount += given.Amount;
        foreach (var (product, units) in UnitsOf(given)) _units[product] = Units(product) + units;
    }

    /// <summary>The returned quantity of each product. An allowance returns none.</summary>
    public static IEnumerable<(string Product, decimal Units)> UnitsOf(Return given) => given.Allowance
        ? []
        : given.Lines.Where(line => line.Product is not null).GroupBy(line => line.Product!, StringComparer.Ordinal)
            .Select(lines => (lines.Key, lines.Sum(line => line.Quantity)));
}
