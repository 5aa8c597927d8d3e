using Jalon.Grains;

using Npgsql;

namespace Jalon.Silo.Routing;

/// <summary>
/// What became of the attempt a command began, read from the facts of the application: whoever sends the same command again is told what the
/// first was told, whatever happened since.
/// </summary>
internal static class AttemptOutcome
{
    private const string Sql = """
        select after.type, after.code
        from (select version, data ->> 'attempt' as attempt from jalon.fact
            where grain_id = $1 and command_id = $2 and type in ('AcceptanceAsked', 'EngagementAsked') limit 1) asked
        left join lateral (select f.type, f.data ->> 'code' as code from jalon.fact f
            where f.grain_id = $1 and f.version > asked.version and asked.attempt in (f.data ->> 'attempt', f.data ->> 'engagement')
                and f.type in ('AcceptanceHeld', 'AcceptanceRefused', 'EngagementRecorded', 'EngagementDenied', 'ReleaseAsked', 'EngagementReleaseAsked')
            order by f.version limit 1) after on true
        """;

    /// <returns>The answer; null when this command began no attempt; <see cref="Busy"/> while nothing came of it.</returns>
    public static async Task<Reply?> ReadAsync(NpgsqlDataSource database, Guid applicationId, Guid commandId, Done done, CancellationToken ct)
    {
        await using var query = Parameter.Command(database, Sql, Parameter.Of(applicationId), Parameter.Of(commandId));
        await using var row = await query.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        if (row.IsDBNull(0)) return new Busy();
        return row.GetString(0) switch
        {
            "AcceptanceHeld" or "EngagementRecorded" => done,
            "AcceptanceRefused" or "EngagementDenied" => new Declined(Why(row.GetString(1))),
            _ => new Declined(Why("attempt_released")),
        };
    }

    /// <summary>The facts keep the code alone: the sentence is the same the first time and ever after.</summary>
    private static Refusal Why(string code) => code switch
    {
        "no_free_opening" => new(code, "Les ouvertures de ce poste sont déjà prises. La personne peut poursuivre l’entretien, pas être retenue."),
        "recruitment_ended" => new(code, "Le recrutement sur ce poste est terminé."),
        "engaged_elsewhere" => new(code, "Cette personne s’est engagée ailleurs."),
        "merged" => new(code, "La fiche de cette personne a été fusionnée avec une autre\u00A0: c’est l’autre qui compte."),
        "attempt_released" or "attempt_over" => new(code, "Cette réservation n’a pas abouti et a été rendue. Recommencez depuis la candidature."),
        _ => new(code, "Cette réservation n’a pas été accordée. Rouvrez la candidature pour voir où elle en est."),
    };
}
