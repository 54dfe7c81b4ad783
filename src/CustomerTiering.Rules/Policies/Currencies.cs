using System.Collections.Frozen;

namespace CustomerTiering.Rules.Policies;

/// <summary>The alphabetic currency codes of ISO 4217: those in use, and those withdrawn since 2022, which histories still contain.</summary>
internal static class Currencies
{
    private const string InUse =
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU "
        + "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD "
        + "JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
        + "NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
        + "TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

    private const string Withdrawn = "ANG BGN CUC HRK SLL ZWL";

    private static readonly FrozenSet<string> Codes = $"{InUse} {Withdrawn}".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Currencies whose smallest unit is not a hundredth.
    private static readonly FrozenSet<string> Whole =
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Thousandths = "BHD IQD JOD KWD LYD OMR TND".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Units of account.
    private static readonly FrozenSet<string> TenThousandths = "CLF UYW".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The smallest unit of payment: a hundredth; in some currencies one, a thousandth or a ten-thousandth.</summary>
    public static decimal Smallest(string code) =>
        Whole.Contains(code) ? 1 : Thousandths.Contains(code) ? 0.001m : TenThousandths.Contains(code) ? 0.0001m : 0.01m;

    public static bool Know(string code) => Codes.Contains(code);
}
