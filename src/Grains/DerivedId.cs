using System.Security.Cryptography;
using System.Text;

namespace Jalon.Grains;

/// <summary>Ids that follow from what they name, so that the same thing asked twice is the same grain or the same command. UUID version 5 (RFC 9562 §5.5).</summary>
public static class DerivedId
{
    /// <summary>One namespace for the whole product; never changes, since ids are stored.</summary>
    private static readonly byte[] Namespace = new Guid("5d0c6d5e-6f6a-4b63-9a3c-0d6f7a1c2e11").ToByteArray(bigEndian: true);

    /// <summary>The id of what these parts name. Parts are joined by a line feed, which none of them holds.</summary>
    public static Guid Of(params ReadOnlySpan<object> parts)
    {
        var name = Encoding.UTF8.GetBytes(string.Join('\n', parts.ToArray()));
#pragma warning disable CA5350 // Version 5 is defined on SHA-1 (RFC 9562 §5.5); nothing here is a secret.
        var hash = SHA1.HashData([.. Namespace, .. name]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>One person's candidacy on one vacancy: a second application of the same person is the same grain.</summary>
    public static Guid Application(Guid vacancyId, Guid candidateId) => Of("application", vacancyId, candidateId);
}
