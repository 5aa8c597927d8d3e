using System.Net;
using Dapper;
using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Tests;
using Jalon.Web.Tests.Pages;

namespace Jalon.Web.Tests.Papers;

public sealed class KeepingAFile(TestCluster cluster) : IAsyncLifetime
{
    private WholeSite site = null!;
    private Ministry ministry = null!;

    public async ValueTask InitializeAsync()
    {
        (site, ministry) = await Ministry.OnASiteAsync(cluster);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Chloe => ministry.Applications["Chloé Marty"];

    private string Page => $"/candidatures/{Chloe}/pieces";

    [Fact]
    public async Task A_file_joins_the_candidacy_is_read_by_who_may_and_each_reading_is_noted()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var sent = await claire.SendFileAsync(Page, "piece", nameof(DocumentType.CurriculumVitae), "../Mon CV d’été.pdf", FileBytes.Pdf());
        Assert.Equal($"/candidatures/{Chloe}", sent.Headers.Location?.ToString());
        var document = Assert.Single(await DocumentsAsync());
        Assert.Equal(DocumentStatus.Received, document.Status);
        var file = await claire.Http.GetAsync(new Uri($"/documents/{document.FileId}", UriKind.Relative), Ct);
        Assert.Equal(FileBytes.Pdf(), await file.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Mon CV d’été.pdf", file.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("default-src 'none'; sandbox", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var shown = await claire.Http.GetAsync(new Uri($"/documents/{document.FileId}/lecture", UriKind.Relative), Ct);
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("SAMEORIGIN", shown.Headers.GetValues("X-Frame-Options").Single());
        using var anne = await Visitor.SignedInAsync(site.Address, ministry.Anne);
        Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync($"/documents/{document.FileId}"));
        Assert.Equal(HttpStatusCode.NotFound, await anne.StatusAsync(Page));
        Assert.Equal(2, await CountAsync("select count(*)::int from jalon.access_log where reader = @reader and detail = 'CurriculumVitae'"));
    }

    [Fact]
    public async Task A_private_paper_is_not_received_before_the_choice_and_nothing_of_it_is_kept()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        foreach (var type in Enum.GetValues<DocumentType>().Where(JobApplicationGrain.OnlyAfterSelection))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await claire.SendFileAsync(Page, "piece", type.ToString(), "rib.pdf", FileBytes.Pdf())).StatusCode);
        Assert.Equal(0, await CountAsync("select count(*)::int from jalon.document where @reader is not null"));
    }

    [Fact]
    public async Task A_file_that_is_refused_leaves_nothing_behind()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        var refused = await claire.SendFileAsync(Page, "piece", nameof(DocumentType.CurriculumVitae), "cv.pdf", FileBytes.Odt);
        Assert.Contains("Ce fichier n’est pas un PDF, malgré son nom.", await Visitor.TextAsync(refused), StringComparison.Ordinal);
        await ministry.DoAsync(Chloe, new Withdraw(WithdrawalReason.NotSaid));
        var closed = await claire.SendFileAsync(Page, "piece", nameof(DocumentType.CurriculumVitae), "cv.pdf", FileBytes.Pdf());
        Assert.Equal(HttpStatusCode.Conflict, closed.StatusCode);
        Assert.Equal(0, await CountAsync("select count(*)::int from jalon.document where @reader is not null"));
    }

    [Fact]
    public async Task Of_two_files_sent_at_once_one_is_kept_whole_and_the_other_is_gone()
    {
        using var claire = await Visitor.SignedInAsync(site.Address, ministry.Claire);
        using var odile = await Visitor.SignedInAsync(site.Address, ministry.Odile);
        await Task.WhenAll(
            claire.SendFileAsync(Page, "piece", nameof(DocumentType.CurriculumVitae), "un.pdf", FileBytes.Pdf("un")),
            odile.SendFileAsync(Page, "piece", nameof(DocumentType.CurriculumVitae), "deux.pdf", FileBytes.Pdf("deux")));
        var document = Assert.Single(await DocumentsAsync());
        Assert.Equal(1, await CountAsync("select count(*)::int from jalon.document where @reader is not null"));
        Assert.Equal(HttpStatusCode.OK, await claire.StatusAsync($"/documents/{document.FileId}"));
    }

    private async Task<IReadOnlyList<Document>> DocumentsAsync() => (await site.Engine.Silo.ReadAsync<JobApplication>(Chloe, Ct))!.Value.State.Documents;

    private async Task<int> CountAsync(string sql)
    {
        await using var connection = await site.Engine.Database.OpenConnectionAsync(Ct);
        return await connection.ExecuteScalarAsync<int>(sql, new { reader = ministry.Claire });
    }
}
