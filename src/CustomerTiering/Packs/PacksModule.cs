using CustomerTiering.Composition;

namespace CustomerTiering.Packs;

/// <summary>The case studies as standards that are ready to be drafted; what comes after goes as with any other standard.</summary>
public sealed class PacksModule : Module
{
    public override void Map(RouteGroupBuilder api)
    {
        var packs = api.MapGroup("/packs").WithTags("packs");
        ReadPacks.Map(packs);
        InstallPack.Map(packs);
    }
}
