using System.Globalization;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Interviews;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Interviews;

/// <summary>Planning the interview of a candidacy: who assesses, the times all are free, the offer; then the hour, moved or called off.</summary>
public sealed class PlanModel(Engine engine) : PageModel
{
    /// <summary>Days shown, times of each, and how many days have one ticked at first; among so many read.</summary>
    private const int Days = 5, TimesADay = 4, Ticked = 3, MostRead = 300;

    private const string Key = "entretien";

    /// <summary>Who assessed the last candidacies of the post, where nobody is named on this one.</summary>
    private const string UsualSql = """
        select (one ->> 'personId')::uuid from jalon.job_application a, jsonb_array_elements(a.state -> 'assessors') one
        where a.vacancy_id = $1 and not coalesce((one ->> 'conflicted')::boolean, false) group by 1 order by count(*) desc, 1 limit 2
        """;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Those a form or an address names: « qui », and « autre » for the second of a form.</summary>
    private Guid[] Asked => [.. (Request.HasFormContentType ? Request.Form["qui"] : Request.Query["qui"]).Concat(Request.HasFormContentType ? [] : Request.Query["autre"]).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().Take(4)];

    [BindProperty(SupportsGet = true, Name = "duree")]
    public int Minutes { get; set; } = 45;

    public CaseReading Reading { get; private set; } = null!;

    public JobApplication State => Reading.Seen.State;

    public BookingView? Booking { get; private set; }

    public IReadOnlyList<Choice> Colleagues { get; private set; } = [];

    /// <summary>Who is named, or would be.</summary>
    public IReadOnlyList<Guid> People { get; private set; } = [];

    public Names Names { get; private set; } = null!;

    public bool AreNamed => JobApplicationGrain.Meeting(State).Count >= 2;

    public IReadOnlyList<DateTimeOffset> Times { get; private set; } = [];

    public IReadOnlyCollection<string> Chosen { get; private set; } = [];

    public Unmet? Unmet { get; private set; }

    public string Address => $"/candidatures/{Id}/entretien";

    public string Value(string field, string usual) => Unmet is null ? usual : Unmet.Values[field].ToString();

    public string? Error(string field) => Unmet?.Problems.FirstOrDefault(problem => problem.Field == field)?.Sentence;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? await ShowAsync(ct);

    public async Task<IActionResult> OnPostProposerAsync(string[] creneau, string? mode, string? lieu, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var times = creneau.Select(Read).OfType<DateTimeOffset>().ToList();
        var known = Enum.TryParse<InterviewMode>(mode, out var how) && Enum.IsDefined(how);
        var propose = new ProposeInterview(times, Minutes, how, string.IsNullOrWhiteSpace(lieu) ? null : lieu.Trim());
        List<FieldProblem> unread = [.. propose.Problems(), .. known ? (FieldProblem[])[] : [new("mode", "Dites comment se passe l’entretien.")], .. times.Count < creneau.Length ? (FieldProblem[])[new("times", "Un créneau n’a pas pu être lu : choisissez-les dans la liste.".Replace(" :", $"{French.Nbsp}:", StringComparison.Ordinal))] : []];
        if (unread.Count > 0) return await AgainAsync(new Unmet(Key, Request.Form, unread), ct);
        foreach (var person in AreNamed ? [] : Asked)
            if (await this.SendAsync(engine, Key, Id, new NameAssessor(person), [], DerivedId.Of("name", this.CommandId(), person)) is { } refused) return await AgainAsync(refused, ct);
        if (await this.SendAsync(engine, Key, Id, propose, []) is { } unmet) return await AgainAsync(unmet, ct);
        this.Say($"{French.Count(times.Count, "créneau proposé", "créneaux proposés")} à {Reading.Name}. Son choix vous sera montré ici.");
        return Redirect($"/candidatures/{Id}");
    }

    public Task<IActionResult> OnPostFixerAsync(string? creneau, CancellationToken ct) => Read(creneau) is { } from
        ? DoAsync(new BookInterview(from), $"L’entretien est fixé le {Web.Reading.Days.Slot(from)}. Les invitations partent.", ct)
        : DoAsync(new BookInterview(default), "", ct, new FieldProblem("from", "Choisissez un créneau de la liste."));

