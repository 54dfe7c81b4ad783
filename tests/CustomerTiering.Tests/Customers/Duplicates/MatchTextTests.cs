using CustomerTiering.Customers.Duplicates;

namespace CustomerTiering.Tests.Customers.Duplicates;

public sealed class MatchTextTests
{
    [Theory]
    [InlineData("Anna Müller", "MULLER, Anna")]
    [InlineData("Zoë  O’Brien", "O'BRIEN zoe")]
    [InlineData("Jean-Luc Néel", "Néel Jean Luc")]
    [InlineData("ＡＣＭＥ　Ｌｔｄ．", "Acme Ltd")]
    [InlineData("王小明", " 王小明 ")]
    [InlineData("Ångström", "angstrom")]
    [InlineData("华信（集团）有限公司", "华信(集团)有限公司")]
    [InlineData("华信　集团 有限公司", "华信集团有限公司")]
    [InlineData("ＡＢＣ（中国）有限公司", "abc 中国有限公司")]
    [InlineData("王 小明", "王小明")]
    [InlineData("Zoe\u0308", "ZOË")]
    [InlineData("Nguyễn Văn Ước", "nguyen van uoc")]
    [InlineData("Strauß", "STRAUSS")]
    [InlineData("Łukasz Żółć", "lukasz zolc")]
    public void A_name_is_compared_without_case_accents_punctuation_and_order_of_words(string one, string other)
    {
        Assert.NotNull(MatchText.OfName(one));
        Assert.Equal(MatchText.OfName(one), MatchText.OfName(other));
    }

    [Theory]
    [InlineData("Anna Müller", "Anna Mueller")]
    [InlineData("Anna Müller", "AnnaMüller")]
    [InlineData("王小明", "王小朋")]
    [InlineData("がく", "かく")]
    [InlineData("मोहन", "महन")]
    [InlineData("Anna Anna", "Anna")]
    [InlineData("华信集团有限公司", "华信有限公司")]
    public void Other_letters_and_other_words_make_another_name(string one, string other) =>
        Assert.NotEqual(MatchText.OfName(one), MatchText.OfName(other));

    [Theory]
    [InlineData("Ju\u0308rgen Weiss", "J\u00fcrgen", true)]
    [InlineData("J\u00fcrgen Weiss", "u\u0308RG", true)]
    [InlineData("Weiss, Jürgen", "jurgen weiss", true)]
    [InlineData("华信（集团）有限公司", "华信集团", true)]
    [InlineData("Bergbau AG", "erg", true)]
    [InlineData("Bergbau AG", "berg ag", false)]
    [InlineData("Jörg Weiss", "Jürg", false)]
    public void A_name_is_found_by_a_part_of_it_as_duplicates_are_compared(string name, string sought, bool found) =>
        Assert.Equal(found, MatchText.Contains(name, sought));

    [Theory]
    [InlineData("Ju\u0308rgen Weiss", "JÜR", true)]
    [InlineData("华信（集团）有限公司", "华信 (集", true)]
    [InlineData("Anna Weiss", "Weiss", false)]
    public void A_name_is_found_by_its_beginning_as_duplicates_are_compared(string name, string sought, bool found) =>
        Assert.Equal(found, MatchText.Begins(name, sought));

    [Theory]
    [InlineData("text", "+44 20 7946-0018", "442079460018")]
    [InlineData("text", "Anna.Muster@Example.com", "annamusterexamplecom")]
    [InlineData("number", "1200.50", "1200.5")]
    [InlineData("number", "-12", "-12")]
    [InlineData("text", " -- ", null)]
    [InlineData("boolean", "true", null)]
    public void An_attribute_is_compared_by_its_letters_and_digits_or_as_a_number_and_never_as_a_boolean(
        string type, string text, string? compared) =>
        Assert.Equal(compared, MatchText.OfAttribute(type, text));

    [Theory]
    [InlineData("")]
    [InlineData(" .,- ")]
    [InlineData("’")]
    public void A_name_without_a_letter_or_digit_is_compared_with_none(string name) => Assert.Null(MatchText.OfName(name));
}
