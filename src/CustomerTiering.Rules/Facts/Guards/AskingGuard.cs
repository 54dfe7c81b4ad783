using CustomerTiering.Rules.Facts.Kinds;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>An answer must refer to a request of its own survey. If several answers refer to one request, the latest counts.</summary>
internal sealed class AskingGuard : FactGuard
{
    public override DocumentError Unknown(string of) => new("$.of", FactErrorCodes.UnknownAsking, $"the customer was not sent survey '{of}'");

    public override IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring)
    {
        var asked = ((SurveyAsked)opening.Final).Survey;
        foreach (var one in InOrder<SurveyAnswer>(referring))
            if (((SurveyAnswer)one.Final).Survey is var answered && answered != asked)
                yield return new(one, new(
                    "$.of", FactErrorCodes.UnknownAsking,
                    $"the answer is for survey '{SurveyNames.Of(answered)}', but the survey sent was '{SurveyNames.Of(asked)}'"));
    }
}
