namespace CustomerTiering.Api.Demo;

/// <summary>
/// SplitMix64: pseudo-random numbers that are the same on every machine and version. Integers only, since logarithms and roots may differ in the last
/// digit between machines.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    /// <summary>Equidistant quantiles of a heavy-tailed amount in per cent of its median; interpolated linearly.</summary>
    private static readonly int[] Tail = [10, 22, 31, 39, 48, 58, 69, 83, 100, 121, 148, 183, 232, 305, 425, 700, 2400];

    private ulong _state = seed;

    /// <summary>A separate sequence per purpose, so that draws for one do not affect another.</summary>
    internal static DemoRandom For(int seed, int customer, int purpose)
    {
        unchecked
        {
            var mixed = new DemoRandom(((ulong)(uint)seed << 32) ^ (ulong)(uint)customer ^ ((ulong)(uint)purpose << 56));
            return new(mixed.Bits());
        }
    }

    /// <summary>Uniform from 0 to <paramref name="count"/> − 1.</summary>
    internal int Below(int count) => (int)(Bits() % (ulong)count);

    /// <summary>Both ends inclusive.</summary>
    internal int Between(int least, int most) => least + Below(most - least + 1);

    internal bool Chance(int perMille) => Below(1000) < perMille;

    internal T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>Around a median, with a heavy upper tail.</summary>
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
