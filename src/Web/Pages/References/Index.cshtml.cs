using System.Text;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reference;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.References;

/// <summary>The list of professions and the pay grid: the versions there are, and the next one, checked before it is kept.</summary>
public sealed class IndexModel(Engine engine) : PageModel
{
    public const int ShownProblems = 50;

    public IReadOnlyList<ReferenceVersion> Versions { get; private set; } = [];

    public Names People { get; private set; } = null!;

    public DateOnly Today { get; private set; }

    /// <summary>What is being loaded and cannot be yet: it is shown again, to be corrected there.</summary>
    public (ReferenceKind Kind, string Content, string From, IReadOnlyList<string> Problems)? Refused { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? Page();

    /// <summary>A version as it was sent.</summary>
    public async Task<IActionResult> OnGetFileAsync(ReferenceKind kind, int version, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        return await Silo.References.ContentAsync(engine.Database, kind, version, ct) is { } content
            ? File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(content)).ToArray(), "text/csv; charset=utf-8", $"{(kind == ReferenceKind.PayGrid ? "grille" : "metiers")}-{version}.csv") : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string? kind, string? from, string? content, IFormFile? file, CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (!Enum.TryParse<ReferenceKind>(kind, out var known) || !Enum.IsDefined(known)) return BadRequest();
        var text = file is { Length: > 0 } ? await TextOfAsync(file, ct) : content ?? "";
        var day = DateOnly.TryParse(from, French.Culture, out var read) && read >= FieldRules.Earliest && read <= FieldRules.Latest ? read : (DateOnly?)null;
        List<string> problems = [.. day is null ? ["Donnez le premier jour d’application."] : Array.Empty<string>(), .. Silo.References.Problems(known, text).Select(Silo.References.Said)];
        if (problems.Count > 0)
        {
            Refused = (known, text.Length > ReferenceFile.MostCharacters || text.Contains('\0', StringComparison.Ordinal) ? "" : text, from ?? "", problems);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var version = await Silo.References.KeepAsync(engine.Database, known, day!.Value, text, HttpContext.Who().PersonId, engine.Clock.GetUtcNow(), ct);
        await engine.Rules.ReadAsync(ct);
        this.Say($"La version {version} est chargée{French.Nbsp}: elle s’applique à partir du {French.Date(day.Value)}.");
        return Redirect("/referentiels");
    }

    /// <summary>The newest that applies today; null where none was loaded.</summary>
    public int? InForce(ReferenceKind kind) => Versions.Where(one => one.Kind == kind && one.From <= Today).MaxBy(one => (one.From, one.Version))?.Version;

    /// <summary>UTF-8, or what spreadsheets of western Europe still write.</summary>
    private static async Task<string> TextOfAsync(IFormFile file, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, ct);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.ToArray());
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes.ToArray()).Replace('\u0080', '€');
        }
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        if (this.Barred(Grants.Of(HttpContext.Who(), Act.AmendRules, new Subject())) is { } barred) return barred;
        Versions = await Silo.References.ListAsync(engine.Database, ct);
        People = await Names.OfAsync(engine.Database, Versions.Select(one => (Guid?)one.LoadedBy), ct);
        Today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        return null;
    }
}
