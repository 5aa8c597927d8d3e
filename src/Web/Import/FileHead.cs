using System.Buffers;
using System.Text;

namespace Jalon.Web.Import;

/// <summary>Says from its first bytes why a file cannot be an export, whatever its name says.</summary>
internal static class FileHead
{
    internal const string Again = "Exportez-le de nouveau au format CSV (UTF-8, séparateur point-virgule).";

    private const string SaveSheet = "Ouvrez-le, puis enregistrez la feuille au format CSV (UTF-8, séparateur point-virgule).";

    private const string SaveText = "Enregistrez-le de nouveau en «\u00A0CSV UTF-8\u00A0», puis relancez l’import.";

    private const string Utf16 = $"Ce fichier est écrit en UTF-16 («\u00A0Texte Unicode\u00A0»). {SaveText}";

    private static readonly (byte[] Signature, string Sentence)[] Signatures =
    [
        ("%PDF"u8.ToArray(), $"Ce fichier est un PDF, malgré son nom. {Again}"),
        ([0x50, 0x4B, 0x03, 0x04], $"Ce fichier est une archive zip ou un classeur Excel ou LibreOffice, malgré son nom. {SaveSheet}"),
        ([0xD0, 0xCF, 0x11, 0xE0], $"Ce fichier est un ancien classeur Excel, malgré son nom. {SaveSheet}"),
        ([0x1F, 0x8B], "Ce fichier est compressé (gzip), malgré son nom. Décompressez-le, puis importez le fichier CSV qu’il contient."),
        ([0xFF, 0xFE], Utf16),
        ([0xFE, 0xFF], Utf16),
    ];

    public static string? WhyRefused(ReadOnlySpan<byte> head)
    {
        if (head.Trim(" \t\r\n\uFEFF"u8).IsEmpty) return $"Ce fichier est vide. {Again}";
        foreach (var (signature, sentence) in Signatures)
            if (head.StartsWith(signature)) return sentence;
        if (head.TrimStart(" \t\r\n"u8).StartsWith("<"u8)) return $"Ce fichier est une page web, malgré son nom. {Again}";
        // UTF-16 without its mark: one byte in two of French text is NUL.
        if (head.Count((byte)0) > head.Length / 4) return Utf16;
        return IsUtf8(head) ? null
            : $"Ce fichier n’est pas en UTF-8, sans doute en Windows-1252 ou Latin-1\u00A0: ses accents seraient perdus. {SaveText}";
    }

    /// <summary>A few bad bytes among good accents are the business of their line; more bad than good is another encoding.</summary>
    private static bool IsUtf8(ReadOnlySpan<byte> text)
    {
        var (good, bad) = (0, 0);
        while (true)
        {
            var ascii = text.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0) return good >= bad;
            text = text[ascii..];
            var status = Rune.DecodeFromUtf8(text, out _, out var used);
            // The text may be cut in the middle of a character: that says nothing.
            if (status == OperationStatus.NeedMoreData) return good >= bad;
            if (status == OperationStatus.Done) good++; else bad++;
            text = text[used..];
        }
    }
}
