using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;

namespace Jalon.Web.Demonstration;

/// <summary>One candidacy, step after step. Each verb answers with the day it was done, and says nothing of what comes next.</summary>
internal sealed class CandidacyStory(Script script, Post post, Person person, DateOnly filed, Dice dice)
{
    private static readonly RejectionReason[] OnFile = [RejectionReason.Profile, RejectionReason.Experience, RejectionReason.Skills];

    public Guid Id { get; } = DerivedId.Application(post.Id, person.Id);

    public Person Person => person;

    public DateOnly Filed { get; } = filed;

    /// <summary>Said no, or told no: nothing more happens here.</summary>
    public bool Over { get; private set; }

    /// <summary>The last day something was decided on this candidacy.</summary>
    public DateOnly Reached { get; private set; } = filed;

    public bool IsPreselected { get; private set; }

    /// <summary>Retained at some moment, whatever became of it.</summary>
    public bool IsChosen { get; set; }

    public bool Servant => person.Status == CandidateStatus.CivilServant;

    /// <summary>Waits until the lack of a civil servant is recorded.</summary>
    public bool Waits => post.NeedsFinding && !Servant;

    public void File()
    {
        Channel[] channels = [Channel.CommonSpace, Channel.CommonSpace, Channel.Jalon, Channel.Jalon, Channel.OrganisationSite, Channel.JobBoard, Channel.Referral, Channel.Email, Channel.Fair];
        Do(Filed, new Apply(post.Id, person.Id, post.House.Id, person.Status, dice.Pick(channels)) { Papers = Filed > script.End.AddDays(-Curriculum.Days) ? [new FiledPaper(DocumentType.CurriculumVitae, Curriculum.FileOf(Id))] : null }, person.Id);
        Do(Filed, new InformPerson(Information.Acknowledgement), Actor.System.Id);
    }

    public void Admit(DateOnly from)
    {
        Step(from.Later(Durations.Admissibility(dice)), new Move(Stage.Admissible));
        if (Servant && dice.Chance(0.07)) Paper(DocumentType.GradeOrder);
        ReadFile();
    }

    /// <summary>The manager read what the file shows of each criterion, but for one file in three.</summary>
    private void ReadFile()
    {
        var own = new Dice("file", Id);
        if (own.Chance(0.33)) return;
        (OpinionLevel Level, string Evidence)[] levels = [(OpinionLevel.NotShown, "Rien au dossier"), (OpinionLevel.Partial, "Quelques exemples"), (OpinionLevel.Met, "Plusieurs années, exemples précis"), (OpinionLevel.Met, "Décrit sa méthode"), (OpinionLevel.Exceeded, "A formé d’autres équipes")];
        foreach (var (criterion, place) in (post.Sheet.Criteria ?? []).Select((criterion, place) => (criterion, place)))
        {
            var (level, evidence) = own.Pick(levels);
            script.AddReading(Reached.Later(1), Id, new AssessFile(criterion.Name, level, evidence), post.Manager.Id, place);
        }
    }

    public void Preselect()
    {
        IsPreselected = true;
        Step(Reached.Later(Durations.Preselection(dice)), new Move(Stage.Preselected), post.Manager.Id);
        if (!dice.Chance(0.03)) return;
        Step(Reached.Later(1), new Move(Stage.Admissible, "Une pièce du dossier est à revoir avant d’aller plus loin."));
        Step(Reached.Later(2), new Move(Stage.Preselected), post.Manager.Id);
    }

