using Jalon.Grains;

namespace Jalon.Web.Components;

/// <summary>Who must act: a shape, a word and a colour, always the three. The filled square means « vous » on every page, whoever reads.</summary>
/// <param name="IsReader">The reader holds the case. Nobody holds a legal wait, so it is never the reader's.</param>
/// <param name="Word">What stands beside the shape: a kind, an organisation or a person.</param>
public sealed record HolderMark(TimeKind Kind, bool IsReader, string Word)
{
    public const string You = "À vous";

    /// <summary>The mark with the word of its kind: « À vous », « Administration », « Tiers »…</summary>
    public static HolderMark Of(TimeKind kind, bool isReader = false) => new(kind, isReader, isReader && kind != TimeKind.LegalWait ? You : kind.Label());

    public string Shape => IsReader && Kind != TimeKind.LegalWait ? "you" : Kind switch
    {
        TimeKind.Administration => "administration",
        TimeKind.Candidate => "candidate",
        TimeKind.ThirdParty => "third-party",
        _ => "legal-wait",
    };
}
