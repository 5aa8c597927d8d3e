using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Reading;
using Jalon.Web.Rights;

namespace Jalon.Web.Pages.Applications;

/// <summary>A candidacy read for one person, and what it can be asked.</summary>
/// <param name="Named">The reader may read names.</param>
/// <param name="Name">The person's name, or the pseudonym of the file.</param>
public sealed record CaseReading(Guid Id, Who Who, Seen<JobApplication> Seen, bool Named, string Name, DateTimeOffset Now, Func<Stage, string> Label)
{
    public DateOnly Today => FrenchCalendar.DayOf(Now);

    /// <summary>Null where there is no such candidacy.</summary>
    public static async Task<CaseReading?> OfAsync(Engine engine, Who who, Guid id, CancellationToken ct)
    {
        if (await Subjects.OfApplicationAsync(engine.Database, who, id, ct) is not { } seen) return null;
        var named = Grants.Allows(who, Act.SeeNames, seen.Subject);
        var name = named ? (await Names.OfAsync(engine.Database, [seen.State.CandidateId], ct))[seen.State.CandidateId] : null;
        var organisation = (await engine.Silo.ReadAsync<Organisation>(seen.State.OrganisationId, ct))?.State;
        return new CaseReading(id, who, seen, named, name ?? Pseudonym.Of(id), engine.Clock.GetUtcNow(), stage => organisation?.LabelOf(stage) ?? stage.Label());
    }

    /// <summary>What the grain would answer now; nothing is committed.</summary>
    public async Task<Func<Command, Decision>> JudgeAsync(Engine engine, CancellationToken ct)
    {
        var rules = engine.Rules.Current;
        var kind = JobApplicationGrain.Kind;
        var circumstances = await Circumstances.Readers(() => rules)[kind.Name](engine.Database, Id, Seen.State, new AskAcceptance(), Now, ct);
        var context = new Context(new Actor(Who.PersonId), Now, Guid.CreateVersion7(), rules);
        return command => kind.Decide(Seen.State, command, kind.NeedsCircumstances(Seen.State, command) ? circumstances : null, context);
    }

    /// <summary>The deed a form names, whether it is possible or not: the grain decides again when it is sent.</summary>
    public async Task<Deed?> DeedAsync(Engine engine, string? key, CancellationToken ct) =>
        CaseDeeds.All(Seen.State, await CasePeople.ReadAsync(engine.Database, this, ct)).Append(MessageDeeds.Write(Seen.State)).FirstOrDefault(deed => deed.Key == key);
}