    /// <summary>Two assessors, an interview, their opinions; sometimes a second round, a replacement or a conflict of interest.</summary>
    public void Hear(DateOnly day)
    {
        script.AddHearing(new Hearing(post.House.Ministry.Domain, Id, person.Id, post.Recruiter.Id, [post.Assessors[0].Id, post.Assessors[1].Id], Reached, day));
        if (post.Sheet.RequiredDocuments is { Count: > 0 }) Given(DocumentType.CurriculumVitae);
        var (first, second) = (post.Assessors[0].Id, post.Assessors[1].Id);
        if (dice.Chance(0.03))
        {
            Do(day, new NameAssessor(post.Lead.Id), post.Recruiter.Id);
            Do(day, new DeclareConflict(post.Lead.Id), post.Lead.Id);
        }

        Do(day, new NameAssessor(first), post.Recruiter.Id);
        Do(day, new DeclareImpartiality(), first);
        if (dice.Chance(0.04))
        {
            Do(day, new NameAssessor(post.Manager.Id), post.Recruiter.Id);
            Do(day, new ReplaceAssessor(post.Manager.Id, second, "Empêché ce jour-là."), post.Recruiter.Id);
        }
        else
        {
            Do(day, new NameAssessor(second), post.Recruiter.Id);
        }

        Do(day, new DeclareImpartiality(), second);
        Step(day, new Move(Stage.Interview));
        Do(day, new InformPerson(Information.News), post.Recruiter.Id);
        Opinions([first, second]);
        if (!dice.Chance(0.06)) return;
        Step(Reached.Later(2), new OpenInterviewRound());
        Opinions([first, second]);
    }

    public void Reject(int workingDays, RejectionReason? reason = null, bool bulk = false)
    {
        var day = Reached.Later(workingDays);
        Step(day, new Reject(reason ?? dice.Pick(OnFile), !bulk || dice.Chance(0.6), bulk ? null : "D’autres candidatures répondent mieux à ce que le poste demande.", bulk));
        Over = true;
        if (dice.Chance(0.96)) Tell(day.Later(dice.Between(0, 2)));
    }

    /// <summary>A rejection was a mistake: both facts stay, and the file goes on.</summary>
    public void RejectByMistake()
    {
        Step(Reached.Later(2), new Reject(RejectionReason.Experience, false, null));
        Step(Reached.Later(1), new UndoRejection());
    }

    public void Withdraw(int workingDays, WithdrawalReason reason)
    {
        Step(Reached.Later(workingDays), new Withdraw(reason), person.Id);
        Over = true;
    }

    /// <summary>Applies again to the same post after having withdrawn.</summary>
    public void FileAgain()
    {
        Step(Reached.Later(2), new Apply(post.Id, person.Id, post.House.Id, person.Status, Channel.Jalon), person.Id);
        Over = false;
    }

    /// <summary>Arrived after the deadline: admitted with a reason, or refused for that.</summary>
    public void DecideLate(bool admitted)
    {
        if (!admitted)
        {
            Reject(2, RejectionReason.LateFiling);
            return;
        }

        Do(Reached.Later(1), new AdmitLate("Le dépôt a échoué la veille, capture d’écran à l’appui."), post.Recruiter.Id);
        Admit(Reached.Later(1));
        Reject(4);
    }

    /// <summary>The outcome is told once it is known.</summary>
    public void Tell(DateOnly day) => Do(day, new InformPerson(Information.Outcome), post.Recruiter.Id);

    public void Step(DateOnly day, Command command, Guid? by = null, Moment moment = Moment.Working)
    {
        Do(day, command, by ?? post.Recruiter.Id, moment);
        Reached = day.Or(Reached);
    }

    public void Do(DateOnly day, Command command, Guid by, Moment moment = Moment.Working) => script.Add(day, Id, command, by, moment);

    private IEnumerable<string> Criteria => (post.Sheet.Criteria ?? []).Select(criterion => criterion.Name);

    private void Opinions(IReadOnlyList<Guid> assessors)
    {
        var held = Reached;
        foreach (var assessor in assessors)
        {
            var level = dice.Chance(0.5) ? OpinionLevel.Met : dice.Chance(0.5) ? OpinionLevel.Partial : OpinionLevel.Exceeded;
            Step(held.Later(Durations.Opinion(post.House, dice)), new FileOpinion("Répond avec des exemples vécus ; à préciser : le travail en équipe.", [.. Criteria.Select((name, place) => new CriterionLevel(name, place % 2 == 0 ? level : OpinionLevel.Met))]), assessor);
        }
    }

    private void Paper(DocumentType type)
    {
        Step(Reached, new AskDocument(type));
        Step(Reached.Later(dice.Between(1, 6)), new ReceiveDocument(type), person.Id);
        Step(Reached.Later(1), new ValidateDocument(type));
    }

    private void Given(DocumentType type)
    {
        Do(Reached, new ReceiveDocument(type), person.Id);
        Do(Reached, new ValidateDocument(type), post.Recruiter.Id);
    }
}
