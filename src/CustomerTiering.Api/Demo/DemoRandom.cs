namespace CustomerTiering.Api.Demo;

/// <summary>
/// SplitMix64: numbers that look random and are the same on every machine, in every version. Whole numbers only, since logarithms and roots differ in their last
/// digit from one machine to another.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    /// <summary>Quantiles of a heavy-tailed amount in per cent of its median, at even distance; between them it is even.</summary>
    private static readonly int[] Tail = [10, 22, 31, 39, 48, 58, 69, 83, 100, 121, 148, 183, 232, 305, 425, 700, 2400];

    private ulong _state = seed;

    /// <summary>Numbers of their own for one purpose, so that what is drawn for one changes nothing for another.</summary>
    internal static DemoRandom For(int seed, int customer, int purpose)
    {
        unchecked
        {
            var mixed = new DemoRandom(((ulong)(uint)seed << 32) ^ (ulong)(uint)customer ^ ((ulong)(uint)purpose << 56));
            return new(mixed.Bits());
        }
    }

    /// <summary>From 0 to <paramref name="count"/> − 1, all as likely.</summary>
    internal int Below(int count) => (int)(Bits() % (ulong)count);

    /// <summary>Both ends included.</summary>
    internal int Between(int least, int most) => least + Below(most - least + 1);

    internal bool Chance(int perMille) => Below(1000) < perMille;

    internal T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Around a median, with few that are many times as large.</summary>
    internal int Tailed(int median)
    {
        var (at, between) = (Below(16), Below(256));
        var percent = Tail[at] + ((Tail[at + 1] - Tail[at]) * between / 256);
        return Math.Max(1, (int)((long)median * percent / 100));
    }

    private ulong Bits()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
