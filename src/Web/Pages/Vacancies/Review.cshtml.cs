using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Deeds;
using Jalon.Web.Host;
using Jalon.Web.Rights;
using Jalon.Web.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>A mandatory item as whoever validates reads it.</summary>
/// <param name="Words">What is written; empty where nothing is.</param>
public sealed record ReviewedItem(SheetItem Item, string Label, IReadOnlyList<(string Label, string Words)> Words, TextField Remark);

/// <summary>Reading a need before it is approved: each item with a place for a remark, which its author finds beside the field.</summary>
public sealed class ReviewModel(Engine engine) : PageModel
{
    private const string Key = "relecture";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Vacancy Post { get; private set; } = null!;

    public IReadOnlyList<ReviewedItem> Items { get; private set; } = [];

    public TextField Whole { get; private set; } = null!;

    public Unmet? Unmet { get; private set; }

    public bool MayApprove { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await EnterAsync(ct) ?? await ShownAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await EnterAsync(ct) is { } barred) return barred;
        var typed = new Typed(Request.Form, Key);
        ItemRemark[] items = [.. Enum.GetValues<SheetItem>().Where(item => typed.Text($"items.{item}") is not null).Select(item => new ItemRemark(item, typed.Words($"items.{item}")))];
        Unmet = await this.SendAsync(engine, Key, Id, new Return(typed.Text("remarks"), items.Length == 0 ? null : items), typed.Problems);
        if (Unmet is not null)
        {
            Response.StatusCode = Unmet.Status;
            return await ShownAsync(ct);
        }

        this.Say(items.Length == 0 ? "Le besoin est renvoyé avec votre remarque." : $"Le besoin est renvoyé{French.Nbsp}: {French.Count(items.Length, "mention à reprendre", "mentions à reprendre")}.");
        return Redirect($"/postes/{Id}");
    }

    private async Task<IActionResult?> EnterAsync(CancellationToken ct)
    {
        var who = HttpContext.Who();
        if (await Subjects.OfVacancyAsync(engine.Database, who, Id, ct) is not { } seen) return NotFound();
        Post = seen.State;
        MayApprove = Grants.Allows(who, Act.ApproveVacancy, seen.Subject);
        return this.Barred(Grants.Of(who, Act.ReturnVacancy, seen.Subject));
    }

    private async Task<PageResult> ShownAsync(CancellationToken ct)
    {
        var (sheet, today) = (await SheetText.ReadAsync(engine.Database, Id, ct), FrenchCalendar.DayOf(engine.Clock.GetUtcNow()));
        var fields = SheetForm.Sections(sheet, engine.Rules.Current, today, []).SelectMany(section => section.Fields).ToDictionary(SheetForm.NameOf);
        Items = [.. SheetForm.Items(sheet.Openness).Select(item => new ReviewedItem(item, Capital(item.Label()), [.. Of(item).Select(name => (SheetForm.LabelOf(fields[name]), SheetForm.WordsOf(fields[name])))], Remark($"items.{item}", $"Remarque sur {item.Label()}", 2)))];
        Whole = Remark("remarks", "Remarque sur l’ensemble", 4);
        return Page();
    }

    private TextField Remark(string field, string label, int rows) => new($"{Key}-{field}", label, Unmet?.Values[$"{Key}-{field}"], Error: Unmet?.Problems.FirstOrDefault(problem => problem.Field == field)?.Sentence, Rows: rows);

    private static IReadOnlyList<string> Of(SheetItem item) => item switch
    {
        SheetItem.CategoryAndCorps => ["category", "corps"],
        SheetItem.MissionsAndProfile => ["missions", "profile", "essential", "wished"],
        SheetItem.ApplyToAndDeadline => ["applyTo", "applicationsUntil"],
        SheetItem.RequiredDocuments => ["requiredDocuments", "documentsText"],
        SheetItem.VacantFrom => ["vacantFrom", "startWished"],
        _ => [SheetForm.PlaceOf(item)],
    };

    private static string Capital(string text) => char.ToUpper(text[0], French.Culture) + text[1..];
}
