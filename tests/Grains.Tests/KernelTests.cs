using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jalon.Grains.Calendar;

namespace Jalon.Grains.Tests;

public sealed class ReadingTheRules
{
    private static readonly Guid Own = Guid.Parse("0198e000-0000-7000-8000-000000000001");

    private static Parameter Row(int amount, DateOnly from, Guid? organisation = null, int version = 1) => new("news", organisation, amount, ParameterUnit.CalendarDays, from, "Essai", version);

    private static readonly Rules Rules = new(
        [
            Row(30, new(2000, 1, 1)), Row(20, new(2027, 1, 1)), Row(21, new(2027, 1, 1), version: 2), Row(10, new(2026, 6, 1), Own),
        ],
        [new("X", "Ancien", false, new(2000, 1, 1), "A"), new("X", "Nouveau", true, new(2027, 1, 1), "B")]);

    [Theory]
    [InlineData("2026-12-31", 30)]
    [InlineData("2027-01-01", 21)]
    public void A_row_applies_from_its_day_and_the_last_version_wins(string day, int expected) =>
        Assert.Equal(expected, Rules.On(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "news").Amount);

    [Fact]
    public void An_organisation_s_own_row_wins_for_it_alone_even_against_a_newer_one()
    {
        Assert.Equal(30, Rules.On(new(2026, 5, 31), "news", Own).Amount);
        Assert.Equal(10, Rules.On(new(2027, 2, 1), "news", Own).Amount);
        Assert.Equal(21, Rules.On(new(2027, 2, 1), "news", Guid.NewGuid()).Amount);
    }

    [Fact]
    public void A_legal_basis_is_the_one_in_force()
    {
        Assert.False(Rules.Basis(new(2026, 12, 31), "X")!.NeedsFinding);
        Assert.True(Rules.Basis(new(2027, 1, 1), "X")!.NeedsFinding);
        Assert.Null(Rules.Basis(new(1999, 1, 1), "X"));
    }

    [Fact]
    public void A_step_opens_with_the_target_in_force_and_a_legal_wait_with_none()
    {
        var holder = new Holder(Role.Recruiter, null, null);
        var step = Rules.Default.Open("admissibility", 2, TimeKind.Administration, holder, Driven.Noon);
        Assert.Equal(("admissibility#2", new Target(5, true), FrenchCalendar.EndOf(new(2026, 11, 27))), (step.Id, step.Target, step.Due));
        Assert.Null(Rules.Default.Open("admissibility", 1, TimeKind.LegalWait, holder, Driven.Noon).Target);
        Assert.Null(Rules.Default.Open("unheard-of", 1, TimeKind.Candidate, holder, Driven.Noon).Due);
    }

    [Fact]
    public void The_legal_month_is_a_calendar_month() => Assert.Equal(new(2026, 11, 27), Rules.Default.On(new(2026, 10, 27), "legal-month").After(new(2026, 10, 27)));
}

public sealed class HoldingTheBall
{
    private static Step Step(string id, TimeKind kind, int? due = null) => new(id, id, kind, new Holder(null, null, null), Driven.Noon, null, due is { } days ? Driven.Noon.AddDays(days) : null);

    [Fact]
    public void The_administration_comes_first_then_candidate_third_party_and_legal_wait()
    {
        Step[] all = [Step("d", TimeKind.LegalWait, 1), Step("c", TimeKind.ThirdParty, 2), Step("b", TimeKind.Candidate, 3), Step("a", TimeKind.Administration, 9)];
        for (var left = all.Length; left > 0; left--) Assert.Equal(all[left - 1], Ball.HolderOf(all[..left]));
        Assert.Null(Ball.HolderOf([]));
    }

    [Fact]
    public void Within_a_kind_the_earliest_due_then_the_id_and_what_has_no_due_comes_last()
    {
        Assert.Equal("b", Ball.HolderOf([Step("a", TimeKind.Candidate, 5), Step("b", TimeKind.Candidate, 4), Step("c", TimeKind.Candidate)])!.Id);
        Assert.Equal("a", Ball.HolderOf([Step("b", TimeKind.Candidate, 4), Step("a", TimeKind.Candidate, 4)])!.Id);
    }

