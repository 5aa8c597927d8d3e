using System.IO.Compression;
using System.Text;
using System.Text.Json;

using Jalon.Web.Commands;

namespace Jalon.Web.Tests.Logs;

public sealed class AnalysingALog : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jalon-log").FullName;

    /// <summary>Four cases: three end, the last waits.</summary>
    private const string Small = """
        dossier;étape;début
        A;Reçue;2026-03-02 09:00
        A;Entretien;2026-03-05 09:00
        B;Reçue;2026-03-03 09:00
        A;Close;2026-03-06 21:00
        B;Close;2026-03-05 09:00
        C;Reçue;04/03/2026 09:00
        C;Close;04/03/2026 21:00
        D;Reçue;2026-03-10T09:00:00Z
        """;

    private static readonly string[] SmallColumns = ["--case", "dossier", "--activity", "étape", "--time", "début"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_real_log_gives_its_known_figures()
    {
        var (code, text) = Analyse(Real(), "--case", "application_id", "--activity", "activity", "--time", "timestamp");
        Assert.Equal(0, code);
        Assert.Contains("6 607 événements, 916 dossiers, 18 variantes ; 0 dossier en cours", text, StringComparison.Ordinal);
        Assert.All(
            new[]
            {
                "assign recruiter 916 5,79 9,34 24,49 8 556", "consult manager 729 6,78 8,40 19,07 6 122", "conduct interview 446 6,61 7,52 16,79 3 353",
                "send rejection 781 2,93 3,73 7,90 2 916", "check references 729 2,99 3,86 8,00 2 816", "first screening 916 1,13 2,80 7,03 2 564",
                "invite for interview 446 1,44 2,21 5,20 984", "offer accepted and hired 89 6,09 6,80 13,41 605", "assign vacancy 458 0,94 1,21 3,04 556",
                "job offer declined 46 5,16 6,37 15,70 293", "make job offer 135 1,03 1,71 4,83 231",
                "send rejection 781 27,99 29,95 53,10", "offer accepted and hired 89 40,07 40,86 60,43 89,04", "job offer declined 46 42,34 42,78 61,04",
                "Ce qui bloque le plus : l’attente avant « assign recruiter »", "La plus longue pour le dixième le plus lent : 24,49 jours ou plus", "est avant « consult manager » : 6,78 jours",
            },
            line => Assert.Contains(line, text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Open_cases_are_censored_and_not_dropped()
    {
        var json = JsonDocument.Parse(Analyse(Write("petit.csv", Small), [.. SmallColumns, "--json"]).Text).RootElement;
        Assert.Equal((8, 4, 1, 3), (json.GetProperty("events").GetInt32(), json.GetProperty("cases").GetInt32(), json.GetProperty("open").GetInt32(), json.GetProperty("variants").GetInt32()));
        Assert.Equal(["Close"], json.GetProperty("finals").EnumerateArray().Select(name => name.GetString()));
        // D has waited no time when the log ends: at risk at 0 only.
        Assert.Equal(2, json.GetProperty("duration").GetProperty("median").GetProperty("day").GetDouble());
        Assert.Equal("Close", json.GetProperty("bottleneck").GetProperty("total").GetString());
    }

    [Theory]
    [InlineData("début")]
    [InlineData("Close")]
    public void What_ends_a_case_can_be_said(string final)
    {
        string[] asked = [.. SmallColumns, "--final", final];
        if (final == "Close") Assert.Contains("(données) : Close.", Analyse(Write("petit.csv", Small), asked).Text, StringComparison.Ordinal);
        else Assert.Contains("Activités trouvées : Reçue ; Entretien ; Close", Refused(Write("petit.csv", Small), asked), StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_or_gzip_CSV_or_XES_say_the_same()
    {
        var xes = Write("petit.xes", Xes(("A", [("Reçue", "2026-03-02T09:00:00Z"), ("Entretien", "2026-03-05T09:00:00Z"), ("Close", "2026-03-06T21:00:00Z")]),
            ("B", [("Reçue", "2026-03-03T10:00:00+01:00"), ("Close", "2026-03-05T09:00:00Z")]), ("C", [("Close", "2026-03-04T21:00:00Z"), ("Reçue", "2026-03-04T09:00:00Z")]),
            ("D", [("Reçue", "2026-03-10T09:00:00Z")])));
        var told = Analyse(Write("petit.csv", Small), [.. SmallColumns, "--json"]).Text;
        Assert.Equal(told, Analyse(Gzip("petit.csv.gz", Small), [.. SmallColumns, "--json"]).Text);
        Assert.Equal(told, Analyse(xes, "--json").Text);
        Assert.Equal(told, Analyse(Gzip("zippe", File.ReadAllText(xes)), "--json").Text);
    }

    [Fact]
    public void Activities_that_last_are_told_from_waits()
    {
        var csv = Write("durées.csv", "case,activity,time,end\n1,a,2026-01-01 00:00,2026-01-03 00:00\n1,b,2026-01-04 00:00,2026-01-04 12:00\n1,c,2026-01-04 06:00,\n");
        var json = JsonDocument.Parse(Analyse(csv, "--case", "case", "--activity", "activity", "--time", "time", "--end", "end", "--json").Text).RootElement;
        var figures = json.GetProperty("activities").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Equal(2, figures["a"].GetProperty("work").GetProperty("total").GetDouble());
        Assert.Equal(1, figures["b"].GetProperty("wait").GetProperty("total").GetDouble());
        // c began while b lasted: it waited for nobody.
        Assert.Equal(0, figures["c"].GetProperty("wait").GetProperty("total").GetDouble());

        var xes = Write("durées.xes", """
            <log><trace><event><string key="concept:name" value="a"/><string key="lifecycle:transition" value="start"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event>
            <event><string key="concept:name" value="a"/><string key="lifecycle:transition" value="suspend"/><date key="time:timestamp" value="2026-01-02T00:00:00Z"/></event>
            <event><string key="concept:name" value="a"/><string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="2026-01-03T00:00:00Z"/></event></trace></log>
            """);
        var (code, text) = Analyse(xes);
        Assert.Equal(1, code);
        Assert.Contains("a 1 2,00 2,00 2,00 2", text, StringComparison.Ordinal);
        Assert.Contains("1 événement dont la transition est « suspend », d’abord dossier 1, événement 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_bad_lines_are_set_aside_and_said()
    {
        var (code, text) = Analyse(Write("sale.csv", Small + "\n;Close;2026-03-09 09:00\nE;;2026-03-09 09:00\nE;Reçue;bientôt\n"), SmallColumns);
        Assert.Equal(1, code);
        Assert.Contains("Mis de côté : 1 événement sans date lisible, d’abord ligne 12, « bientôt ».", text, StringComparison.Ordinal);
        Assert.Contains("1 événement sans numéro de dossier, d’abord ligne 10", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vide.csv", "", "Ce fichier est vide")]
    [InlineData("espaces.csv", " \r\n\n", "Ce fichier est vide")]
    [InlineData("pdf.csv", "%PDF-1.7", "Ce fichier est un PDF")]
    [InlineData("json.csv", "{\"ocel:events\": {}}", "Ce fichier est du JSON")]
    [InlineData("faux.csv.gz", "dossier;étape;début\n", "n’est pas compressé (gzip), malgré son nom")]
    [InlineData("titres.csv", "A;Reçue;2026-03-02 09:00\nA;Close;2026-03-03 09:00\n", "ne porte pas de noms de colonnes")]
    [InlineData("autres.csv", "numéro;étape;début;fin\n1;a;2026-03-02 09:00;x\n", "Il n’y a pas de colonne « dossier » dans ce fichier. Colonnes trouvées : numéro, étape, début, fin.")]
    [InlineData("deux.csv", "dossier;étape;début;début\n1;a;2026-03-02;2026-03-02\n", "La colonne « début » figure plusieurs fois")]
    [InlineData("une.csv", "dossier\n1\n", "Ce fichier n’a que 1 colonne")]
    [InlineData("rien.csv", "dossier;étape;début\n", "Ce journal n’a aucun événement")]
    [InlineData("dates.csv", "dossier;étape;début\n1;a;hier\n1;b;demain\n", "2 événements sur 2 sont illisibles, dont 2 sans date lisible (d’abord ligne 2, « hier »)")]
    [InlineData("page.xes", "<html><body/></html>", "il commence par « html » au lieu de « log »")]
    [InlineData("coupé.xes", "<log><trace><event>", "mal formé ou incomplet, ligne 1")]
    [InlineData("dtd.xes", "<!DOCTYPE log [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><log>&a;</log>", "déclare un type de document (DTD)")]
    public void A_bad_log_is_refused_with_what_to_do(string name, string text, string sentence) =>
        Assert.Contains(sentence, Refused(Write(name, text), name.EndsWith(".xes", StringComparison.Ordinal) ? [] : SmallColumns), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_absent_a_folder_or_damaged_is_refused()
    {
        Assert.Contains("n’existe pas", Refused(Path.Combine(folder, "absent.csv"), SmallColumns), StringComparison.Ordinal);
        Assert.Contains("est un dossier", Refused(folder, SmallColumns), StringComparison.Ordinal);
        var whole = File.ReadAllBytes(Gzip("entier.gz", "dossier;étape;début\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"{i};a{i * 7 % 11};2026-03-02 09:00\n"))));
        File.WriteAllBytes(Path.Combine(folder, "coupé.gz"), [.. whole[..(whole.Length / 2)], .. Enumerable.Repeat((byte)0xFF, 400)]);
        Assert.Contains("est abîmé ou incomplet", Refused(Path.Combine(folder, "coupé.gz"), SmallColumns), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "latin.csv"), Encoding.Latin1.GetBytes(Small.Replace("étape", "etape").Replace("début", "debut")));
        Assert.Contains("n’est pas en UTF-8", Refused(Path.Combine(folder, "latin.csv"), "--case", "dossier", "--activity", "etape", "--time", "debut"), StringComparison.Ordinal);
        var quote = Write("guillemet.csv", "dossier;étape;début\n1;\"a;2026-03-02 09:00\n" + string.Concat(Enumerable.Repeat("1;b;2026-03-03 09:00\n", 200_000)));
        Assert.Contains("un guillemet n’y est sans doute pas refermé", Refused(quote, SmallColumns), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_columns_the_ones_found_are_proposed() => Assert.Contains(
        "--case application_id --activity activity --time timestamp", Refused(Write("sans.csv", "event_id,activity,timestamp,application_id,offer_id\n1,a,2026-03-02,7,\n")), StringComparison.Ordinal);

    private static (int Code, string Text) Analyse(string path, params string[] asked)
    {
        using var output = new StringWriter();
        var code = AnalyseCommand.Write(Options.Parse([path, .. asked], AnalyseCommand.WithValue, ["json"]), output, TestContext.Current.CancellationToken);
        var text = output.ToString().Replace('\u00A0', ' ').Replace('\u202F', ' ');
        return (code, asked.Contains("--json") ? text : System.Text.RegularExpressions.Regex.Replace(text, " +", " "));
    }

    private static string Refused(string path, params string[] asked) => Assert.Throws<UsageException>(() => Analyse(path, asked)).Message.Replace('\u00A0', ' ');

    private string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(folder, name), text);
        return Path.Combine(folder, name);
    }

    private string Gzip(string name, string text)
    {
        using var file = new GZipStream(File.Create(Path.Combine(folder, name)), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
        return Path.Combine(folder, name);
    }

    private static string Xes(params (string Case, (string Activity, string At)[] Events)[] traces) =>
        $"""<?xml version="1.0" encoding="UTF-8"?><log xmlns="http://www.xes-standard.org/" xes.version="1849.2016"><string key="concept:name" value="essai"/>{string.Concat(traces.Select(trace =>
            $"""<trace><string key="concept:name" value="{trace.Case}"/>{string.Concat(trace.Events.Select(one =>
                $"""<event><string key="concept:name" value="{one.Activity}"/><date key="time:timestamp" value="{one.At}"/></event>"""))}</trace>"""))}</log>""";

    private static string Real()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Jalon.slnx"))) root = root.Parent;
        var path = Path.Combine(root!.FullName, "..", "shared", "data", "recruiting-2019-events.csv");
        if (!File.Exists(path)) Assert.Skip("The recruitment log of 2019 is not beside the repository (../shared/data).");
        return path;
    }
}
