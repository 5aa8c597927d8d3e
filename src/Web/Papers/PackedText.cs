using System.IO.Compression;
using Jalon.Grains;

namespace Jalon.Web.Papers;

/// <summary>
/// Texts that are archives (ODT: ISO/IEC 26300; DOCX: ISO/IEC 29500). Nothing is unpacked to disk; every part is read once, so that an archive that unpacks
/// to far more than it says is found here and not on the machine of whoever opens it.
/// </summary>
internal static class PackedText
{
    private const int MostParts = 2_000;

    /// <summary>A text of 10 MB with its pictures does not unpack to more.</summary>
    private const long MostUnpacked = 100L * 1024 * 1024;

    private const int LongestDeclaration = 1024 * 1024;

    private static readonly string Bomb = $"Ce fichier se déplie en bien plus que sa taille{French.Nbsp}: il n’est pas accepté. Exportez votre document en PDF, puis choisissez ce PDF.";

    private static readonly string Macros = $"Ce document contient des macros{French.Nbsp}: il n’est pas accepté. Exportez-le en PDF, puis choisissez ce PDF.";

    /// <returns>What is wrong, in a sentence; null when it is a text of this format.</returns>
    public static string? Check(PaperFormat format, byte[] bytes)
    {
        var name = format == PaperFormat.Odt ? "ODT" : "DOCX";
        if (!bytes.AsSpan().StartsWith("PK\x03\x04"u8)) return PaperFile.NotWhatItSays(name);
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostParts) return Bomb;
            if (!(format == PaperFormat.Odt ? IsOdt(archive) : IsDocx(archive))) return PaperFile.NotWhatItSays(name);
            if (archive.Entries.Any(HoldsMacros)) return Macros;
            return UnpacksTooFar(archive) ? Bomb : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return $"Ce fichier est abîmé{French.Nbsp}: il ne s’ouvre pas. Enregistrez-le de nouveau, puis choisissez-le.";
        }
    }

    /// <summary>Its first part says so (ODF 1.2, part 3, § 3.3).</summary>
    private static bool IsOdt(ZipArchive archive) =>
        archive.Entries.FirstOrDefault() is { FullName: "mimetype" } first && Text(first).Trim() == "application/vnd.oasis.opendocument.text" && archive.GetEntry("content.xml") is not null;

    private static bool IsDocx(ZipArchive archive) =>
        archive.GetEntry("[Content_Types].xml") is { } types && archive.GetEntry("word/document.xml") is not null
        && Text(types).Contains("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", StringComparison.Ordinal);

    private static bool HoldsMacros(ZipArchiveEntry part) =>
        part.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || part.FullName.StartsWith("Basic/", StringComparison.Ordinal)
        || part.FullName.StartsWith("Scripts/", StringComparison.Ordinal);

    /// <summary>By reading, since what an archive says of itself may be a lie.</summary>
    private static bool UnpacksTooFar(ZipArchive archive)
    {
        var buffer = new byte[81_920];
        var left = MostUnpacked;
        foreach (var part in archive.Entries)
        {
            using var content = part.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
                if ((left -= read) < 0) return true;
        }

        return false;
    }

    private static string Text(ZipArchiveEntry part)
    {
        using var reader = new StreamReader(part.Open());
        var buffer = new char[LongestDeclaration];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }
}
