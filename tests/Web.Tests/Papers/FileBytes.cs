using System.IO.Compression;
using System.Text;

namespace Jalon.Web.Tests.Papers;

/// <summary>Files as people send them: good ones, and ones that are not what they say.</summary>
internal static class FileBytes
{
    public static byte[] Pdf(string text = "CV") => Encoding.Latin1.GetBytes($"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% {text}\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public static byte[] Odt => Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<office:document-content/>"));

    public static byte[] Docx => Zip(("[Content_Types].xml", """<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""), ("word/document.xml", "<w:document/>"));

    public static byte[] WithMacros => Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>"), ("Basic/Standard/Module1.xml", "Sub Main"));

    /// <summary>A few hundred kilobytes that unpack to more than is accepted.</summary>
    public static byte[] Bomb
    {
        get
        {
            using var stream = new MemoryStream();
            using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                Add(archive, "mimetype", "application/vnd.oasis.opendocument.text");
                Add(archive, "content.xml", "<x/>");
                using var zeros = archive.CreateEntry("Pictures/1.png", CompressionLevel.Fastest).Open();
                var block = new byte[1024 * 1024];
                for (var megabyte = 0; megabyte < 101; megabyte++) zeros.Write(block);
            }

            return stream.ToArray();
        }
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in parts) Add(archive, name, text);
        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var part = archive.CreateEntry(name).Open();
        part.Write(Encoding.UTF8.GetBytes(text));
    }
}
