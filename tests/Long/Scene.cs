using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;

using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Long;

/// <summary>An invented ministry with a post of six openings for ten people heard, and thirty-two people on their way on another.</summary>
/// <param name="Own">Applications that one client each moves: two a client.</param>
/// <param name="Contested">Applications that all ask to retain and give back.</param>
internal sealed record Scene(string Token, Guid[] Own, Guid[] Contested)
{
    private const int Openings = 6;

    private static readonly VacancySheet Sheet = new(
        "Cheffe ou chef de projet numérique F/H", Branch.State, NeedKind.Vacant, Category.A, "Attaché", "Ministère Alpha", "Ministère Alpha", "Chef de projet MOA SI", "Conduire le projet.",
        "Avoir conduit un projet.", "Aucune", "Rennes", new(2027, 1, 4), "recrutement@exemple.test", null, Openness.CivilServantsOnly, true);

    public static async Task<Scene> PrepareAsync(string database)
    {
        await using var engine = await Engine.StartAsync(database, ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var (ministry, recruiter, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await TellAsync(engine, ministry, new CreateOrganisation(ministry, "Ministère Alpha", null, OrganisationLevel.Ministry));
        foreach (var person in new[] { recruiter, other })
        {
            await TellAsync(engine, person, new Register(person, "Dominique", "Exemple", null, null, CandidateStatus.External));
            foreach (var role in new[] { Role.Recruiter, Role.HrLead, Role.LineManager, Role.Assessor })
                await TellAsync(engine, ministry, new GrantRole(person, role, DateTimeOffset.UtcNow.AddDays(-1)));
        }

        var (contested, calm) = (await PublishAsync(engine, ministry, other, Openings), await PublishAsync(engine, ministry, other, 1));
        var heard = new List<Guid>();
        for (var n = 0; n < 10; n++) heard.Add(await HeardAsync(engine, await ApplyAsync(engine, contested, ministry), recruiter, other));
        var own = new List<Guid>();
        for (var n = 0; n < 2 * Clients.Count; n++) own.Add(await ApplyAsync(engine, calm, ministry));
        return new Scene(await ApiTokens.CreateAsync(engine.Database, recruiter, CancellationToken.None), [.. own], [.. heard]);
    }

    private static async Task<Guid> PublishAsync(Engine engine, Guid ministry, Guid manager, int openings)
    {
        var (id, today) = (Guid.CreateVersion7(), FrenchCalendar.DayOf(DateTimeOffset.UtcNow));
        Command[] steps =
        [
            new DraftVacancy(id, ministry, Sheet with { Openings = openings, LineManager = manager }), new Submit(), new Approve(),
            new Publish($"A-{id:N}"[..12], today.AddDays(60), today), new RecordUrgency("Départ.", "Le directeur"),
        ];
        foreach (var step in steps) await TellAsync(engine, id, step, manager);
        return id;
    }

    private static async Task<Guid> ApplyAsync(Engine engine, Guid vacancy, Guid ministry)
    {
        var person = Guid.CreateVersion7();
        await TellAsync(engine, person, new Register(person, "Camille", "Exemple", null, null, CandidateStatus.CivilServant));
        var id = DerivedId.Application(vacancy, person);
        await TellAsync(engine, id, new Apply(vacancy, person, ministry, CandidateStatus.CivilServant, Channel.Jalon));
        await TellAsync(engine, id, new Move(Stage.Admissible));
        return id;
    }

    private static async Task<Guid> HeardAsync(Engine engine, Guid id, params Guid[] assessors)
    {
        await TellAsync(engine, id, new Move(Stage.Preselected));
        foreach (var assessor in assessors) await TellAsync(engine, id, new NameAssessor(assessor));
        await TellAsync(engine, id, new Move(Stage.Interview));
        foreach (var assessor in assessors) await TellAsync(engine, id, new FileOpinion("Avis.", []), assessor);
        return id;
    }

    private static async Task TellAsync(Engine engine, Guid grain, Command command, Guid? by = null)
    {
        var reply = await engine.Silo.SendAsync(new Envelope(grain, command, Guid.CreateVersion7(), by is { } person ? new Actor(person) : Actor.System));
        if (reply is not Done) throw new InvalidOperationException($"{command.GetType().Name}: {reply}");
    }
}
