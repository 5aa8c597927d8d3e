using System.Globalization;
using System.Text;
using Jalon.Grains;

namespace Jalon.Web.Papers;

public enum PaperFormat { Pdf, Odt, Docx }

/// <summary>A file found good: its format comes from its content, its name is fit to be shown and to be a file's.</summary>
public sealed record PaperFile(string Name, PaperFormat Format, byte[] Bytes)
{
    /// <summary>10 Mo.</summary>
    public const int Largest = 10 * 1024 * 1024;

    /// <summary>A little over the largest file, so that the sentence about its size is ours.</summary>
    public const int LargestForm = Largest + (2 * 1024 * 1024);

    /// <summary>No file system keeps more than 255 bytes; a name this long was not given by a person.</summary>
    private const int LongestName = 200;

    /// <summary>Readers forgive what follows the last mark of a PDF, within this much.</summary>
    private const int Tail = 4_096;

    public static readonly string Accepted = $"Formats acceptés{French.Nbsp}: PDF, ODT, DOCX, 10{French.Nbsp}Mo au plus.";

    public string MediaType => Format switch
    {
        PaperFormat.Pdf => "application/pdf",
        PaperFormat.Odt => "application/vnd.oasis.opendocument.text",
        _ => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    /// <returns>The file, or the sentence that says what is wrong with it and what to do.</returns>
    public static (PaperFile? File, string? Problem) Of(string sentName, byte[] bytes)
    {
        var name = Clean(sentName);
        if (name.Length > LongestName) return (null, $"Le nom de ce fichier est trop long ({name.Length} caractères, {LongestName} au plus). Renommez-le, puis choisissez-le de nouveau.");
        if (bytes.Length == 0) return (null, "Ce fichier est vide. Ouvrez-le pour vérifier son contenu, puis choisissez-le de nouveau.");
        if (bytes.Length > Largest) return (null, $"Ce fichier dépasse 10{French.Nbsp}Mo. {Accepted}");
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (Claimed(extension) is not { } claimed) return (null, $"Ce format n’est pas accepté. {Accepted}");
        return Check(claimed, bytes) is { } problem ? (null, problem) : (new PaperFile(name, claimed, bytes), null);
    }

    private static PaperFormat? Claimed(string extension) => extension switch { ".pdf" => PaperFormat.Pdf, ".odt" => PaperFormat.Odt, ".docx" => PaperFormat.Docx, _ => null };

    private static string? Check(PaperFormat claimed, byte[] bytes) => claimed switch
    {
        PaperFormat.Pdf when !bytes.AsSpan().StartsWith("%PDF-"u8) => NotWhatItSays("PDF"),
        PaperFormat.Pdf when bytes.AsSpan(Math.Max(0, bytes.Length - Tail)).LastIndexOf("%%EOF"u8) < 0 => "Ce PDF est incomplet. Enregistrez-le de nouveau, puis choisissez-le.",
        PaperFormat.Pdf => null,
        _ => PackedText.Check(claimed, bytes),
    };

    internal static string NotWhatItSays(string format) => $"Ce fichier n’est pas un {format}, malgré son nom. {Accepted}";

    /// <summary>The last part of what the browser sent, whatever folder it pretends to be in; nothing that cannot be seen.</summary>
    private static string Clean(string sent)
    {
        var last = sent[(sent.LastIndexOfAny(['/', '\\', ':']) + 1)..];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.Normalize().EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse) && rune.Value != 0xFFFD) kept.Append(rune);
        return kept.ToString().Trim().TrimStart('.');
    }
}
