using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reference;
using Jalon.Insights.Survival;
using Jalon.Silo;
using Jalon.Web.Cockpit;
using Jalon.Web.Rights;

namespace Jalon.Web.Drafting;

/// <summary>What the budget controller means for a proposal, before it is sent.</summary>
/// <param name="Visa">Null where no contract is signed.</param>
/// <param name="Title">« Sous le plafond : pas de visa ».</param>
/// <param name="Why">Amounts and days it was read from.</param>
public sealed record VisaVerdict(BudgetVisa? Visa, string Title, string Why)
{
    /// <summary>What was typed, beside the grid in force and the visas observed.</summary>
    public static async Task<VisaVerdict> OfAsync(Engine engine, SendProposal proposal, Guid organisation, CancellationToken ct)
    {
        var today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        var (rules, pay) = (engine.Rules.Current, proposal.Pay);
        var grid = rules.PayGrid(today);
        if (!proposal.WayIn.IsContract()) return new VisaVerdict(null, "Pas de visa", "La personne garde son corps et son indice : le contrôleur budgétaire n’est pas saisi.".Replace(" :", "\u00A0:", StringComparison.Ordinal));
        if (grid is null) return new VisaVerdict(BudgetVisa.ToCompare, BudgetVisa.ToCompare.Label(), "Aucune grille de rémunération n’est chargée\u00A0: la comparaison sera demandée à la finalisation.");
        if (pay?.Highest is not { } highest) return new VisaVerdict(BudgetVisa.ToCompare, BudgetVisa.ToCompare.Label(), "Donnez la part fixe, le métier et l’expérience\u00A0: le plafond se lit dans la grille.");
        if (grid.Of(pay.Profession, pay.Level) is not { } bracket) return new VisaVerdict(BudgetVisa.ToCompare, BudgetVisa.ToCompare.Label(), "Ce métier à ce niveau n’est pas dans la grille\u00A0: la comparaison sera demandée à la finalisation.");
        var compared = $"{PayGrid.Euros(highest)} au plus, pour un plafond de {PayGrid.Euros(bracket.Ceiling)} ({bracket.Profession}, {bracket.Level}, grille n°{French.Nbsp}{grid.Version}).";
        if (highest <= bracket.Ceiling)
            return new VisaVerdict(BudgetVisa.NotNeeded, BudgetVisa.NotNeeded.Label(), $"{compared}{(highest < bracket.Floor ? $" C’est moins que le plancher, {PayGrid.Euros(bracket.Floor)}." : "")}");
        var delay = await VisaDelay.OfAsync(engine, organisation, today, ct);
        return new VisaVerdict(BudgetVisa.Needed, $"{BudgetVisa.Needed.Label()}, + {French.Count(delay.Days, "jour", "jours")}{(delay.Cases is null ? " au plus" : " observés")}", $"{compared} {delay.Why}");
    }
}

/// <param name="Cases">How many visas the days were observed on; null where they are the legal ones.</param>
public sealed record VisaDelay(int Days, long? Cases, string Why)
{
    /// <summary>A median is said from five cases on.</summary>
    private const int Enough = 5;

    private const int Most = 5_000;

    private const string Sql = """
        select i.from_at, i.to_at from jalon.interval i join jalon.job_application a on a.id = i.case_id
        where i.scope = 'step' and i.name = 'visa' and i.from_at > $2 and ($1::uuid[] is null or (a.state ->> 'organisationId')::uuid = any ($1)) order by i.from_at desc limit $3
        """;

    /// <summary>Visas of a year in the ministry, else in the whole filière, those still awaited counted as such; else the days after which silence is a visa.</summary>
    public static async Task<VisaDelay> OfAsync(Engine engine, Guid organisation, DateOnly today, CancellationToken ct)
    {
        var tree = await Tree.ReadAsync(engine.Database, ct);
        foreach (var (places, where) in new (Guid[]?, string)[] { ([.. tree.Below(tree.Root(organisation))], tree.Name(tree.Root(organisation))), (null, "toute la filière") })
        {
            var curve = await CurveAsync(engine, places, today, ct);
            var cases = curve.Points.Sum(point => point.Ended);
            if (cases >= Enough && curve.Median.Day is { } day) return new VisaDelay((int)Math.Ceiling(day), cases, $"Une fois sur deux, d’après {French.Count((int)cases, "visa", "visas")} en un an, {where}.");
        }

        var legal = engine.Rules.Current.On(today, "budget-visa", organisation);
        return new VisaDelay(legal.Amount, null, "Trop peu de visas observés\u00A0: c’est le délai au terme duquel le silence vaut visa.");
    }

    private static async Task<SurvivalCurve> CurveAsync(Engine engine, Guid[]? places, DateOnly today, CancellationToken ct)
    {
        var from = today.AddYears(-1);
        await using var query = Query.Of(engine.Database, Sql, places, FrenchCalendar.StartOf(from).UtcDateTime, Most);
        await using var row = await query.ExecuteReaderAsync(ct);
        var spans = new List<Span>();
        while (await row.ReadAsync(ct))
            spans.Add(new Span(FrenchCalendar.DayOf(row.GetFieldValue<DateTimeOffset>(0)), row.Instant(1) is { } end ? FrenchCalendar.DayOf(end) : null, 1));
        return SurvivalCurve.Of(Views.Period(spans, from, today.AddDays(1), Clock.Calendar));
    }
}
