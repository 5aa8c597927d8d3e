using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

using CsvHelper;
using Jalon.Web.Reading;
using Jalon.Web.Rights;
using Npgsql;

namespace Jalon.Web.Logs;

/// <summary>One visit to one step, as a log tells it.</summary>
/// <param name="Case">A pseudonym that follows from the case and a secret of the database: the same in every export, and found again by nobody without it.</param>
internal sealed record LoggedStep(string Case, string Activity, string Instance, string Stage, string Kind, string? Role, DateTimeOffset From, DateTimeOffset? To);

/// <summary>The visits of cases of one kind, case after case, a page at a time: neither the reader nor the database holds them whole.</summary>
internal static class LoggedSteps
{
    private const int Page = 20_000;

    private const string Sql = """
        select i.case_id, i.opened, i.step, i.name, i.stage, i.kind, i.role, i.from_at, i.to_at
        from jalon.interval i
        where (i.case_id, i.scope, i.opened, i.step) > ($1, 'step', $2, $3) and i.scope = 'step' and i.case_kind = $4
        order by i.case_id, i.scope, i.opened, i.step limit $5
        """;

    /// <summary>Each case whole, its visits by their start.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<LoggedStep>> ReadAsync(NpgsqlDataSource database, string kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var secret = await SecretAsync(database, ct);
        var (after, opened, step) = (Guid.Empty, 0, "");
        var (one, pseudonym) = (new List<LoggedStep>(), "");
        for (var more = true; more;)
        {
            more = false;
            await using var query = Query.Of(database, Sql, after, opened, step, kind, Page);
            await using var row = await query.ExecuteReaderAsync(ct);
            while (await row.ReadAsync(ct))
            {
                more = true;
                if (row.GetGuid(0) is var id && id != after)
                {
                    if (one.Count > 0) yield return Sorted(one);
                    (one, pseudonym) = ([], Pseudonym(secret, id));
                }

                (after, opened, step) = (id, row.GetInt32(1), row.GetString(2));
                one.Add(new LoggedStep(pseudonym, Whose.Title(row.GetString(3)), step, row.Text(4) ?? "", row.GetString(5), row.Text(6), row.GetFieldValue<DateTimeOffset>(7), row.Instant(8)));
            }
        }

        if (one.Count > 0) yield return Sorted(one);
    }

    private static List<LoggedStep> Sorted(List<LoggedStep> steps) => [.. steps.OrderBy(step => step.From).ThenBy(step => step.Instance, StringComparer.Ordinal)];

    private static string Pseudonym(byte[] secret, Guid id) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, id.ToByteArray(bigEndian: true)))[..20];

    private static async Task<byte[]> SecretAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select secret from jalon.import_key");
        return (byte[])(await query.ExecuteScalarAsync(ct))!;
    }
}

/// <summary>
/// An event log for other tools: CSV with one line per visit, or XES (IEEE 1849-2016) with its start and its end. No name, no free text, no id of ours.
/// </summary>
internal static class LogExport
{
    private const string Xes = "http://www.xes-standard.org/";

    public static async Task<(int Cases, int Visits)> WriteCsvAsync(Stream output, IAsyncEnumerable<IReadOnlyList<LoggedStep>> cases)
    {
        using var csv = CsvWriter.Create(output, new CsvWriterOptions { Separator = ',' }, leaveOpen: true);
        csv.WriteRecord(["case", "activity", "start", "end", "stage", "kind", "role"]);
        var (count, visits) = (0, 0);
        await foreach (var one in cases)
        {
            (count, visits) = (count + 1, visits + one.Count);
            foreach (var step in one) csv.WriteRecord([step.Case, step.Activity, At(step.From), step.To is { } to ? At(to) : "", step.Stage, step.Kind, step.Role ?? ""]);
        }

        return (count, visits);
    }

    public static async Task<(int Cases, int Visits)> WriteXesAsync(Stream output, IAsyncEnumerable<IReadOnlyList<LoggedStep>> cases)
    {
        await using var xml = XmlWriter.Create(output, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "" });
        await xml.WriteStartDocumentAsync();
        xml.WriteStartElement("log", Xes);
        xml.WriteAttributeString("xes.version", "1849-2016");
        xml.WriteAttributeString("xes.features", "");
        foreach (var (name, prefix, file) in ((string, string, string)[])[("Concept", "concept", "concept"), ("Time", "time", "time"), ("Lifecycle", "lifecycle", "lifecycle"), ("Organizational", "org", "org")])
            Element(xml, "extension", ("name", name), ("prefix", prefix), ("uri", $"http://www.xes-standard.org/{file}.xesext"));
        Globals(xml);
        Element(xml, "classifier", ("name", "Activity"), ("keys", "concept:name"));
        Element(xml, "string", ("key", "concept:name"), ("value", "Jalon"));
        Element(xml, "string", ("key", "lifecycle:model"), ("value", "standard"));
        var (count, visits) = (0, 0);
        await foreach (var one in cases)
        {
            (count, visits) = (count + 1, visits + one.Count);
            Trace(xml, one);
            if (count % 200 == 0) await xml.FlushAsync();
        }

        await xml.WriteEndElementAsync();
        return (count, visits);
    }

    private static void Globals(XmlWriter xml)
    {
        xml.WriteStartElement("global", Xes);
        xml.WriteAttributeString("scope", "trace");
        Element(xml, "string", ("key", "concept:name"), ("value", ""));
        xml.WriteEndElement();
        xml.WriteStartElement("global", Xes);
        xml.WriteAttributeString("scope", "event");
        Element(xml, "string", ("key", "concept:name"), ("value", ""));
        Element(xml, "date", ("key", "time:timestamp"), ("value", At(DateTimeOffset.UnixEpoch)));
        Element(xml, "string", ("key", "lifecycle:transition"), ("value", "complete"));
        xml.WriteEndElement();
    }

    private static void Trace(XmlWriter xml, IReadOnlyList<LoggedStep> steps)
    {
        xml.WriteStartElement("trace", Xes);
        Element(xml, "string", ("key", "concept:name"), ("value", steps[0].Case));
        var events = steps.Select((step, place) => (Step: step, At: step.From, Place: place, Transition: "start"))
            .Concat(steps.Select((step, place) => (Step: step, At: step.To ?? default, Place: place, Transition: "complete")).Where(one => one.Step.To is not null));
        foreach (var one in events.OrderBy(one => one.At).ThenBy(one => one.Place).ThenBy(one => one.Transition == "complete"))
        {
            xml.WriteStartElement("event", Xes);
            Element(xml, "string", ("key", "concept:name"), ("value", one.Step.Activity));
            Element(xml, "string", ("key", "concept:instance"), ("value", one.Step.Instance));
            Element(xml, "string", ("key", "lifecycle:transition"), ("value", one.Transition));
            Element(xml, "date", ("key", "time:timestamp"), ("value", At(one.At)));
            if (one.Step.Role is { } role) Element(xml, "string", ("key", "org:role"), ("value", role));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name, Xes);
        foreach (var (attribute, value) in attributes) xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }

    private static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
