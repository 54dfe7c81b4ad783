namespace CustomerTiering.Rules.Differences;

/// <summary>The words and marks of one language for describing a change.</summary>
internal sealed class Language
{
    private readonly Dictionary<string, string> _words;

    private Language(int column) =>
        _words = Table.ToDictionary(row => row.Member, row => column == 0 ? row.English : row.Chinese, StringComparer.Ordinal);

    public static Language English { get; } = new(0)
    {
        Colon = ": ",
        Comma = ", ",
        Semicolon = "; ",
        And = " and ",
        Or = " or ",
        Not = "not",
        Always = "always",
        Others = "others",
        Nothing = "nothing",
        Yes = "yes",
        No = "no",
        Added = "new:",
        Removed = "gone:",
        SomeOf = (count, of) => $"{count} of ({of})",
    };

    public static Language Chinese { get; } = new(1)
    {
        Colon = "：",
        Comma = "、",
        Semicolon = "；",
        And = " 且 ",
        Or = " 或 ",
        Not = "非",
        Always = "总是",
        Others = "其他",
        Nothing = "无",
        Yes = "是",
        No = "否",
        Added = "新增",
        Removed = "删除",
        SomeOf = (count, of) => $"{count} 项满足（{of}）",
    };

    public required string Colon { get; init; }

    public required string Comma { get; init; }

    public required string Semicolon { get; init; }

    public required string And { get; init; }

    public required string Or { get; init; }

    public required string Not { get; init; }

    /// <summary>A criterion without conditions.</summary>
    public required string Always { get; init; }

    /// <summary>The entry that applies to all others.</summary>
    public required string Others { get; init; }

    public required string Nothing { get; init; }

    public required string Yes { get; init; }

    public required string No { get; init; }

    public required string Added { get; init; }

    public required string Removed { get; init; }

    public required Func<string, string, string> SomeOf { get; init; }

    /// <summary>The word for a member; empty if it only groups, the member itself if the language has no word for it.</summary>
    public string Word(string member) => _words.GetValueOrDefault(member, member);

    private static (string Member, string English, string Chinese)[] Table =>
    [
        ("tiers", "", ""), ("stages", "", ""), ("entitlements", "", ""), ("movement", "", ""), ("all", "", ""), ("any", "", ""), ("of", "", ""),
        ("not", "not", "非"), ("order", "order", "顺序"), ("code", "code", "代码"), ("name", "name", "名称"), ("timeZone", "time zone", "时区"),
        ("currency", "currency", "币种"),
        ("metrics", "metric", "指标"), ("scores", "score", "评分"), ("rates", "rate", "汇率"), ("rate", "rate", "汇率"),
        ("measure", "measure", "度量"), ("aggregate", "aggregate", "聚合"), ("where", "where", "范围"), ("window", "window", "时间窗"),
        ("missing", "if missing", "缺失时"),
        ("rolling", "rolling", "滚动"), ("calendar", "calendar", "日历"), ("offset", "offset", "偏移"), ("ratio", "ratio", "比率"),
        ("atLeastSamples", "samples at least", "样本不少于"),
        ("weight", "weight", "权重"), ("curve", "curve", "曲线"), ("between", "between points", "点间"), ("scoreIfMissing", "if missing", "缺失时"),
        ("values", "values", "取值"), ("otherwise", "otherwise", "其余"), ("qualify", "qualify", "晋级条件"), ("retain", "retain", "保级条件"),
        ("when", "when", "条件"),
        ("moves", "left for", "可转入"), ("was", "was", "曾为"), ("segment", "segment", "细分"), ("stage", "stage", "阶段"),
        ("servicePlan", "service plan", "服务方案"), ("lock", "locked", "锁定"),
        ("validity", "validity", "有效期"), ("extend", "extended", "延长"), ("dates", "dates", "日期"), ("grace", "grace", "宽限期"),
        ("warn", "warning before", "预警提前"),
        ("review", "review", "复审"), ("every", "every", "每"), ("upgrade", "upgrade", "升级"), ("downgrade", "downgrade", "降级"),
        ("onReturn", "on a return", "退货时"),
        ("cycle", "cycle of", "周期"), ("attribute", "attribute", "属性"), ("begins", "beginning on", "起始日"),
        ("before", "before the first value", "首个值之前"),
        ("recheck", "recheck", "复核"), ("within", "within", "期限内"), ("after", "after", "延后"), ("landing", "landing", "软着陆"), ("net", "net", "净额"),
        ("transition", "transition", "过渡"), ("capped", "capped at", "最多降级数"), ("overrides", "override", "人工调整"), ("longest", "longest", "最长"),
        ("approvals", "approvals", "批准人数"), ("reasons", "reasons", "原因"), ("atLeast", "at least", "不低于"), ("atMost", "at most", "不高于"),
        ("above", "above", "高于"),
        ("below", "below", "低于"), ("equals", "equal to", "等于"), ("in", "in", "属于"), ("notIn", "not in", "不属于"), ("count", "count", "数目"),
        ("times", "time for", "时限"), ("response", "response", "响应"), ("resolution", "resolution", "解决"),
        ("dedicatedManager", "manager of their own", "专属经理"),
        ("contactEvery", "contact every", "联系间隔"), ("discounts", "discount for", "折扣"), ("percent", "percent", "百分比"), ("benefits", "benefit", "权益"),
        ("quantity", "quantity", "数量"), ("unit", "unit", "单位"), ("per", "per", "每"), ("cost", "cost", "成本"), ("amount", "amount", "金额"),
    ];
}
