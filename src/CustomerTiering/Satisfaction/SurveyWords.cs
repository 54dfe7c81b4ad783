using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Satisfaction;

/// <summary>Names of the standard surveys in events.</summary>
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
