using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Demonstration;

/// <summary>How the story of a post is meant to end.</summary>
internal enum Ending { Filled, PartlyFilled, Unfilled, Cancelled }

/// <summary>A post of the demonstration, and the people around it.</summary>
/// <param name="NeedsFinding">Contract agents are examined only when no civil servant could be recruited.</param>
/// <param name="Stopped">Suspended soon after its publication, and not resumed.</param>
internal sealed record Post(int Number, House House, Profession Profession, int Openings, DateOnly Drafted, Ending Ending, bool NeedsFinding, bool Stopped, Guid? RepublishedFrom, Dice Dice)
{
    public Guid Id { get; } = DerivedId.Of(Cast.Seed, "post", Number);

    public Player Recruiter { get; } = Dice.Pick(Cast.Of(Role.Recruiter, House));

    public Player Manager { get; } = Dice.Pick(Cast.Of(Role.LineManager, House));

    public Player Lead { get; } = Cast.Of(Role.HrLead, House)[0];

    public IReadOnlyList<Player> Assessors { get; } = [.. Cast.Of(Role.Assessor, House).Concat(Cast.Players.Where(one => one.Role == Role.Assessor && one.House.Ministry == House.Ministry)).Distinct().Take(2)];

    public VacancySheet Sheet { get; } = Describe(Number, House, Profession, Openings, Drafted, NeedsFinding, Dice);

    private static readonly string[] Outsourced = ["Portail des démarches", "Paie des agents", "Messagerie du ministère"];

    private static VacancySheet Describe(int number, House house, Profession profession, int openings, DateOnly drafted, bool needsFinding, Dice dice)
    {
        var servantsOnly = !needsFinding && dice.Chance(0.15);
        var fixedTerm = !servantsOnly && !needsFinding && dice.Chance(0.12);
        return new VacancySheet(
            profession.Title, Branch.State, dice.Chance(0.25) ? NeedKind.Creation : NeedKind.Vacant, profession.Category, profession.Corps, house.Ministry.Name, house.Name, profession.Label,
            profession.Missions, profession.Profile, "Télétravail possible deux jours par semaine.", dice.Pick(Professions.Places), drafted.AddMonths(9),
            $"recrutement@{house.Ministry.Domain}", null, servantsOnly ? Openness.CivilServantsOnly : Openness.CivilServantsAndContract, !fixedTerm, fixedTerm ? 24 : null,
            servantsOnly ? null : "Fiche de poste jointe à l’avis.", servantsOnly ? null : needsFinding ? "L332-2-2" : fixedTerm ? "L332-24" : "L332-2-1",
            number % 5 == 0 ? [DocumentType.CurriculumVitae] : [], "Un curriculum vitæ et quelques lignes sur ce qui vous amène.", openings, null, null, drafted.AddDays(-dice.Between(5, 60)), profession.Criteria, null,
            number % 7 == 3 ? new Reinternalisation(Outsourced[number / 7 % Outsourced.Length], 45 + (number % 5 * 10)) : null,
            number % 17 == 4 ? new Mission(number % 2 == 0 ? MissionKind.Brigade : MissionKind.Temporary, drafted.AddMonths(24)) : null);
    }
}

/// <summary>A notice once published: the days the rest depends on.</summary>
/// <param name="Until">Last day to apply.</param>
/// <param name="AcceptFrom">First day on which somebody may be chosen.</param>
/// <param name="ShutFrom">First of three days on which nobody applies: the notice was closed, then opened again.</param>
internal sealed record Notice(DateOnly Published, DateOnly Until, DateOnly AcceptFrom, DateOnly? ShutFrom)
{
    public bool IsShut(DateOnly day) => day >= ShutFrom && day < ShutFrom.Value.AddDays(3);
}

/// <summary>From the need to the closing of the notice.</summary>
internal sealed class NoticeStory(Script script, Post post)
{
    private readonly Dice dice = new("notice", post.Number);

    /// <summary>The need, its validation and the notice.</summary>
    public Notice Write()
    {
        Do(post.Drafted, new DraftVacancy(post.Id, post.House.Id, post.Sheet with { LineManager = post.Manager.Id, Recruiter = post.Recruiter.Id }, post.RepublishedFrom), post.Manager);
        var submitted = post.Drafted.Later(Durations.Need(dice));
        Do(submitted, new Submit(), post.Manager);
        if (dice.Chance(0.1)) submitted = Returned(submitted);
        var approved = submitted.Later(Durations.Validation(post.House, dice));
        Do(approved, new Approve(), post.Lead);
        return Published(approved.Later(dice.Between(0, 2)));
    }

    private DateOnly Returned(DateOnly submitted)
    {
        var (back, again) = (submitted.Later(2), submitted.Later(4));
        Do(back, new Return(null, [new(SheetItem.MissionsAndProfile, "Précisez les missions et le nombre de personnes encadrées.")]), post.Lead);
        Do(again, new Submit(), post.Manager);
        return again;
    }

    private Notice Published(DateOnly day)
    {
        var known = dice.Chance(0.8);
        var since = known ? day : day.Later(dice.Between(1, 3));
        var last = FrenchCalendar.AddMonths(since, 1).AddDays(-1);
        var until = last.AddDays(dice.Between(0, 18));
        var urgent = dice.Chance(0.03);
        if (urgent) Do(day, new RecordUrgency("La continuité du service l’exige.", "Le secrétaire général"), post.Lead);
        Do(day, new Publish($"{day.Year}-{1_000 + post.Number}", until, known ? day : null), post.Recruiter);
        if (!known && dice.Chance(0.15)) Do(since, new RecordLawfulSubstitute(since, "Avis publié sur le site du ministère, l’espace commun étant indisponible."), post.Recruiter);
        else if (!known) Do(since, new RecordCommonSpace(since), post.Recruiter);
        if (!urgent && (dice.Chance(0.08) || post.Stopped)) Suspended(day.Later(dice.Between(4, 9)));
        var (end, shut) = Prolonged(until);
        return new Notice(day, end, urgent ? day.Later(5) : last.AddDays(1), shut);
    }

    /// <summary>Some notices are prolonged before their end, or opened again after it.</summary>
    private (DateOnly Until, DateOnly? ShutFrom) Prolonged(DateOnly until)
    {
        if (dice.Chance(0.05))
        {
            Do(until.AddDays(-3), new Extend(until.AddDays(14), "Peu de candidatures à cette date."), post.Recruiter);
            until = until.AddDays(14);
        }

        Ends(until);
        if (!dice.Chance(0.05)) return (until, null);
        Do(until.AddDays(3), new Extend(until.AddDays(24), "Aucun profil ne convient encore : le délai est rouvert."), post.Recruiter);
        Ends(until.AddDays(24));
        return (until.AddDays(24), until.AddDays(1));
    }

    private void Ends(DateOnly until) => script.Add(until.AddDays(1), post.Id, new DeadlineReached("closing"), Actor.System.Id, Moment.Midnight);

    /// <summary>Resumed in time, renewed, or left to expire.</summary>
    private void Suspended(DateOnly day)
    {
        Do(day, new Suspend("Le service se réorganise."), post.Lead);
        if (post.Stopped || dice.Chance(0.2)) return;
        var renewed = dice.Chance(0.2);
        if (renewed) Do(day.AddDays(28), new RenewSuspension("La réorganisation dure plus que prévu."), post.Lead);
        Do(day.AddDays(renewed ? 40 : dice.Between(9, 29)), new Resume(), post.Lead);
    }

    private void Do(DateOnly day, Command command, Player by) => script.Add(day, post.Id, command, by.Id);
}
