using Jalon.Grains;
using Jalon.Silo.Journal;

namespace Jalon.Silo;

/// <summary>
/// Commands for many grains of one kind at once: one question for the rows that are not in memory, one for what their guards read elsewhere, then as few commits
/// as the journal makes of them. Grains read for the occasion are given up afterwards, so that an import leaves the memory as it found it.
/// </summary>
internal sealed class Together(SiloParts parts, Activations activations, JournalWriter journal)
{
    private readonly GrainTables tables = new(parts.Database);
    private readonly Deciding deciding = new(parts);

    /// <summary>A command, its grain while its mailbox is held, and its reply as soon as it is known.</summary>
    private sealed class Item(Envelope envelope, byte[] body)
    {
        public Envelope Envelope { get; } = envelope;

        public byte[] BodyHash { get; } = CommandText.BodyHash(envelope, body);

        public Activation? Activation { get; set; }

        /// <summary>Read for this command: what is decided on it needs no second reading.</summary>
        public bool Fresh { get; set; }

        public Decision? Decision { get; set; }

        public Context Context { get; set; } = null!;

        public Reply? Reply { get; set; }
    }

    /// <summary>Null for a command that has to be sent by itself: it lost its commit, or comes second for the same grain.</summary>
    public async Task<Reply?[]> AnswerAsync(GrainKind kind, IReadOnlyList<Envelope> envelopes, bool commit, CancellationToken ct)
    {
        var items = envelopes.Select(Checked).ToList();
        // In the order of ids: two such calls never wait for each other. A command of history lets time pass before it, so it goes by itself.
        var first = items.Where(item => item is { Reply: null, Envelope.At: null }).DistinctBy(item => item.Envelope.GrainId).OrderBy(item => item.Envelope.GrainId).ToList();
        try
        {
            foreach (var item in first)
            {
                item.Activation = await activations.EnterAsync(kind, item.Envelope.GrainId, ct);
                item.Fresh = !item.Activation.Loaded;
            }

            await LoadAsync(kind, [.. first.Where(item => item.Fresh)], ct);
            await DecideAsync(kind, first, ct);
            if (commit) await CommitAsync([.. first.Where(item => item.Decision is Accepted { Facts.Count: > 0 })], ct);
            else
                foreach (var item in first) item.Reply = Foretold(item);
            if (commit) await TellAsync([.. first.Where(item => item is { Fresh: true, Decision: Refused or Accepted { Facts.Count: 0 } })], ct);
        }
        finally
        {
            foreach (var item in first)
                if (item.Activation is { } held) activations.Leave(held, giveUp: item.Fresh);
        }

        return [.. items.Select(item => item.Reply)];
    }

    private static Item Checked(Envelope envelope)
    {
        var body = CommandText.Of(envelope.Command);
        var problems = envelope.Command.Problems().Concat(CommandText.Problems(body)).ToList();
        return new Item(envelope, body) { Reply = problems.Count > 0 ? new Invalid(problems) : null };
    }

    private async Task LoadAsync(GrainKind kind, List<Item> items, CancellationToken ct)
    {
        var looked = items.Where(item => !item.Envelope.Begins).Select(item => item.Envelope.GrainId).ToArray();
        var rows = looked.Length == 0 ? [] : await tables.ReadManyAsync(kind, looked, ct);
        foreach (var item in items)
        {
            if (rows.TryGetValue(item.Envelope.GrainId, out var row)) item.Activation!.Become(row.State, row.Version, row.Hash, row.ChangedAt);
            else item.Activation!.Become(null, 0, FactHash.None.ToArray(), default);
        }
    }

    private async Task DecideAsync(GrainKind kind, List<Item> items, CancellationToken ct)
    {
        foreach (var item in items) item.Context = deciding.ContextOf(item.Activation!, item.Envelope);
        var asking = items.FindAll(item => kind.NeedsCircumstances(item.Activation!.State, item.Envelope.Command));
        var read = asking.Count > 0 && parts.ManyCircumstances.GetValueOrDefault(kind.Name) is { } reader
            ? await reader(parts.Database, [.. asking.Select(item => item.Envelope.Command)], asking[0].Context.At, ct)
            : null;
        for (var i = 0; i < asking.Count; i++)
        {
            var circumstances = read?[i] ?? await deciding.ReadAsync(asking[i].Activation!, asking[i].Envelope, asking[i].Context, ct);
            Decide(asking[i], circumstances);
        }

        foreach (var item in items)
            if (item.Decision is null) Decide(item, null);
    }

    private static void Decide(Item item, object? circumstances) =>
        item.Decision = item.Activation!.Kind.Decide(item.Activation.State, item.Envelope.Command, circumstances, item.Context);

    /// <summary>A grain whose commit did not win is forgotten; the command goes by itself, and its record tells whether it happened after all.</summary>
    private async Task CommitAsync(List<Item> items, CancellationToken ct)
    {
        var states = new object[items.Count];
        var commits = new Pending[items.Count];
        for (var i = 0; i < commits.Length; i++)
            commits[i] = deciding.Prepare(items[i].Activation!, (Accepted)items[i].Decision!, items[i].Envelope, items[i].Context, items[i].BodyHash, out states[i]);
        var outcomes = await journal.CommitAsync(commits, ct);
        foreach (var (i, item) in items.Index())
        {
            if (outcomes[i].Result != CommitResult.Won)
            {
                item.Activation!.Forget();
                continue;
            }

            item.Activation!.Become(states[i], commits[i].Version, commits[i].Hash, item.Context.At);
            item.Reply = new Done(commits[i].Version, outcomes[i].Last);
        }
    }

    /// <summary>What did not need a commit, decided on rows just read: the same id sent before is still told what it was told.</summary>
    private async Task TellAsync(List<Item> items, CancellationToken ct)
    {
        if (items.Count == 0) return;
        var records = await tables.RecordsAsync([.. items.Select(item => item.Envelope.CommandId)], ct);
        foreach (var item in items)
            item.Reply = records.TryGetValue(item.Envelope.CommandId, out var record) ? SiloHost.Recorded(record, item.BodyHash) : Foretold(item);
    }

    private static Reply Foretold(Item item) => item.Decision switch
    {
        Refused refused => new Declined(refused.Why),
        Accepted { Facts.Count: > 0 } accepted => new Done(item.Activation!.Version + accepted.Facts.Count, default(FeedPosition)),
        _ => new Done(item.Activation!.Version, null),
    };
}
