using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Vacancies;
using Jalon.Web.Board;
using Jalon.Web.Components;
using Jalon.Web.Reading;
using Jalon.Web.Rights;

namespace Jalon.Web.Pages.Vacancies;

/// <summary>Who reads a board, and when.</summary>
public sealed record BoardReader(Who Who, Subject Subject, Rules Rules, DateTimeOffset Now);

/// <summary>What stands above the columns: where the post is, what the law allows, since when it is needed, who holds it.</summary>
/// <param name="Applications">Until when people may apply, or since when they may not.</param>
public sealed record BoardHead(string Meta, LegalMonth Month, string Applications, string NeedSince, HolderMark? Holder, string? HolderSince, bool MayAdd)
{
    public static BoardHead Of(Vacancy vacancy, string? organisation, Step? held, Names names, BoardReader reader)
    {
        var meta = string.Join(" · ", new[]
        {
            organisation, vacancy.Place, vacancy.Category is { } category ? $"catégorie {category.Label()}" : null,
            vacancy.Reference is { } reference ? $"référence {reference}" : null, vacancy.PublishedOn is { } published ? $"publié le {French.Date(published)}" : null,
        }.OfType<string>());
        var mark = held is null ? null : Whose.Mark(held, BoardQuery.WaitsFor(reader.Who, held, reader.Subject.OrganisationPath, []), names);
        return new BoardHead(meta, LegalMonth.Of(vacancy, reader.Rules, reader.Now), ApplicationsOf(vacancy.Stage, vacancy.ApplicationsUntil, FrenchCalendar.DayOf(reader.Now)), Days.Since(vacancy.NeededSince, FrenchCalendar.DayOf(reader.Now)), mark,
            held is null ? null : Days.Since(held.Since, reader.Now),
            Grants.Allows(reader.Who, Act.AddCandidate, reader.Subject) && vacancy is { Stage: VacancyStage.Published or VacancyStage.Closed, End: null });
    }

    internal static string ApplicationsOf(VacancyStage stage, DateOnly? until, DateOnly today) => until switch
    {
        null => "Sans date limite",
        { } day when day < today => $"Closes depuis le {French.Date(day)}",
        { } day when stage is VacancyStage.Closed or VacancyStage.Cancelled => $"Closes avant le {French.Date(day)}",
        { } day => $"Ouvertes jusqu’au {French.Date(day)}",
    };
}
