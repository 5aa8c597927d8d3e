using System.Text;
using Jalon.Web.Papers;

namespace Jalon.Web.Tests.Papers;

public sealed class CheckingAFile
{
    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "cv.pdf", [], "Ce fichier est vide." },
        { "cv.pdf", FileBytes.Odt, "Ce fichier n’est pas un PDF, malgré son nom." },
        { "cv.pdf", Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>"), "Ce fichier n’est pas un PDF, malgré son nom." },
        { "cv.pdf", FileBytes.Pdf()[..40], "Ce PDF est incomplet." },
        { "cv.odt", FileBytes.Docx, "Ce fichier n’est pas un ODT, malgré son nom." },
        { "cv.docx", FileBytes.Odt, "Ce fichier n’est pas un DOCX, malgré son nom." },
        { "cv.docx", FileBytes.Pdf(), "Ce fichier n’est pas un DOCX, malgré son nom." },
        { "cv.docx", FileBytes.Docx[..60], "Ce fichier est abîmé" },
        { "cv.odt", FileBytes.WithMacros, "Ce document contient des macros" },
        { "cv.odt", FileBytes.Bomb, "Ce fichier se déplie en bien plus que sa taille" },
        { "cv.exe", FileBytes.Pdf(), "Ce format n’est pas accepté." },
        { "cv", FileBytes.Pdf(), "Ce format n’est pas accepté." },
        { "cv.pdf", new byte[PaperFile.Largest + 1], "Ce fichier dépasse 10" },
        { new string('a', 300) + ".pdf", FileBytes.Pdf(), "Le nom de ce fichier est trop long (304 caractères, 200 au plus)." },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_file_that_is_not_what_it_says_is_refused_in_a_sentence(string name, byte[] bytes, string sentence)
    {
        var (file, problem) = PaperFile.Of(name, bytes);
        Assert.Null(file);
        Assert.StartsWith(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_three_formats_are_known_by_their_content()
    {
        Assert.Equal("application/pdf", PaperFile.Of("CV.PDF", FileBytes.Pdf()).File!.MediaType);
        Assert.Equal("application/vnd.oasis.opendocument.text", PaperFile.Of("cv.odt", FileBytes.Odt).File!.MediaType);
        Assert.EndsWith("wordprocessingml.document", PaperFile.Of("cv.docx", FileBytes.Docx).File!.MediaType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData(@"C:\Users\moi\Mon CV.pdf", "Mon CV.pdf")]
    [InlineData("lettre\u202Efdp.pdf", "lettrefdp.pdf")]
    [InlineData("..cv.pdf", "cv.pdf")]
    [InlineData("été\r\n.pdf", "été.pdf")]
    public void A_name_is_only_a_name(string sent, string kept) => Assert.Equal(kept, PaperFile.Of(sent, FileBytes.Pdf()).File!.Name);
}
