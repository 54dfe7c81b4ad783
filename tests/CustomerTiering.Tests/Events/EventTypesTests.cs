using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Events;

namespace CustomerTiering.Tests.Events;

/// <summary>Stored events outlive the code: a name, a member or its form may be added under a new schema number, never changed.</summary>
public sealed class EventTypesTests
{
    private const string Folder = "tests/CustomerTiering.Tests/Events/snapshots";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static TheoryData<string> Names => [.. EventTypes.All.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_has_the_shape_in_which_it_was_first_stored(string name)
    {
        var type = EventTypes.Named(name);
        Repository.AssertFile($"{Folder}/{name}.v{type.Schema}.json", EventShapes.Example(type).ToJsonString(Indented) + "\n");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_stored_is_read_and_nothing_of_it_is_lost(string name)
    {
        var type = EventTypes.Named(name);
        var stored = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, Folder, $"{name}.v{type.Schema}.json")))!.AsObject();
        Assert.NotNull(stored.Deserialize(type.Body, EventJson.Options)); // sealed members are read here, and can't be written again
        foreach (var member in type.Personal) Assert.True(stored.Remove(member), $"{name} has no personal member {member}");
        var again = JsonSerializer.SerializeToNode(stored.Deserialize(type.Body, EventJson.Options), type.Body, EventJson.Options);
        Assert.True(JsonNode.DeepEquals(stored, again), again!.ToJsonString());
    }

    [Fact]
    public void Each_snapshot_is_of_an_event_that_is_still_known()
    {
        var known = EventTypes.All.Select(type => type.Name).ToHashSet();
        var files = Directory.GetFiles(Path.Combine(Repository.Root, Folder));
        Assert.InRange(files.Length, EventTypes.All.Count, int.MaxValue);
        Assert.All(files, file => Assert.Contains(Path.GetFileName(file).Split('.')[0], known));
    }

    [Fact]
    public void Modules_declare_each_name_and_each_record_once()
    {
        var declared = ProductModules.All.SelectMany(module => module.Events.Concat(module.FactKinds.SelectMany(kind => kind.Events))).ToList();

        Assert.Equal(EventTypes.All.Select(type => type.Name), declared.Select(type => type.Name));
        Assert.Equal(declared.Count, declared.Select(type => type.Name).Distinct().Count());
        Assert.Equal(declared.Count, declared.Select(type => type.Body).Distinct().Count());
    }

    [Fact]
    public void Registering_a_row_again_changes_nothing_and_a_contradictory_row_is_refused()
    {
        var before = EventTypes.All;
        var known = before[0];

        EventTypes.Register([new(known.Name, known.Schema, known.Body)]);
        Assert.Throws<InvalidOperationException>(() => EventTypes.Register([new(known.Name, known.Schema + 1, known.Body)]));
        Assert.Throws<InvalidOperationException>(() => EventTypes.Register([new("AnotherName", known.Schema, known.Body)]));
        Assert.Throws<InvalidOperationException>(() => EventTypes.Register([new(known.Name, known.Schema, typeof(EventTypesTests))]));

        Assert.Equal(before, EventTypes.All);
    }

    [Fact]
    public void A_record_that_no_module_declares_has_no_row() =>
        Assert.Throws<InvalidOperationException>(() => EventTypes.Of(new Loaded<string>("", 0)));
}
