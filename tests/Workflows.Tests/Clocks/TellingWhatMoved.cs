using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Clocks;

namespace Jalon.Workflows.Tests.Clocks;

public sealed class TellingWhatMoved
{
    private static readonly LegalRule Silence = new("silence", "application", [new("Asked", new Dictionary<string, string>())], "on", [new("Answered", new Dictionary<string, string>())], LegalEffect.ReleaseDeemedGranted)
    {
        PausedBy = [new("Stopped", new Dictionary<string, string>())],
        ResumedBy = [new("Resumed", new Dictionary<string, string>())],
    };

    private static Parameter Row(int amount, ParameterUnit unit, int version) => new("silence", null, amount, unit, new(2000, 1, 1), "Article d’essai", version);

    private static Dated On(string day, string kind, params (string Field, string Value)[] fields) =>
        new(new CaseFact(kind, fields.ToDictionary(field => field.Field, field => field.Value)), FrenchCalendar.StartOf(DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture)).AddHours(10));

    private static IEnumerable<string> Story(Rules rules, params IReadOnlyList<Dated> history) =>
        LegalStory.Of(Silence, history, rules).Select(move => move.Sentence.Replace(French.Nbsp, " ", StringComparison.Ordinal));

    [Fact]
    public void Each_fact_that_moved_the_date_is_told_in_order() => Assert.Equal(
        [
            "le 24 janvier 2027 devient le 20 janvier 2027 : le point de départ passe du 24 novembre 2026 au 20 novembre 2026.",
            "le 20 janvier 2027 devient une date à connaître à la reprise : une pause a commencé ou s’est terminée.",
            "une date à connaître à la reprise devient le 27 janvier 2027 : une pause a commencé ou s’est terminée.",
        ],
        Story(new Rules([Row(2, ParameterUnit.CalendarMonths, 1)], []), On("2026-11-24", "Asked"), On("2026-11-25", "Asked", ("on", "2026-11-20")), On("2026-11-26", "Noted"), On("2026-12-01", "Stopped"), On("2026-12-08", "Resumed")));

    [Fact]
    public void A_new_version_of_the_rule_is_told_with_its_article() => Assert.Equal(
        ["le 24 janvier 2027 devient le 23 janvier 2027 : la règle passe de 2 mois de quantième à quantième (version 1) à 60 jours (version 2, Article d’essai)."],
        Story(new Rules([Row(2, ParameterUnit.CalendarMonths, 1), Row(60, ParameterUnit.CalendarDays, 2)], []), On("2026-11-24", "Asked")));

    [Fact]
    public void Nothing_moved_is_nothing_told()
    {
        var rules = new Rules([Row(2, ParameterUnit.CalendarMonths, 1)], []);
        Assert.Empty(Story(rules, On("2026-11-24", "Asked"), On("2026-11-25", "Noted")));
        Assert.Empty(Story(rules, On("2026-11-25", "Noted")));
    }
}
