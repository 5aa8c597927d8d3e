using System.Xml;
using System.Xml.Linq;

namespace Jalon.Workflows.Bpmn;

/// <summary>XML from outside, read without following anything: no document type (so no entity, inner or outer), no address, and a limit on everything.</summary>
internal static class SafeXml
{
    private const int MostBytes = 1_000_000;
    private const int DeepestNesting = 40;
    private const int MostNodes = 50_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        MaxCharactersFromEntities = 1024,
        CloseInput = true,
    };

    /// <summary>The document, or the sentence that says why not.</summary>
    public static (XDocument? Document, string? Problem) Load(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MostBytes) return (null, $"Ce fichier est trop gros : {MostBytes / 1000} ko au plus.");
        try
        {
            if (IsTooMuch(file)) return (null, "Ce fichier est trop imbriqué ou contient trop d’éléments pour être un diagramme.");
            using var reader = Open(file);
            return (XDocument.Load(reader, LoadOptions.SetLineInfo), null);
        }
        catch (XmlException wrong) when (wrong.Message.Contains("DTD", StringComparison.Ordinal))
        {
            return (null, "Ce fichier déclare un type de document (DOCTYPE) : retirez-le, un diagramme n’en a pas besoin.");
        }
        catch (XmlException wrong)
        {
            return (null, $"Ce fichier n’est pas du XML lisible (ligne {wrong.LineNumber}, colonne {wrong.LinePosition}). Enregistrez-le à nouveau depuis l’éditeur de diagrammes.");
        }
    }

    /// <summary>Counted on the stream, before any tree is built.</summary>
    private static bool IsTooMuch(ReadOnlyMemory<byte> file)
    {
        using var reader = Open(file);
        for (var nodes = 0; reader.Read(); nodes++)
            if (reader.Depth > DeepestNesting || nodes > MostNodes) return true;
        return false;
    }

    private static XmlReader Open(ReadOnlyMemory<byte> file) => XmlReader.Create(new MemoryStream(file.ToArray(), writable: false), Settings);
}
