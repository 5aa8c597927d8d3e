using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Jalon.Long;

/// <summary>Sixteen clients over HTTP. Each sends a command until it gets an answer, always under the same key, to one program then to the other where there are two.</summary>
internal sealed class Clients : IDisposable
{
    public const int Count = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new() { Timeout = Patience };
    private readonly Scene scene;
    private readonly Tally tally;
    private readonly ServedProgram[] programs;
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] work;

    public Clients(Scene scene, Tally tally, params ServedProgram[] programs)
    {
        (this.scene, this.tally, this.programs) = (scene, tally, programs);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", scene.Token);
        work = [.. Enumerable.Range(0, Count).Select(number => Task.Run(() => WorkAsync(number)))];
    }

    /// <summary>Whether half of the clients begin with the second program.</summary>
    public bool Both { get; set; }

    /// <summary>Each finishes what it is sending.</summary>
    public async Task EndAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(work);
    }

    public void Dispose()
    {
        http.Dispose();
        stop.Dispose();
    }

    private async Task WorkAsync(int number)
    {
        var random = new Random(number);
        var stages = new Dictionary<Guid, bool>();
        while (!stop.IsCancellationRequested)
        {
            var choice = random.Next(10);
            var own = scene.Own[(number * 2) + random.Next(2)];
            var contested = scene.Contested[random.Next(scene.Contested.Length)];
            if (choice < 5)
            {
                var preselected = stages[own] = !stages.GetValueOrDefault(own);
                await SendAsync(number, own, "move", preselected ? """{"to":"Preselected"}""" : """{"to":"Admissible","reason":"À revoir"}""", effect: true);
            }
            else if (choice < 7) await SendAsync(number, contested, "notes", """{"text":"À rappeler lundi"}""", effect: true);
            else if (choice < 9) await SendAsync(number, contested, "acceptance", "", effect: false);
            else await SendAsync(number, contested, "move", """{"to":"Interview","reason":"À revoir"}""", effect: false);
        }
    }

    private async Task SendAsync(int number, Guid grain, string what, string body, bool effect)
    {
        var key = Guid.CreateVersion7();
        for (var attempt = 0; ; attempt++)
        {
            if (await TryAsync(Program(number + attempt), key, grain, what, body, effect)) return;
            tally.Failed();
            await Task.Delay(BeforeAgain);
        }
    }

    private ServedProgram Program(int turn) => Both ? programs[turn % programs.Length] : programs[0];

    /// <returns>Whether there is nothing more to ask.</returns>
    private async Task<bool> TryAsync(ServedProgram program, Guid key, Guid grain, string what, string body, bool effect)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(program.Address, $"/api/v1/applications/{grain}/{what}"));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", key.ToString());
        try
        {
            using var answer = await http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) return false;
            tally.Answered();
            if (answer.StatusCode == HttpStatusCode.OK) tally.Acknowledged.Enqueue(new(key, grain, Version(text), effect));
            else if (answer.StatusCode != HttpStatusCode.Conflict || effect) tally.Faults.Enqueue($"{what} : {(int)answer.StatusCode} {text}");
            return true;
        }
        catch (Exception cut) when (cut is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    private static int Version(string written)
    {
        using var answer = JsonDocument.Parse(written);
        return answer.RootElement.GetProperty("version").GetInt32();
    }
}
