using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Values;

public class NfcTests
{
    [Theory]
    [InlineData("Ju\u0308rgen", "J\u00FCrgen")]
    [InlineData("J\u00FCrgen", "J\u00FCrgen")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("a\u0323\u0302", "\u1EAD")]
    [InlineData("a\u0302\u0323", "\u1EAD")]
    [InlineData("a\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    [InlineData("\uFA30", "\u4FAE")]
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\u1100\uAC00\u11A8", "\u1100\uAC01")]
    [InlineData("\uFF21\uFB01", "\uFF21\uFB01")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0061\u0338\u0338", "\u0061\u0338\u0338")]
    public void A_text_is_composed_as_far_as_it_goes_and_no_letter_becomes_another(string text, string composed) =>
        Assert.Equal(composed, Nfc.Normalize(text));
}
