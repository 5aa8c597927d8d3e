using System.Collections.Concurrent;
using System.Text;
using Jalon.Web.Import;

namespace Jalon.Web.Tests.Import;

public sealed class RunningAnImport : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jalon-import-").FullName;
    private readonly StringWriter output = new();
    private readonly ConcurrentDictionary<string, ParsedNotice> stored = [];

    private string FileOf(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<ImportOutcome> Store(ParsedNotice notice, CancellationToken cancel)
    {
        var before = stored.TryGetValue(notice.Reference, out var old) ? Written(old) : null;
        stored[notice.Reference] = notice;
        return Task.FromResult<ImportOutcome>(before is null ? new ImportOutcome.Created() : before == Written(notice) ? new ImportOutcome.Unchanged() : new ImportOutcome.Updated());
    }

    private static string Written(ParsedNotice notice) => System.Text.Json.JsonSerializer.Serialize(notice, Jalon.Grains.Json.Options);

    /// <summary>A sink that takes the notices of a lot one by one.</summary>
    private static ImportSink Each(Func<ParsedNotice, CancellationToken, Task<ImportOutcome>> one) => async (entries, cancel) =>
    {
        var outcomes = new List<ImportOutcome>();
        foreach (var entry in entries) outcomes.Add(await one(((Notice)entry).Value, cancel));
        return outcomes;
    };

    private Task<int> Run(params string[] files) => new ImportRun(Each(Store), output).Files(files, TestContext.Current.CancellationToken);

    private static string Record(int number, string missions = "Conduire les projets") =>
        ExportText.Record(("Offer_Reference_", $"2026-{number}"), ("JobDescriptionTranslation_Description1_", missions));

    private const string Bad = "31/02/2027";

    private static string BadRecord(int number, string missions = "=1+1") =>
        ExportText.Record(("Offer_Reference_", $"2026-{number}"), ("Origin_BeginningDate_", Bad), ("JobDescriptionTranslation_Description1_", missions));

    [Fact]
    public async Task Importing_twice_changes_nothing_and_a_changed_line_updates()
    {
        Assert.Equal(0, await Run(FileOf("a.csv", ExportText.File(Record(1), Record(2)))));
        Assert.Contains("2\u00A0offres créées", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await Run(FileOf("a.csv", ExportText.File(Record(1), Record(2, "Autre chose")))));
        Assert.Contains("1\u00A0offre mise à jour", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1\u00A0offre inchangée", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["a.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Lines_set_aside_are_written_for_correction_and_the_corrected_file_goes_in()
    {
        var file = FileOf("a.csv", ExportText.File(Record(1), BadRecord(2, "=une;\n\"deux\"")));
        Assert.Equal(1, await Run(file));
        var rejects = await File.ReadAllBytesAsync($"{file}.rejets.csv", TestContext.Current.CancellationToken);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), rejects[..3]);
        var text = Encoding.UTF8.GetString(rejects[3..]);
        Assert.StartsWith($"ligne;colonne;motif;{ExportText.Header}\r\n3;Origin_BeginningDate_;Cette date", text, StringComparison.Ordinal);
        Assert.Contains("\"=une;\n\"\"deux\"\"\"", text, StringComparison.Ordinal);

        var corrected = FileOf("corrected.csv", text.Replace(Bad, "01/03/2027", StringComparison.Ordinal));
        Assert.Equal(0, await Run(corrected));
        Assert.Equal("=une;\n\"deux\"", stored["2026-2"].Missions);
    }

    [Fact]
    public async Task A_rejects_file_that_exists_is_never_overwritten()
    {
        var file = FileOf("a.csv", ExportText.File(BadRecord(1)));
        FileOf("a.csv.rejets.csv", "my corrections");
        await Run(file);
        Assert.Equal("my corrections", await File.ReadAllTextAsync($"{file}.rejets.csv", TestContext.Current.CancellationToken));
        Assert.True(File.Exists($"{file}.2.rejets.csv"));
    }

    [Fact]
    public async Task A_rejects_file_imported_again_does_not_repeat_its_own_columns()
    {
        await Run(FileOf("a.csv", ExportText.File(BadRecord(1))));
        await Run(Path.Combine(folder, "a.csv.rejets.csv"));
        var again = await File.ReadAllLinesAsync(Path.Combine(folder, "a.csv.rejets.csv.rejets.csv"), TestContext.Current.CancellationToken);
        Assert.Equal($"ligne;colonne;motif;{ExportText.Header}", again[0]);
        Assert.Equal(ExportText.Sample.Count + 3, again[1].Split(';').Length);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var run = new ImportRun(Each((_, _) => Task.FromResult<ImportOutcome>(new ImportOutcome.Created())), output, dryRun: true);
        Assert.Equal(1, await run.Files([FileOf("a.csv", ExportText.File(Record(1), BadRecord(2)))], TestContext.Current.CancellationToken));
        Assert.Equal(["a.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.Contains("1\u00A0offre entrerait", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("rien n’a été enregistré", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_refused_by_the_grain_is_set_aside_with_its_sentence()
    {
        var run = new ImportRun(Each((_, _) => Task.FromResult<ImportOutcome>(new ImportOutcome.Refused("Ce poste est déjà clos."))), output);
        var file = FileOf("a.csv", ExportText.File(Record(1)));
        Assert.Equal(1, await run.Files([file], TestContext.Current.CancellationToken));
        Assert.Contains("Ce poste est déjà clos.", await File.ReadAllTextAsync($"{file}.rejets.csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("1\u00A0ligne lue", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_file_stores_nothing_and_the_next_one_goes_in()
    {
        Assert.Equal(2, await Run(FileOf("a.csv", "%PDF-1.7"), Path.Combine(folder, "absent.csv"), FileOf("b.csv", ExportText.File(Record(1)))));
        Assert.Single(stored);
        Assert.Contains("fichier refusé", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("n’existe pas", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupting_waits_for_what_was_sent_and_says_how_to_resume()
    {
        using var interrupt = new CancellationTokenSource();
        var (interrupted, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var finished = 0;
        var run = new ImportRun(async (entries, _) =>
        {
            await interrupt.CancelAsync();
            interrupted.TrySetResult();
            await answer.Task;
            Interlocked.Add(ref finished, entries.Count);
            return [.. entries.Select(_ => new ImportOutcome.Created())];
        }, output);
        var file = FileOf("a.csv", ExportText.File([BadRecord(0), .. Enumerable.Range(1, 3_000).Select(number => Record(number))]));
        var running = run.Files([file], interrupt.Token);
        await interrupted.Task;
        Assert.False(running.IsCompleted);
        answer.SetResult();
        Assert.Equal(130, await running);
        // Whole lots, as many as go at once and not one more.
        Assert.InRange(finished, 256, 4 * 256);
        Assert.Equal(0, finished % 256);
        Assert.Contains("Relancez la même commande pour reprendre", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(["a.csv"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_sink_that_fails_stops_the_import_and_says_so()
    {
        var run = new ImportRun((_, _) => throw new InvalidOperationException("la base ne répond pas."), output);
        Assert.Equal(3, await run.Files([FileOf("a.csv", ExportText.File(Record(1)))], TestContext.Current.CancellationToken));
        Assert.Contains("la base ne répond pas.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_go_by_256_and_never_more_than_four_lots_are_on_their_way()
    {
        var (now, most) = (0, 0);
        var sizes = new ConcurrentBag<int>();
        var run = new ImportRun(async (entries, _) =>
        {
            sizes.Add(entries.Count);
            var here = Interlocked.Increment(ref now);
            InterlockedMax(ref most, here);
            await Task.Yield();
            Interlocked.Decrement(ref now);
            return [.. entries.Select(_ => new ImportOutcome.Created())];
        }, output);
        Assert.Equal(0, await run.Files([FileOf("a.csv", ExportText.File([.. Enumerable.Range(1, 3_000).Select(number => Record(number))]))], TestContext.Current.CancellationToken));
        Assert.InRange(most, 1, 4);
        Assert.Equal([3_000 % 256, .. Enumerable.Repeat(256, 3_000 / 256)], sizes.Order());
        Assert.Contains("3\u202F000\u00A0offres créées", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_progress_bar_is_for_a_terminal_only()
    {
        var terminal = new StringWriter();
        await new ImportRun(Each(Store), output, terminal: terminal).Files([FileOf("a.csv", ExportText.File(Record(1)))], TestContext.Current.CancellationToken);
        Assert.Contains('%', terminal.ToString());
        Assert.DoesNotContain('%', output.ToString());
        Assert.DoesNotContain('\r', output.ToString().Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen; seen = most) { }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
