using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Tests;

namespace Jalon.Silo.Tests.Hosting;

public sealed class RefusingText(TestCluster cluster) : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.OpenAsync(await cluster.NewDatabaseAsync());

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Theory]
    [InlineData("\0", "illisible")]
    [InlineData("\uD83D", "illisible")]
    [InlineData("\u202E", "sens de lecture")]
    [InlineData("\u2066", "sens de lecture")]
    public async Task What_cannot_be_kept_or_misleads_is_named_by_its_field(string bad, string sentence)
    {
        var person = Guid.CreateVersion7();
        var invalid = Assert.IsType<Invalid>(await office.SendAsync(person, new Register(person, "Alix", $"Du{bad}rand", null, null, CandidateStatus.External)));
        Assert.Contains(invalid.Problems, problem => problem.Field == "familyName" && problem.Sentence.Contains(sentence, StringComparison.Ordinal));
        Assert.All(invalid.Problems, problem => Assert.Equal("familyName", problem.Field));
        Assert.Equal(0, await office.CountAsync("jalon.person"));
    }

    [Fact]
    public async Task A_nested_field_is_named_by_its_path()
    {
        var opinion = new FileOpinion("Bien.", [new("Écoute", OpinionLevel.Met), new("Pro\u202Ejet", OpinionLevel.Met)]);
        var invalid = Assert.IsType<Invalid>(await office.SendAsync(Guid.CreateVersion7(), opinion));
        Assert.Equal("levels[1].criterion", Assert.Single(invalid.Problems).Field);
    }

    [Theory]
    [InlineData("Zoé 🌻")]
    [InlineData("D’Œuvre – L’Haÿ")]
    [InlineData("𠮷田")]
    public async Task Every_name_a_person_has_is_kept_as_it_is(string name)
    {
        var person = Guid.CreateVersion7();
        await office.DoAsync(person, new Register(person, name, "Durand", null, null, CandidateStatus.External));
        Assert.Equal(name, await office.Engine.Database.ScalarAsync<string>("select given_name from jalon.person"));
    }
}
