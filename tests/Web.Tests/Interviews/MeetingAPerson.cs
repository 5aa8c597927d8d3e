using System.Net;
using System.Text.RegularExpressions;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Tests;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Interviews;

/// <summary>An interview from the hours assessors declare to the opinions they file, and what is written to the person meanwhile.</summary>
public sealed class MeetingAPerson(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync() => (site, ministry) = await Ministry.OnASiteAsync(cluster);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Gael => ministry.Applications["Gaël Petit"];

    /// <summary>A working day far enough, so that no hour of it is behind.</summary>
    private DateOnly Day => FrenchCalendar.AddWorkingDays(ministry.Today, 3);

    private DateTimeOffset At(int hour) => FrenchCalendar.StartOf(Day).AddHours(hour);

    private async Task<JobApplication> StateAsync(Guid id) => (await site.Engine.Silo.ReadAsync<JobApplication>(id, Ct))!.Value.State;

    private async Task<long> CountAsync(string from)
    {
        await using var query = site.Engine.Database.CreateCommand($"select count(*) from {from}");
        return (long)(await query.ExecuteScalarAsync(Ct))!;
    }

    private static async Task<HttpStatusCode> DeclareAsync(Visitor who, string day, string from, string to) =>
        (await who.PostAsync("/entretiens/disponibilites", "/entretiens/disponibilites", new() { ["jour"] = day, ["de"] = from, ["a"] = to, ["semaines"] = "0" })).StatusCode;

    /// <summary>Both assessors named and free, two hours offered to the person.</summary>
    private async Task<string> OfferedAsync(Guid application)
    {
        foreach (var assessor in new[] { ministry.Sami, ministry.Elise })
        {
            await ministry.DoAsync(application, new NameAssessor(assessor), ministry.Claire);
            await site.Engine.Diary.DeclareAsync(assessor, [new Stretch(At(9), At(12))], Ct);
        }

        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var page = $"/candidatures/{application}/entretien";
        var html = await claire.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct);
        Assert.Contains("checked", html, StringComparison.Ordinal);
        var answer = await claire.PostAsync(page, $"{page}?handler=proposer", new() { ["creneau"] = At(9).ToString("O"), ["duree"] = "45", ["mode"] = "Video", ["lieu"] = "https://visio.exemple.fr/a" });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await site.Engine.BookingLinks.PathAsync(application, Ct);
    }

    [Fact]
    public async Task Hours_that_cannot_be_are_refused_in_French_and_nothing_is_kept()
    {
        using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
        var sunday = Day.AddDays(7 - (int)Day.DayOfWeek);
        foreach (var (day, from, to) in new[] { ($"{sunday:yyyy-MM-dd}", "09:00", "10:00"), ($"{Day:yyyy-MM-dd}", "03:00", "04:00"), ($"{Day:yyyy-MM-dd}", "11:00", "10:00"), ("2020-01-06", "09:00", "10:00"), ("hier", "9", "dix") })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await DeclareAsync(sami, day, from, to));
        Assert.Empty(await site.Engine.Diary.OfAsync(ministry.Sami, Ct));
        Assert.Equal(HttpStatusCode.Redirect, await DeclareAsync(sami, $"{Day:yyyy-MM-dd}", "09:00", "12:00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await DeclareAsync(sami, $"{Day:yyyy-MM-dd}", "11:30", "13:00"));
        Assert.Single(await site.Engine.Diary.OfAsync(ministry.Sami, Ct));
    }

    [Fact]
    public async Task A_person_chooses_by_their_link_without_an_account_and_of_two_at_once_one_has_the_hour()
    {
        var link = await OfferedAsync(Gael);
        var chloe = ministry.Applications["Hugo Marchal"];
        await ministry.DoAsync(chloe, new Move(Stage.Preselected), ministry.Mehdi);
        var other = await OfferedAsync(chloe);
        using var anybody = new Visitor(site.Address);
        Assert.Equal(HttpStatusCode.NotFound, await anybody.StatusAsync($"{link[..^1]}{(link[^1] == 'A' ? 'B' : 'A')}"));
        Assert.Contains("à 9\u00A0h", await anybody.ReadAsync(link), StringComparison.Ordinal);
        Assert.Null((await StateAsync(Gael)).Interview!.From);
        var both = await Task.WhenAll(new[] { link, other }.Select(async path =>
        {
            using var one = new Visitor(site.Address);
            return await one.PostAsync(path, $"{path}?handler=choisir", new() { ["creneau"] = At(9).ToUniversalTime().ToString("O") });
        }));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        var lost = await Visitor.TextAsync(both.Single(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Contains("Ce créneau vient d’être pris.", lost, StringComparison.Ordinal);
        var offers = await site.Engine.Diary.OfAsync(ministry.Sami, Ct);
        Assert.False(await site.Engine.Diary.WithdrawAsync(ministry.Sami, offers[0].Id, Ct));
        var booked = (await StateAsync(Gael)).Interview!.IsBooked ? Gael : chloe;
        Assert.Equal(Stage.Interview, (await StateAsync(booked)).Stage);
        await site.Engine.Feed.CaughtUpAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(3, await CountAsync($"jalon.mail where about = '{booked}' and calendar like '%METHOD:REQUEST%SEQUENCE:0%'"));
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Contains("Entretien ", await claire.ReadAsync($"/postes/{ministry.Post}/tableau"), StringComparison.Ordinal);
        Assert.Contains("en visioconférence", await claire.ReadAsync("/entretiens"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_hour_is_no_longer_shown_nor_taken()
    {
        var link = await OfferedAsync(Gael);
        foreach (var offer in await site.Engine.Diary.OfAsync(ministry.Elise, Ct)) Assert.True(await site.Engine.Diary.WithdrawAsync(ministry.Elise, offer.Id, Ct));
        using var anybody = new Visitor(site.Address);
        Assert.Contains("ne sont plus libres", await anybody.ReadAsync(link), StringComparison.Ordinal);
        var answer = await anybody.PostAsync(link, $"{link}?handler=choisir", new() { ["creneau"] = At(9).ToUniversalTime().ToString("O") });
        Assert.Contains("Ce créneau n’est plus proposé.", await Visitor.TextAsync(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await anybody.PostAsync(link, $"{link}?handler=autres", new() { ["mot"] = "Le jeudi." })).StatusCode);
        Assert.Equal("convocation", Assert.Single((await StateAsync(Gael)).Steps).Name);
    }

    [Fact]
    public async Task An_assessor_states_their_interests_before_anything_of_the_file_is_read()
    {
        await OfferedAsync(Gael);
        var page = $"/evaluations/{Gael}";
        using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
        var before = await sami.ReadAsync(page);
        Assert.Contains("Avant d’ouvrir ce dossier", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Votre avis", before, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await sami.StatusAsync($"/candidatures/{Gael}"));
        Assert.Equal(HttpStatusCode.Redirect, (await sami.PostAsync(page, $"{page}?handler=impartial", [])).StatusCode);
        Assert.Contains("Votre avis se dépose après l’entretien", await sami.ReadAsync(page), StringComparison.Ordinal);
        using var elise = await Visitor.SignedInAsync(site.Address, ministry.Elise);
        Assert.Equal(HttpStatusCode.Redirect, (await elise.PostAsync(page, $"{page}?handler=conflit", [])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await elise.StatusAsync(page));
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        foreach (var path in new[] { page, $"/candidatures/{Gael}/entretien", $"/mes-candidatures/{Gael}/messages" }) Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(path));
    }

    [Fact]
    public async Task Whoever_recruits_or_manages_may_be_asked_to_assess_and_a_conflict_closes_the_file_to_them_whatever_their_role()
    {
        foreach (var named in new[] { ministry.Mehdi, ministry.Claire }) await ministry.DoAsync(Gael, new NameAssessor(named), ministry.Claire);
        await ministry.DoAsync(Gael, new Move(Stage.Interview), ministry.Claire);
        await site.Engine.Feed.CaughtUpAsync(TimeSpan.FromSeconds(30), Ct);
        var (page, file, board) = ($"/evaluations/{Gael}", $"/candidatures/{Gael}", $"/postes/{ministry.Post}/tableau");
        using var mehdi = await Visitor.SignedInAsync(site.Address, ministry.Mehdi);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        foreach (var (who, times) in new[] { (mehdi, 1), (claire, 1), (odile, 0) })
            Assert.Equal(times, Regex.Count(await who.Http.GetStringAsync(new Uri("/journee", UriKind.Relative), Ct), $"href=\"{page}#avis\""));

        Assert.Equal(HttpStatusCode.NotFound, await odile.StatusAsync(page));
        Assert.Equal(HttpStatusCode.Redirect, (await mehdi.PostAsync(page, $"{page}?handler=impartial", [])).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await mehdi.PostAsync(page, $"{page}?handler=deposer", new() { ["text"] = "Clair et posé." })).StatusCode);
        Assert.Contains("Gaël Petit", await claire.ReadAsync(board), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await claire.PostAsync(page, $"{page}?handler=conflit", [])).StatusCode);

        foreach (var path in new[] { page, file, $"{file}/refuser", $"{file}/entretien" }) Assert.Equal(HttpStatusCode.NotFound, await claire.StatusAsync(path));
        foreach (var path in new[] { board, $"{board}?vue=liste", "/entretiens", "/journee" }) Assert.DoesNotContain("Gaël Petit", await claire.ReadAsync(path), StringComparison.Ordinal);
        await ministry.DoAsync((await StateAsync(Gael)).CandidateId, new ExpressWishes(["rssi"], [], null, Discretion.Open));
        Assert.DoesNotContain("RSSI", await claire.ReadAsync(board), StringComparison.Ordinal);
        Assert.Contains("RSSI · 1", await odile.ReadAsync(board), StringComparison.Ordinal);
        Assert.Contains("Gaël Petit", await odile.ReadAsync(board), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await odile.StatusAsync(file));
    }

    [Fact]
    public async Task The_opinion_of_another_is_read_once_ones_own_is_filed_and_what_one_writes_is_kept()
    {
        var paul = ministry.Applications["Paul Lemoine"];
        var page = $"/evaluations/{paul}";
        using var sami = await Visitor.SignedInAsync(site.Address, ministry.Sami);
        Assert.DoesNotContain("trois migrations", await sami.Http.GetStringAsync(new Uri(page, UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await sami.PostAsync(page, $"{page}?handler=brouillon", new() { ["text"] = "Clair et pos" })).StatusCode);
        Assert.Contains("Clair et pos", await sami.ReadAsync(page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sami.PostAsync(page, $"{page}?handler=deposer", new() { ["text"] = "" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await sami.PostAsync(page, $"{page}?handler=deposer", new() { ["text"] = "Clair et posé." })).StatusCode);
        Assert.Contains("trois migrations", await sami.ReadAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_go_both_ways_and_nothing_else_is_told()
    {
        var paul = ministry.Applications["Paul Lemoine"];
        var person = (await StateAsync(paul)).CandidateId;
        await ministry.DoAsync(paul, new AddNote("NOTE-INTERNE"), ministry.Claire);
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        Assert.Equal(HttpStatusCode.Redirect, (await claire.PostAsync($"/candidatures/{paul}", $"/candidatures/{paul}", new() { ["geste"] = "ecrire", ["ecrire-text"] = "Pouvez-vous venir lundi ?" })).StatusCode);
        var reply = await site.Engine.ActAsync(new Envelope(paul, new WriteMessage("Oui, à dix heures."), Guid.CreateVersion7(), new Actor(person)), Ct);
        Assert.IsType<Done>(reply);
        var read = await claire.ReadAsync($"/candidatures/{paul}");
        Assert.Contains("Oui, à dix heures.", read, StringComparison.Ordinal);
        Assert.Contains("réponse attendue", read, StringComparison.Ordinal);
        var own = await Jalon.Web.Interviews.MessageThread.ReadAsync(site.Engine.Database, paul, person, Ct);
        Assert.Equal(["Pouvez-vous venir lundi ?", "Oui, à dix heures."], own.Select(message => message.Text));
        Assert.Equal(1, (await Jalon.Web.Interviews.MessageThread.UnreadAsync(site.Engine.Database, person, Ct))[paul]);
        await site.Engine.Feed.CaughtUpAsync(TimeSpan.FromSeconds(30), Ct);
        Assert.Equal(0, await CountAsync($"jalon.mail where recipient = '{ministry.Claire}' and body like '%dix heures%'"));
        Assert.Equal(0, await CountAsync("jalon.fact where data::text like '%dix heures%'"));
    }
}
