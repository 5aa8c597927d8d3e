using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Workflows.Cases;
using Jalon.Workflows.Clocks;

namespace Jalon.Workflows.Tests.Clocks;

public sealed class CountingLegalDeadlines
{
    private static readonly LegalRule Silence = new("silence", "application", [new("Asked", new Dictionary<string, string>())], "on", [new("Answered", new Dictionary<string, string>())], LegalEffect.ReleaseDeemedGranted)
    {
        PausedBy = [new("Stopped", new Dictionary<string, string>())],
        ResumedBy = [new("Resumed", new Dictionary<string, string>())],
    };

    private static Dated On(string day, string kind, params (string Field, string Value)[] fields) =>
        new(new CaseFact(kind, fields.ToDictionary(field => field.Field, field => field.Value)), FrenchCalendar.StartOf(Day(day)).AddHours(10));

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    private static Rules Lasting(int amount, ParameterUnit unit, int version = 1) => new([new("silence", null, amount, unit, new(2000, 1, 1), "Article d’essai", version)], []);

    private static LegalDeadline Count(Rules rules, params IReadOnlyList<Dated> history) => Assert.Single(LegalClock.Of([Silence], "application", history, rules));

    private static IEnumerable<string> Lines(LegalDeadline deadline) => deadline.Proof.Arithmetic.Select(line => line.Replace(French.Nbsp, " ", StringComparison.Ordinal));

    [Fact]
    public void One_month_and_thirty_days_are_different_rules()
    {
        var asked = On("2027-01-31", "Asked");
        Assert.Equal(new(2027, 2, 28), Count(Lasting(1, ParameterUnit.CalendarMonths), asked).Day);
        Assert.Equal(new(2027, 3, 2), Count(Lasting(30, ParameterUnit.CalendarDays), asked).Day);
    }

    [Theory]
    [InlineData("2027-03-27", 2, ParameterUnit.CalendarDays, "2027-03-29")]
    [InlineData("2026-10-24", 1, ParameterUnit.CalendarMonths, "2026-11-24")]
    [InlineData("2027-04-30", 1, ParameterUnit.WorkingDays, "2027-05-03")]
    [InlineData("2026-12-31", 2, ParameterUnit.CalendarMonths, "2027-02-28")]
    public void Days_are_local_through_the_change_of_time_and_past_holidays(string from, int amount, ParameterUnit unit, string to)
    {
        var deadline = Count(Lasting(amount, unit), On(from, "Asked"));
        Assert.Equal((Day(to), FrenchCalendar.EndOf(Day(to))), (deadline.Day, deadline.Due));
    }

    [Fact]
    public void The_proof_names_the_rule_its_version_the_start_the_pauses_and_the_count()
    {
        var deadline = Count(Lasting(2, ParameterUnit.CalendarMonths, 3), On("2026-11-24", "Asked", ("on", "2026-11-20")), On("2026-12-01", "Stopped"), On("2026-12-08", "Resumed"));
        Assert.Equal(("Article d’essai", 3, new DateOnly(2026, 11, 20), "Asked"), (deadline.Proof.Parameter.Reference, deadline.Proof.Parameter.Version, deadline.Proof.Start, deadline.Proof.StartFact));
        Assert.Equal([new Pause(new(2026, 12, 1), new(2026, 12, 8))], deadline.Proof.Pauses);
        Assert.Equal(["Du 20 novembre 2026, 2 mois de quantième à quantième : 20 janvier 2027.", "Arrêté du 1er décembre 2026 au 8 décembre 2026, soit 7 jours de plus : 27 janvier 2027."], Lines(deadline));
        Assert.Equal(new(2027, 1, 27), deadline.Day);
    }

    [Fact]
    public void A_clock_that_stands_still_has_no_date_until_it_runs_again()
    {
        var deadline = Count(Lasting(10, ParameterUnit.WorkingDays), On("2026-11-24", "Asked"), On("2026-11-30", "Stopped"));
        Assert.Null(deadline.Due);
        Assert.Equal("Arrêté depuis le 30 novembre 2026 : la date sera connue à la reprise.", Lines(deadline).Last());
    }

