using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Http.Answers;

/// <summary>Content negotiation by <c>Accept</c>.</summary>
public static class PreferredForm
{
    /// <summary>The media type preferred over JSON, or null.</summary>
    public static string? Of(HttpRequest request, params IReadOnlyList<string> mediaTypes)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double Weight(string form) =>
            accepted.Where(type => type.MediaType.Equals(form, StringComparison.OrdinalIgnoreCase))
                .Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
        var best = mediaTypes.MaxBy(Weight)!;
        return Weight(best) > Weight("application/json") ? best : null;
    }
}
