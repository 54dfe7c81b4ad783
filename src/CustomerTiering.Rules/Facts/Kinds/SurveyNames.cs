using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>The names of the standard surveys in documents and entries.</summary>
internal static class SurveyNames
{
    public static Vocabulary<Survey> Words { get; } = new(("csat", Survey.Csat), ("nps", Survey.Nps), ("ces", Survey.Ces));

    public static string Of(Survey survey) => survey switch { Survey.Csat => "csat", Survey.Nps => "nps", _ => "ces" };

    public static (int Least, int Most) Scores(Survey? survey) => survey switch { Survey.Csat => (1, 5), Survey.Ces => (1, 7), _ => (0, 10) };

    public static Survey Of(byte value) => value <= (byte)Survey.Ces ? (Survey)value : throw new FormatException("No such survey.");
}
