using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Web.Components;
using Jalon.Web.Offers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Jalon.Web.Pages.Offers;

/// <summary>The open offers, for everybody.</summary>
[AllowAnonymous]
public sealed class IndexModel(Engine engine) : PageModel
{
    public const string Path = "/offres";

    private const int Size = 20;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? Asked { get; set; }

    public OfferFilter Filter { get; private set; } = null!;

    public IReadOnlyList<OfferLine> Lines { get; private set; } = [];

    public int Found { get; private set; }

    public int Open { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int Pages => Math.Max(1, (Found + Size - 1) / Size);

    public DateOnly Today { get; private set; }

    public IReadOnlyList<Choice> Professions { get; private set; } = [];

    public IReadOnlyList<Choice> Places { get; private set; } = [];

    public IReadOnlyList<Choice> Ministries { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Filter = OfferFilter.Of(Request.Query);
        Today = FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        var open = await OfferQuery.OpenAsync(engine, ct);
        var found = await OfferQuery.FindAsync(engine, open, Filter, ct);
        (Open, Found) = (open.Count, found.Count);
        PageNumber = Math.Clamp(Asked ?? 1, 1, Pages);
        Lines = [.. found.Skip((PageNumber - 1) * Size).Take(Size)];
        Professions = Counted(open, line => line.Profession, line => line.Profession);
        Places = Counted(open, line => line.Place, line => line.Place);
        Ministries = Counted(open, line => line.MinistryId?.ToString(), line => line.Ministry);
        return Page();
    }

    public string Address(int page) => Path + Filter.Query.Add("p", page.ToString(French.Culture));

    /// <summary>Each value with how many open offers it has, in alphabetical order.</summary>
    private static IReadOnlyList<Choice> Counted(IReadOnlyList<OfferLine> open, Func<OfferLine, string?> value, Func<OfferLine, string?> label) =>
    [
        .. open.Where(line => !string.IsNullOrEmpty(value(line))).GroupBy(line => value(line)!)
            .Select(group => new Choice(group.Key, $"{label(group.First())} ({group.Count().ToString("N0", French.Culture)})")).OrderBy(choice => choice.Label, StringComparer.Create(French.Culture, true)),
    ];
}
