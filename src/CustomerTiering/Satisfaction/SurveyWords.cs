using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>How the standard surveys are named in events.</summary>
internal static class SurveyWords
{
    internal static string Of(Survey survey) => survey switch { Survey.Csat => "csat", Survey.Nps => "nps", _ => "ces" };

    internal static Survey Read(string name) => name switch
    {
        "csat" => Survey.Csat,
        "nps" => Survey.Nps,
        "ces" => Survey.Ces,
        _ => throw new InvalidDataException($"There is no survey '{name}'."),
    };
}
