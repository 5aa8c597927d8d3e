using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Reading;
using Jalon.Web.Search;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Search;

/// <summary>One ministry whose post has candidates with every kind of name, read by people in every kind of role.</summary>
public sealed class FindingPeople(TestCluster cluster) : IAsyncLifetime
{
    private static readonly string[][] Names =
    [
        ["Anne-Sophie", "de La Tour-d’Auvergne"], ["Fatou", "N’Diaye"], ["Jean", "Delatour"], ["Wu", "Li"], ["Éloïse", "Œuvrard"], ["Maël", "Le Goff"], ["Rose", "Petit"], ["Joséphine", "O'Brien"],
    ];

    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
        foreach (var name in Names)
        {
            var person = await ministry.PersonAsync(name[0], name[1], null, ministry.Alpha);
            var id = DerivedId.Application(ministry.Post, person);
            ministry.Applications[$"{name[0]} {name[1]}"] = id;
            await ministry.DoAsync(id, new Apply(ministry.Post, person, ministry.Alpha, CandidateStatus.CivilServant, Channel.CommonSpace), ministry.Claire, 3);
        }
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Accents_capitals_apostrophes_hyphens_particles_and_order_do_not_matter()
    {
        foreach (var (typed, found) in new[]
        {
            ("lemoine paul", "Paul Lemoine"), ("LEMO", "Paul Lemoine"), ("eloise oeuvrard", "Éloïse Œuvrard"), ("Oeuvrard", "Éloïse Œuvrard"), ("E\u0301loi", "Éloïse Œuvrard"),
            ("n'diaye", "Fatou N’Diaye"), ("N’Diaye", "Fatou N’Diaye"), ("ndiaye fatou", "Fatou N’Diaye"), ("n diaye", "Fatou N’Diaye"), ("obrien", "Joséphine O'Brien"), ("O’Brien", "Joséphine O'Brien"),
            ("sophie anne", "Anne-Sophie de La Tour-d’Auvergne"), ("annesophie", "Anne-Sophie de La Tour-d’Auvergne"), ("tour d'auvergne", "Anne-Sophie de La Tour-d’Auvergne"),
            ("dauvergne", "Anne-Sophie de La Tour-d’Auvergne"), ("de la tour jean", "Jean Delatour"), ("delatour", "Jean Delatour"), ("legoff", "Maël Le Goff"), ("le goff mael", "Maël Le Goff"),
            ("li", "Wu Li"), ("wu li", "Wu Li"), ("rose p", "Rose Petit"),
        }) Assert.Contains(found, await NamesAsync(ministry.Claire, typed));
        Assert.Equal(["Anne-Sophie de La Tour-d’Auvergne", "Jean Delatour"], (await NamesAsync(ministry.Claire, "de la tour")).Order());
    }

    [Fact]
    public async Task Any_one_mistake_in_a_name_of_four_letters_or_more_is_forgiven()
    {
        foreach (var (word, name) in new[] { ("rose", "Rose Petit"), ("denis", "Alice Denis"), ("lemoine", "Paul Lemoine"), ("marchal", "Hugo Marchal") })
            foreach (var typed in Mistakes(word)) Assert.True((await NamesAsync(ministry.Claire, typed)).Contains(name), $"{typed} for {word}");
        Assert.Contains("Paul Lemoine", await NamesAsync(ministry.Claire, "lemion"));
        Assert.DoesNotContain("Paul Lemoine", await NamesAsync(ministry.Claire, "lemnioe"));
    }

    [Fact]
    public async Task Everybody_is_in_alphabetical_order_with_near_spellings_after()
    {
        var found = await FindAsync(ministry.Claire, "pet");
        Assert.Equal(["Gaël Petit", "Rose Petit"], found.People.Select(person => person.Name));
        Assert.Equal([(Likeness.Near, "Gaël Petit"), (Likeness.Near, "Rose Petit")], (await FindAsync(ministry.Claire, "peitt")).People.Select(person => (person.Likeness, person.Name)));
    }

    [Fact]
    public async Task Nobody_finds_a_name_they_may_not_read()
    {
        var filiere = await ministry.PersonAsync("Inès", "Filière", Role.FiliereHr, ministry.Beta);
        Assert.Contains("Paul Lemoine", await NamesAsync(ministry.Odile, "lemoine"));
        Assert.Contains("Paul Lemoine", await NamesAsync(ministry.Mehdi, "lemoine"));
        Assert.Contains("Paul Lemoine", await NamesAsync(ministry.Sami, "lemoine"));
        Assert.Empty(await NamesAsync(ministry.Sami, "leclerc"));
        foreach (var (who, what) in new[] { (ministry.Anne, "lemoine"), (ministry.Karim, "lemoine"), (filiere, "lemoine"), (filiere, "lemione"), (Guid.CreateVersion7(), "lemoine") })
            Assert.Empty((await FindAsync(who, what)).People);
        Assert.Empty(await NamesAsync(ministry.Claire, "besnard"));
    }

    [Fact]
    public async Task Whoever_reads_pseudonyms_finds_the_file_by_its_own()
    {
        var filiere = await ministry.PersonAsync("Inès", "Filière", Role.FiliereHr, ministry.Beta);
        var id = ministry.Applications["Paul Lemoine"];
        foreach (var typed in new[] { Pseudonym.Of(id), Pseudonym.Of(id).Split(' ')[1].ToLowerInvariant() })
        {
            var file = Assert.Single((await FindAsync(filiere, typed)).People);
            Assert.Equal((null, Pseudonym.Of(id), id), (file.Id, file.Name, Assert.Single(file.Cases).Id));
            Assert.Empty((await FindAsync(ministry.Anne, typed)).People);
        }
    }