    [Fact]
    public void A_move_closes_and_opens()
    {
        Step[] open = [Step("a", TimeKind.Candidate), Step("b", TimeKind.Candidate)];
        Assert.Equal(["b", "c"], Ball.After(open, new BallMove(false, ["a"], [Step("c", TimeKind.Candidate)])).Select(step => step.Id));
        Assert.Equal(["c"], Ball.After(open, new BallMove(true, [], [Step("c", TimeKind.Candidate)])).Select(step => step.Id));
    }
}

public sealed class DerivingIds
{
    [Fact]
    public void They_are_version_5_of_RFC_9562_computed_another_way()
    {
        // The method itself, first held against the RFC's own vector (appendix A.4: www.example.com in the DNS namespace).
        Assert.Equal("2ed6657d-e927-568b-95e1-2665a8aea6a2", Version5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com"));
        var (vacancy, person) = (Guid.Parse("0198e000-0000-7000-8000-00000000000a"), Guid.Parse("0198e000-0000-7000-8000-00000000000b"));
        Assert.Equal(Version5("5d0c6d5e-6f6a-4b63-9a3c-0d6f7a1c2e11", $"application\n{vacancy:D}\n{person:D}"), DerivedId.Application(vacancy, person).ToString());
        Assert.NotEqual(DerivedId.Application(vacancy, person), DerivedId.Application(person, vacancy));
    }

    /// <summary>Written with text and big-endian halves instead of byte masks on a Guid.</summary>
    private static string Version5(string space, string name)
    {
#pragma warning disable CA5350 // Version 5 is defined on SHA-1.
        var hash = Convert.ToHexStringLower(SHA1.HashData([.. Convert.FromHexString(space.Replace("-", "", StringComparison.Ordinal)), .. Encoding.UTF8.GetBytes(name)]));
#pragma warning restore CA5350
        var variant = "89ab"[Convert.ToInt32(hash[16..17], 16) % 4];
        return $"{hash[..8]}-{hash[8..12]}-5{hash[13..16]}-{variant}{hash[17..20]}-{hash[20..32]}";
    }
}

public sealed class WritingJson
{
    private sealed record Kept(DateTimeOffset At, Role Role, string? Nothing);

    /// <summary>The same options without what is written by hand for a step.</summary>
    private static readonly JsonSerializerOptions AnyRecord = WithoutSteps();

    private static JsonSerializerOptions WithoutSteps()
    {
        var options = new JsonSerializerOptions(Json.Options);
        options.Converters.Remove(options.Converters.Single(one => one.CanConvert(typeof(Step))));
        return options;
    }

    [Fact]
    public void Instants_are_written_in_UTC_with_six_decimals_and_come_back_the_same()
    {
        var at = Json.Truncate(new DateTimeOffset(2026, 11, 22, 13, 4, 5, TimeSpan.FromHours(1)).AddTicks(1_234_567));
        var text = JsonSerializer.Serialize(new Kept(at, Role.HrLead, null), Json.Options);
        Assert.Equal("""{"at":"2026-11-22T12:04:05.123456Z","role":"HrLead"}""", text);
        Assert.Equal(new Kept(at, Role.HrLead, null), JsonSerializer.Deserialize<Kept>(text, Json.Options));
        Assert.Equal(at, JsonSerializer.Deserialize<Kept>("""{"at":"2026-11-22T13:04:05.123456+01:00","role":"HrLead"}""", Json.Options)!.At);
    }

    [Fact]
    public void Both_ends_of_time_come_back()
    {
        foreach (var at in new[] { DateTimeOffset.MinValue, Json.Truncate(DateTimeOffset.MaxValue) })
            Assert.Equal(at, JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.Serialize(at, Json.Options), Json.Options));
    }

