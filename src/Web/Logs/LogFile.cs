using System.IO.Compression;
using System.Text;

using Jalon.Web.Commands;

namespace Jalon.Web.Logs;

/// <summary>Opens a log, plain or gzip, told by its first bytes and not by its name.</summary>
internal static class LogFile
{
    private const int HeadLength = 4096;

    private const string Again = "«\u00A0./run analyse\u00A0» lit le CSV et le XES, tels quels ou compressés (gzip).";

    private static readonly (byte[] Signature, string What)[] Others =
    [
        ("%PDF"u8.ToArray(), "un PDF"), ([0x50, 0x4B, 0x03, 0x04], "une archive zip ou un classeur Excel ou LibreOffice"), ([0xD0, 0xCF, 0x11, 0xE0], "un ancien classeur Excel"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "une archive xz"), ("BZh"u8.ToArray(), "une archive bzip2"), ([0x28, 0xB5, 0x2F, 0xFD], "une archive zstd"),
        ("{"u8.ToArray(), "du JSON"), ("["u8.ToArray(), "du JSON"),
    ];

    /// <summary>The text of the log, decompressed, and whether it is XES.</summary>
    /// <exception cref="UsageException">There is no such file, it cannot be read, or it is neither CSV nor XES.</exception>
    public static (Stream Text, bool IsXes) Open(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"«\u00A0{path}\u00A0» est un dossier\u00A0: donnez le fichier du journal.");
        if (!File.Exists(path)) throw new UsageException($"Le fichier «\u00A0{path}\u00A0» n’existe pas\u00A0: vérifiez son nom et son dossier.");
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
            if (!file.CanSeek) throw new UsageException($"«\u00A0{path}\u00A0» n’est pas un fichier ordinaire\u00A0: enregistrez le journal dans un fichier, puis relancez.");
            return Read(file, path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new UsageException($"Le fichier «\u00A0{path}\u00A0» ne peut pas être lu\u00A0: vérifiez que vous y avez accès.");
        }
    }

    /// <param name="file">A file that can be read twice.</param>
    /// <param name="namedGzip">Its name says that it is compressed.</param>
    public static (Stream Text, bool IsXes) Read(Stream file, bool namedGzip)
    {
        var head = Head(file);
        var gzip = head.AsSpan().StartsWith<byte>([0x1F, 0x8B]);
        file.Position = 0;
        if (gzip) head = Head(new GZipStream(file, CompressionMode.Decompress, leaveOpen: true));
        file.Position = 0;
        if (!gzip && namedGzip && head.Length > 0)
            throw new UsageException("Ce fichier n’est pas compressé (gzip), malgré son nom\u00A0: "
                + "renommez-le sans «\u00A0.gz\u00A0» s’il a été décompressé, ou reprenez l’original.");
        Refuse(head);
        return (gzip ? new WholeGzip(file) : file, IsXml(head));
    }

    /// <summary>What compressed data that ends too early, or was changed on the way, becomes.</summary>
    public static UsageException Damaged() =>
        new("Ce fichier compressé (gzip) est abîmé ou incomplet\u00A0: téléchargez-le ou exportez-le de nouveau.");

    private static byte[] Head(Stream source)
    {
        try
        {
            var head = new byte[HeadLength];
            return head[..source.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            throw Damaged();
        }
    }

    private static void Refuse(byte[] head)
    {
        var text = head.AsSpan();
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty) throw new UsageException("Ce fichier est vide\u00A0: exportez le journal de nouveau, au format CSV ou XES.");
        foreach (var (signature, what) in Others)
            if (text.StartsWith(signature)) throw new UsageException($"Ce fichier est {what}, malgré son nom. {Again}");
    }

    private static bool IsXml(byte[] head) => Encoding.UTF8.GetString(head).Replace("\0", "").TrimStart('\uFEFF', '\uFFFD', ' ', '\t', '\r', '\n').StartsWith('<');
}
