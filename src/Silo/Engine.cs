using Jalon.Grains;
using Jalon.Grains.Applications;
using Jalon.Silo.Deadlines;
using Jalon.Silo.Feed;
using Jalon.Silo.Instances;
using Jalon.Silo.Interviews;
using Jalon.Silo.Jobs;
using Jalon.Silo.Mail;
using Jalon.Silo.Mail.Reminding;
using Jalon.Silo.Projections;
using Jalon.Silo.Routing;
using Jalon.Workflows.Running;

using Microsoft.Extensions.Logging;

using Npgsql;

namespace Jalon.Silo;

/// <summary>Everything behind the pages, put together: the grains and their journal, the feed and its subscriptions, deadlines, the rules in force.</summary>
public sealed class Engine : IAsyncDisposable
{
    /// <summary>How long a write waits for routing before it answers: past that the page says « mise à jour en cours ».</summary>
    private static readonly TimeSpan RoutingPatience = TimeSpan.FromMilliseconds(300);

    /// <summary>How often an acceptance crossed by others is taken up again before the sender is told that it is busy.</summary>
    private const int AcceptanceTurns = 5;

    private const int BusyTurns = 5;

    /// <summary>How often it is looked whether cases with a past are to be taken up by their procedures.</summary>
    private static readonly TimeSpan TakeUpEvery = TimeSpan.FromSeconds(5);

    private readonly ProcessRole role;
    private readonly InstanceRouting instances;
    private readonly DeadlineRunner deadlines;
    private readonly CommandRecords records;
    private readonly MailRounds mail;
    private readonly JobRunner jobs;
    private readonly Figures figures;

    private Engine(NpgsqlDataSource database, int epoch, Task restored, ProcessRole role, TimeProvider clock, ILoggerFactory logs, MailSettings sending)
    {
        (Database, Restored, Clock, this.role) = (database, restored, clock, role);
        Rules = new RulesTable(database);
        FactFeed? feed = null;
        Procedures = new ProcedureShelf(database, () => Rules.Current);
        Dictionary<string, CircumstanceReader> readers = new(Circumstances.Readers(() => Rules.Current))
        {
            [InstanceGrain.Kind.Name] = new InstanceReading(database, Procedures, () => Rules.Current).ReadAsync,
        };
        Silo = new SiloHost(new SiloParts(database, HostedKinds.All, readers, () => Rules.Current, clock, epoch, () => feed?.Committed())
        {
            ManyCircumstances = Circumstances.ManyReaders(() => Rules.Current), RulesOfPost = post => Rules.OfPost(post),
        });
        Acceptances = new Acceptances(Silo);
        instances = new InstanceRouting(database, Silo, Procedures);
        Mail = new Outbox(database, clock);
        BookingLinks = new BookingLinks(database);
        Feed = feed = new FactFeed(database, HostedKinds.All,
        [
            IntervalProjection.Subscription(database, Kinds.All), PostSpanProjection.Subscription(database, Kinds.All), FilingProjection.Subscription(), new Routes(database, Silo, Acceptances).Subscription, instances.Subscription,
            new FactLetters(database, Mail, () => Rules.Current, new Convocations(database, BookingLinks, sending, clock)).Subscription,
        ], logs.CreateLogger<FactFeed>());
        deadlines = new DeadlineRunner(database, Silo.SendAsync, clock, logs.CreateLogger<DeadlineRunner>());
        records = new CommandRecords(database);
        MailSettings = sending;
        mail = new MailRounds(database, Mail, new MailSender(database, sending, clock, logs.CreateLogger<MailSender>()), logs.CreateLogger<MailRounds>());
        Diary = new Diary(database, clock);
        jobs = new JobRunner(database, [new Morning(new OpenCases(database, Procedures), Mail, sending, clock).Job, new Week(database, Mail, sending, clock).Job, new OldWords(database, () => Rules.Current).Job], clock, logs.CreateLogger<JobRunner>());
        figures = new Figures(database, Silo, Feed, clock);
    }

    public NpgsqlDataSource Database { get; }

    /// <summary>Completes if the database is restored under this process, which can then only be started again.</summary>
    public Task Restored { get; }

    public TimeProvider Clock { get; }

    public SiloHost Silo { get; }

    public FactFeed Feed { get; }

    public RulesTable Rules { get; }

    public Acceptances Acceptances { get; }

    public ProcedureShelf Procedures { get; }

    /// <summary>Messages to people, on their way.</summary>
    public Outbox Mail { get; }

    /// <summary>When assessors are free.</summary>
    public Diary Diary { get; }

    /// <summary>The links by which people choose the hour of their interview.</summary>
    public BookingLinks BookingLinks { get; }

    /// <summary>How they leave, and where the links in them lead.</summary>
    public MailSettings MailSettings { get; }

    /// <summary>An engine whose messages stay in the mailbox of the pages.</summary>
    /// <param name="work">What a long work calls itself: the server then tells it from those it gives way to.</param>
    public static Task<Engine> StartAsync(string connectionString, ProcessRole role, TimeProvider clock, ILoggerFactory logs, CancellationToken ct, string? work = null) =>
        StartAsync(connectionString, role, clock, logs, MailSettings.Local(Settings.DefaultPort), ct, work);

