using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CustomerTiering.Evidence.Json;

/// <summary>
/// Writes canonical JSON (RFC 8785) directly into a buffer, for bodies of known shape. The caller supplies members in the order of UTF-16 code units;
/// any other order is rejected. Allocates nothing. Pass it by <c>ref</c>: a copy loses its state.
/// </summary>
/// <param name="output">The target.</param>
/// <remarks>
/// Numbers are integers up to 2^53 - 1; money, scores and shares are written as strings. A call that would produce malformed output throws
/// <see cref="InvalidOperationException"/>: a bug in the program, not an input error.
/// </remarks>
public ref struct CanonicalWriter(IBufferWriter<byte> output)
{
    /// <summary>The maximum nesting depth.</summary>
    public const int MaxDepth = 32;

    /// <summary>The largest safe integer of a double: 2^53 - 1.</summary>
    public const long MaxInteger = 9_007_199_254_740_991;

    private readonly IBufferWriter<byte> _output = output;
    private Names _last;
    private uint _objects; // bit d: level d is an object
    private uint _filled; // bit d: level d has an item
    private int _depth;
    private bool _named;

    /// <summary>The number of open levels; 0 when the value is complete.</summary>
    public readonly int Depth => _depth;

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Open((byte)'{', isObject: true);

    /// <summary>Closes the innermost object.</summary>
    public void EndObject() => Close((byte)'}', isObject: true);

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Open((byte)'[', isObject: false);

    /// <summary>Closes the innermost array.</summary>
    public void EndArray() => Close((byte)']', isObject: false);

    /// <summary>Writes the name of the next member, which must follow the previous one in the order of UTF-16 code units.</summary>
    public void Name(string name)
    {
        if (!InObject || _named) throw Misused("a name is for a member of an object");
        if (_last[_depth] is { } before && string.CompareOrdinal(before, name) >= 0)
            throw Misused($"the member '{name}' must stand before '{before}', and once");
        if (_last[_depth] is not null) Put((byte)',');
        _last[_depth] = name;
        CanonicalString.Write(_output, name);
        Put((byte)':');
        _named = true;
    }

    /// <summary>Writes a string.</summary>
    /// <exception cref="CanonicalException">It contains a lone surrogate.</exception>
    public void String(ReadOnlySpan<char> value)
    {
        Item();
        CanonicalString.Write(_output, value);
    }

    /// <summary>Writes an integer from -(2^53 - 1) to 2^53 - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of that range.</exception>
    public void Integer(long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxInteger);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, -MaxInteger);
        Item();
        value.TryFormat(_output.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        _output.Advance(written);
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(bool value)
    {
        Item();
        _output.Write(value ? "true"u8 : "false"u8);
    }

    /// <summary>Writes JSON's null.</summary>
    public void Null()
    {
        Item();
        _output.Write("null"u8);
    }

    /// <summary>Writes a complete value that the caller guarantees to be canonical.</summary>
    public void Canonical(ReadOnlySpan<byte> value)
    {
        Item();
        _output.Write(value);
    }

    /// <summary>Writes a string member.</summary>
    public void String(string name, ReadOnlySpan<char> value)
    {
        Name(name);
        String(value);
    }

    /// <summary>Writes an integer member.</summary>
    public void Integer(string name, long value)
    {
        Name(name);
        Integer(value);
    }

    /// <summary>Writes a Boolean member.</summary>
    public void Boolean(string name, bool value)
    {
        Name(name);
        Boolean(value);
    }

    private readonly bool InObject => _depth > 0 && (_objects >> (_depth - 1) & 1) != 0;

    private void Item()
    {
        if (InObject)
        {
            if (!_named) throw Misused("a member needs a name");
            _named = false;
            return;
        }
        var bit = _depth == 0 ? 0 : 1u << (_depth - 1);
        if (_depth == 0 && _last[0] is not null) throw Misused("one value was written already");
        if (_depth == 0) _last[0] = "";
        else if ((_filled & bit) != 0) Put((byte)',');
        _filled |= bit;
    }

    private void Open(byte bracket, bool isObject)
    {
        Item();
        if (_depth == MaxDepth) throw Misused($"more than {MaxDepth} levels");
        var bit = 1u << _depth++;
        _objects = isObject ? _objects | bit : _objects & ~bit;
        _filled &= ~bit;
        _last[_depth] = null;
        Put(bracket);
    }

    private void Close(byte bracket, bool isObject)
    {
        if (_depth == 0 || InObject != isObject || _named) throw Misused("what is closed was not opened, or lacks a value");
        _depth--;
        Put(bracket);
    }

    private readonly void Put(byte value)
    {
        _output.GetSpan(1)[0] = value;
        _output.Advance(1);
    }

    private static InvalidOperationException Misused(string rule) => new($"Not canonical JSON: {rule}.");

    [InlineArray(MaxDepth + 1)]
    private struct Names
    {
        private string? _first;
    }
}
