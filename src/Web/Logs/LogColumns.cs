using Jalon.Web.Commands;

namespace Jalon.Web.Logs;

/// <summary>The columns (or, in XES, the attributes) that say whose event it is, what happened and when; null where the person did not say.</summary>
internal sealed record LogColumns(string? Case, string? Activity, string? Time, string? End)
{
    private static readonly string[] Cases = ["case:concept:name", "case", "case_id", "caseid", "dossier", "numero_dossier", "id_dossier", "application_id", "ticket", "trace"];
    private static readonly string[] Activities = ["concept:name", "activity", "activite", "activity_name", "etape", "event", "evenement", "task", "tache", "action", "status", "statut"];
    private static readonly string[] Times = ["time:timestamp", "timestamp", "time", "horodatage", "date", "datetime", "start", "start_time", "start_timestamp", "debut", "date_debut"];

    /// <summary>Where the chosen columns are in a header.</summary>
    /// <exception cref="UsageException">A column is not named, or is not there: the message proposes what was found.</exception>
    public (int Case, int Activity, int Time, int End) In(IReadOnlyList<string> header)
    {
        if (header.Any(name => EventTime.TryRead(name, out _)))
            throw new UsageException("La première ligne de ce fichier ne porte pas de noms de colonnes, mais déjà un événement. "
                + "Ajoutez une ligne de titres, par exemple «\u00A0dossier;activite;date\u00A0».");
        if (header.Count < 3)
            throw new UsageException($"Ce fichier n’a que {header.Count}\u00A0colonne{(header.Count < 2 ? "" : "s")}\u00A0: "
                + "il en faut une pour le dossier, une pour l’activité et une pour la date, séparées par des virgules, des points-virgules ou des tabulations.");
        if (Case is null || Activity is null || Time is null) throw new UsageException($"Dites quelles colonnes lire. {Proposal(header)}");
        return (Place(header, Case), Place(header, Activity), Place(header, Time), End is null ? -1 : Place(header, End));
    }

    private int Place(IReadOnlyList<string> header, string name)
    {
        var places = Enumerable.Range(0, header.Count).Where(place => header[place].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return places.Count switch
        {
            1 => places[0],
            0 => throw new UsageException($"Il n’y a pas de colonne «\u00A0{name}\u00A0» dans ce fichier. {Proposal(header)}"),
            _ => throw new UsageException($"La colonne «\u00A0{name}\u00A0» figure plusieurs fois dans ce fichier\u00A0: renommez celles qui ne servent pas."),
        };
    }

    private string Proposal(IReadOnlyList<string> header)
    {
        var options = new[] { ("case", Likely(header, Case, Cases)), ("activity", Likely(header, Activity, Activities)), ("time", Likely(header, Time, Times)) };
        var command = string.Join(' ', options.Select(option => $"--{option.Item1} {(option.Item2 is { } name ? name.Contains(' ') ? $"\"{name}\"" : name : "COLONNE")}"));
        return $"Colonnes trouvées\u00A0: {string.Join(", ", header.Take(40).Select(name => name.Trim()))}.\nEssayez\u00A0: ./run analyse JOURNAL {command}";
    }

    private static string? Likely(IReadOnlyList<string> header, string? asked, string[] usual) =>
        header.FirstOrDefault(name => name.Trim().Equals(asked, StringComparison.OrdinalIgnoreCase))?.Trim()
        ?? usual.Select(one => header.FirstOrDefault(name => Plain(name) == one)).FirstOrDefault(name => name is not null)?.Trim();

    private static string Plain(string name) => string.Concat(name.Trim().ToLowerInvariant().Replace(' ', '_').Normalize(System.Text.NormalizationForm.FormD)
        .Where(letter => char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.NonSpacingMark));
}
