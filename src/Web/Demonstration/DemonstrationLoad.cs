using System.Diagnostics;
using Jalon.Grains;
using Jalon.Grains.Calendar;
using Jalon.Grains.Reference;
using Jalon.Silo;
using Jalon.Silo.Feed;
using Jalon.Silo.Histories;
using Npgsql;

namespace Jalon.Web.Demonstration;

/// <summary>What a database knows of the demonstration.</summary>
/// <param name="Empty">Nothing was ever done in it.</param>
/// <param name="Today">The day a demonstration was begun for; null where none was.</param>
/// <param name="Played">The last day of its history played to the end.</param>
internal sealed record DemonstrationState(bool Empty, DateOnly? Today, DateOnly? Played, bool Finished)
{
    public bool Unfinished => Today is not null && !Finished;
}

/// <summary>Loads the demonstration into an empty database, or ends a load that was cut: what was played is not played again, and every command has an id that follows from its place in the story.</summary>
internal sealed class DemonstrationLoad(Engine engine, TextWriter says, bool terminal)
{
    /// <summary>One load at a time on a database, whoever asks.</summary>
    private const long LoadLock = 5_220_110_010;

    private const string Read = """
        select not exists (select from jalon.fact) and not exists (select from jalon.person), d.today, d.played, d.finished_at is not null
        from (select 1) one left join jalon.demonstration d on true
        """;

    public static async Task<DemonstrationState> StateAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var query = database.CreateCommand(Read);
        await using var row = await query.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        return new DemonstrationState(row.GetBoolean(0), row.IsDBNull(1) ? null : row.GetFieldValue<DateOnly>(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateOnly>(2), row.GetBoolean(3));
    }

    /// <returns>Why it cannot be loaded here, in a sentence; null when it is loaded.</returns>
    public async Task<string?> RunAsync(Size size, CancellationToken ct)
    {
        await using var alone = await engine.Database.OpenConnectionAsync(ct);
        if (!await TakeAsync(alone, ct)) return "Un autre programme charge déjà la démonstration dans cette base : attendez qu’il ait fini.";
        try
        {
            var state = await StateAsync(engine.Database, ct);
            if (state.Finished) return "La démonstration est déjà dans cette base. Pour la charger à nouveau, partez d’une base vide.";
            if (!state.Empty && state.Today is null) return "Cette base contient déjà des données : la démonstration ne se charge que dans une base vide.";
            await PlayAsync(state, size, ct);
            return null;
        }
        catch (LeaseElsewhereException)
        {
            return "Jalon travaille déjà sur cette base : arrêtez-le, puis relancez « ./run demo ».";
        }
        finally
        {
            await using var give = new NpgsqlCommand("select pg_advisory_unlock($1)", alone) { Parameters = { Key } };
            await give.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task PlayAsync(DemonstrationState state, Size size, CancellationToken ct)
    {
        var today = state.Today ?? FrenchCalendar.DayOf(engine.Clock.GetUtcNow());
        await WriteAsync("insert into jalon.demonstration (today) values ($1) on conflict do nothing", today, ct);
        says.WriteLine(state.Played is { } cut ? $"Le chargement de la démonstration avait été interrompu : il reprend après le {French.Date(cut)}." : "Chargement de la démonstration : quatorze mois de recrutement, personnes et organisations inventées…");
        await KeepReferencesAsync(engine, today, ct);
        var watch = Stopwatch.StartNew();
        var deeds = Scenario.Write(today, size);
        await OfferHoursAsync(today, ct);
        await Curriculum.KeepAsync(engine, deeds, ct);
        var history = new History(engine, Origin.Demo);
        await history.PlayAsync(deeds, state.Played, Scenario.End(today), day => NoteAsync(day, deeds.Count), ct);
        await WriteAsync("update jalon.demonstration set finished_at = now()", null, ct);
        if (terminal) says.Write("\r");
        says.WriteLine($"Démonstration chargée en {French.Count((int)watch.Elapsed.TotalSeconds, "seconde", "secondes")} : {French.Count(deeds.Count, "action", "actions")}.");
        foreach (var refused in history.Refused.Take(5)) says.WriteLine($"Action non prise : {refused.Deed.Command.GetType().Name} le {French.Date(FrenchCalendar.DayOf(refused.Deed.At))}, {Why(refused.Why)}");
    }

    /// <summary>The pay grid, in force before the first deed reads it.</summary>
    internal static async Task KeepReferencesAsync(Engine engine, DateOnly today, CancellationToken ct)
    {
        await References.KeepAsync(engine.Database, ReferenceKind.PayGrid, today.AddYears(-2), Pay.Csv(), Guid.Empty, engine.Clock.GetUtcNow(), ct);
        await engine.Rules.ReadAsync(ct);
    }

    /// <summary>The assessors are free every morning and every afternoon of the weeks to come.</summary>
    private async Task OfferHoursAsync(DateOnly today, CancellationToken ct)
    {
        var days = Enumerable.Range(0, 20).Select(count => FrenchCalendar.AddWorkingDays(today.AddDays(-1), count + 1)).ToList();
        var hours = Cast.Players.Where(player => player.Role == Role.Assessor).SelectMany(player => days.SelectMany(day => new[] { (Player: player, From: At(day, 9), To: At(day, 12)), (Player: player, From: At(day, 14), To: At(day, 18)) })).ToList();
        await using var command = engine.Database.CreateCommand("""
            insert into jalon.availability (id, assessor_id, from_at, to_at) select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) on conflict do nothing
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hours.Select(one => DerivedId.Of("availability", one.Player.Id, one.From.Ticks)).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.Select(one => one.Player.Id).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.Select(one => one.From).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = hours.Select(one => one.To).ToArray() });
        await command.ExecuteNonQueryAsync(ct);

        static DateTime At(DateOnly day, int hour) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(new TimeOnly(hour, 0)), FrenchCalendar.Paris);
    }

    /// <summary>The day is behind: a load that is cut goes on from the next.</summary>
    private async Task NoteAsync(PlayedDay day, int all)
    {
        await WriteAsync("update jalon.demonstration set played = $1", day.Day, CancellationToken.None);
        if (terminal) says.Write($"\r{day.Day.ToString("MMMM yyyy", French.Culture),-16} {100 * day.Deeds / all,3} %");
    }

    private static string Why(Reply reply) => reply is Declined(var why) ? why.Sentence : reply is Invalid invalid ? invalid.Problems[0].Sentence : reply.GetType().Name;

    private static async Task<bool> TakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { Key } };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task WriteAsync(string sql, DateOnly? day, CancellationToken ct)
    {
        await using var command = engine.Database.CreateCommand(sql);
        if (day is { } given) command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = given });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter<long> Key => new() { TypedValue = LoadLock };
}
