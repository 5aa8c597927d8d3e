using Dapper;
using Jalon.Grains;
using Jalon.Grains.Vacancies;
using Jalon.Web.Tests.Papers;

namespace Jalon.Web.Tests.Api;

/// <summary>Papers by the API: the same checks, rights and traces as by the pages.</summary>
[Collection(ApiCollection.Name)]
public sealed class SendingFiles(ApiHost host)
{
    private static string Of(Guid application, DocumentType type) => $"/applications/{application}/documents/{type}/file";

    [Fact]
    public async Task A_file_is_kept_once_whatever_the_retries_and_read_by_who_may_alone()
    {
        var application = (await host.PublishedAsync(1, Stage.Received)).Applications[0];
        var (path, key) = (Of(application, DocumentType.CurriculumVitae), Guid.CreateVersion7());
        var sent = await SendAsync("recruiter", path, "../Mon CV d’été.pdf", FileBytes.Pdf(), key);
        Assert.Equal((200, application), (sent.Status, sent.Id));
        Assert.Equal(200, (await SendAsync("recruiter", path, "../Mon CV d’été.pdf", FileBytes.Pdf(), key)).Status);
        Assert.Equal((422, "idempotency_mismatch"), CodeOf(await SendAsync("recruiter", path, "cv.pdf", FileBytes.Pdf("autre"), key)));
        Assert.Equal(1, await StoredAsync(application));
        using var file = await host.FileAsync("recruiter", path);
        Assert.Equal(FileBytes.Pdf(), await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("attachment", "Mon CV d’été.pdf"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(404, (await SendAsync("stranger", path, "cv.pdf", FileBytes.Pdf(), Guid.CreateVersion7())).Status);
        foreach (var (who, address) in new[] { ("stranger", path), ("second", path), ("recruiter", Of(application, DocumentType.Diploma)) })
            Assert.Equal((404, "not_found"), CodeOf(await host.GetAsync(who, address)));
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_said_and_nothing_of_it_is_kept()
    {
        var application = (await host.PublishedAsync(1, Stage.Received)).Applications[0];
        var path = Of(application, DocumentType.CurriculumVitae);
        foreach (var (name, bytes) in new[] { ("cv.pdf", FileBytes.Odt), ("cv.odt", FileBytes.Bomb), ("cv.pdf", []), ($"{new string('a', 300)}.pdf", FileBytes.Pdf()), ("../../cv.sh", FileBytes.Pdf()) })
        {
            var refused = await SendAsync("recruiter", path, name, bytes, Guid.CreateVersion7());
            Assert.Equal((422, "invalid_fields"), CodeOf(refused));
            Assert.EndsWith(".", refused.Body.GetProperty("errors").GetProperty("file")[0].GetString(), StringComparison.Ordinal);
        }

        Assert.Equal((413, "too_large"), CodeOf(await SendAsync("recruiter", path, "cv.pdf", new byte[13_000_000], Guid.CreateVersion7())));
        Assert.Equal((415, "unsupported_media_type"), CodeOf(await host.PutAsync("recruiter", path, new { file = "cv.pdf" })));
        Assert.Equal(409, (await SendAsync("recruiter", Of(application, DocumentType.BankDetails), "rib.pdf", FileBytes.Pdf(), Guid.CreateVersion7())).Status);
        Assert.Equal(0, await StoredAsync(application));
    }

    private static (int Status, string Code) CodeOf(Answer answer) => (answer.Status, answer.Code);

    private async Task<Answer> SendAsync(string who, string path, string name, byte[] bytes, Guid key)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await host.SendAsync(who, HttpMethod.Put, path, form, key);
    }

    /// <summary>Of the person, whether they joined the candidacy or not.</summary>
    private async Task<int> StoredAsync(Guid application)
    {
        await using var connection = await host.Engine.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<int>(
            "select count(*)::int from jalon.document d join jalon.job_application a on a.candidate_id = d.person_id where a.id = @application", new { application });
    }
}
