using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Jalon.Silo;

namespace Jalon.Bench;

/// <summary>The program itself, in a process of its own, on a database of the bench; and somebody signed in to its pages and its API.</summary>
internal sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), LongestSettling = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly CookieContainer cookies;

    private RunningProgram(Process process, Uri address)
    {
        this.process = process;
        cookies = new CookieContainer();
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = address };
        Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
    }

    public HttpClient Http { get; }

    public IEnumerable<Cookie> Cookies => cookies.GetAllCookies();

    /// <summary>The folder of the sources: the bench runs from its own build.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory);

    /// <param name="person">Who reads: signed in to the pages, and with a token of the API.</param>
    public static async Task<RunningProgram> StartAsync(Ground ground, string database, Guid person, CancellationToken ct)
    {
        var file = Path.Combine(Root, "src/Web/bin/Release/net10.0/jalon.dll");
        if (!File.Exists(file)) throw new BenchException($"Le programme n’est pas construit\u00A0: {file} manque. «\u00A0./bench\u00A0» le construit.");
        var start = new ProcessStartInfo("dotnet", [file]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ConnectionStrings__Jalon"] = ground.ConnectionString(database);
        var program = await StartAsync(start, ct);
        try
        {
            var served = await ground.DatabaseAsync(database, ct);
            await program.SignInAsync(served, person, ct);
            await SettledAsync(served, ct);
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>The facts the ground was made of are read, the cases taken up, and the server has tidied after both: what is measured next is not beside that work.</summary>
    private static async Task SettledAsync(Npgsql.NpgsqlDataSource database, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        while (await BehindAsync(database, ct))
        {
            if (Stopwatch.GetElapsedTime(began) > LongestSettling) throw new BenchException("Le programme n’a pas fini de lire ce que la base contenait.");
            await Task.Delay(200, ct);
        }

        await Ground.TidyAsync(database, ct);
    }

    private static async Task<bool> BehindAsync(Npgsql.NpgsqlDataSource database, CancellationToken ct)
    {
        await using var query = database.CreateCommand("select exists (select from jalon.subscription s, (select epoch, xid, position from jalon.fact order by epoch desc, xid desc, position desc limit 1) f where (s.epoch, s.xid, s.position) < (f.epoch, f.xid, f.position))");
        return (bool)(await query.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Starts it on a free port, and waits for its first page.</summary>
    public static async Task<RunningProgram> StartAsync(ProcessStartInfo start, CancellationToken ct)
    {
        var port = FreePort();
        start.Environment["JALON_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var program = new RunningProgram(process, new Uri($"http://127.0.0.1:{port}"));
        var began = Stopwatch.GetTimestamp();
        while (!await program.AnswersAsync(ct))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience) throw new BenchException("Le programme n’a pas répondu en une minute.");
            await Task.Delay(10, ct);
        }

        return program;
    }

    /// <summary>What the system counts as its memory now.</summary>
    public double Megabytes()
    {
        process.Refresh();
        return process.WorkingSet64 / 1e6;
    }

    public TimeSpan Processor()
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>One page or answer read whole: how long it took, and what went over the wire.</summary>
    public async Task<(double Milliseconds, int Bytes)> ReadAsync(string path, CancellationToken ct)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), ct);
        var bytes = await answer.Content.ReadAsByteArrayAsync(ct);
        var taken = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return answer.StatusCode == HttpStatusCode.OK ? (taken, bytes.Length) : throw new BenchException($"{path}\u00A0: {(int)answer.StatusCode}");
    }

    /// <summary>A command through the API, with a key of its own.</summary>
    public async Task<(double Milliseconds, HttpStatusCode Status, string Body)> WriteAsync(string path, string? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (body is not null) request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        var start = Stopwatch.GetTimestamp();
        using var answer = await Http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, answer.StatusCode, text);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            using var told = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    private async Task SignInAsync(Npgsql.NpgsqlDataSource database, Guid person, CancellationToken ct)
    {
        var page = await Http.GetAsync(new Uri("/connexion", UriKind.Relative), ct);
        var token = Token().Match(await TextAsync(page, ct)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["personne"] = person.ToString(), ["__RequestVerificationToken"] = token });
        using var answer = await Http.PostAsync(new Uri("/connexion", UriKind.Relative), form, ct);
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new BenchException($"La connexion a été refusée\u00A0: {(int)answer.StatusCode}");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await ApiTokens.CreateAsync(database, person, ct));
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        await using var bytes = await answer.Content.ReadAsStreamAsync(ct);
        await using var plain = answer.Content.Headers.ContentEncoding.Contains("br") ? new System.IO.Compression.BrotliStream(bytes, System.IO.Compression.CompressionMode.Decompress)
            : answer.Content.Headers.ContentEncoding.Contains("gzip") ? new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionMode.Decompress) : bytes;
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync(ct);
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/connexion", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return ((IPEndPoint)taken.LocalEndpoint).Port;
    }

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Jalon.slnx")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new BenchException("Les sources de Jalon ne sont pas au-dessus du bench."));

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
