using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Silo.Histories;
using Npgsql;

namespace Jalon.Web.Demonstration;

/// <summary>The files that came with the last candidacies: invented like the people, and the same at each load.</summary>
internal static class Curriculum
{
    /// <summary>Older candidacies are decided, or nobody opens their files any more.</summary>
    public const int Days = 45;

    private static readonly string[] Before = ["assistance aux utilisateurs", "développement d’un portail de démarches", "conduite d’un projet de dématérialisation", "exploitation de serveurs", "tableaux de bord d’une politique publique", "refonte d’un site d’information", "accueil et formation des agents"];

    private static readonly string[] Places = ["une préfecture", "un rectorat", "une agence de l’État", "une petite entreprise", "une association", "une collectivité"];

    private static readonly string[] Studies = ["Licence d’informatique", "Master de sciences sociales", "Diplôme d’ingénieur", "BTS services informatiques", "Master de statistique", "Licence d’administration publique"];

    public static Guid FileOf(Guid application) => DerivedId.Of(Cast.Seed, "curriculum", application);

    /// <summary>Stored before the history is played: each joins its candidacy in the commit that files it.</summary>
    public static async Task KeepAsync(Engine engine, IReadOnlyList<Deed> deeds, CancellationToken ct)
    {
        var people = deeds.Select(deed => deed.Command).OfType<Register>().ToDictionary(person => person.CandidateId);
        var papers = deeds.Select(deed => deed.Command).OfType<Apply>().SelectMany(apply => (apply.Papers ?? []).Select(paper => (paper.FileId, Person: people[apply.CandidateId]))).ToList();
        var bytes = papers.Select(paper => Written(paper.Person)).ToArray();
        await using var command = engine.Database.CreateCommand($"""
            insert into jalon.document (id, person_id, type, name, media_type, size, bytes, by, at)
            select id, person_id, '{nameof(DocumentType.CurriculumVitae)}', name, 'application/pdf', length(bytes), bytes, person_id, now()
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bytea[]) as paper(id, person_id, name, bytes) on conflict do nothing
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = papers.Select(paper => paper.FileId).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = papers.Select(paper => paper.Person.CandidateId).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = papers.Select(paper => $"CV {paper.Person.GivenName} {paper.Person.FamilyName}.pdf").ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = bytes });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static byte[] Written(Register person)
    {
        var dice = new Dice("curriculum", person.CandidateId);
        var years = dice.Between(2, 9);
        return OnePagePdf.Of($"{person.GivenName} {person.FamilyName}", [
            ("Document d’une personne inventée, pour la démonstration de Jalon", false), (person.Email ?? "", false),
            ("Situation", true), (person.Status.Label(), false), .. (person.Corps is { } corps ? [(corps, false)] : Array.Empty<(string, bool)>()),
            ("Expérience", true), ($"Depuis {years} ans : {dice.Pick(Before)}, dans {dice.Pick(Places)}", false), ($"Les {dice.Between(2, 6)} années d’avant : {dice.Pick(Before)}, dans {dice.Pick(Places)}", false),
            ("Études", true), (dice.Pick(Studies), false),
            ("Ce que je sais faire", true), ("Travailler avec les personnes qui se servent du service", false), ("Écrire ce qui a été décidé, et le transmettre", false),
        ]);
    }
}
