using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace CustomerTiering.Rules.Values;

/// <summary>An immutable list that equals another list with equal items in the same order.</summary>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public sealed class EquatableList<T>(ImmutableArray<T> items) : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    /// <summary>The items.</summary>
    public ImmutableArray<T> Items { get; } = items;

    /// <inheritdoc/>
    public int Count => Items.Length;

    /// <inheritdoc/>
    public T this[int index] => Items[index];

    /// <summary>Enumerates the items without allocation.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(EquatableList<T>? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan(), null);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items) hash.Add(item);
        return hash.ToHashCode();
    }
}

/// <summary>Creates <see cref="EquatableList{T}"/> from a collection expression.</summary>
public static class EquatableList
{
    /// <summary>A list of the given items.</summary>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);
}
