using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Grains.Organisations;
using Jalon.Grains.Reconversions;
using Jalon.Grains.Vacancies;

namespace Jalon.Grains;

/// <summary>Every kind of grain there is, in the order their tables are written in a commit.</summary>
public static class Kinds
{
    public static readonly IReadOnlyList<GrainKind> All =
        [OrganisationGrain.Kind, CandidateGrain.Kind, VacancyGrain.Kind, JobApplicationGrain.Kind, ReconversionPathGrain.Kind];
}
