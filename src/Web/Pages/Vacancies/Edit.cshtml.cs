using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Drafting;
using Jalon.Web.Host;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Writing the sheet of a post, new or not: what is typed is kept as a draft, what is mandatory is ticked off, and what somebody else writes meanwhile is never written over.</summary>
public sealed class EditModel(Engine engine, StartDelays delays) : PageModel
{
    private const string Put = "mettre:", Take = "prendre:";

    /// <summary>The sheet to change; empty for a new post.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>The former post whose words a new one takes up.</summary>
    [BindProperty(SupportsGet = true, Name = "depuis")]
    public Guid? From { get; set; }

    public Vacancy? Post { get; private set; }

    public Vacancy? Former { get; private set; }

    /// <summary>Id of the command that will save it: the same from a draft to the end.</summary>
    public Guid Command { get; private set; } = Guid.CreateVersion7();

    /// <summary>The revision the form was written from.</summary>
    public int? Revision { get; private set; }

    public Unmet? Unmet { get; private set; }

    public DateTimeOffset? DraftAt { get; private set; }

    /// <summary>What is shown is a draft of an earlier visit.</summary>
    public bool Resumed { get; private set; }

    public SheetWriters? Writers { get; private set; }

    public SheetView View { get; private set; } = null!;

    public string Address => Id is { } id ? $"/postes/{id}/modifier" : "/postes/nouveau";

    public string Back => Id is { } id ? $"/postes/{id}" : "/postes";

    private Guid Me => HttpContext.Who().PersonId;

    private Guid DraftId => Id ?? Command;

    private string Here => Id is null ? $"{Address}?brouillon={Command}" : Address;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        if (Id is null && Guid.TryParse(Request.Query["brouillon"], out var known)) Command = known;
        if (await SheetDraft.ReadAsync(engine, Me, DraftId, ct) is { } draft)
        {
            (Unmet, DraftAt, Resumed) = (new Unmet(SheetForm.Key, draft.Form, []), draft.At, true);
            Revision = new Typed(draft.Form, SheetForm.Key).Number("revision") ?? Revision;
            if (new Typed(draft.Form, SheetForm.Key).Id("depuis") is { } former) await TakeUpAsync(former, ct);
        }

        await ShowAsync(Unmet is null ? await StoredAsync(ct) : SheetForm.Read(new Typed(Unmet.Values, SheetForm.Key)), ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, SheetForm.Key);
        (Command, Revision) = (this.CommandId(), typed.Number("revision") ?? Revision);
        if (Id is null && typed.Id("depuis") is { } former) await TakeUpAsync(former, ct);
        if (Request.Form["geste"].ToString() is { Length: > 0 } deed) return await DraftingAsync(deed, ct);
        var sheet = SheetForm.Read(typed);
        var id = Id ?? DerivedId.Of("vacancy-of-form", Command);
        if (Id is null && await CreateAsync(typed, sheet, id, ct) is { } elsewhere) return elsewhere;
        if (Id is not null) await AmendAsync(typed, sheet, ct);
        if (Unmet is null)
        {
            await SheetDraft.DropAsync(engine, Me, DraftId, ct);
            this.Say(Writers is { Taken.Count: > 0 } ? Writers.Together : "La fiche est enregistrée.");
            return Redirect($"/postes/{id}");
        }

