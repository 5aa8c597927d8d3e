using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Demonstration;

/// <summary>From the choice to the person at work, and what goes wrong on the way: refused proposals, refused releases, no-shows, ended trials.</summary>
/// <param name="reserved">Days on which a place of the post was reserved, given or given back.</param>
internal sealed class Hiring(Crowd crowd, Post post, HashSet<DateOnly> reserved)
{
    private readonly Dice dice = new("hiring", post.Number);

    /// <summary>Apart, so that amounts change nothing in what happens.</summary>
    private readonly Dice pay = new("pay", post.Number);

    private readonly Queue<CandidacyStory> next = new();

    private DateOnly last;

    /// <summary>The day the last place was taken for good; null where one stayed free.</summary>
    public DateOnly? Filled { get; private set; }

    /// <summary>Fills so many places with those who were heard, one after the other.</summary>
    /// <returns>The last day something was decided.</returns>
    public DateOnly Write(IReadOnlyList<CandidacyStory> heard, int wanted, DateOnly from)
    {
        heard.ToList().ForEach(next.Enqueue);
        last = from;
        var (taken, full) = (0, from);
        for (var place = 0; place < wanted; place++)
        {
            var since = from;
            while (next.TryDequeue(out var one))
            {
                var (confirmed, lost) = Hire(one, since);
                last = last.Or(lost ?? confirmed!.Value);
                since = lost?.Later(2) ?? since;
                if (lost is not null) continue;
                taken++;
                full = full.Or(confirmed!.Value);
                break;
            }
        }

        if (taken == post.Openings) Filled = full;
        return last;
    }

    /// <summary>One person: confirmed on a day, or lost on a day, perhaps after having been confirmed.</summary>
    private (DateOnly? Confirmed, DateOnly? Lost) Hire(CandidacyStory one, DateOnly from)
    {
        one.IsChosen = true;
        var chosen = Reserve(one, from.Or(one.Reached.Later(Durations.Choice(dice))), new AskAcceptance());
        var validated = chosen.Later(Durations.Choice(dice));
        if (one.Servant) one.Do(validated, new ExaminePriorities(), post.Recruiter.Id);
        one.Step(validated, new ValidateChoice("Technique, travail en équipe, service rendu.", "Avis concordants après l’entretien.", [post.Manager.Id], [chosen], "Le parcours répond au besoin."), post.Manager.Id);
        var start = Proposed(one);
        var answered = one.Reached.Later(dice.Between(2, 7));
        if (dice.Chance(0.09)) return (null, Reserve(one, answered, new AnswerProposal(ProposalAnswer.Refuse, "Une autre offre, plus proche."), one.Person.Id));
        if (dice.Chance(0.08))
        {
            one.Step(answered, new AnswerProposal(ProposalAnswer.Discuss, "La date de prise de poste est trop proche."), one.Person.Id);
            start = Proposed(one);
            answered = one.Reached.Later(dice.Between(2, 5));
        }

        return Finalise(one, Reserve(one, answered, new AnswerProposal(ProposalAnswer.Accept), one.Person.Id), start);
    }

    private DateOnly Proposed(CandidacyStory one)
    {
        var day = one.Reached.Later(Durations.Proposal(dice));
        var start = FirstOfMonth(day.AddMonths(one.Servant ? 4 : 2));
        one.Step(day, new SendProposal(one.Servant ? dice.Pick<WayIn>([WayIn.Transfer, WayIn.Secondment, WayIn.NormalActivityPosting]) : post.Sheet.Permanent == true ? WayIn.OpenEnded : WayIn.FixedTerm,
            start, "Télétravail deux jours par semaine, reprise de l’ancienneté selon le référentiel de la filière.", day.AddDays(14), one.Servant ? Pay.Servant(pay) : Pay.Contract(post.Profession.Label, pay)));
        return start;
    }

    private (DateOnly? Confirmed, DateOnly? Lost) Finalise(CandidacyStory one, DateOnly engaged, DateOnly start)
    {
        var papers = Papers(one, engaged);
        var secured = one.Servant ? engaged.AddDays(Durations.Release(post.House, dice)).Later(1) : engaged.Later(Durations.Contract(dice));
        for (var day = engaged.AddDays(21); day < secured; day = day.AddDays(26))
            if (dice.Chance(0.85)) one.Do(day.Later(1), new InformPerson(Information.News), post.Recruiter.Id);
        if (dice.Chance(0.04))
        {
            var why = one.Servant ? WithdrawalReason.ReleaseRefused : WithdrawalReason.OtherPost;
            return (null, Reserve(one, secured.Later(3), new Withdraw(why), one.Person.Id));
        }

        one.Step(secured, new SecureEngagement(one.Servant ? EngagementKind.Release : EngagementKind.Contract, secured));
        var confirmed = Reserve(one, secured.Or(papers).Later(dice.Between(1, 3)), new Move(Stage.Confirmed));
        if (!one.Person.Busy) crowd.Bind(new Bound(one.Person, engaged, confirmed));
        return Arrive(one, confirmed, start);
    }

    private DateOnly Papers(CandidacyStory one, DateOnly engaged)
    {
        var asked = engaged.Later(1);
        var given = asked.Later(dice.Between(1, 9));
        foreach (var type in (DocumentType[])[DocumentType.IdentityPaper, DocumentType.BankDetails])
        {
            one.Do(asked, new AskDocument(type), post.Recruiter.Id);
            one.Do(given, new ReceiveDocument(type), one.Person.Id);
            one.Do(given.Later(1), new ValidateDocument(type), post.Recruiter.Id);
        }

        return given.Later(1);
    }

    private (DateOnly? Confirmed, DateOnly? Lost) Arrive(CandidacyStory one, DateOnly confirmed, DateOnly planned)
    {
        var start = planned;
        if (planned <= confirmed.AddDays(3))
        {
            start = FirstOfMonth(confirmed.AddDays(3).AddMonths(1));
            one.Step(confirmed.Later(1), new PostponeArrival(start));
        }

        if (dice.Chance(0.03)) return (confirmed, Reserve(one, start.Later(3), new RecordNoShow(), post.Manager.Id));
        var arrived = Reserve(one, start.AddDays(-1).Later(1), new RecordArrival(start), post.Manager.Id);
        if (dice.Chance(0.04)) return (confirmed, Reserve(one, arrived.AddDays(dice.Between(40, 80)).Later(1), new EndTrial(TrialEnd.Ended), post.Manager.Id));
        if (!one.Servant) one.Step(start.AddMonths(3).Later(1), new EndTrial(TrialEnd.Kept), post.Manager.Id);
        one.Step(start.AddMonths(6).Later(1), new RecordPresence(6));
        one.Step(start.AddMonths(12).Later(1), new RecordPresence(12));
        return (confirmed, null);
    }

    /// <summary>In the evening of the first day on which nothing else is reserved on this post.</summary>
    private DateOnly Reserve(CandidacyStory one, DateOnly day, Command command, Guid? by = null)
    {
        while (!reserved.Add(day)) day = day.Later(1);
        one.Step(day, command, by, Moment.Evening);
        return day;
    }

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
