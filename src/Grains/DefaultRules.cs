namespace Jalon.Grains;

/// <summary>The rows an empty database starts with. Afterwards the tables are the truth: an administrator adds a row with its date, and never rewrites one.</summary>
public static class DefaultRules
{
    private static readonly DateOnly Always = new(2000, 1, 1);

    public static readonly IReadOnlyList<Parameter> Parameters =
    [
        new("legal-month", null, 1, ParameterUnit.CalendarMonths, Always, "CGFP, art. D. 311-1 et suivants (décret 2018-1351, art. 4)", 1),
        new("proposal-answer", null, 10, ParameterUnit.CalendarDays, Always, "Usage de la filière", 1),
        new("suspension", null, 30, ParameterUnit.CalendarDays, Always, "Règle de la filière", 1),
        new("acceptance-attempt", null, 60, ParameterUnit.Seconds, Always, "Règle technique", 1),
        new("news", null, 30, ParameterUnit.CalendarDays, Always, "Règle de la filière : donner des nouvelles au moins tous les 30 jours", 1),
        new("answer-escalation", null, 42, ParameterUnit.CalendarDays, Always, "Règle de la filière : six semaines", 1),
        new("implicit-refusal", null, 2, ParameterUnit.CalendarMonths, Always, "CRPA, art. L. 231-4", 1),
        new("origin-silence", null, 2, ParameterUnit.CalendarMonths, Always, "CGFP, art. L. 511-3", 1),
        new("origin-notice-max", null, 3, ParameterUnit.CalendarMonths, Always, "CGFP, art. L. 511-3", 1),
        new("assessors-permanent", null, 2, ParameterUnit.Count, Always, "Décret 86-83, art. 3-2 et suivants (CGFP, art. R. 332-1 et suivants)", 1),
        new("assessors-short", null, 1, ParameterUnit.Count, Always, "Décret 86-83, art. 3-2 et suivants (CGFP, art. R. 332-1 et suivants)", 1),
        new("short-contract", null, 6, ParameterUnit.CalendarMonths, Always, "Décret 86-83, art. 3-2 et suivants (CGFP, art. R. 332-1 et suivants)", 1),
        new("pool-consent", null, 24, ParameterUnit.CalendarMonths, Always, "CNIL, guide du recrutement (30 janvier 2023)", 1),
        new("retention", null, 24, ParameterUnit.CalendarMonths, Always, "CNIL, guide du recrutement (30 janvier 2023)", 1),
        new("erasure-answer", null, 1, ParameterUnit.CalendarMonths, Always, "RGPD, art. 12, 3", 1),
        new("target.need", null, 10, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.validation", null, 10, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.publication", null, 1, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.admissibility", null, 5, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.preselection", null, 10, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.convocation", null, 15, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.opinions", null, 3, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.choice", null, 5, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.proposal", null, 5, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.answer", null, 10, ParameterUnit.CalendarDays, Always, "Cible par défaut de la filière", 1),
        new("target.release", null, 60, ParameterUnit.CalendarDays, Always, "CGFP, art. L. 511-3", 1),
        new("target.contract", null, 15, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.document", null, 10, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.assessment", null, 15, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.funding", null, 20, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
        new("target.training-release", null, 60, ParameterUnit.CalendarDays, Always, "Cible par défaut de la filière", 1),
        new("target.placement", null, 20, ParameterUnit.WorkingDays, Always, "Cible par défaut de la filière", 1),
    ];

    public static readonly IReadOnlyList<LegalBasis> LegalBases =
    [
        new("L332-1-1", "Établissement public (L. 332-1, 1°)", false, Always, "CGFP, art. L. 332-1, 1°"),
        new("L332-2-1", "Absence de corps de fonctionnaires (L. 332-2, 1°)", false, Always, "CGFP, art. L. 332-2, 1°"),
        new("L332-2-2", "Fonctions techniques ou nouvelles, ou absence de candidat titulaire (L. 332-2, 2°)", true, Always, "CGFP, art. L. 332-2, 2°"),
        new("L332-2-3", "Formation statutaire non requise (L. 332-2, 3°)", false, Always, "CGFP, art. L. 332-2, 3°"),
        new("L332-3", "Temps incomplet, 70 % au plus (L. 332-3)", false, Always, "CGFP, art. L. 332-3"),
        new("L332-6", "Remplacement d’un agent absent (L. 332-6)", false, Always, "CGFP, art. L. 332-6"),
        new("L332-7", "Vacance temporaire dans l’attente d’un titulaire (L. 332-7)", false, Always, "CGFP, art. L. 332-7"),
        new("L332-22", "Accroissement temporaire d’activité (L. 332-22)", false, Always, "CGFP, art. L. 332-22"),
        new("L332-24", "Contrat de projet (L. 332-24)", false, Always, "CGFP, art. L. 332-24 à L. 332-26"),
    ];
}