        DraftAt = await SheetDraft.KeepAsync(engine, Me, DraftId, Unmet.Values, SheetForm.Key, ct);
        await ShowAsync(SheetForm.Read(new Typed(Unmet.Values, SheetForm.Key)), ct);
        Response.StatusCode = Writers is { Theirs.Count: > 0 } ? StatusCodes.Status409Conflict : Unmet.Status;
        return Page();
    }

    /// <summary>A field of the form, with what was typed and what is wrong with it.</summary>
    public object Field(object field) => new ShownDeed(new Deed(SheetForm.Key, "", "", Act.AmendVacancy, new Submit(), _ => new Submit(), ""), "", Unmet).Field(field);

    /// <summary>What changes the draft alone: it follows what is typed, takes what is offered, or is left.</summary>
    private async Task<IActionResult> DraftingAsync(string deed, CancellationToken ct)
    {
        if (deed == "oublier")
        {
            await SheetDraft.DropAsync(engine, Me, DraftId, ct);
            return Redirect(Address);
        }

        var (form, place) = (Request.Form, "suivi");
        if (deed.StartsWith(Put, StringComparison.Ordinal) && deed[Put.Length..].Split('=', 2) is [var field, var value])
            (form, place) = (Changed(form, [(field, [value])]), $"{SheetForm.Key}-{field}");
        if (deed.StartsWith(Take, StringComparison.Ordinal) && Id is { } id)
        {
            var last = await FieldsAsync(await SheetText.ReadAsync(engine.Database, id, ct), ct);
            (form, place) = (Changed(form, [.. SheetForm.FieldsOf(deed[Take.Length..]).Select(name => (name, last[name].Values))]), $"{SheetForm.Key}-{SheetForm.FieldsOf(deed[Take.Length..])[0]}");
        }

        DraftAt = await SheetDraft.KeepAsync(engine, Me, DraftId, form, SheetForm.Key, ct);
        if (deed != "suivre" && DraftAt is not null) return Redirect($"{Here}#{place}");
        Unmet = new Unmet(SheetForm.Key, form, []);
        await ShowAsync(SheetForm.Read(new Typed(form, SheetForm.Key)), ct);
        return Page();
    }

    private async Task<IActionResult?> CreateAsync(Typed typed, VacancySheet sheet, Guid id, CancellationToken ct)
    {
        var (organisation, former) = (typed.NeededId("organisationId"), typed.Id("republishedFrom"));
        if (organisation != Guid.AllBitsSet && this.Barred(await MayCreateAsync(organisation, ct)) is { } elsewhere) return elsewhere;
        if (former is { } known && !await TakeUpAsync(known, ct)) return NotFound();
        Unmet = await this.SendAsync(engine, SheetForm.Key, id, new DraftVacancy(id, organisation, sheet, former), typed.Problems);
        return null;
    }

    private async Task AmendAsync(Typed typed, VacancySheet sheet, CancellationToken ct)
    {
        Unmet = await this.SendAsync(engine, SheetForm.Key, Id!.Value, new AmendSheet(sheet, Revision), typed.Problems);
        if (Unmet?.Refusal?.Refusal.Code != Vacancy.SheetChanged) return;
        var (before, last, by) = await EditReading.SinceAsync(engine, Id.Value, Revision!.Value, ct);
        var merge = SheetMerge.Of(before, last, sheet);
        var (theirs, together) = (await FieldsAsync(last, ct), await FieldsAsync(merge.Sheet, ct));
        Writers = SheetWriters.Of(merge, by, theirs);
        Revision = (await engine.Silo.ReadAsync<Vacancy>(Id.Value, ct))!.Value.State.Revision;
        if (merge.Clashes.Count == 0)
            Unmet = await this.SendAsync(engine, SheetForm.Key, Id.Value, new AmendSheet(merge.Sheet, Revision), [], DerivedId.Of("together", Command, Revision.Value));
        if (Unmet is not null)
            Unmet = Unmet with { Values = Changed(Request.Form, [("revision", [$"{Revision}"]), .. merge.Taken.SelectMany(SheetForm.FieldsOf).Select(name => (name, together[name].Values))]), Refusal = merge.Clashes.Count == 0 ? Unmet.Refusal : null };
    }

    private async Task<Dictionary<string, (string Words, IReadOnlyList<string> Values)>> FieldsAsync(VacancySheet sheet, CancellationToken ct) =>
        SheetForm.Sections(sheet, engine.Rules.Current, Today, await SheetText.PeopleAsync(engine.Database, ct)).SelectMany(section => section.Fields)
            .ToDictionary(SheetForm.NameOf, field => (SheetForm.WordsOf(field), SheetForm.ValuesOf(field)));

    private static FormCollection Changed(IFormCollection form, IEnumerable<(string Field, IReadOnlyList<string> Values)> changes)
    {
        var fields = form.ToDictionary(field => field.Key, field => field.Value);
        foreach (var (field, values) in changes) fields[$"{SheetForm.Key}-{field}"] = new StringValues([.. values]);
        return new FormCollection(fields);
    }

    private DateOnly Today => FrenchCalendar.DayOf(engine.Clock.GetUtcNow());

    private async Task<VacancySheet> StoredAsync(CancellationToken ct) =>
        Id is { } id ? await SheetText.ReadAsync(engine.Database, id, ct) : Former is { } former ? (await SheetText.ReadAsync(engine.Database, former.Id, ct)).ForAnotherNeed() : new VacancySheet();

    private async Task<Right> MayCreateAsync(Guid organisation, CancellationToken ct) =>
        await Subjects.OfOrganisationAsync(engine.Database, organisation, ct) is { } seen ? Grants.Of(HttpContext.Who(), Act.CreateVacancy, seen.Subject) : Right.Unknown;

    /// <summary>The former post, for who may see it.</summary>
    private async Task<bool> TakeUpAsync(Guid former, CancellationToken ct)
    {
        var seen = await Subjects.OfVacancyAsync(engine.Database, HttpContext.Who(), former, ct);
        Former = seen is { State: var post, Subject: var subject } && Grants.Allows(HttpContext.Who(), Act.SeeVacancy, subject) ? post : null;
        return Former is not null;
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (Id is not { } id)
        {
            if (From is { } former && !await TakeUpAsync(former, ct)) return NotFound();
            return this.Barred(Grants.Somewhere(who, Act.CreateVacancy));
        }

        if (await Subjects.OfVacancyAsync(engine.Database, who, id, ct) is not { } seen) return NotFound();
        (Post, Revision) = (seen.State, seen.State.Revision);
        return this.Barred(Grants.Of(who, Act.AmendVacancy, seen.Subject));
    }

    private async Task ShowAsync(VacancySheet sheet, CancellationToken ct)
    {
        View = await SheetView.ReadAsync(engine, HttpContext.Who(), Post, Former, sheet, delays, Unmet is null ? null : new Typed(Unmet.Values, SheetForm.Key).Id("organisationId"), ct);
    }
}
