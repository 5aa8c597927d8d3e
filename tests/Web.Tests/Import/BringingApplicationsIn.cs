using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Candidates;
using Jalon.Silo;
using Jalon.Silo.Verification;
using Jalon.Tests;
using Jalon.Web.Import;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jalon.Web.Tests.Import;

/// <summary>Whole files, through the real engine and a real database.</summary>
public sealed class BringingApplicationsIn(TestCluster cluster) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("jalon-import-").FullName;
    private Engine engine = null!;
    private string said = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        engine = await Engine.StartAsync(await cluster.NewDatabaseAsync(), ProcessRole.Web, TimeProvider.System, NullLoggerFactory.Instance, Ct);
        Assert.Equal(0, await ImportAsync(OpenDataText.File(Post(1), Post(2), Post(3))));
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Post(int number) => OpenDataText.Record(("Référence", $"2026-{number}"), ("Employeur", $"Service {number}"));

    private static string Line(int post, string name, params (string Column, string Cell)[] changes) => FilingText.Record(
        [("Référence du poste", $"2026-{post}"), ("Nom", name), ("Courriel", $"{name.ToLowerInvariant()}@exemple.test"), .. changes]);

    private async Task<int> ImportAsync(string text, bool dryRun = false)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, text, Ct);
        var output = new StringWriter();
        var code = await new ImportRun(new Intake(engine, commit: !dryRun).TakeAsync, output, dryRun).Files([file], Ct);
        said = output.ToString();
        foreach (var rejects in Directory.GetFiles(folder, "*.rejets.csv"))
        {
            said += await File.ReadAllTextAsync(rejects, Ct);
            File.Delete(rejects);
        }

        return code;
    }

    private async Task<long> CountAsync(string from)
    {
        await using var connection = await engine.Database.OpenConnectionAsync(Ct);
        return await connection.QuerySingleAsync<long>($"select count(*) from {from}");
    }

    private async Task CheckAsync() => Assert.True((await JournalVerification.RunAsync(engine.Database, HostedKinds.All, found => Assert.Fail(found.ToString()), Ct)).Whole);

    [Fact]
    public async Task A_file_goes_in_once_and_a_changed_line_updates()
    {
        var file = FilingText.File(Line(1, "Girard"), Line(2, "Girard"), Line(1, "Petit", ("Date de candidature", "")), Line(3, "Roux", ("Source", "")));
        Assert.Equal(0, await ImportAsync(file, dryRun: true));
        Assert.Contains("4\u00A0candidatures entreraient", said, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("jalon.candidate"));

        Assert.Equal(0, await ImportAsync(file));
        Assert.Contains("4\u00A0candidatures créées", said, StringComparison.Ordinal);
        Assert.Equal((3, 4), (await CountAsync("jalon.candidate"), await CountAsync("jalon.job_application")));
        Assert.Equal(4, await CountAsync("jalon.fact where origin = 'import' and type = 'ApplicationFiled'"));
        var facts = await CountAsync("jalon.fact");

        Assert.Equal(0, await ImportAsync(file));
        Assert.Contains("4\u00A0candidatures inchangées", said, StringComparison.Ordinal);
        Assert.Equal(facts, await CountAsync("jalon.fact"));

        Assert.Equal(0, await ImportAsync(FilingText.File(
            Line(3, "Roux", ("Source", ""), ("Téléphone", "01 99 00 99 99"), ("Grade", "Principal")), Line(1, "Petit", ("Date de candidature", ""), ("Téléphone", "")))));
        Assert.Contains("1\u00A0candidature mise à jour", said, StringComparison.Ordinal);
        Assert.Contains("1\u00A0candidature inchangée", said, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("jalon.person where family_name = 'Roux' and phone = '01 99 00 99 99'"));
        Assert.Equal(1, await CountAsync("jalon.person where family_name = 'Petit' and phone is not null"));
        await CheckAsync();
    }

    [Fact]
    public async Task Facts_name_nobody()
    {
        Assert.Equal(0, await ImportAsync(FilingText.File(Line(1, "Girard", ("Identifiant", "MATRICULE-77")))));
        Assert.Equal(0, await CountAsync("jalon.fact where data::text ~* 'girard|exemple.test|salom|matricule|01 99'"));
        Assert.Equal(0, await CountAsync("jalon.candidate where state::text ~* 'girard|exemple.test|salom|matricule|01 99'"));
        Assert.Equal(0, await CountAsync("jalon.command where answer::text ~* 'girard|exemple.test'"));
    }

    [Fact]
    public async Task Somebody_known_by_their_email_keeps_their_file_and_gets_the_application()
    {
        var id = Guid.CreateVersion7();
        await engine.Silo.SendAsync(new Envelope(id, new Register(id, "Salomé", "Girard-Petit", "Girard@Exemple.test", null, CandidateStatus.External), Guid.CreateVersion7(), Actor.System), Ct);
        Assert.Equal(0, await ImportAsync(FilingText.File(Line(1, "Girard"))));
        Assert.Equal(1, await CountAsync("jalon.candidate"));
        Assert.Equal(1, await CountAsync($"jalon.job_application where candidate_id = '{id}'"));
        Assert.Equal(1, await CountAsync("jalon.person where family_name = 'Girard-Petit'"));
    }

    [Fact]
    public async Task What_cannot_go_in_says_why_in_its_column()
    {
        await ImportAsync(FilingText.File(Line(1, "Girard"), Line(1, "Petit")));
        await using (var connection = await engine.Database.OpenConnectionAsync(Ct)) await connection.ExecuteAsync("delete from jalon.person where family_name = 'Petit'");
        Assert.Equal(1, await ImportAsync(FilingText.File(
            Line(1, "Girard", ("Date de candidature", "05/11/2026")), Line(2, "Petit"), Line(99, "Roux"), Line(2, "Noir", ("Date de candidature", "05/11/2089")))));
        Assert.Contains(";Date de candidature;Cette candidature est déjà enregistrée, à la date du 3\u00A0novembre 2026", said, StringComparison.Ordinal);
        Assert.Contains(";Courriel;Les données de cette personne ont été effacées", said, StringComparison.Ordinal);
        Assert.Contains(";Référence du poste;Aucun poste n’a cette référence", said, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("jalon.person where family_name in ('Petit', 'Roux')"));
        Assert.Equal(2, await CountAsync("jalon.job_application"));
    }

    [Fact]
    public async Task Someone_who_withdrew_is_not_brought_back_by_the_same_file()
    {
        var file = FilingText.File(Line(1, "Girard"));
        await ImportAsync(file);
        await using (var connection = await engine.Database.OpenConnectionAsync(Ct))
        {
            var id = await connection.QuerySingleAsync<Guid>("select id from jalon.job_application");
            Assert.IsType<Done>(await engine.Silo.SendAsync(new Envelope(id, new Withdraw(WithdrawalReason.OtherPost), Guid.CreateVersion7(), Actor.System), Ct));
        }

        Assert.Equal(0, await ImportAsync(file));
        Assert.Contains("1\u00A0candidature inchangée", said, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync("jalon.job_application where outcome = 'Withdrawn'"));
    }

    [Fact]
    public async Task A_file_interrupted_anywhere_and_run_again_gives_the_same_as_once()
    {
        // Two applications a person, to different posts; twelve lots, of which eight at most are begun before an interruption.
        var lines = Enumerable.Range(0, 3_000).Select(number => Line((number % 3) + 1, $"Personne{number / 2}", ("Identifiant", $"P{number / 2}"), ("Courriel", "")));
        var path = Path.Combine(folder, "file.csv");
        await File.WriteAllTextAsync(path, FilingText.File([.. lines]), Ct);
        for (var stop = 1; stop <= 3; stop++)
        {
            using var interrupt = new CancellationTokenSource();
            var (intake, lots) = (new Intake(engine), stop);
            var code = await new ImportRun(async (entries, ct) =>
            {
                if (Interlocked.Decrement(ref lots) == 0) await interrupt.CancelAsync();
                return await intake.TakeAsync(entries, ct);
            }, TextWriter.Null).Files([path], interrupt.Token);
            Assert.Equal(130, code);
        }

        Assert.Equal(0, await ImportAsync(await File.ReadAllTextAsync(path, Ct)));
        Assert.Equal(1_500, await CountAsync("jalon.candidate"));
        Assert.Equal(3_000, await CountAsync("jalon.job_application"));
        await CheckAsync();
    }
}
