using Jalon.Insights.Numbers;

namespace Jalon.Insights.Tests.Numbers;

public sealed class DistributionTests
{
    /// <summary>Values of R's pnorm, to 15 digits.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.0249978951482204)]
    [InlineData(3.5, 0.999767370920964)]
    [InlineData(-8, 6.22096057427178e-16)]
    public void The_normal_law_agrees_with_its_tables(double z, double below) => Assert.Equal(below, Normal.Below(z), Math.Max(1e-15, below) * 1e-12);

    [Fact]
    public void A_quantile_is_where_its_share_lies()
    {
        Assert.Equal(1.959963984540054, Normal.Z95, 1e-13);
        Assert.Equal(-4.753424308822899, Normal.Quantile(1e-6), 1e-12);
        for (var p = 1e-8; p < 1; p += 0.0137) Assert.Equal(p, Normal.Below(Normal.Quantile(p)), p * 1e-11);
        Assert.All([0, 1, double.NaN, -0.1], p => Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(p)));
    }

    /// <summary>Values of R's pchisq(lower.tail = FALSE).</summary>
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(16.79294, 1, 4.168811282522856e-05)]
    [InlineData(11.0704976935164, 5, 0.05)]
    [InlineData(0.5, 3, 0.9188914116546759)]
    [InlineData(60, 2, 9.357622968840175e-14)]
    public void The_chi_square_law_agrees_with_its_tables(double x, int degrees, double above) => Assert.Equal(above, ChiSquare.Above(x, degrees), above * 1e-10);

    [Fact]
    public void The_gamma_function_extends_the_factorial()
    {
        Assert.Equal(Math.Log(362880), Gamma.Log(10), 1e-12);
        Assert.Equal(Math.Log(Math.PI) / 2, Gamma.Log(0.5), 1e-14);
    }
}
