using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Grains.Vacancies;
using Jalon.Web.Papers;
using Jalon.Web.Rights;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace Jalon.Web.Api;

/// <summary>What a form with a file holds, for the description: it is read as a form, not as JSON.</summary>
public sealed record NewFile(byte[] File);

/// <summary>The papers of a candidacy: asked, sent, found good, read. A file passes the checks of the pages, and is read by who may read it there.</summary>
internal static class DocumentsApi
{
    private const string FileField = "file";

    private static readonly ProblemResult NotAForm =
        Problems.Of(415, "unsupported_media_type", $"Envoyez le fichier en multipart/form-data, dans un champ «{French.Nbsp}{FileField}{French.Nbsp}», avec son nom.");

    private static readonly ProblemResult TooLarge = Problems.Of(413, "too_large", $"Ce fichier dépasse 10{French.Nbsp}Mo. {PaperFile.Accepted}");

    public static void Map(RouteGroupBuilder group, Resource<JobApplication> applications)
    {
        applications.Write<AskDocument>("POST", "/documents", Act.AskDocument, "Demander une pièce");
        MapOne("reception", Act.ProvideDocument, "Enregistrer une pièce reçue autrement", type => new ReceiveDocument(type));
        MapOne("validation", Act.ValidateDocument, "Valider une pièce", type => new ValidateDocument(type));
        group.MapPut("/{id:guid}/documents/{type}/file", async (Guid id, string type, HttpContext http, PaperStore store) =>
        {
            var call = Call.Of(http);
            var (seen, no) = await applications.SeeAsync(call, id, Act.ProvideDocument);
            if (no is not null) return no;
            return TypeOf(type) is { } known ? await TakeAsync(call, http, store, id, seen!, known) : Problems.NotFound;
        }).Accepts<NewFile>("multipart/form-data").Described<Written>($"Envoyer le fichier d’une pièce (PDF, ODT ou DOCX, 10{French.Nbsp}Mo au plus)").WithMetadata(new RequestSizeLimitAttribute(PaperFile.LargestForm));
        group.MapGet("/{id:guid}/documents/{type}/file", ReadAsync).WithSummary("Le fichier d’une pièce").Produces<byte[]>(200, "application/octet-stream").ProducesProblem(401);

        void MapOne(string noun, Act act, string summary, Func<DocumentType, Command> command) => group.MapPost($"/{{id:guid}}/documents/{{type}}/{noun}", async (Guid id, string type, HttpContext http) =>
        {
            var call = Call.Of(http);
            var (_, no) = await applications.SeeAsync(call, id, act);
            if (no is not null) return no;
            return TypeOf(type) is { } known ? await call.ActAsync(id, command(known)) : Problems.NotFound;
        }).Described<Written>(summary);
    }

    private static DocumentType? TypeOf(string said) => Enum.GetNames<DocumentType>().Contains(said) ? Enum.Parse<DocumentType>(said) : null;

    /// <summary>The id of the file follows from the key: a retry stores nothing twice and sends the same command.</summary>
    private static async Task<IResult> TakeAsync(Call call, HttpContext http, PaperStore store, Guid id, Seen<JobApplication> seen, DocumentType type)
    {
        var (sent, unreadable) = await SentAsync(http);
        if (unreadable is not null) return unreadable;
        var (paper, problem) = await store.TakeAsync(call.NewId, sent, type, seen.State.CandidateId, call.Who.PersonId, call.Ct);
        if (paper is null) return await store.FindAsync(call.NewId, call.Ct) is null ? Problems.Invalid(new FieldProblem(FileField, problem!)) : Problems.Mismatch;
        var answer = await call.ActAsync(id, new ReceiveDocument(type, paper.Id));
        if (answer is ProblemResult) await store.DropAsync(paper.Id, seen.State.CandidateId, call.Ct);
        return answer;
    }

    private static async Task<(IFormFile? Sent, ProblemResult? Problem)> SentAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return (null, NotAForm);
        try
        {
            var form = await http.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = PaperFile.LargestForm }, http.RequestAborted);
            return (form.Files[FileField], null);
        }
        catch (BadHttpRequestException tooMuch) when (tooMuch.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            return (null, NotAForm);
        }
    }

    private static async Task<IResult> ReadAsync(Guid id, string type, HttpContext http, PaperStore store)
    {
        var call = Call.Of(http);
        if (await Subjects.OfApplicationAsync(call.Database, call.Who, id, call.Ct) is not { } seen) return Problems.NotFound;
        var file = TypeOf(type) is { } known ? seen.State.Documents.FirstOrDefault(one => one.Type == known)?.FileId : null;
        if (file is null || await PaperAccess.OpenAsync(call.Engine, store, call.Who, file.Value, call.Ct) is not { } paper) return Problems.NotFound;
        return await store.BytesAsync(paper.Id, call.Ct) is { } bytes ? PaperPages.Answer(http, paper, bytes, inFrame: false) : Problems.NotFound;
    }
}
