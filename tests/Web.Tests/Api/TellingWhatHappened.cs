using System.Runtime.CompilerServices;
using Jalon.Grains.Applications;
using Jalon.Web.Timelines;

namespace Jalon.Web.Tests.Api;

public sealed class TellingWhatHappened
{
    [Fact]
    public void Every_fact_of_a_candidacy_has_its_words()
    {
        foreach (var type in JobApplicationGrain.Kind.Facts.Values)
            if (type != typeof(StageChanged) && type != typeof(StageTakenUp)) Assert.NotEqual("", FactWords.Of((JobApplicationFact)RuntimeHelpers.GetUninitializedObject(type)));
    }
}
