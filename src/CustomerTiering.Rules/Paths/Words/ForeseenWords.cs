using CustomerTiering.Rules.Forecasts;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>The forecast, for the company only.</summary>
internal static class ForeseenWords
{
    public static string? Of(Explanation e, Tongue tongue)
    {
        if (e.Foreseen is not { Tier: var tier, AsOf: var asOf }) return null;
        var (made, on, certain) = (tongue.Day(asOf), tongue.Day(tier.On), ExplanationWords.Name(e, tier.Certain, tongue));
        // The forecast ignores later facts, so it may contradict the lines above.
        if (asOf < e.Assessment.AsOf) made += tongue.Say(", from what was known then,", "根据当时已知情况");
        if (tier is not { Pace: { } pace, Outlook: { } outlook })
            return tongue.Say(
                $"Foreseen on {made} for {on}: {certain} if nothing more happens; too little is known to tell where the customer is heading.",
                $"{made}预测：到{on}，若无新的变化，将为{certain}；目前了解尚少，无法判断走势。");
        var heading = outlook switch
        {
            Outlook.Rises => tongue.Say("a rise", "将升级"),
            Outlook.Falls => tongue.Say("a fall", "将降级"),
            _ => tongue.Say("no change", "将保持"),
        };
        return tongue.Say(
            $"Foreseen on {made} for {on}: {ExplanationWords.Name(e, pace, tongue)} if the customer goes on as before ({heading}), {certain} if "
                + $"nothing more happens.",
            $"{made}预测：到{on}，按目前的趋势，将为{ExplanationWords.Name(e, pace, tongue)}（{heading}）；若无新的变化，将为{certain}。");
    }
}
