using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Customers;

public sealed class RegisterCustomerTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_registered_customer_is_read_whole_by_those_who_may()
    {
        await api.DeclareAsync("creditGrade", "text", "plain");
        await api.DeclareAsync("birthday", "text", "personal");
        var answer = await api.As(Roles.Agent).PostAsync("/customers",
            """{"externalId":"C-1","type":"person","name":"Anna Muster","attributes":{"creditGrade":"A","birthday":"1980-02-29"},"segments":["vip"],"group":"Muster AG"}""");
        var id = (await answer.ValueAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        Assert.Equal($"/api/v1/customers/{id}", answer.Headers.Location!.OriginalString);
        Assert.Equal("\"v2\"", answer.Headers.ETag!.Tag);

        var seen = await (await api.As(Roles.Agent).GetAfterAsync($"/customers/{id}", answer)).ValueAsync();
        Assert.Equal("open", seen.GetProperty("person").GetString());
        Assert.Equal("C-1", seen.GetProperty("externalId").GetString());
        Assert.Equal("Anna Muster", seen.GetProperty("name").GetString());
        Assert.Equal("A", seen.GetProperty("attributes").GetProperty("creditGrade").GetString());
        Assert.False(seen.GetProperty("attributes").TryGetProperty("birthday", out _));
        Assert.Equal("1980-02-29", seen.GetProperty("personalAttributes").GetProperty("birthday").GetString());
        Assert.Equal("vip", seen.GetProperty("segments")[0].GetString());
        Assert.Equal("Muster AG", seen.GetProperty("group").GetString());

        var author = await (await api.As(Roles.PolicyAuthor).GetAfterAsync($"/customers/{id}", answer)).Content.ReadAsStringAsync();
        Assert.Contains("\"sealed\"", author, StringComparison.Ordinal);
        Assert.DoesNotContain("Muster\"", author.Replace("Muster AG", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("C-1", author, StringComparison.Ordinal);
        Assert.DoesNotContain("1980", author, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_registered_twice_and_nothing_is_stored_then()
    {
        var (id, _) = await api.RegisterAsync("""{"externalId":"C-2","type":"company"}""");
        var before = await api.HeadAsync();
        var problem = await (await api.As(Roles.Agent).PostAsync("/customers", """{"externalId":"C-2","type":"company"}"""))
            .ProblemAsync(HttpStatusCode.Conflict, "already-registered");
        Assert.Contains(id.ToString(), problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await api.HeadAsync());
    }

    [Fact]
    public async Task The_same_command_again_gets_the_first_answer()
    {
        const string Body = """{"externalId":"C-3","type":"company"}""";
        var first = await (await api.As(Roles.Agent).PostAsync("/customers", Body, "same")).ValueAsync(HttpStatusCode.Created);
        var before = await api.HeadAsync();
        var again = await (await api.As(Roles.Agent).PostAsync("/customers", Body, "same")).ValueAsync(HttpStatusCode.Created);
        Assert.Equal(first.GetProperty("id").GetGuid(), again.GetProperty("id").GetGuid());
        Assert.Equal(before, await api.HeadAsync());
        await (await api.As(Roles.Agent).PostAsync("/customers", """{"externalId":"C-4","type":"company"}""", "same"))
            .ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Theory]
    [InlineData("""{"externalId":"C-9","type":"robot"}""", "$.type")]
    [InlineData("""{"type":"person"}""", "$.externalId")]
    [InlineData("""{"externalId":"C-9","type":"person","attributes":{"shoeSize":42}}""", "$.attributes.shoeSize")]
    [InlineData("""{"externalId":"C-9","type":"person","since":"2999-01-01T00:00:00Z"}""", "$.since")]
    public async Task What_is_wrong_is_named_and_nothing_is_stored(string body, string field)
    {
        var before = await api.HeadAsync();
        var problem = await (await api.As(Roles.Agent).PostAsync("/customers", body)).ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal([field], problem.Fields());
        Assert.Equal(before, await api.HeadAsync());
    }

    [Fact]
    public async Task A_tier_cannot_be_slipped_in()
    {
        var problem = await (await api.As(Roles.Agent).PostAsync("/customers", """{"externalId":"C-9","type":"person","tier":"gold"}"""))
            .ProblemAsync(HttpStatusCode.BadRequest, "malformed-json");
        Assert.Equal(["$.tier"], problem.Fields());
    }

    [Fact]
    public async Task Only_agents_register()
    {
        string[] others = [.. Roles.All.Where(role => role != Roles.Agent)];
        Assert.Equal(6, others.Length);
        foreach (var role in others)
            await (await api.As(role).PostAsync("/customers", """{"externalId":"C-9","type":"person"}"""))
                .ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }
}
