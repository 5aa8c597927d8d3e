using Jalon.Grains;
using Jalon.Grains.Applications;

namespace Jalon.Silo.Mail;

/// <summary>A text as it will be read: final, spaces and all.</summary>
public sealed record MailText(string Subject, string Body)
{
    /// <summary>Longest that is taken, in characters.</summary>
    public const int SubjectLength = 200, BodyLength = 20_000;

    /// <summary>What is wrong with a text that a person changed, under these names of fields; nothing when it can leave.</summary>
    public IEnumerable<FieldProblem> Problems(string subjectField, string bodyField)
    {
        if (string.IsNullOrWhiteSpace(Subject)) yield return new(subjectField, "Écrivez l’objet du message.");
        else if (Subject.Length > SubjectLength || Subject.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0) yield return new(subjectField, $"L’objet tient sur une ligne de {SubjectLength} caractères au plus.");
        if (string.IsNullOrWhiteSpace(Body)) yield return new(bodyField, "Écrivez le message.");
        else if (Body.Length > BodyLength || Body.Contains('\0', StringComparison.Ordinal)) yield return new(bodyField, $"Le message compte {BodyLength} caractères au plus.");
    }
}

/// <summary>Who reads a message: a person known here, whose address is read when it leaves, or an address that is nobody's.</summary>
public sealed record Recipient
{
    private Recipient(Guid? personId, string? address) => (PersonId, Address) = (personId, address);

    public Guid? PersonId { get; }

    public string? Address { get; }

    public static Recipient Person(Guid id) => new(id, null);

    public static Recipient At(string address) => new(null, address);
}

/// <summary>One message to one reader.</summary>
/// <param name="Key">What makes it one: queued twice under a key, it leaves once. Ids and dates, never a name.</param>
public sealed record Message(string Key, Letter Letter, Recipient To, MailText Text)
{
    /// <summary>It does not leave before; null for at once. Until then it can be cancelled.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>The case it is about.</summary>
    public Guid? About { get; init; }

    /// <summary>Instant of the outcome it tells: no longer that of the case when it is to leave, it does not.</summary>
    public DateTimeOffset? OutcomeAt { get; init; }

    /// <summary>An iCalendar text that goes with it, its METHOD included.</summary>
    public string? Calendar { get; init; }

    /// <summary>What the case is told once it has left.</summary>
    public Information? Tells { get; init; }

    /// <summary>The command whose author may have written another text before sending it.</summary>
    public Guid? DraftOf { get; init; }

    /// <summary>Names the message everywhere, its Message-ID included.</summary>
    public Guid Id => DerivedId.Of("mail", Key);
}

/// <summary>Where a message is.</summary>
public enum MailState { Waiting, Sent, Cancelled, Dead }
