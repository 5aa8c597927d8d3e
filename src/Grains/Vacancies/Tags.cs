using static Jalon.Grains.FieldRules;

namespace Jalon.Grains.Vacancies;

/// <summary>What the share of a project done outside calls for (circulaire 6391/SG du 7 février 2023).</summary>
public enum OutsourcingMark { Usual, AtRisk, MustNotStart }

/// <summary>A post held for a time: in the intervention brigade, or on another assignment.</summary>
public enum MissionKind { Brigade, Temporary }

/// <summary>The post brings back work that suppliers do.</summary>
/// <param name="Project">The project the work belongs to.</param>
/// <param name="OutsourcedShare">Percent of its work done outside.</param>
public sealed record Reinternalisation(string Project, int OutsourcedShare)
{
    /// <summary>How high the share is, by the thresholds in force on a day.</summary>
    public static OutsourcingMark MarkOf(int share, Rules rules, DateOnly day) =>
        share > rules.On(day, "outsourcing-barred").Amount ? OutsourcingMark.MustNotStart : share > rules.On(day, "outsourcing-risk").Amount ? OutsourcingMark.AtRisk : OutsourcingMark.Usual;

    internal IEnumerable<FieldProblem> Problems()
    {
        if (string.IsNullOrWhiteSpace(Project)) yield return new("project", "Nommez le projet dont le travail revient à l’administration.");
        foreach (var problem in Text("project", Project, 200)) yield return problem;
        if (OutsourcedShare is < 0 or > 100) yield return new("outsourcedShare", $"Indiquez une part entre 0 et 100{French.Nbsp}%.");
    }
}

/// <param name="ReturnOn">When the person goes back to their own post.</param>
public sealed record Mission(MissionKind Kind, DateOnly? ReturnOn)
{
    internal IEnumerable<FieldProblem> Problems(DateOnly? start)
    {
        foreach (var problem in Known<MissionKind>("mission", Kind).Concat(Day("returnOn", ReturnOn))) yield return problem;
        if (ReturnOn is null) yield return new("returnOn", "Donnez la date de retour : une mission a une fin.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal));
        if (ReturnOn <= start) yield return new("returnOn", "La date de retour vient après la prise de poste.");
    }
}
