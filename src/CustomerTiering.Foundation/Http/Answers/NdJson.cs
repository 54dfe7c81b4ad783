using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Http.Answers;

/// <summary>One line of an NDJSON stream.</summary>
/// <param name="Number">The line number, from 1.</param>
/// <param name="Text">Its bytes without the line ending; empty if there is a fault.</param>
/// <param name="Fault">Why it was rejected; null if it is one acceptable JSON value.</param>
public sealed record NdLine(long Number, ReadOnlyMemory<byte> Text, JsonFault? Fault);

/// <summary>
/// NDJSON streams of any length in bounded memory: lines are handled in batches, each gets an answer line, and a bad line does not stop the rest.
/// </summary>
public static class NdJson
{
    public const string MediaType = "application/x-ndjson";

    /// <summary>64 kB per line, without the line ending; inclusive.</summary>
    public const int MaxLineBytes = 64 * 1024;

    private const int MostHeldBytes = 1024 * 1024;

    /// <summary>
    /// Reads lines in batches of at most <paramref name="batch"/>, without waiting for a batch to fill. Blank lines are skipped, but counted.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<NdLine>> ReadAsync(
        PipeReader reader, int batch, [EnumeratorCancellation] CancellationToken cancel)
    {
        var lines = new List<NdLine>(batch);
        var number = 0L;
        var skipping = false;
        while (true)
        {
            var read = await reader.ReadAsync(cancel);
            var rest = read.Buffer;
            while (Take(ref rest, read.IsCompleted, ref skipping) is { } line)
            {
                number++;
                if (line.TooLong) lines.Add(new(number, default, new("$", $"A line must have at most {MaxLineBytes} bytes.")));
                else if (!IsBlank(line.Text)) lines.Add(new(number, line.Text, StrictJson.Check(line.Text.Span)));
                if (lines.Count < batch) continue;
                yield return lines;
                lines = new(batch);
            }
            reader.AdvanceTo(rest.Start, rest.End);
            if (lines.Count > 0)
            {
                yield return lines;
                lines = new(batch);
            }
            if (read.IsCompleted) yield break;
        }
    }

    /// <summary>
    /// Answers a streamed body with one line per line, in order, as soon as a batch of at most <paramref name="batch"/> lines is done.
    /// <paramref name="handle"/> returns one answer per line of a batch, in order.
    /// </summary>
    public static async Task AnswerAsync<T>(
        HttpContext context, int batch, Func<IReadOnlyList<NdLine>, CancellationToken, ValueTask<IReadOnlyList<T>>> handle)
    {
        context.Response.ContentType = MediaType;
        await foreach (var lines in ReadAsync(context.Request.BodyReader, batch, context.RequestAborted))
            await WriteAsync(context.Response.BodyWriter, await handle(lines, context.RequestAborted), context.RequestAborted);
    }

    /// <summary>
    /// The same for lines that are recorded, with the position <paramref name="reached"/> at which all of them are in the log (0 while none is). A
    /// body of known length up to 1 MB is answered at once, with the header <c>Log-Position</c>. For a longer one, headers are sent before the
    /// position is known, so it is a trailer.
    /// </summary>
    public static async Task AnswerRecordedAsync<T>(
        HttpContext context, int batch, Func<IReadOnlyList<NdLine>, CancellationToken, ValueTask<IReadOnlyList<T>>> handle, Func<long> reached)
    {
        if (context.Request.ContentLength <= MostHeldBytes)
        {
            var answers = new List<T>();
            await foreach (var lines in ReadAsync(context.Request.BodyReader, batch, context.RequestAborted))
                answers.AddRange(await handle(lines, context.RequestAborted));
            context.Response.ContentType = MediaType;
            if (reached() is > 0 and var position) context.Response.Headers[ReadPosition.Header] = Text(position);
            await WriteAsync(context.Response.BodyWriter, answers, context.RequestAborted);
            return;
        }
        var trailers = context.Response.SupportsTrailers();
        if (trailers) context.Response.DeclareTrailer(ReadPosition.Header);
        await AnswerAsync(context, batch, handle);
        if (trailers && reached() is > 0 and var last) context.Response.AppendTrailer(ReadPosition.Header, Text(last));
    }

    /// <summary>Writes one line per value, and flushes.</summary>
    public static async ValueTask WriteAsync<T>(PipeWriter writer, IEnumerable<T> values, CancellationToken cancel)
    {
        using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = JsonSettings.Options.Encoder });
        foreach (var value in values)
        {
            JsonSerializer.Serialize(json, value, JsonSettings.Options);
            json.Flush();
            json.Reset();
            writer.Write("\n"u8);
        }
        await writer.FlushAsync(cancel);
    }

    /// <summary>The next complete line, or null if more must be read first. The text of an overlong line is dropped.</summary>
    private static (ReadOnlyMemory<byte> Text, bool TooLong)? Take(ref ReadOnlySequence<byte> rest, bool last, ref bool skipping)
    {
        var end = rest.PositionOf((byte)'\n');
        if (end is null && !(last && (!rest.IsEmpty || skipping)))
        {
            if (rest.Length <= MaxLineBytes + 1) return null; // one more byte for a carriage return
            skipping = true; // drop its bytes, so that a line without end takes no memory
            rest = rest.Slice(rest.End);
            return null;
        }
        var line = end is { } at ? rest.Slice(0, at) : rest;
        rest = end is { } after ? rest.Slice(rest.GetPosition(1, after)) : rest.Slice(rest.End);
        var bytes = skipping ? [] : line.ToArray();
        if (bytes is [.., (byte)'\r']) bytes = bytes[..^1];
        var tooLong = skipping || bytes.Length > MaxLineBytes;
        skipping = false;
        return (tooLong ? default : bytes, tooLong);
    }

    private static string Text(long position) => position.ToString(CultureInfo.InvariantCulture);

    private static bool IsBlank(ReadOnlyMemory<byte> line) => line.Span.IndexOfAnyExcept(" \t"u8) < 0;
}
