using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Silo;
using Jalon.Silo.Mail;
using Jalon.Web.Offers;
using Jalon.Web.Rights;
using Microsoft.AspNetCore.WebUtilities;

namespace Jalon.Web.Own;

/// <summary>Searches kept by people who proved their address: on working mornings, what is new is written to them, and nothing where nothing is.</summary>
public sealed class OfferAlerts(Engine engine) : BackgroundService
{
    /// <summary>Searches one person keeps.</summary>
    public const int MostPerPerson = 10;

    private const int BatchSize = 50, MostTold = 20, MorningHour = 8;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Claimed and moved on in one short statement: nothing is held while messages are written, and two programs never claim the same.</summary>
    private const string Claim = """
        update jalon.offer_alert a set next_at = $2, told_until = $1 from (
            select id, told_until from jalon.offer_alert where next_at <= $1 order by next_at limit $3 for update skip locked) due
        where a.id = due.id returning a.id, a.email, a.query, due.told_until
        """;

    public static async Task<IReadOnlyList<KeptSearch>> OfAsync(Engine engine, Guid person, CancellationToken ct)
    {
        var kept = new List<KeptSearch>();
        await using var query = Query.Of(engine.Database, "select id, query from jalon.offer_alert where person_id = $1 order by created_at, id", person);
        await using var row = await query.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) kept.Add(new KeptSearch(row.GetGuid(0), row.GetString(1), Words(FilterOf(row.GetString(1)))));
        return kept;
    }

    /// <returns>False where the person keeps as many searches as they can.</returns>
    public static async Task<bool> KeepAsync(Engine engine, Guid person, string email, OfferFilter filter, CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        await using var query = Query.Of(engine.Database, """
            insert into jalon.offer_alert (id, person_id, email, query, created_at, told_until, next_at)
            select $1, $2, $3, $4, $5, $5, $6 where (select count(*) from jalon.offer_alert where person_id = $2) < $7
            on conflict (person_id, query) do update set email = excluded.email
            """, Guid.CreateVersion7(), person, email, filter.Query.ToString(), now.UtcDateTime, NextMorning(now).UtcDateTime, MostPerPerson);
        return await query.ExecuteNonQueryAsync(ct) == 1;
    }

    public static async Task DropAsync(Engine engine, Guid person, Guid id, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "delete from jalon.offer_alert where id = $1 and person_id = $2", id, person);
        await query.ExecuteNonQueryAsync(ct);
    }

    /// <summary>« Architecte technique, Lille », « toutes les offres ».</summary>
    public static string Words(OfferFilter filter) => string.Join(", ", new[]
    {
        filter.Text is { } text ? $"«{French.Nbsp}{text}{French.Nbsp}»" : null, filter.Profession, filter.Place, filter.Category is { } category ? $"catégorie{French.Nbsp}{category.Label()}" : null,
        filter.For switch { OfferFor.CivilServants => "ouvertes aux titulaires", OfferFor.Contract => "ouvertes aux contractuels", _ => null }, filter.Ministry is null ? null : "un ministère",
    }.OfType<string>()) is { Length: > 0 } words ? words : "toutes les offres";

    /// <summary>Sends what is due now.</summary>
    /// <returns>How many searches were due.</returns>
    public async Task<int> TellAsync(CancellationToken ct)
    {
        var now = engine.Clock.GetUtcNow();
        var due = new List<(Guid Id, string Email, string Query, DateTimeOffset Since)>();
        await using (var query = Query.Of(engine.Database, Claim, now.UtcDateTime, NextMorning(now).UtcDateTime, BatchSize))
        await using (var row = await query.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) due.Add((row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3)));
        if (due.Count == 0) return 0;
        var open = await OfferQuery.OpenAsync(engine, ct);
        foreach (var (id, email, text, since) in due)
        {
            var fresh = (await OfferQuery.FindAsync(engine, open, FilterOf(text), ct)).Where(line => line.PublishedOn >= FrenchCalendar.DayOf(since)).Take(MostTold).ToList();
            if (fresh.Count > 0) await engine.Mail.QueueAsync(MessageOf(id, email, text, fresh, now), ct);
        }

        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
            {
                try
                {
                    while (await TellAsync(stoppingToken) == BatchSize)
                    {
                    }
                }
                catch (Exception away) when (PostgresAway.Is(away))
                {
                    // They are told at the next turn.
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private Message MessageOf(Guid id, string email, string query, List<OfferLine> fresh, DateTimeOffset now)
    {
        var offers = string.Join('\n', fresh.Select(line => $"– {line.Title}, {line.Organisation}, {line.Place}\n  {engine.MailSettings.Link($"{line.Url[1..]}?c=alerte")}"));
        var text = LetterText.Of(Letter.OfferAlert, [("count", French.Count(fresh.Count, "nouvelle offre", "nouvelles offres")), ("search", Words(FilterOf(query))), ("offers", offers), ("link", engine.MailSettings.Link("alertes"))]);
        return new Message($"{Letter.OfferAlert}/{id}/{FrenchCalendar.DayOf(now):yyyy-MM-dd}", Letter.OfferAlert, Recipient.At(email), text);
    }

    private static OfferFilter FilterOf(string query) => OfferFilter.Of(new QueryCollection(QueryHelpers.ParseQuery(query)));

    /// <summary>Eight in the morning of the next working day.</summary>
    private static DateTimeOffset NextMorning(DateTimeOffset now) => FrenchCalendar.StartOf(FrenchCalendar.AddWorkingDays(FrenchCalendar.DayOf(now), 1)).AddHours(MorningHour);
}
