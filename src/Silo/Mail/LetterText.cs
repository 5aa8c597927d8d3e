using System.Text.RegularExpressions;

namespace Jalon.Silo.Mail;

/// <summary>
/// The French texts: the first line of a file is the subject, the body follows a blank line, and <c>{name}</c> stands for a value. A line that holds only a value left
/// out goes with it.
/// </summary>
public static partial class LetterText
{
    private static readonly Dictionary<Letter, MailText> Texts = Enum.GetValues<Letter>().ToDictionary(letter => letter, Read);

    /// <summary>The final text of a letter.</summary>
    /// <exception cref="ArgumentException">A value is missing, or has no place in the text.</exception>
    public static MailText Of(Letter letter, params IReadOnlyList<(string Name, string? Value)> values)
    {
        var byName = values.ToDictionary(one => one.Name, one => one.Value);
        var text = Texts[letter];
        if (byName.Keys.Except(Names(letter)).FirstOrDefault() is { } stray) throw new ArgumentException($"{letter} has no place for {stray}", nameof(values));
        return new(Filled(text.Subject, letter, byName).ReplaceLineEndings(" ").Trim(), Filled(text.Body, letter, byName).Trim());
    }

    /// <summary>The values a letter needs.</summary>
    public static IReadOnlySet<string> Names(Letter letter) =>
        Value().Matches($"{Texts[letter].Subject}\n{Texts[letter].Body}").Select(match => match.Groups[1].Value).ToHashSet();

    private static string Filled(string text, Letter letter, Dictionary<string, string?> values)
    {
        var kept = text.Split('\n').Where(line => !(Alone().Match(line) is { Success: true } alone && string.IsNullOrWhiteSpace(values.GetValueOrDefault(alone.Groups[1].Value, "?"))));
        var filled = Value().Replace(string.Join('\n', kept), match => values.TryGetValue(match.Groups[1].Value, out var value) ? value ?? ""
            : throw new ArgumentException($"{letter} needs {match.Groups[1].Value}", nameof(values)));
        return BlankLines().Replace(filled, "\n\n");
    }

    private static MailText Read(Letter letter)
    {
        using var stream = typeof(LetterText).Assembly.GetManifestResourceStream($"Jalon.Silo.Mail.Texts.{letter}.txt")
            ?? throw new InvalidOperationException($"no text for {letter}");
        var text = Sentences.Spaced(new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n"));
        var subject = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        return new(subject, text[subject.Length..].Trim());
    }

    [GeneratedRegex(@"\{([a-zA-Z]+)\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"^\{([a-zA-Z]+)\}$")]
    private static partial Regex Alone();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
