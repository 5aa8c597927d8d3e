using Jalon.Grains;
using Jalon.Workflows.Running;

namespace Jalon.Silo;

/// <summary>Every kind of grain a silo hosts: the cases and their like, then the procedures that run on them.</summary>
public static class HostedKinds
{
    public static readonly IReadOnlyList<GrainKind> All = [.. Kinds.All, InstanceGrain.Kind];
}