    [Fact]
    public async Task Who_applies_to_a_post_finds_nothing_of_its_inside()
    {
        Assert.NotEmpty((await FindAsync(ministry.Claire, "2026-0417")).Posts);
        await ministry.DoAsync(DerivedId.Application(ministry.Post, ministry.Claire), new Apply(ministry.Post, ministry.Claire, ministry.Alpha, CandidateStatus.CivilServant, Channel.Jalon), ministry.Claire);
        var found = await FindAsync(ministry.Claire, "lemoine");
        Assert.Empty(found.People);
        Assert.Empty((await FindAsync(ministry.Claire, "2026-0417")).Posts);
    }

    [Fact]
    public async Task A_post_is_found_by_its_reference_or_part_of_it_and_by_its_title()
    {
        var other = Guid.CreateVersion7();
        await ministry.DoAsync(other, new DraftVacancy(other, ministry.Beta, Ministry.Sheet with { Title = "Ingénieur réseau F/H", NeededSince = ministry.Today }), ministry.Anne);
        foreach (var typed in new[] { "2026-0417", "2026 0417", "20260417", "0417", "2026", "ingenieur devops", "devosp", "Ingénieur DevOps F/H" })
        {
            Assert.Equal([ministry.Post], (await FindAsync(ministry.Claire, typed)).Posts.Select(post => post.Id));
            Assert.DoesNotContain(ministry.Post, (await FindAsync(ministry.Anne, typed)).Posts.Select(post => post.Id));
        }

        Assert.Equal([other], (await FindAsync(ministry.Anne, "ingenieur")).Posts.Select(post => post.Id));
        Assert.Empty((await FindAsync(ministry.Claire, "0418")).Posts);
        Assert.Empty((await FindAsync(ministry.Claire, "04")).Posts);
    }

    [Fact]
    public async Task A_corrected_name_is_found_and_the_former_one_no_longer()
    {
        var person = (await FindAsync(ministry.Claire, "lemoine")).People.Single();
        await ministry.DoAsync(person.Id!.Value, new CorrectIdentity("Paul", "Vasseur", null, null), ministry.Claire);
        Assert.Contains("Paul Vasseur", await NamesAsync(ministry.Claire, "vasseur"));
        Assert.Empty(await NamesAsync(ministry.Claire, "lemoine"));
        await using var connection = await site.Engine.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*)::int from jalon.person where words like '%lemoine%'"));
    }

    [Fact]
    public async Task The_box_finds_in_two_clicks_and_no_address_ever_holds_the_name()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var sent = await claire.PostAsync("/postes", "/recherche", new() { ["recherche-texte"] = "lemione" });
        Assert.Equal("/recherche", sent.Headers.Location!.ToString());
        var text = await claire.ReadAsync("/recherche");
        foreach (var part in new[] { "Orthographes proches", "Paul Lemoine", "Ingénieur DevOps F/H", "réf. 2026-0417", "Entretien" }) Assert.Contains(part, text, StringComparison.Ordinal);
        var html = await claire.Http.GetStringAsync(new Uri("/recherche", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains($"href=\"/candidatures/{ministry.Applications["Paul Lemoine"]}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("lemoine", string.Concat(sent.Headers.SelectMany(header => header.Value)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_cannot_be_searched_is_shown_again_with_a_sentence_and_nobody_reads_the_search_of_another()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        foreach (var typed in new[] { "", "x", "%_", new string('a', 300), "🙂" })
        {
            var answer = await claire.PostAsync("/recherche", "/recherche", new() { ["recherche-texte"] = typed });
            Assert.Equal(422, (int)answer.StatusCode);
            Assert.Matches("Écrivez|illisible", await Visitor.TextAsync(answer));
        }

        var unreadable = await claire.PostAsync("/recherche", "/recherche", new() { ["recherche-texte"] = "Paul\0" });
        Assert.Equal(400, (int)unreadable.StatusCode);
        Assert.Contains("n’est pas lisible", await Visitor.TextAsync(unreadable), StringComparison.Ordinal);
        await claire.PostAsync("/recherche", "/recherche", new() { ["recherche-texte"] = "lemoine" });
        Assert.Contains("Paul Lemoine", await claire.ReadAsync("/recherche"), StringComparison.Ordinal);
        await claire.PostAsync("/connexion", "/connexion", new() { ["personne"] = ministry.Odile.ToString() });
        Assert.DoesNotContain("Lemoine", await claire.ReadAsync("/recherche"), StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Mistakes(string word)
    {
        for (var place = 0; place < word.Length; place++)
        {
            yield return word.Remove(place, 1);
            yield return word.Insert(place, "z");
            yield return $"{word[..place]}z{word[(place + 1)..]}";
            if (place + 1 < word.Length) yield return $"{word[..place]}{word[place + 1]}{word[place]}{word[(place + 2)..]}";
        }

        yield return $"{word}z";
    }

    private async Task<Findings> FindAsync(Guid person, string typed)
    {
        var ct = TestContext.Current.CancellationToken;
        var who = await People.WhoAsync(site.Engine.Database, person, ministry.Now, ct);
        return await SearchQuery.ReadAsync(site.Engine.Database, who, SearchText.Read(typed).Text!, ct);
    }

    private async Task<IReadOnlyList<string>> NamesAsync(Guid person, string typed) => [.. (await FindAsync(person, typed)).People.Select(one => one.Name)];
}
