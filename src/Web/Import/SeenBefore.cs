using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Jalon.Web.Import;

/// <summary>What a file already said, to find what it repeats: about a hundred bytes a key, whatever the length of the lines.</summary>
internal sealed class SeenBefore
{
    private readonly Dictionary<UInt128, (ulong Content, int Line)> seen = [];

    /// <summary>The line where the key came first, and whether it said the same; null when this is the first time.</summary>
    public (int Line, bool Same)? Find(string key, string content, int line)
    {
        var (hash, said) = (Hash(key), (ulong)Hash(content));
        return seen.TryAdd(hash, (said, line)) ? null : (seen[hash].Line, seen[hash].Content == said);
    }

    private static UInt128 Hash(string text) => BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
