using Jalon.Silo;
using Jalon.Web.Rights;

namespace Jalon.Web.Own;

/// <summary>An answer to a question of the survey, in words: nothing averages a person's opinion into a grade.</summary>
public enum Agreement { Yes, RatherYes, RatherNo, No }

/// <summary>Two questions at the end of a candidacy, answered once. They are counted, never read beside a name by who recruits.</summary>
public static class Satisfaction
{
    public const string Informed = "À chaque moment, saviez-vous où en était votre candidature ?", Again = "Candidateriez-vous de nouveau ici ?";

    public static async Task<bool> IsAnsweredAsync(Engine engine, Guid application, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "select exists (select from jalon.survey_answer where application_id = $1)", application);
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    public static async Task AnswerAsync(Engine engine, Guid application, Agreement informed, Agreement again, CancellationToken ct)
    {
        await using var query = Query.Of(engine.Database, "insert into jalon.survey_answer (application_id, kept_informed, would_apply_again, at) values ($1, $2, $3, $4) on conflict do nothing",
            application, informed.ToString(), again.ToString(), engine.Clock.GetUtcNow().UtcDateTime);
        await query.ExecuteNonQueryAsync(ct);
    }

    public static string Label(Agreement answer) => answer switch { Agreement.Yes => "Oui", Agreement.RatherYes => "Plutôt oui", Agreement.RatherNo => "Plutôt non", _ => "Non" };
}
