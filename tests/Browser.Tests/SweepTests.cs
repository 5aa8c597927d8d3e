using System.Reflection;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Jalon.Browser.Tests;

/// <summary>Every page of the program, as those who use it see it: rules of accessibility and width at 1280 and 320 px, the keyboard, no script that fails.</summary>
public sealed class SweepTests(Scene scene) : IClassFixture<Scene>, IAsyncLifetime
{
    private const string Claire = "Claire Besnard", Mehdi = "Mehdi Ouali", Sami = "Sami Tahar", Odile = "Odile Ferrand", Karim = "Karim Diallo", Paul = "paul.lemoine@exemple.fr";

    /// <summary>A reader (nobody, without an account), an address.</summary>
    public static TheoryData<string?, string> Pages => new()
    {
        { null, "/offres" }, { null, "/offres?lieu=Nantes" }, { null, "/offres/{poste}" }, { null, "/mentions-legales" }, { null, "/donnees-personnelles" }, { null, "/accessibilite" }, { null, "/connexion" }, { null, "/connexion/lien/{jeton}" },
        { Paul, "/mes-candidatures/{choisi}/proposition" }, { Paul, "/mes-candidatures/{parti}/avis" }, { Paul, "/mes-candidatures/{parti}/autre-poste/{poste}" }, { Sami, "/evaluations/{paul}" }, { Claire, "/candidatures/{choisi}/proposition" }, { Claire, "/candidatures/{choisi}/note-de-selection" }, { Claire, "/candidatures/{choisi}/attestation" },
        { Paul, "/mes-candidatures" }, { Paul, "/mes-candidatures/{paul}/retirer" }, { Paul, "/mes-candidatures/{paul}/messages" }, { Paul, "/candidatures/{paul}/pieces" }, { Paul, "/mon-profil" }, { Paul, "/alertes?lieu=Lille" },
        { Paul, "/offres/{poste}/candidater" }, { Paul, "/messages" }, { Paul, "/messages/{lettre}" },
        { Claire, "/journee" }, { Claire, "/a-faire" }, { Claire, "/postes" }, { Claire, "/postes/nouveau" }, { Claire, "/postes/{poste}" }, { Claire, "/postes/{poste}/modifier" }, { Claire, "/postes/{poste}/tableau" },
        { Claire, "/postes/{poste}/tableau?vue=liste&par=part" }, { Claire, "/postes/{poste}/tri" }, { Claire, "/postes/{poste}/ensemble?colonne=Received&geste=refuser" }, { Claire, "/postes/{poste}/ajouter" },
        { Claire, "/postes/{poste}/diffusion" }, { Claire, "/postes/{poste}/choix" }, { Claire, "/candidatures/{paul}" }, { Claire, "/candidatures/{chloe}" }, { Claire, "/candidatures/{paul}/deplacer" }, { Claire, "/candidatures/{paul}/refuser" },
        { Claire, "/entretiens" }, { Claire, "/entretiens/disponibilites" }, { Claire, "/echeances" }, { Claire, "/messages" }, { Claire, "/envois" }, { Claire, "/recherche" }, { Claire, "/profil/touches" }, { Claire, "/reprise" },
        { Mehdi, "/journee" }, { Mehdi, "/postes/{poste}/preselection" },
        { Odile, "/a-faire?voir=autres" }, { Odile, "/ce-matin" }, { Odile, "/ce-matin/action?organisation={alpha}" }, { Odile, "/blocages" }, { Odile, "/delais" }, { Odile, "/previsions" }, { Odile, "/previsions/justesse" }, { Odile, "/indicateurs" }, { Odile, "/dossiers?voir=retard&aupres={alpha}&main=Administration" }, { Odile, "/revue" },
        { Odile, "/postes/{poste}/relecture" }, { Odile, "/postes/{besoin}/relecture" }, { Odile, "/experimentations" }, { Odile, "/experimentations/nouvelle" }, { Odile, "/experimentations/{essai}" },
        { Odile, "/procedures" }, { Odile, "/procedures/selection" }, { Odile, "/procedures/selection?dossier={chloe}" },
        { Karim, "/exploitation" }, { Karim, "/procedures/selection/versions" }, { Karim, "/referentiels" },
    };

    /// <summary>Swept where their journey is (<see cref="InterviewTests"/>, <see cref="ErrorPageTests"/>, <see cref="VocabularyPageTests"/>), or no page at all.</summary>
    private static readonly string[] Elsewhere =
        ["/candidatures/{id:guid}/entretien", "/entretien/{token:maxlength(100)}", "/erreur/{code:int}", "/vocabulaire", "/deconnexion"];

    public async ValueTask InitializeAsync()
    {
        await scene.EndOfTheWayAsync();
        await scene.TakeUpAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_is_clean_at_both_widths_and_whole_by_the_keyboard(string? reader, string path)
    {
        var page = await scene.ReaderAsync(reader);
        if (path.Contains("{jeton}", StringComparison.Ordinal)) path = await scene.LinkAsync();
        var answer = await page.GotoAsync(path.Replace("{poste}", $"{scene.Ministry.Post}", StringComparison.Ordinal)
            .Replace("{alpha}", $"{scene.Ministry.Alpha}", StringComparison.Ordinal).Replace("{choisi}", $"{scene.Chosen}", StringComparison.Ordinal)
            .Replace("{parti}", $"{scene.Gone}", StringComparison.Ordinal).Replace("{besoin}", $"{scene.Need}", StringComparison.Ordinal).Replace("{essai}", $"{scene.Experiment}", StringComparison.Ordinal)
            .Replace("{lettre}", path.Contains("{lettre}", StringComparison.Ordinal) ? $"{await scene.LetterAsync()}" : "", StringComparison.Ordinal)
            .Replace("{paul}", $"{scene.Ministry.Applications["Paul Lemoine"]}", StringComparison.Ordinal).Replace("{chloe}", $"{scene.Ministry.Applications["Chloé Marty"]}", StringComparison.Ordinal));
        Assert.True(answer!.Ok, $"{path}: {answer.Status}");
        Assert.NotEqual("/connexion", path == "/connexion" ? null : new Uri(page.Url).AbsolutePath);
        await PageChecks.IsCleanAtBothWidthsAsync(page, string.Concat(path.Trim('/').Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')));
        await PageChecks.IsReachedByTabAsync(page);
    }

    [Fact]
    public void No_page_of_the_program_is_forgotten()
    {
        var swept = Pages.Select(row => row.Data.Item2.Split('?')[0]).ToHashSet();
        var templates = typeof(Web.Host.WebHost).Assembly.GetCustomAttributes<RazorCompiledItemAttribute>()
            .SelectMany(item => item.Type.GetCustomAttributes<RazorCompiledItemMetadataAttribute>()).Where(item => item.Key == "RouteTemplate").Select(item => item.Value).Distinct().ToList();
        Assert.InRange(templates.Count, 50, 500);
        Assert.Equal([], templates.Where(template => !Elsewhere.Contains(template) && !swept.Any(path => Fits(template, path))));
    }

    /// <summary>Segment by segment; a parameter takes anything, an optional one nothing.</summary>
    private static bool Fits(string template, string path)
    {
        var (asked, given) = (template.Split('/'), path.Split('/'));
        return asked.Count(one => !one.EndsWith("?}", StringComparison.Ordinal)) <= given.Length && given.Length <= asked.Length
            && given.Zip(asked).All(pair => pair.Second.StartsWith('{') ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}
