namespace Jalon.Silo;

/// <summary>What a process does: pages and mailboxes, feed and deadlines and mail, or both.</summary>
public enum ProcessRole
{
    All,
    Web,
    Worker,
}
