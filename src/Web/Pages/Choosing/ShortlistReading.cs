using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Pages.Choosing;

/// <summary>Where the manager stands on one file.</summary>
public enum Verdict { ToRead, Kept, SetAside }

/// <summary>One person of the shortlist, and how their file was read so far.</summary>
/// <param name="Levels">What was said of each announced criterion; those not read yet are absent.</param>
public sealed record ShortlistPerson(Guid Id, string Name, JobApplication State, IReadOnlyDictionary<string, AssessFile> Levels)
{
    public Verdict Verdict => State.Outcome is not null ? Verdict.SetAside : State.Stage == Stage.Preselected ? Verdict.Kept : Verdict.ToRead;
}

/// <summary>The admissible candidacies of a post, those kept and those set aside, in alphabetical order: nothing sorts people otherwise.</summary>
public static class ShortlistReading
{
    /// <summary>A post has a few dozen admissible files; beyond, they are read from the list of its board.</summary>
    private const int Most = 300;

    private const string PeopleSql = """
        select a.id, a.state, p.given_name || ' ' || p.family_name
        from jalon.job_application a left join jalon.person p on p.id = a.candidate_id
        where a.vacancy_id = $1 and a.stage in ('Admissible', 'Preselected') and (a.outcome is null or a.outcome = 'Rejected')
        order by p.family_name collate "fr-x-icu", p.given_name collate "fr-x-icu", a.id limit $2
        """;

    private const string NotesSql = "select about, text from jalon.note where id = any ($1) and kind = 'file'";

    public static async Task<IReadOnlyList<ShortlistPerson>> ReadAsync(NpgsqlDataSource database, Guid vacancy, CancellationToken ct)
    {
        await using var query = Query.Of(database, PeopleSql, vacancy, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var people = new List<ShortlistPerson>();
        while (await row.ReadAsync(ct)) people.Add(new ShortlistPerson(row.GetGuid(0), row.Text(2) ?? "Personne effacée", row.State<JobApplication>(1), new Dictionary<string, AssessFile>()));
        return people;
    }

    /// <summary>What was read in the files of those shown.</summary>
    public static async Task<IReadOnlyList<ShortlistPerson>> WithLevelsAsync(NpgsqlDataSource database, IReadOnlyList<ShortlistPerson> people, CancellationToken ct)
    {
        var ids = people.SelectMany(person => person.State.FileNotes?.Values ?? []).ToArray();
        if (ids.Length == 0) return people;
        await using var query = Query.Of(database, NotesSql, ids);
        await using var row = await query.ExecuteReaderAsync(ct);
        var read = new List<(Guid Application, AssessFile Level)>();
        while (await row.ReadAsync(ct)) read.Add((row.GetGuid(0), JsonSerializer.Deserialize<AssessFile>(row.GetString(1), Json.Options)!));
        var byPerson = read.ToLookup(one => one.Application, one => one.Level);
        return [.. people.Select(person => person with { Levels = byPerson[person.Id].ToDictionary(level => level.Criterion) })];
    }
}
