namespace CustomerTiering.Rules.Documents;

/// <summary>The codes of <see cref="Values.DocumentError"/>, stable and explained in the policy guide.</summary>
internal static class ErrorCodes
{
    // The text of the document.
    public const string NotJson = "not-json";
    public const string InvalidUtf8 = "invalid-utf8";
    public const string LoneSurrogate = "lone-surrogate";
    public const string NulCharacter = "nul-character";
    public const string DuplicateMember = "duplicate-member";
    public const string TooDeep = "too-deep";
    public const string TooLarge = "too-large";
    public const string TooManyErrors = "too-many-errors";

    // Members and values.
    public const string UnknownMember = "unknown-member";
    public const string MissingMember = "missing-member";
    public const string WrongType = "wrong-type";
    public const string NotANumber = "not-a-number";
    public const string OutOfBounds = "out-of-bounds";
    public const string TooManyDecimals = "too-many-decimals";
    public const string NotAnInteger = "not-an-integer";
    public const string InvalidName = "invalid-name";
    public const string InvalidLanguage = "invalid-language";
    public const string InvalidPeriod = "invalid-period";
    public const string InvalidDate = "invalid-date";
    public const string UnknownWord = "unknown-word";
    public const string DuplicateValue = "duplicate-value";
    public const string ConflictingMembers = "conflicting-members";
    public const string NotAvailable = "not-available";
    public const string UnknownSchema = "unknown-schema";
    public const string UnknownTimeZone = "unknown-time-zone";
    public const string UnknownCurrency = "unknown-currency";
    public const string OwnCurrency = "own-currency";

    // Metrics.
    public const string UnknownMetric = "unknown-metric";
    public const string UnknownMeasure = "unknown-measure";
    public const string UnknownAggregate = "unknown-aggregate";
    public const string UnknownPair = "unknown-pair";
    public const string UnknownField = "unknown-field";
    public const string RatioOfRatios = "ratio-of-ratios";
    public const string WindowNotAllowed = "window-not-allowed";
    public const string OfNotAllowed = "of-not-allowed";
    public const string SamplesNotAllowed = "samples-not-allowed";
    public const string BeforeNotAllowed = "before-not-allowed";

    // Scores.
    public const string UnknownScore = "unknown-score";
    public const string ReservedName = "reserved-name";
    public const string CurveTooShort = "curve-too-short";
    public const string CurveOrder = "curve-order";
    public const string WeightsSumToZero = "weights-sum-to-zero";

    // Criteria.
    public const string NotACriterion = "not-a-criterion";
    public const string MissingBound = "missing-bound";
    public const string NestingTooDeep = "nesting-too-deep";
    public const string CountTooLarge = "count-too-large";
    public const string ContradictingBounds = "contradicting-bounds";
    public const string UnknownSegment = "unknown-segment";
    public const string SegmentOfSegments = "segment-of-segments";
    public const string StageNotAllowed = "stage-not-allowed";
    public const string UnknownAttribute = "unknown-attribute";
    public const string PersonalAttribute = "personal-attribute";
    public const string AttributeType = "attribute-type";

    // Tiers and stages.
    public const string NoTiers = "no-tiers";
    public const string TooManyTiers = "too-many-tiers";
    public const string DuplicateTier = "duplicate-tier";
    public const string FirstTierQualify = "first-tier-qualify";
    public const string MissingQualify = "missing-qualify";
    public const string RetainWithoutQualify = "retain-without-qualify";
    public const string RetainStricter = "retain-stricter";
    public const string UnknownServicePlan = "unknown-service-plan";
    public const string NoStages = "no-stages";
    public const string TooManyStages = "too-many-stages";
    public const string DuplicateStage = "duplicate-stage";
    public const string UnknownStage = "unknown-stage";

    // Service plans.
    public const string TooManyEntries = "too-many-entries";
    public const string InvalidDuration = "invalid-duration";
    public const string NothingPromised = "nothing-promised";
    public const string ResolutionBeforeResponse = "resolution-before-response";
}
