using System.Xml;

using Jalon.Web.Commands;

namespace Jalon.Web.Logs;

/// <summary>
/// Reads a log written as XES (IEEE 1849-2016), element by element. Each trace is a case. Where the life cycle of activities is told, a « start » and the next
/// « complete » of the same activity are one event with a beginning and an end; other transitions are left aside. A document type is refused: nothing is ever
/// expanded or fetched.
/// </summary>
internal sealed class XesLog
{
    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true, IgnoreProcessingInstructions = true,
    };

    private readonly LogIntake intake;
    private readonly XmlReader reader;
    private readonly (string Activity, string Time, string? End) keys;
    private readonly Dictionary<(string Activity, string Instance), Queue<int>> started = [];

    /// <summary>The events of the trace in the order they began: that of a log which writes each of them once.</summary>
    private readonly List<(string Where, string Activity, string Time, string? End)> begun = [];

    private int trace;

    private XesLog(XmlReader reader, LogColumns columns, LogIntake intake)
    {
        (this.reader, this.intake) = (reader, intake);
        keys = (columns.Activity ?? "concept:name", columns.Time ?? "time:timestamp", columns.End);
    }

    /// <exception cref="UsageException">It is not a well-formed XES log.</exception>
    public static void Read(Stream text, LogColumns columns, LogIntake intake, CancellationToken ct)
    {
        if (columns.Case is not null) throw new UsageException("Dans un journal XES, chaque trace est un dossier\u00A0: l’option «\u00A0--case\u00A0» ne sert que pour le CSV.");
        try
        {
            using var reader = XmlReader.Create(text, Safe);
            if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "log")
                throw new UsageException($"Ce fichier est du XML, mais pas un journal XES\u00A0: il commence par «\u00A0{reader.LocalName}\u00A0» au lieu de «\u00A0log\u00A0».");
            new XesLog(reader, columns, intake).Traces(ct);
        }
        catch (XmlException wrong) when (wrong.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new UsageException("Ce fichier XES déclare un type de document (DTD), ce que la norme ne prévoit pas\u00A0: "
                + "supprimez la ligne «\u00A0<!DOCTYPE …>\u00A0», puis relancez.");
        }
        catch (XmlException wrong)
        {
            throw new UsageException($"Ce fichier XES est mal formé ou incomplet, ligne {wrong.LineNumber}, colonne {wrong.LinePosition}\u00A0: exportez-le de nouveau.");
        }
    }

    private void Traces(CancellationToken ct)
    {
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (reader is not { NodeType: XmlNodeType.Element, Depth: 1 }) continue;
            if (reader.LocalName != "trace" || reader.IsEmptyElement) continue;
            trace++;
            Trace();
        }
    }

    private void Trace()
    {
        var number = 0;
        while (reader.Read() && reader.Depth > 1)
            if (reader is { NodeType: XmlNodeType.Element, Depth: 2, LocalName: "event" }) Event($"dossier {trace}, événement {++number}");

        foreach (var (where, activity, time, end) in begun) Take(where, activity, time, end);
        begun.Clear();
        started.Clear();
    }

    private void Event(string where)
    {
        var (activity, time, end, transition, instance) = ("", "", (string?)null, "", "");
        if (!reader.IsEmptyElement)
            while (reader.Read() && reader.Depth > 2)
            {
                if (reader is not { NodeType: XmlNodeType.Element, Depth: 3 }) continue;
                if (reader.GetAttribute("key") is not { } key || reader.GetAttribute("value") is not { } value) continue;
                if (key == keys.Activity) activity = value;
                if (key == keys.Time) time = value;
                if (key == keys.End) end = value;
                if (key == "lifecycle:transition") transition = value.ToLowerInvariant();
                if (key == "concept:instance") instance = value;
            }

        if (transition == "start" && end is null) Start((activity, instance), time, where);
        else if (transition is not ("" or "complete")) intake.Leave($"dont la transition est «\u00A0{transition}\u00A0»", where);
        else if (end is null && started.TryGetValue((activity, instance), out var places) && places.TryDequeue(out var place)) begun[place] = begun[place] with { Where = where, End = time };
        else begun.Add((where, activity, time, end));
    }

    private void Start((string Activity, string Instance) key, string time, string where)
    {
        if (!started.TryGetValue(key, out var places)) started[key] = places = new Queue<int>();
        places.Enqueue(begun.Count);
        begun.Add((where, key.Activity, time, null));
    }

    private void Take(string where, string activity, string time, string? end) =>
        intake.Take(where, trace.ToString(System.Globalization.CultureInfo.InvariantCulture), activity, time, end);
}