    public static TheoryData<Step> Steps => new(
        new Step("choice#2", "choice", TimeKind.ThirdParty, new Holder(Role.Approver, Guid.CreateVersion7(), Guid.CreateVersion7()), DateTimeOffset.UnixEpoch, new Target(10, true), DateTimeOffset.UnixEpoch.AddDays(14)),
        new Step("réponse « écrite »#1", "answer", TimeKind.Candidate, new Holder(Role.Candidate, null, Guid.CreateVersion7()), Json.Truncate(DateTimeOffset.MaxValue), null, null),
        new Step("legal-month#1", "legal-month", TimeKind.LegalWait, new Holder(null, null, null), DateTimeOffset.UnixEpoch, new Target(30, false), null));

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_is_written_as_any_record_and_comes_back_the_same(Step step)
    {
        var text = JsonSerializer.Serialize(step, Json.Options);
        Assert.Equal(JsonSerializer.Serialize(step, AnyRecord), text);
        Assert.Equal(step, JsonSerializer.Deserialize<Step>(text, Json.Options));
        var later = text.Replace("{\"id\"", "{\"added\":[{\"since\":1}],\"id\"", StringComparison.Ordinal);
        Assert.Equal(step, JsonSerializer.Deserialize<Step>(later, Json.Options));
    }

    [Theory]
    [InlineData("""{"id":"a","name":"a","kind":"Nobody","holder":{},"since":"2026-11-22T12:04:05.123456Z"}""")]
    [InlineData("""{"id":"a","name":"a","kind":"Candidate","since":"2026-11-22T12:04:05.123456Z"}""")]
    public void A_step_of_an_unknown_kind_or_that_nobody_holds_is_refused(string text) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Step>(text, Json.Options));

    [Fact]
    public void A_number_is_not_taken_for_a_word() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Role>("3", Json.Options));
}

public sealed class SayingItInFrench
{
    [Fact]
    public void Dates_and_counts_are_said_as_people_write_them()
    {
        Assert.Equal("vendredi 27\u00A0novembre 2026", French.FullDate(new DateOnly(2026, 11, 27)));
        Assert.Equal("1er\u00A0mars 2027", French.Date(new DateOnly(2027, 3, 1)));
        Assert.Equal("1er\u00A0août", French.ShortDate(new DateOnly(2027, 8, 1)));
        Assert.Equal(["0\u00A0candidature", "1\u00A0candidature", "2\u00A0candidatures"], new[] { 0, 1, 2 }.Select(count => French.Count(count, "candidature", "candidatures")));
    }

    /// <summary>Never shown: an act is asked through its own button, an answer through a status code.</summary>
    private static readonly string[] Technical = [nameof(Act), nameof(Right)];

    [Fact]
    public void Every_member_of_every_enum_people_read_has_its_words()
    {
        var missing = typeof(Labels).Assembly.GetExportedTypes()
            .Where(type => type.IsEnum && !Technical.Contains(type.Name))
            .SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}"))
            .Where(key => !Labels.Has(key));
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("assessment")]
    [InlineData("eligibility")]
    [InlineData("release-request")]
    [InlineData("training-release")]
    [InlineData("funding")]
    [InlineData("enrolment")]
    [InlineData("training")]
    [InlineData("resumption")]
    [InlineData("placement")]
    [InlineData("completion")]
    public void Every_step_of_a_path_has_its_words(string step) => Assert.True(Labels.Has($"Step.{step}"));

    [Fact]
    public void Refusals_are_whole_sentences_with_French_typography()
    {
        var sentences = typeof(Refusal).Assembly.GetExportedTypes().SelectMany(type => type.GetFields())
            .Where(field => field.IsStatic && field.FieldType == typeof(Refusal)).Select(field => ((Refusal)field.GetValue(null)!).Sentence).ToList();
        Assert.NotEmpty(sentences);
        Assert.All(sentences, sentence => Assert.Matches(@"^[A-ZÀÉ](?![^\n]*( [:;?!»]|« |[''!·]))[^\n]*\.$", sentence));
    }

    [Fact]
    public void No_label_uses_the_median_point() => Assert.DoesNotContain('·', File.ReadAllText(Path.Combine(ReferenceArrows.Root, "src/Grains/Labels.resx")));
}
