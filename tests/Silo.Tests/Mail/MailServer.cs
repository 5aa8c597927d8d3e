using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

using Jalon.Silo.Tests.Hosting;

using MimeKit;

namespace Jalon.Silo.Tests.Mail;

/// <summary>A mail server, another process, which speaks SMTP to whoever connects: what it took charge of, and what it answers.</summary>
public sealed class MailServer : IAsyncLifetime
{
    private readonly Process process = Process.Start(new ProcessStartInfo("dotnet", [Beside.Program("MailServer")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    private Task following = Task.CompletedTask;

    public int Port { get; private set; }

    /// <summary>What it took charge of, in order: whether or not the sender heard that it did.</summary>
    public ConcurrentQueue<MimeMessage> Accepted { get; } = [];

    /// <summary>Released at each message it takes charge of.</summary>
    public SemaphoreSlim Taken { get; } = new(0);

    /// <summary>Asked once it has a message, before its sender hears so: « ok », or « gone » to hang up without a word.</summary>
    public Func<string> Answer { get; set; } = () => "ok";

    public async ValueTask InitializeAsync()
    {
        Port = int.Parse(await process.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        following = FollowAsync();
    }

    /// <summary>As if nobody had written yet.</summary>
    public void Forget()
    {
        Accepted.Clear();
        Answer = () => "ok";
        while (Taken.Wait(0)) { }
    }

    private async Task FollowAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var bytes = new MemoryStream(Convert.FromBase64String(line));
            Accepted.Enqueue(await MimeMessage.LoadAsync(bytes));
            var answer = Answer();
            Taken.Release();
            await process.StandardInput.WriteLineAsync(answer);
            await process.StandardInput.FlushAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        await following;
        process.Dispose();
        Taken.Dispose();
    }
}
