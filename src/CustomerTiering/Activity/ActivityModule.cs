using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Activity;

/// <summary>What customers do: purchases, returns, contacts, referrals, and values from outside.</summary>
public static class ActivityModule
{
    public static void MapActivity(this RouteGroupBuilder api)
    {
        var facts = api.MapGroup("").WithTags("facts");
        RecordPurchase.Map(facts);
        RecordReturn.Map(facts);
    }
}
