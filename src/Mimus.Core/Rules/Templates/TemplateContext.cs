using Mimus.Core.Chance;
using Mimus.Core.Model;

namespace Mimus.Core.Rules.Templates;

/// <summary>What placeholders are filled from.</summary>
/// <param name="Subject">The request, and the groups that its message matched.</param>
/// <param name="Count">Which match of the rule this is, from 1.</param>
/// <param name="Now">When the request arrived.</param>
/// <param name="Random">The exchange's chance.</param>
internal sealed record TemplateContext(RuleSubject Subject, long Count, DateTimeOffset Now, SeededRandom Random)
{
    public MockRequest Request => Subject.Request;
}