    [Fact]
    public void What_answers_in_time_stops_it_and_what_comes_later_does_not()
    {
        Assert.NotNull(Count(Lasting(10, ParameterUnit.CalendarDays), On("2026-11-24", "Asked"), On("2026-12-04", "Answered")).StoppedAt);
        var late = Count(Lasting(10, ParameterUnit.CalendarDays), On("2026-11-24", "Asked"), On("2026-12-05", "Answered"));
        Assert.True(late.IsOpen);
        Assert.Equal((new(2026, 12, 4), new DateOnly(2026, 12, 5)), (late.Day, DateOnly.FromDateTime(late.AnsweredAt!.Value.UtcDateTime)));
    }

    [Fact]
    public void Asked_again_it_starts_again() => Assert.Equal(new(2026, 12, 18), Count(Lasting(10, ParameterUnit.CalendarDays), On("2026-11-24", "Asked"), On("2026-12-01", "Answered"), On("2026-12-08", "Asked")).Day);

    [Fact]
    public void A_new_version_of_a_rule_says_what_moved_and_why()
    {
        var asked = On("2026-11-24", "Asked");
        var moved = Assert.Single(LegalClock.Compare([Count(Lasting(2, ParameterUnit.CalendarMonths), asked)], [Count(Lasting(60, ParameterUnit.CalendarDays, 2), asked)]));
        Assert.Equal("le 24 janvier 2027 devient le 23 janvier 2027 : la règle passe de 2 mois de quantième à quantième (version 1) à 60 jours (version 2, Article d’essai).", moved.Sentence.Replace(French.Nbsp, " ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_corrected_fact_moves_what_is_open_and_nothing_else()
    {
        var rules = Lasting(1, ParameterUnit.CalendarMonths);
        var before = Count(rules, On("2026-11-24", "Asked"));
        var after = Count(rules, On("2026-11-24", "Asked"), On("2026-11-25", "Asked", ("on", "2026-11-10")));
        Assert.Contains("le point de départ passe du 24 novembre 2026 au 10 novembre 2026", Assert.Single(LegalClock.Compare([before], [after])).Sentence.Replace(French.Nbsp, " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Empty(LegalClock.Compare([before], [before]));
        Assert.Empty(LegalClock.Compare([before with { StoppedAt = before.Due }], [after]));
    }

    [Fact]
    public void A_minimum_is_over_on_the_morning_of_its_last_day_as_the_vacancy_itself_counts_it()
    {
        var shared = On("2026-10-27", "CommonSpaceRecorded", ("since", "2026-10-27"));
        var month = Assert.Single(LegalClock.Of(LegalRules.All, "vacancy", [shared], Rules.Default));
        Assert.Equal((new DateOnly(2026, 11, 27), FrenchCalendar.StartOf(new(2026, 11, 27)), LegalEffect.AcceptancePossible), (month.Day, month.Due, month.Effect));
    }

    [Fact]
    public void A_notice_published_with_its_date_on_the_common_space_starts_the_month_and_one_without_does_not()
    {
        Assert.Empty(LegalClock.Of(LegalRules.All, "vacancy", [On("2026-10-26", "VacancyPublished")], Rules.Default));
        var month = Assert.Single(LegalClock.Of(LegalRules.All, "vacancy", [On("2026-10-28", "VacancyPublished", ("onCommonSpaceSince", "2026-10-27"))], Rules.Default));
        Assert.Equal(new DateOnly(2026, 11, 27), month.Day);
    }

    [Fact]
    public void Every_clock_names_facts_fields_and_rules_that_exist()
    {
        var facts = typeof(Fact).Assembly.GetTypes().Concat(typeof(LegalRule).Assembly.GetTypes()).Where(type => type.IsSubclassOf(typeof(Fact))).ToLookup(type => type.Name);
        Assert.All(LegalRules.All, rule =>
        {
            Assert.Contains(DefaultRules.Parameters, row => row.Name == rule.Name && row.Unit != ParameterUnit.Count);
            Assert.True(CaseKinds.All.ContainsKey(rule.Case));
            Assert.All(rule.AlsoStartedBy, also => Assert.Contains(facts[also.Fact.Name], type => CaseFact.FieldsOf(type).ContainsKey(also.Field)));
            Assert.All(rule.StartedBy.Concat(rule.StoppedBy), pattern => Assert.Contains(facts[pattern.Name], type => pattern.Fields.Keys.All(CaseFact.FieldsOf(type).ContainsKey)));
            if (rule.StartField is { } field) Assert.All(rule.StartedBy, pattern => Assert.Contains(facts[pattern.Name], type => CaseFact.FieldsOf(type).ContainsKey(field)));
        });
    }
}
