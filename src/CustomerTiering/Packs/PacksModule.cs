using CustomerTiering.Composition;

namespace CustomerTiering.Packs;

/// <summary>Case studies as ready-made standards. After drafting, they are governed like any other standard.</summary>
public sealed class PacksModule : Module
{
    public override void Map(RouteGroupBuilder api)
    {
        var packs = api.MapGroup("/packs").WithTags("packs");
        ReadPacks.Map(packs);
        InstallPack.Map(packs);
    }
}
