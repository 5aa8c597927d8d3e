using System.Globalization;
using Jalon.Silo.Mail;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Jalon.Silo;

/// <summary>What a person sets, by the environment or by <c>appsettings.json</c> under the same names.</summary>
/// <param name="ConnectionString">ConnectionStrings__Jalon; null for the private server.</param>
/// <param name="Port">JALON_PORT, of the pages.</param>
/// <param name="PortGiven">False when it is the usual one for want of another: a worker then answers nobody.</param>
/// <param name="DataFolder">JALON_DATA, an absolute path.</param>
/// <param name="FetchedPostgres">JALON_POSTGRES, set by ./run to the folder of the server programs it fetched.</param>
/// <param name="Mail">Mail__Smtp, Mail__From and Mail__Site.</param>
public sealed record Settings(string? ConnectionString, int Port, bool PortGiven, string DataFolder, ProcessRole Role, string? FetchedPostgres, MailSettings Mail)
{
    public const int DefaultPort = 5080;

    /// <summary>What a program exits with when a setting is wrong.</summary>
    public const int ExitCode = 2;

    /// <summary>Every problem at once, one French sentence each, naming the setting; the settings when there is none.</summary>
    public static (Settings? Settings, IReadOnlyList<string> Problems) Read(IConfiguration configuration, string? roleArgument = null)
    {
        var problems = new List<string>();
        var port = ReadPort(configuration["JALON_PORT"], problems);
        var settings = new Settings(
            ReadConnectionString(configuration.GetConnectionString("Jalon"), problems),
            port,
            NullIfBlank(configuration["JALON_PORT"]) is not null,
            ReadFolder(configuration["JALON_DATA"], problems),
            ReadRole(roleArgument, configuration["JALON_ROLE"], problems),
            NullIfBlank(configuration["JALON_POSTGRES"]),
            MailSettings.Read(NullIfBlank(configuration["Mail:Smtp"]), NullIfBlank(configuration["Mail:From"]), NullIfBlank(configuration["Mail:Site"]), port, problems));
        return (problems.Count == 0 ? settings : null, problems);
    }

    /// <summary>The file beside the program, then the environment, which wins.</summary>
    public static IConfiguration Sources() => new ConfigurationBuilder()
        .SetBasePath(AppContext.BaseDirectory)
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build();

    /// <summary>Where the data goes when nothing is said: the system's place for root, else the person's own.</summary>
    internal static string DefaultFolder(bool root, string? xdgDataHome, string? home) =>
        root ? "/var/lib/jalon"
        : NullIfBlank(xdgDataHome) is { } data && Path.IsPathRooted(data) ? Path.Combine(data, "jalon")
        : Path.Combine(NullIfBlank(home) ?? "/", ".local", "share", "jalon");

    private static string? ReadConnectionString(string? text, List<string> problems)
    {
        if (NullIfBlank(text) is not { } given)
            return null;
        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(given);
            if (NullIfBlank(parsed.Host) is null)
                problems.Add(DatabaseSentences.Malformed("Host manque"));
            return given;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            problems.Add(DatabaseSentences.Malformed("mot-clé ou valeur inconnus"));
            return given;
        }
    }

    private static int ReadPort(string? text, List<string> problems)
    {
        if (NullIfBlank(text) is not { } given)
            return DefaultPort;
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536)
            return port;
        problems.Add(Sentences.Spaced($"JALON_PORT vaut « {given} » : donnez un nombre de 1 à 65535, par exemple {DefaultPort}."));
        return DefaultPort;
    }

    private static string ReadFolder(string? text, List<string> problems)
    {
        var folder = NullIfBlank(text) ?? DefaultFolder(
            Environment.IsPrivilegedProcess, Environment.GetEnvironmentVariable("XDG_DATA_HOME"), Environment.GetEnvironmentVariable("HOME"));
        if (!Path.IsPathRooted(folder))
            problems.Add(Sentences.Spaced($"JALON_DATA vaut « {folder} » : donnez un chemin complet, qui commence par « / »."));
        else if (folder.AsSpan().IndexOfAny('\n', '\t', '\0') >= 0)
            problems.Add(Sentences.Spaced("JALON_DATA contient une tabulation ou un retour à la ligne : donnez un chemin sans ces signes."));
        return folder;
    }

    private static ProcessRole ReadRole(string? argument, string? variable, List<string> problems)
    {
        var (name, given) = argument is not null ? ("--role", argument) : ("JALON_ROLE", NullIfBlank(variable) ?? "all");
        switch (given)
        {
            case "all":
                return ProcessRole.All;
            case "web":
                return ProcessRole.Web;
            case "worker":
                return ProcessRole.Worker;
            default:
                problems.Add(Sentences.Spaced($"{name} vaut « {given} » : choisissez all, web ou worker."));
                return ProcessRole.All;
        }
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
