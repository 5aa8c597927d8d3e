using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Reference;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Own;

namespace Jalon.Web.Pages.Applications;

/// <summary>The written proposal as a form: how the person comes, what a contract pays or which group of IFSE, and until when it stands.</summary>
public static class ProposalForm
{
    public const string Key = "proposition";

    private static readonly WayIn[] Contracts = [.. Enum.GetValues<WayIn>().Where(way => way.IsContract())];

    /// <param name="before">The version before, where there is one: what was said stays said until it is changed.</param>
    /// <param name="profession">Of the post.</param>
    public static IReadOnlyList<(string Title, IReadOnlyList<object> Fields)> Sections(JobApplication state, PayGrid? grid, ProposalVersion? before, string? profession)
    {
        var (terms, servant) = (before?.Terms, state.Status == CandidateStatus.CivilServant);
        var ways = CaseDeeds.Members<WayIn>().OrderBy(choice => Contracts.Any(way => way.ToString() == choice.Value) == servant).ToList();
        (string, IReadOnlyList<object>)[] pay = [Contract(grid, terms?.Pay, profession), Servant(terms?.Pay)];
        return
        [
            ("La proposition",
            [
                new SelectField("wayIn", "Voie d’entrée", ways, (state.Proposal?.WayIn ?? before?.Fact.WayIn)?.ToString(), Required: true), Date("startDate", "Prise de poste", state.ArrivalPlanned ?? before?.Fact.StartDate, null) with { Required = true },
                Date("answerBy", "Réponse demandée avant le", null, "dans 10 jours si vous ne dites rien"), Date("validUntil", "Valable jusqu’au", null, "sans date, tant qu’aucune autre ne la remplace"),
            ]),
            .. servant ? pay.Reverse() : pay,
            ("Conditions", [new TextField("terms", "Conditions, en mots", terms?.Text, Hint: "télétravail, reprise d’ancienneté, astreintes…", Rows: 4)]),
        ];
    }

    private static (string Title, IReadOnlyList<object> Fields) Contract(PayGrid? grid, PayOffer? pay, string? profession) => ("Pour un contrat",
    [
        Grid("profession", "Métier de la grille", grid?.Professions, grid?.Of(pay?.Profession ?? profession, grid.Levels.FirstOrDefault())?.Profession),
        Grid("level", "Expérience", grid?.Levels, pay?.Level),
        Amount("fixedPay", "Part fixe brute par an, en euros", pay?.FixedPay, null), Amount("variablePay", "Part variable au plus, en euros", pay?.VariablePay, "20 % de la part fixe au plus"),
    ]);

    private static (string Title, IReadOnlyList<object> Fields) Servant(PayOffer? pay) => ("Pour un fonctionnaire",
    [
        new SelectField("ifseGroup", "Groupe d’IFSE", [.. Enumerable.Range(1, 4).Select(group => new Choice($"{group}", $"Groupe {group}"))], pay?.IfseGroup?.ToString(CultureInfo.InvariantCulture), Empty: "Non précisé"),
        Amount("ifseFrom", "IFSE par an, à partir de", pay?.IfseFrom, null), Amount("ifseTo", "IFSE par an, jusqu’à", pay?.IfseTo, null),
    ]);

    public static SendProposal Read(Typed typed)
    {
        var pay = new PayOffer(typed.Text("profession"), typed.Text("level"), typed.Number("fixedPay"), typed.Number("variablePay"), typed.Number("ifseGroup"), typed.Number("ifseFrom"), typed.Number("ifseTo"));
        var amounts = pay with { Profession = null, Level = null };
        return new SendProposal(typed.NeededChoice<WayIn>("wayIn"), typed.NeededDate("startDate"), typed.Text("terms"), typed.Date("answerBy"), amounts == new PayOffer() ? null : pay, typed.Date("validUntil"));
    }

    private static object Grid(string name, string label, IEnumerable<string>? of, string? value) => of is null
        ? new TextField(name, label, value, Hint: "aucune grille n’est chargée")
        : new SelectField(name, label, [.. of.Select(one => new Choice(one, one))], value);

    private static TextField Amount(string name, string label, int? amount, string? hint) => new(name, label, amount?.ToString(CultureInfo.InvariantCulture), hint, Type: "number");

    private static TextField Date(string name, string label, DateOnly? day, string? hint) => new(name, label, day is { } known ? $"{known:yyyy-MM-dd}" : null, hint, Type: "date");
}
