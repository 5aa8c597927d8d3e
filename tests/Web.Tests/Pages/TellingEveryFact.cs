using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.SignIn;
using Jalon.Web.Timelines;
using Microsoft.AspNetCore.Http;

namespace Jalon.Web.Tests.Pages;

public sealed class TellingEveryFact
{
    private const string Anything = """{ "from": "Received", "to": "Admissible", "at": "Received", "planned": { "number": 1, "round": 1, "mode": "Video", "minutes": 45, "offered": ["2026-12-15T09:00:00Z"], "organiserId": "0198d000-0000-7000-8000-000000000001", "from": "2026-12-15T09:00:00Z", "sequence": 0 }, "stage": "Received" }""";

    public static TheoryData<string> Types => [.. JobApplicationGrain.Kind.Facts.Keys];

    [Theory, MemberData(nameof(Types))]
    public void Every_fact_of_a_candidacy_has_French_words(string type)
    {
        var data = type.Contains("Undone", StringComparison.Ordinal) || type.EndsWith("Reopened", StringComparison.Ordinal) || type == nameof(StageTakenUp) ? Anything : Anything.Replace("\"at\": \"Received\", ", "", StringComparison.Ordinal);
        var words = FactWords.Of(type, data);
        Assert.NotEqual(type, words);
        Assert.True(char.IsUpper(words[0]) && words.Length > 3, words);
    }

    [Fact]
    public void The_parts_of_a_case_add_up_to_its_days()
    {
        var time = CaseTime.Of([(TimeKind.Administration, 38.4 * 86_400), (TimeKind.Candidate, 7.4 * 86_400), (TimeKind.LegalWait, 19.4 * 86_400)]);
        Assert.Equal(65, time.Days);
        Assert.Equal(time.Days, time.Parts.Sum(part => part.Days));
    }

    [Fact]
    public void A_file_without_its_name_is_always_the_same() => Assert.Matches("^Dossier [2-9A-Z]{4}$", Pseudonym.Of(new Guid("aaaaaaaa-0000-7000-8000-000000000000")));

    [Theory, InlineData("127.0.0.1", "localhost", true), InlineData("::1", "[::1]", true), InlineData("203.0.113.9", "localhost", false), InlineData("127.0.0.1", "piege.example", false)]
    public void Only_this_machine_signs_in(string from, string to, bool allowed)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(from);
        http.Request.Host = new HostString(to);
        Assert.Equal(allowed, ThisMachine.Sent(http.Request));
    }
}
