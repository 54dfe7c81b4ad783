using System.Text;
using CustomerTiering.Http.Answers;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Api.Tests.Http;

public sealed class CsvTests
{
    private sealed record Line(string? Name, decimal Amount, int? Count, bool Few, DateOnly Day, IReadOnlyList<string> Tags);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData(" blanks stay ", " blanks stay ")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b\tc", "a;b\tc")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("张伟", "张伟")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("@sum", "'@sum")]
    [InlineData("\ttab", "'\ttab")]
    [InlineData("\nline", "\"'\nline\"")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("-", "'-")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("=a,b", "\"'=a,b\"")]
    public async Task A_text_is_quoted_where_it_must_be_and_never_a_formula(string text, string cell) =>
        Assert.Equal($"name,amount,count,few,day,tags\r\n{cell},-1.5,,true,2026-03-01,\"[\"\"x\"\",\"\"y\"\"]\"\r\n", await WrittenAsync(Of(text)));

    [Fact]
    public async Task Without_rows_there_is_the_header_alone() => Assert.Equal("name,amount,count,few,day,tags\r\n", await WrittenAsync());

    [Fact]
    public async Task What_is_longer_than_any_buffer_is_written_to_its_end_and_begins_without_a_byte_order_mark()
    {
        var written = await WrittenAsync([.. Enumerable.Range(0, 5_000).Select(i => Of($"customer {i}, of many"))]);

        Assert.StartsWith("name,", written, StringComparison.Ordinal);
        Assert.Equal(5_002, written.Split("\r\n").Length);
        Assert.EndsWith("\"customer 4999, of many\",-1.5,,true,2026-03-01,\"[\"\"x\"\",\"\"y\"\"]\"\r\n", written, StringComparison.Ordinal);
    }

    private static Line Of(string? name) => new(name, -1.50m, null, true, new(2026, 3, 1), ["x", "y"]);

    /// <summary>To a writer and as an answer, which must be the same bytes.</summary>
    private static async Task<string> WrittenAsync(params Line[] lines)
    {
        await using var writer = new StringWriter();
        await Csv.WriteAsync(writer, lines, CancellationToken.None);
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await Csv.AnswerAsync(context, lines);

        Assert.Equal(Encoding.UTF8.GetBytes(writer.ToString()), body.ToArray());
        return writer.ToString();
    }
}