    /// <summary>Migrates the database where needed and makes the engine ready to take commands; <see cref="RunAsync"/> starts what works by itself.</summary>
    public static async Task<Engine> StartAsync(string connectionString, ProcessRole role, TimeProvider clock, ILoggerFactory logs, MailSettings mail, CancellationToken ct, string? work = null)
    {
        var watch = new EpochWatch();
        var database = Connections.Open(connectionString, watch, work);
        try
        {
            await Migrations.ApplyAsync(database, ct);
            var engine = new Engine(database, await watch.BeginAsync(database, ct), watch.Over, role, clock, logs, mail);
            await engine.Rules.ReadAsync(ct);
            await engine.Procedures.OpenAsync(ct);
            return engine;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The feed, the deadlines and the housekeeping, until told to stop. A process that only serves pages listens, and leaves the work to others.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var works = role != ProcessRole.Web;
        Task[] loops = [Feed.RunAsync(works ? FeedWork.All : FeedWork.None, ct), Rules.KeepFreshAsync(ct), figures.KeepFreshAsync(ct)];
        if (works) loops = [.. loops, deadlines.RunAsync(ct), records.KeepShortAsync(ct), new StrayDocuments(Database).KeepShortAsync(ct), KeepTakingUpAsync(ct), mail.RunAsync(Silo.SendAsync, ct), jobs.RunAsync(ct)];
        try
        {
            await Task.WhenAll(loops);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }

    /// <summary>
    /// What a page or the API does: the command, the acceptance it may begin driven to its end, and a short wait for routing, so that the next page
    /// already shows what follows.
    /// </summary>
    public async Task<Reply> ActAsync(Envelope envelope, CancellationToken ct)
    {
        if (await People.UnknownAsync(Database, envelope.Command, ct) is { Count: > 0 } unknown) return new Invalid(unknown);
        var reply = await SendAsync(envelope, ct);
        if (reply is not Done done) return reply;
        if (envelope.Command is AskAcceptance or AnswerProposal { Answer: ProposalAnswer.Accept }) reply = await AcceptAsync(envelope, done, ct);
        await FollowAsync(done.Last, ct);
        return reply;
    }

    /// <summary>The same of commands for several grains of one kind, none of which names a person or begins an acceptance: written together, and followed once for all.</summary>
    public async Task<Reply[]> ActTogetherAsync(IReadOnlyList<Envelope> envelopes, CancellationToken ct)
    {
        var replies = await Silo.SendTogetherAsync(envelopes, ct: ct);
        await FollowAsync(replies.OfType<Done>().Max(done => done.Last), ct);
        return replies;
    }

    private Task FollowAsync(FeedPosition? last, CancellationToken ct) => last is { } position
        ? Task.WhenAll(new[] { Routes.Name, InstanceRouting.Name }.Select(name => Feed.WaitUntilPassedAsync(name, position, RoutingPatience, ct))) : Task.CompletedTask;

    /// <summary>
    /// Procedures begin on the open cases of a past that was brought in: a history does it at its end, an import leaves it to whoever works on the database.
    /// </summary>
    public Task TakeUpAsync(Occasion occasion, CancellationToken ct) => instances.TakingUp.RunIfAskedAsync(occasion, Clock.GetUtcNow(), ct);

    private async Task KeepTakingUpAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TakeUpEvery);
        do
        {
            try
            {
                if (Feed.Holds(InstanceRouting.Name) && !instances.TakingUp.StillComing()) await TakeUpAsync(new Occasion(Origin.Import, null), ct);
            }
            catch (Exception away) when (PostgresAway.Is(away))
            {
                // They are taken up at the next turn.
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>
    /// Drives an acceptance to its end, and tells what the facts say became of it: the feed may have taken it up at the same instant, and the same
    /// command sent again is told what the first was told.
    /// </summary>
    internal async Task<Reply> AcceptAsync(Envelope envelope, Done begun, CancellationToken ct)
    {
        for (var turn = 1; turn <= AcceptanceTurns; turn++)
        {
            await Acceptances.DriveAsync(envelope.GrainId, new Occasion(envelope.Origin, envelope.At), ct);
            var outcome = await AttemptOutcome.ReadAsync(Database, envelope.GrainId, envelope.CommandId, begun, ct);
            if (outcome is not Busy) return outcome ?? begun;
        }

        return new Busy();
    }

    /// <summary>A grain that other processes keep changing is asked again, at an uneven pace, before anybody is told that it is busy.</summary>
    private async Task<Reply> SendAsync(Envelope envelope, CancellationToken ct)
    {
        for (var turn = 1; ; turn++)
        {
            var reply = await Silo.SendAsync(envelope, ct);
            if (reply is not Busy || turn == BusyTurns) return reply;
            await Task.Delay(Random.Shared.Next(1, 10 * turn), ct);
        }
    }

    /// <summary>Asks the database for what the gauges tell, now.</summary>
    internal Task ReadFiguresAsync(CancellationToken ct) => figures.ReadAsync(ct);

    public async ValueTask DisposeAsync()
    {
        figures.Dispose();
        await Silo.DisposeAsync();
        await Database.DisposeAsync();
    }
}
