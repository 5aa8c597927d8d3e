using System.Text.Json;

using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Deeds;
using Jalon.Web.Pages.Applications;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Choosing;

/// <summary>The note of a choice, frozen when it was validated, on one printed page.</summary>
public sealed class SelectionNoteModel(Engine engine) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public CaseReading Reading { get; private set; } = null!;

    public ValidateChoice Note { get; private set; } = null!;

    public string Frozen { get; private set; } = "";

    public string Persons { get; private set; } = "";

    public string? Second { get; private set; }

    public string Post { get; private set; } = "";

    public string Printed { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await CaseReading.OfAsync(engine, HttpContext.Who(), Id, ct) is not { } reading) return NotFound();
        if (this.Barred(Grants.Of(reading.Who, Act.SeeOpinions, reading.Seen.Subject)) is { } barred) return barred;
        if (!reading.Named || reading.Seen.State.ChoiceNoteId is not { } noteId) return NotFound();
        if ((await CaseNotes.ReadAsync(engine.Database, Id, ct)).FirstOrDefault(note => note.Id == noteId) is not { } written) return NotFound();
        Reading = reading;
        Note = JsonSerializer.Deserialize<ValidateChoice>(written.Text, Json.Options)!;
        await NamesAsync(written, ct);
        return Page();
    }

    private async Task NamesAsync(CaseNote written, CancellationToken ct)
    {
        var second = Note.SecondChoice is { } id ? (await engine.Silo.ReadAsync<JobApplication>(id, ct))?.State.CandidateId : null;
        var names = await Names.OfAsync(engine.Database, [.. (Note.Persons ?? []).Select(person => (Guid?)person), second, Reading.Who.PersonId], ct);
        Persons = string.Join(", ", (Note.Persons ?? []).Select(person => names[person] ?? "personne effacée"));
        Second = Note.SecondChoice is null ? null : names[second] ?? "Personne effacée";
        Frozen = $"{French.FullDate(FrenchCalendar.DayOf(written.At))}, par {written.AuthorName ?? "une personne effacée"}";
        Printed = $"Page lue par {names[Reading.Who.PersonId]} le {French.FullDate(Reading.Today)}";
        Post = (await engine.Silo.ReadAsync<Jalon.Grains.Vacancies.Vacancy>(Reading.Seen.State.VacancyId, ct))?.State is { } post ? $"{post.Title}{(post.Reference is null ? "" : $", référence {post.Reference}")}" : "";
    }
}
