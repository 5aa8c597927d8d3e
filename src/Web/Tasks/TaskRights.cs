using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Tasks;

/// <summary>Who may do what with a task: the right its command takes on the case; where it has none, whoever it waits for may do it too.</summary>
public static class TaskRights
{
    /// <summary>The right that each command a procedure may declare takes.</summary>
    private static readonly Dictionary<Type, Act> Acts = new()
    {
        [typeof(Move)] = Act.MoveApplication, [typeof(AskAcceptance)] = Act.AcceptApplication, [typeof(ExaminePriorities)] = Act.RecordPriorities, [typeof(ValidateChoice)] = Act.RecordChoice,
        [typeof(SendProposal)] = Act.MakeProposal, [typeof(AnswerProposal)] = Act.AnswerProposal, [typeof(SecureEngagement)] = Act.AskRelease, [typeof(Reject)] = Act.RejectApplication,
        [typeof(AskDocument)] = Act.AskDocument, [typeof(ValidateDocument)] = Act.ValidateDocument, [typeof(RecordArrival)] = Act.RecordArrival, [typeof(EndTrial)] = Act.RecordArrival,
        [typeof(RecordPresence)] = Act.RecordArrival, [typeof(FileOpinion)] = Act.FileOpinion,
        [typeof(Submit)] = Act.SubmitVacancy, [typeof(Approve)] = Act.ApproveVacancy, [typeof(Publish)] = Act.PublishVacancy, [typeof(RecordCommonSpace)] = Act.PublishVacancy,
        [typeof(AnswerTrainingRelease)] = Act.AnswerTrainingRelease,
    };

    /// <summary>Null where the command is of no kind that a task may send.</summary>
    public static Act? ActOf(TaskEntry task) => task.Element.Command is not { } written ? Any(task)
        : task.CaseKind.Commands[written.Name] is var type && Acts.TryGetValue(type, out var act) ? act
        : type.IsSubclassOf(typeof(PathCommand)) ? Act.AdvancePath : null;

    /// <summary>Doing it.</summary>
    public static Right Doing(Who who, TaskEntry task, Subject subject) => task.Element.Command is null ? Handling(who, task, subject) : Grants.Of(who, ActOf(task)!.Value, subject);

    /// <summary>Handing it over, putting it off, commenting on it.</summary>
    public static Right Handling(Who who, TaskEntry task, Subject subject) =>
        subject.ClosedTo.Contains(who.PersonId) ? Right.Unknown : task.WaitsFor(who, subject.OrganisationPath) ? Right.Allowed : Grants.Of(who, Any(task), subject);

    /// <summary>What the rights on the case depend on; null where there is no such case.</summary>
    public static async Task<Subject?> SubjectAsync(Engine engine, Who who, TaskEntry task, CancellationToken ct) => task.Case switch
    {
        "application" => (await Subjects.OfApplicationAsync(engine.Database, who, task.CaseId, ct))?.Subject,
        "vacancy" => (await Subjects.OfVacancyAsync(engine.Database, who, task.CaseId, ct))?.Subject,
        _ => (await Subjects.OfPathAsync(engine.Database, task.CaseId, ct))?.Subject,
    };

    /// <summary>Working on the case at all.</summary>
    private static Act Any(TaskEntry task) => task.Case switch { "application" => Act.MoveApplication, "vacancy" => Act.AmendVacancy, _ => Act.AdvancePath };
}
