using Jalon.Grains;
using Jalon.Web.Rights;

namespace Jalon.Web.Day;

/// <summary>Whether the reader may open what a line is about. Lines that differ in nothing the rights depend on are asked about once.</summary>
/// <param name="applied">The posts the reader applies to: their internal side is closed to them.</param>
/// <param name="handed">The files handed to the reader.</param>
internal sealed class SeenLines(Who who, OrganisationPaths paths, IReadOnlySet<Guid> applied, IReadOnlySet<Guid> handed)
{
    private readonly Dictionary<(string Kind, Role? Role, Guid? Organisation, Guid? Person, bool Applied), bool> asked = [];

    public bool May(DayLine line)
    {
        var holder = line.Step.Holder;
        if (holder is { Role: Role.Assessor, PersonId: null }) return handed.Contains(line.Oldest) && !Applies(line);
        var key = (line.CaseKind, holder.Role, holder.OrganisationId, holder.PersonId, Applies(line));
        if (!asked.TryGetValue(key, out var may)) asked[key] = may = Grants.Allows(who, Seeing(line.CaseKind), SubjectOf(line));
        return may;
    }

    /// <summary>The reader recruits for the post of this line, or manages it.</summary>
    public bool MayOpenPost(DayLine line) => !Applies(line);

    private bool Applies(DayLine line) => line.PostId is { } post && applied.Contains(post);

    private static Act Seeing(string kind) => kind switch { "vacancy" => Act.SeeVacancy, "reconversion_path" => Act.SeePath, _ => Act.SeeApplication };

    private Subject SubjectOf(DayLine line)
    {
        var holder = line.Step.Holder;
        return new Subject
        {
            OrganisationPath = paths.Of(holder.OrganisationId),
            LineManagerId = holder.Role == Role.LineManager ? holder.PersonId : null,
            AssessorIds = holder is { Role: Role.Assessor, PersonId: { } assessor } ? [assessor] : [],
            ApplicantIds = Applies(line) ? [who.PersonId] : [],
            Requests = holder.Role == Role.Approver ? [holder] : [],
        };
    }
}
