using Jalon.Silo;
using Jalon.Silo.Verification;

namespace Jalon.Web.Commands;

/// <summary>Reads the whole journal again and says whether it is whole.</summary>
internal static class VerifyCommand
{
    public static async Task<int> RunAsync(Options options)
    {
        options.NoWord();
        using var interruption = new Interruption();
        await using var session = await Session.OpenAsync(interruption.Token);
        var verified = await JournalVerification.RunAsync(session.Engine.Database, HostedKinds.All, found => Console.Out.WriteLine(found), interruption.Token);
        Console.Out.WriteLine(verified);
        return verified.Whole ? 0 : 1;
    }
}
