namespace Jalon.Web.Import;

/// <summary>What the reader says of one record of a file: a record to take in, one set aside, or one seen before. A refused file says so once, and nothing else follows.</summary>
public abstract record ImportLine;

/// <summary>A record ready to go in.</summary>
/// <param name="Line">First physical line of the record in the file, from 1.</param>
public abstract record Entry(int Line) : ImportLine
{
    /// <summary>The cells as they were, for the rejects file should the record be refused further on.</summary>
    public IReadOnlyList<string> RawFields { get; init; } = [];
}

/// <summary>A notice ready to go in.</summary>
public sealed record Notice(ParsedNotice Value, int Line) : Entry(Line);

/// <summary>An application ready to go in, with the person who applies.</summary>
public sealed record Filing(ParsedFiling Value, int Line) : Entry(Line);

/// <summary>A record set aside.</summary>
/// <param name="Column">Name of the column at fault; empty when the whole record is.</param>
/// <param name="Reason">What is wrong and what to do, in French.</param>
/// <param name="RawFields">The cells as they were, so that the person can correct them.</param>
public sealed record Rejected(int Line, string Column, string Reason, IReadOnlyList<string> RawFields) : ImportLine
{
    /// <summary>The reason without what changes from line to line: what the report counts by.</summary>
    public string Group { get; init; } = Reason;
}

/// <summary>The same record as an earlier line, cell for cell: counted, nothing to do.</summary>
public sealed record Repeated(int Line, int FirstLine, string Reference) : ImportLine;

/// <summary>The file as a whole is not what is read here: why, and what to do. Nothing of it goes in.</summary>
public sealed record ImportFileRefused(string Sentence) : ImportLine;
