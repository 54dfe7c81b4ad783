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
    public void Other_letters_and_other_words_make_another_name(string one, string other) => Assert.NotEqual(MatchText.OfName(one), MatchText.OfName(other));

    [Theory]
    [InlineData("text", "+44 20 7946-0018", "442079460018")]
    [InlineData("text", "Anna.Muster@Example.com", "annamusterexamplecom")]
    [InlineData("number", "1200.50", "1200.5")]
    [InlineData("number", "-12", "-12")]
    [InlineData("text", " -- ", null)]
    [InlineData("boolean", "true", null)]
    public void An_attribute_is_compared_by_its_letters_and_digits_or_as_a_number_and_never_as_a_boolean(string type, string text, string? compared) =>
        Assert.Equal(compared, MatchText.OfAttribute(type, text));

    [Theory]
    [InlineData("")]
    [InlineData(" .,- ")]
    [InlineData("’")]
    public void A_name_without_a_letter_or_digit_is_compared_with_none(string name) => Assert.Null(MatchText.OfName(name));
}