    public Task<IActionResult> OnPostAnnulerAsync(string? motif, CancellationToken ct) =>
        DoAsync(new CancelInterview(string.IsNullOrWhiteSpace(motif) ? null : motif.Trim()), "C’est annulé. Les personnes invitées sont prévenues.", ct);

    /// <summary>A message to those who have not said when they are free; asked again the same day, it does not leave twice.</summary>
    public async Task<IActionResult> OnPostDemanderAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        await ShowAsync(ct);
        foreach (var person in People)
        {
            var text = LetterText.Of(Letter.SlotsAsked, ("person", Names[person]), ("post", Booking?.Title), ("link", engine.MailSettings.Link("entretiens/disponibilites")));
            await engine.Mail.QueueAsync(new Message($"{Letter.SlotsAsked}/{State.VacancyId}/{person}/{Reading.Today:O}", Letter.SlotsAsked, Recipient.Person(person), text) { About = Id }, ct);
        }

        this.Say("Les disponibilités sont demandées.");
        return Redirect($"{Address}{Query()}");
    }

    private async Task<IActionResult> DoAsync(Command command, string done, CancellationToken ct, params IReadOnlyList<FieldProblem> unread)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (await this.SendAsync(engine, Key, Id, command, unread) is { } unmet) return await AgainAsync(unmet, ct);
        this.Say(done);
        return Redirect(Address);
    }

    private async Task<IActionResult> AgainAsync(Unmet unmet, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } gone) return gone;
        Unmet = unmet;
        await ShowAsync(ct);
        Chosen = [.. Request.Form["creneau"].OfType<string>()];
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        Reading = reading;
        return this.Barred(Grants.Of(reading.Who, Act.PlanInterview, reading.Seen.Subject));
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        Minutes = Math.Clamp(State.Interview is { Over: false, IsToPlan: false } planned ? planned.Minutes : Minutes, ProposeInterview.ShortestMinutes, ProposeInterview.LongestMinutes);
        Booking = await BookingView.ReadAsync(engine, Id, ct);
        Colleagues = await CasePeople.ColleaguesAsync(engine.Database, Reading.Seen.Subject.OrganisationPath, Reading.Now, ct, State.CandidateId);
        var named = JobApplicationGrain.Meeting(State);
        People = AreNamed ? named : Asked.Length > 0 ? Asked : [.. named.Concat(await UsualAsync(ct)).Distinct().Where(one => one != State.CandidateId).Take(2)];
        Names = await Names.OfAsync(engine.Database, People.Select(one => (Guid?)one), ct);
        Colleagues = [.. Colleagues, .. People.Where(one => Colleagues.All(known => known.Value != one.ToString())).Select(one => new Choice(one.ToString(), Names[one] ?? "Une personne"))];
        var days = People.Count < 2 ? [] : (await engine.Diary.CommonAsync(People, Minutes, Id, MostRead, ct)).GroupBy(FrenchCalendar.DayOf).Take(Days).Select(Spread).ToList();
        Times = [.. days.SelectMany(day => day)];
        Chosen = [.. days.Take(Ticked).Select(day => Written(day[0]))];
        return Page();
    }

    /// <summary>A few hours of a day, from its morning to its evening.</summary>
    private static List<DateTimeOffset> Spread(IEnumerable<DateTimeOffset> day)
    {
        var all = day.ToList();
        return all.Count <= TimesADay ? all : [.. Enumerable.Range(0, TimesADay).Select(place => all[place * (all.Count - 1) / (TimesADay - 1)])];
    }

    private async Task<IReadOnlyList<Guid>> UsualAsync(CancellationToken ct)
    {
        await using var query = Rights.Query.Of(engine.Database, UsualSql, State.VacancyId);
        await using var row = await query.ExecuteReaderAsync(ct);
        var usual = new List<Guid>();
        while (await row.ReadAsync(ct)) usual.Add(row.GetGuid(0));
        return usual;
    }

    private string Query() => AreNamed ? "" : $"?{string.Join('&', People.Select(one => $"qui={one}"))}";

    public static string Written(DateTimeOffset time) => time.ToUniversalTime().ToString("O");

    private static DateTimeOffset? Read(string? text) => DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
