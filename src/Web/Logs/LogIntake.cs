using Jalon.Insights.Logs;
using Jalon.Web.Commands;

namespace Jalon.Web.Logs;

/// <summary>Events that were set aside for one reason, and the first of them.</summary>
internal sealed record SetAside(string Reason, int Count, string First);

/// <summary>Checks the events of a log one by one and keeps the good ones; the others are counted with their reason.</summary>
internal sealed class LogIntake
{
    /// <summary>Longest name of an activity or of a case, in characters.</summary>
    private const int LongestName = 1_000;

    private readonly Dictionary<string, SetAside> aside = [];
    private int unreadable;

    public EventLog Log { get; } = new();

    public IEnumerable<SetAside> Aside => aside.Values.OrderByDescending(line => line.Count);

    /// <param name="where">« ligne 12 ».</param>
    /// <param name="end">Null where an activity is one instant.</param>
    /// <exception cref="UsageException">The log passes a limit or is not in UTF-8.</exception>
    public void Take(string where, string? caseName, string? activity, string? time, string? end)
    {
        if (string.IsNullOrWhiteSpace(caseName)) Refuse("sans numéro de dossier", where);
        else if (string.IsNullOrWhiteSpace(activity)) Refuse("sans activité", where);
        else if (activity.Length > LongestName || caseName.Length > LongestName) Refuse($"avec un nom de plus de {LongestName} caractères", where);
        else if (!EventTime.TryRead(time ?? "", out var start)) Refuse("sans date lisible", $"{where}, «\u00A0{Shortened(time)}\u00A0»");
        else if (string.IsNullOrWhiteSpace(end)) Add(caseName, activity, start, start);
        else if (!EventTime.TryRead(end, out var until)) Refuse("sans date de fin lisible", $"{where}, «\u00A0{Shortened(end)}\u00A0»");
        else if (until < start) Refuse("dont la fin précède le début", where);
        else Add(caseName, activity, start, until);
    }

    /// <summary>Counts an event that is not one of ours, though nothing is wrong with it.</summary>
    public void Leave(string reason, string where) =>
        aside[reason] = aside.TryGetValue(reason, out var line) ? line with { Count = line.Count + 1 } : new SetAside(reason, 1, where);

    /// <summary>What was read, once all is: enough of it to be believed.</summary>
    /// <exception cref="UsageException">There is no event, or more than half could not be read.</exception>
    public EventLog Whole()
    {
        if (unreadable == 0 && Log.Events == 0) throw new UsageException("Ce journal n’a aucun événement. Exportez-le de nouveau.");
        if (unreadable <= Log.Events) return Log;
        var most = Aside.First();
        throw new UsageException($"Ce journal n’a pas été compris\u00A0: {unreadable} événements sur {unreadable + Log.Events} sont illisibles, dont {most.Count} {most.Reason} "
            + $"(d’abord {most.First}). Vérifiez les colonnes choisies\u00A0; les dates se lisent ainsi\u00A0: {EventTime.Known}.");
    }

    private void Refuse(string reason, string where)
    {
        unreadable++;
        Leave(reason, where);
    }

    private void Add(string caseName, string activity, long start, long end)
    {
        if (activity.Contains('\uFFFD'))
            throw new UsageException("Ce fichier n’est pas en UTF-8, sans doute en Windows-1252 ou Latin-1\u00A0: ses accents seraient perdus. "
                + "Enregistrez-le de nouveau en UTF-8.");
        var limit = Log.Add(caseName, activity.Trim(), start, end);
        if (limit == LogLimit.Events)
            throw new UsageException($"Ce journal dépasse {EventLog.MostEvents / 1_000_000} millions d’événements\u00A0: "
                + "découpez-le par période ou par dossiers, puis analysez chaque partie.");
        if (limit == LogLimit.Activities)
            throw new UsageException($"Ce journal a plus de {EventLog.MostActivities} activités différentes\u00A0: la colonne choisie n’est sans doute pas celle des activités.");
    }

    private static string Shortened(string? text) => text is null ? "" : text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
