using System.Text;
using System.Text.RegularExpressions;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Grains.Organisations;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Offers;
using Jalon.Web.Publishing;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Where a notice is told: each channel with what it asks, its preview and its own link. An approved post is published on all of them at once.</summary>
public sealed partial class PublicationModel(Engine engine) : PageModel
{
    private const string Key = "publier", CommonSpaceKey = "espace";

    public Seen<Vacancy> Seen { get; private set; } = null!;

    public Guid Id { get; private set; }

    public Vacancy Post => Seen.State;

    public VacancySheet Sheet { get; private set; } = new();

    public IReadOnlyList<PublicationChannel> All { get; private set; } = [];

    public IReadOnlyList<Publication> Told { get; private set; } = [];

    public IReadOnlyList<(Channel Channel, int Count)> Sources { get; private set; } = [];

    public DateOnly Today { get; private set; }

    public string Reference { get; private set; } = "";

    /// <summary>The earliest lawful deadline.</summary>
    public DateOnly Until { get; private set; }

    public Unmet? Unmet { get; private set; }

    public string Here => $"/postes/{Id}/diffusion";

    public bool IsLive => Post.Stage == VacancyStage.Published && (Post.ApplicationsUntil is not { } until || until >= Today);

    private Organisation? Organisation { get; set; }

    public string Link(string channel) => engine.MailSettings.Link($"offres/{Id}?{ChannelLink.Field}={channel}");

    public string TchapText => Channels.TchapText(Post, Sheet, Link(Channels.Tchap));

    public Publication? ToldOn(string code) => Told.FirstOrDefault(one => one.Channel == code);

    /// <summary>Fairs and networks that have a link of their own, beside the usual ones.</summary>
    public IReadOnlyList<Publication> Named => [.. Told.Where(one => All.All(channel => channel.Code != one.Channel))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await EnterAsync(id, ct) ?? Page();

    public async Task<IActionResult> OnPostPublierAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, Key);
        var publish = new Publish(typed.Words("reference"), typed.NeededDate("applicationsUntil"), typed.Date("onCommonSpaceSince"));
        if (await this.SendAsync(engine, Key, id, publish, typed.Problems) is { } unmet) return await AgainAsync(id, unmet, ct);
        var channels = All.Where(channel => channel.ByItself || (channel.Code == Channels.CommonSpace && publish.OnCommonSpaceSince is not null)).Select(channel => channel.Code);
        await Publications.TellAsync(engine, id, channels, HttpContext.Who().PersonId, null, ct);
        this.Say("Le poste est publié. Les textes et le fichier à déposer sont prêts ci-dessous.");
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostEspaceAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, CommonSpaceKey);
        var since = typed.NeededDate("since");
        var reference = typed.Text("reference") is { Length: <= 100 } said ? said : null;
        List<FieldProblem> problems = [.. typed.Problems];
        if (reference is null) problems.Add(new("reference", "Donnez la référence de l’espace commun, en 100 caractères au plus."));
        if (await this.SendAsync(engine, CommonSpaceKey, id, new RecordCommonSpace(since), problems) is { } unmet) return await AgainAsync(id, unmet, ct);
        await Publications.TellAsync(engine, id, [Channels.CommonSpace], HttpContext.Who().PersonId, reference, ct);
        this.Say($"Le mois légal court depuis le {French.Date(since)}.");
        return Redirect(Here);
    }

    /// <summary>A person told it there: the link counts, whether or not this is noted.</summary>
    public async Task<IActionResult> OnPostNoterAsync(Guid id, string? canal, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } barred) return barred;
        if (ChannelLink.Known(canal) is not { } code) return BadRequest();
        await Publications.TellAsync(engine, id, [code], HttpContext.Who().PersonId, null, ct);
        this.Say("C’est noté.");
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostNommerAsync(Guid id, string? genre, string? nom, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } barred) return barred;
        var slug = Hyphens().Replace(Plain((nom ?? "").Trim()), "-").Trim('-');
        if (genre is not (Channels.Fair or "reseau") || slug.Length is 0 or > 40)
            return await AgainAsync(id, new Unmet("nommer", Request.Form, [new FieldProblem("nom", "Donnez un nom court, en lettres et en chiffres.")]), ct);
        await Publications.TellAsync(engine, id, [$"{genre}-{slug}"], HttpContext.Who().PersonId, null, ct);
        this.Say("Le lien est prêt.");
        return Redirect($"{Here}#canal-{genre}-{slug}");
    }

    public async Task<IActionResult> OnGetQrAsync(Guid id, string? canal, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } barred) return barred;
        return ChannelLink.Known(canal) is { } code ? File(Encoding.UTF8.GetBytes(QrCode.Of(Link(code)).ToSvg()), "image/svg+xml") : NotFound();
    }

    public async Task<IActionResult> OnGetFichierAsync(Guid id, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } barred) return barred;
        return File(PortalFile.Of(Post, Sheet, Organisation?.Name ?? "", Organisation?.Siret), "application/json", $"offre-{Post.Reference ?? id.ToString()}.json");
    }

    private async Task<IActionResult> AgainAsync(Guid id, Unmet unmet, CancellationToken ct)
    {
        if (await EnterAsync(id, ct) is { } gone) return gone;
        Unmet = unmet;
        Response.StatusCode = unmet.Status;
        return Page();
    }

    private async Task<IActionResult?> EnterAsync(Guid id, CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, id, ct) is not { } seen) return NotFound();
        if (this.Barred(Grants.Of(who, Act.PublishVacancy, seen.Subject)) is { } barred) return barred;
        (Id, Seen, Today) = (id, seen, FrenchCalendar.DayOf(engine.Clock.GetUtcNow()));
        Sheet = await SheetText.ReadAsync(engine.Database, id, ct);
        Organisation = (await engine.Silo.ReadAsync<Organisation>(Post.OrganisationId, ct))?.State;
        All = Channels.Of(Post, Sheet, Organisation?.Siret);
        Told = await Publications.OfAsync(engine, id, ct);
        Sources = await Publications.SourcesAsync(engine, id, ct);
        Reference = Post.Reference ?? await Publications.NextReferenceAsync(engine, Today.Year, ct);
        Until = Sheet.ApplicationsUntil is { } wished && wished > Earliest() ? wished : Earliest();
        return null;
    }

    private DateOnly Earliest() => engine.Rules.Current.On(Today, "legal-month", Post.OrganisationId).After(Today);

    private static string Plain(string text) => string.Concat(text.Normalize(NormalizationForm.FormD).Where(sign => char.GetUnicodeCategory(sign) != System.Globalization.UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Hyphens();
}
