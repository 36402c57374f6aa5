using Mimus.Core.Model;

namespace Mimus;

/// <summary>Short names for what tests ask of a request.</summary>
public static class MockRequests
{
    extension(MockRequest request)
    {
        /// <summary>The text of the last user message that has text.</summary>
        public string? LastMessage => request.LastUserText;

        /// <summary>The names of the tools on offer.</summary>
        public IEnumerable<string> ToolNames => request.Tools.Select(tool => tool.Name);
    }
}
