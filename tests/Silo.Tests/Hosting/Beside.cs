namespace Jalon.Silo.Tests.Hosting;

/// <summary>Programs of the tests, built beside this one, in the same configuration.</summary>
internal static class Beside
{
    public static string Program(string project)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = framework.Parent!;
        return Path.Combine(configuration.Parent!.Parent!.Parent!.FullName, project, "bin", configuration.Name, framework.Name, $"Jalon.{project}.dll");
    }
}
