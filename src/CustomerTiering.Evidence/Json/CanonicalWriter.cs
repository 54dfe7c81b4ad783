using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace CustomerTiering.Evidence.Json;

/// <summary>
/// Writes canonical JSON (RFC 8785) straight into a buffer, for bodies whose shape is known: the caller gives the members in the order of
/// UTF-16 code units, and the writer refuses any other order. Nothing is allocated. Pass it by <c>ref</c>: a copy loses its place.
/// </summary>
/// <param name="output">Where the bytes go.</param>
/// <remarks>
/// Numbers are integers of at most 2^53 - 1; money, scores and shares are written as strings. A call that would not give one well-formed
/// value throws <see cref="InvalidOperationException"/>: it is a fault of the program, not of the input.
/// </remarks>
public ref struct CanonicalWriter(IBufferWriter<byte> output)
{
    /// <summary>The deepest nesting that can be written.</summary>
    public const int MaxDepth = 32;

    /// <summary>The greatest integer a double holds exactly together with its neighbours: 2^53 - 1.</summary>
    public const long MaxInteger = 9_007_199_254_740_991;

    private readonly IBufferWriter<byte> _output = output;
    private Names _last;
    private uint _objects; // bit d: level d is an object
    private uint _filled; // bit d: level d has an item
    private int _depth;
    private bool _named;

    /// <summary>How many levels are open; 0 when the value is whole.</summary>
    public readonly int Depth => _depth;

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Open((byte)'{', isObject: true);

    /// <summary>Closes the object that was opened last.</summary>
    public void EndObject() => Close((byte)'}', isObject: true);

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Open((byte)'[', isObject: false);

    /// <summary>Closes the array that was opened last.</summary>
    public void EndArray() => Close((byte)']', isObject: false);

    /// <summary>The name of the next member; it must come after the one before in the order of UTF-16 code units.</summary>
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

    /// <summary>A string.</summary>
    /// <exception cref="CanonicalException">It holds half of a surrogate pair.</exception>
    public void String(ReadOnlySpan<char> value)
    {
        Item();
        CanonicalString.Write(_output, value);
    }

    /// <summary>An integer from -(2^53 - 1) to 2^53 - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond.</exception>
    public void Integer(long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxInteger);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, -MaxInteger);
        Item();
        value.TryFormat(_output.GetSpan(20), out var written, default, CultureInfo.InvariantCulture);
        _output.Advance(written);
    }

    /// <summary>True or false.</summary>
    public void Boolean(bool value)
    {
        Item();
        _output.Write(value ? "true"u8 : "false"u8);
    }

    /// <summary>JSON's null.</summary>
    public void Null()
    {
        Item();
        _output.Write("null"u8);
    }

    /// <summary>A whole value that is canonical already; the caller answers for that.</summary>
    public void Canonical(ReadOnlySpan<byte> value)
    {
        Item();
        _output.Write(value);
    }

    /// <summary>A member that is a string.</summary>
    public void String(string name, ReadOnlySpan<char> value)
    {
        Name(name);
        String(value);
    }

    /// <summary>A member that is an integer.</summary>
    public void Integer(string name, long value)
    {
        Name(name);
        Integer(value);
    }

    /// <summary>A member that is true or false.</summary>
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
