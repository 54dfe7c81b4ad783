using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>The words for an occurrence: singular, plural, and verb phrases.</summary>
/// <param name="One">Singular, without an article.</param>
/// <param name="Many">Plural.</param>
/// <param name="Do">The verb, before the number.</param>
/// <param name="Once">The phrase for doing it once.</param>
internal readonly record struct Happening(string One, string Many, string Do, string Once);

/// <summary>The words for measures. A metric without a name is described by its measure.</summary>
internal static class MeasureWords
{
    /// <summary>The words for a count. In Chinese the number stands between <c>Do</c> and <c>Many</c>, which begins with the classifier.</summary>
    public static Happening Of(Measure measure, Tongue tongue) => measure.Kind switch
    {
        MeasureKind.PurchasesGross => Say(
            tongue, new("order (returned or not)", "orders (returned or not)", "place", "place an order (returned or not)"),
            new("订单（含已退货）", "笔订单（含已退货）", "再下", "下一笔订单（含已退货）")),
        MeasureKind.Returns => Say(tongue, new("return", "returns", "make", "make a return"), new("退货", "次退货", "再发生", "退一次货")),
        MeasureKind.Interactions => Say(tongue, new("contact", "contacts", "have", "have a contact"), new("互动", "次互动", "再进行", "进行一次互动")),
        MeasureKind.SurveysCsat => Answers(tongue, "CSAT", "满意度（CSAT）"),
        MeasureKind.SurveysNps => Answers(tongue, "NPS", "推荐度（NPS）"),
        MeasureKind.SurveysCes => Answers(tongue, "CES", "费力度（CES）"),
        MeasureKind.SurveysAsked =>
            Say(tongue, new("survey sent", "surveys sent", "get", "get a survey sent"), new("调查邀请", "次调查邀请", "再收到", "收到一次调查邀请")),
        MeasureKind.Complaints => Say(tongue, new("complaint", "complaints", "make", "make a complaint"), new("投诉", "次投诉", "再提出", "提出一次投诉")),
        MeasureKind.Referrals => Say(tongue, new("referral", "referrals", "make", "make a referral"), new("转介绍", "次转介绍", "再完成", "完成一次转介绍")),
        MeasureKind.Indicator => Say(
            tongue, new($"report of {Indicator(measure, tongue)}", $"reports of {Indicator(measure, tongue)}", "get",
                $"get a report of {Indicator(measure, tongue)}"),
            new($"{Indicator(measure, tongue)}上报", $"次{Indicator(measure, tongue)}上报", "再有", $"有一次{Indicator(measure, tongue)}上报")),
        _ => Say(tongue, new("order", "orders", "place", "place an order"), new("订单", "笔订单", "再下", "下一笔订单")),
    };

    /// <summary>The name of a sum.</summary>
    public static string Sum(Measure measure, Tongue tongue) => measure.Kind switch
    {
        MeasureKind.PurchasesGross => tongue.Say("gross spend", "消费总额（未扣退货）"),
        MeasureKind.PurchasesMargin => tongue.Say("margin", "毛利"),
        MeasureKind.PurchasesUnits => tongue.Say("number of units bought", "购买件数"),
        MeasureKind.Returns => tongue.Say("amount returned", "退货额"),
        MeasureKind.ReferralsRevenue => tongue.Say("spend of referred customers", "被推荐客户的消费额"),
        _ => tongue.Say("spend", "消费额"),
    };

    /// <summary>Adding an amount to a sum.</summary>
    public static string Add(Measure measure, Tongue tongue, string amount, bool isOne) => measure.Kind switch
    {
        MeasureKind.PurchasesGross => tongue.Say($"buy for {amount} more", $"再购买{amount}（不扣退货）"),
        MeasureKind.PurchasesMargin => tongue.Say($"bring {amount} more margin", $"再带来{amount}毛利"),
        MeasureKind.PurchasesUnits => tongue.Say($"buy {amount} more {(isOne ? "unit" : "units")}", $"再购买{amount}件"),
        MeasureKind.Returns => tongue.Say($"return goods for {amount} more", $"再退货{amount}"),
        MeasureKind.ReferralsRevenue => tongue.Say($"have referred customers spend {amount} more", $"由被推荐客户再消费{amount}"),
        _ => tongue.Say($"spend {amount} more", $"再消费{amount}"),
    };

    /// <summary>One value of a mean, a minimum, a maximum or the value in force.</summary>
    public static string Each(Measure measure, Tongue tongue) => measure.Kind switch
    {
        MeasureKind.PurchasesGross => tongue.Say("gross order value", "每单总额（未扣退货）"),
        MeasureKind.PurchasesMargin => tongue.Say("margin per order", "每单毛利"),
        MeasureKind.PurchasesUnits => tongue.Say("number of units per order", "每单件数"),
        MeasureKind.SurveysCsat => tongue.Say("satisfaction (CSAT)", "满意度（CSAT）"),
        MeasureKind.SurveysNps => tongue.Say("recommendation (NPS)", "推荐度（NPS）"),
        MeasureKind.SurveysCes => tongue.Say("effort (CES)", "费力度（CES）"),
        MeasureKind.ComplaintsHoursToResolve => tongue.Say("number of hours to resolve a complaint", "投诉解决小时数"),
        MeasureKind.ComplaintsOpen => tongue.Say("number of open complaints", "未解决投诉数"),
        MeasureKind.RelationshipDays => tongue.Say("number of days as a customer", "成为客户的天数"),
        MeasureKind.Indicator => Indicator(measure, tongue),
        _ => tongue.Say("order value", "每单消费额"),
    };

    /// <summary>The declared name, otherwise the quoted code.</summary>
    private static string Indicator(Measure measure, Tongue tongue) =>
        tongue.In(tongue.Named.Indicators.GetValueOrDefault(measure.Indicator!)) ?? tongue.Quoted(measure.Indicator!);

    private static Happening Answers(Tongue tongue, string survey, string chinese) => Say(
        tongue, new($"{survey} answer", $"{survey} answers", "give", $"give {(survey == "NPS" ? "an" : "a")} {survey} answer"),
        new($"{chinese}评价", $"次{chinese}评价", "再给出", $"给出一次{chinese}评价"));

    private static Happening Say(Tongue tongue, Happening english, Happening chinese) => tongue.IsEnglish ? english : chinese;
}
