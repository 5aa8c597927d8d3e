using System.Globalization;

namespace Jalon.Silo;

/// <summary>The settings of our server, written again before each start and included last, so that they win over <c>postgresql.conf</c>.</summary>
internal static class ServerConfiguration
{
    public const string FileName = "jalon.conf";

    /// <summary>How pages are made smaller on their way to the server's log: a tenth of the time of the server's own way, which took an eighth of a long import.</summary>
    public const string FastCompression = "lz4";

    /// <param name="compression">A value of <c>wal_compression</c> that this server knows.</param>
    public static async Task WriteAsync(DataFolder folder, int port, string compression, CancellationToken ct) =>
        await File.WriteAllTextAsync(Path.Combine(folder.Cluster, FileName), Text(folder, port, compression), ct);

    /// <summary>
    /// Durability is whole (fsync, synchronous_commit). Messages of the server never carry a statement or a row: those hold personal data, and the program that sent
    /// them has its own answer.
    /// </summary>
    private static string Text(DataFolder folder, int port, string compression) => string.Create(CultureInfo.InvariantCulture, $"""
        # Written by Jalon before each start: changes made here are lost.
        listen_addresses = '127.0.0.1'
        port = {port}
        unix_socket_directories = '{(folder.TakesSockets ? folder.Root : "")}'
        unix_socket_permissions = 0700
        max_connections = 80
        cluster_name = 'jalon'

        fsync = on
        full_page_writes = on
        synchronous_commit = on
        wal_compression = {compression}
        max_wal_size = 1GB
        min_wal_size = 128MB
        checkpoint_timeout = 10min

        shared_buffers = {SharedBuffersMegabytes()}MB
        work_mem = 8MB
        maintenance_work_mem = 64MB
        random_page_cost = 1.1
        jit = off
        max_worker_processes = 4
        max_parallel_workers_per_gather = 1

        autovacuum_max_workers = 2
        autovacuum_naptime = 30s
        autovacuum_vacuum_scale_factor = 0.05
        autovacuum_analyze_scale_factor = 0.05

        track_activities = on
        track_activity_query_size = 2kB
        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = off
        log_destination = 'stderr'
        log_line_prefix = '%m [%p] '
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_checkpoints = off

        """);

    /// <summary>An eighth of the memory, between 64 and 256 MB: the machine is shared with the program and with the page cache.</summary>
    private static long SharedBuffersMegabytes() =>
        Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / (1 << 20), 64, 256);
}
