namespace Mimus.Conformance.Tests.Validation;

/// <summary>What Anthropic's Messages refuses; its errors name no parameter apart from the message.</summary>
internal static class MessagesBadRequests
{
    private const string Question = """{"role":"user","content":"x"}""";
    private const string Call = """{"role":"assistant","content":[{"type":"tool_use","id":"toolu_1","name":"f","input":{}}]}""";
    private const string Result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"x"}]}""";
    private const string Tool = """{"name":"f","input_schema":{"type":"object"}}""";

    public static readonly IReadOnlyList<BadRequest> All =
    [
        Of("-model", "model: Field required"),
        Of("model=5", "model: Input should be a valid string"),
        Of("model=\"\"", "model: String should have at least 1 character"),
        Of("-max_tokens", "max_tokens: Field required"),
        Of("max_tokens=-1", "max_tokens: Input should be greater than or equal to"),
        Of("max_tokens=\"many\"", "max_tokens: Input should be a valid integer"),
        Of("max_tokens=1.5", "max_tokens: Input should be a valid integer"),
        Of("max_tokens=null", "max_tokens: Input should be a valid integer"),
        Of("-messages", "messages: Field required"),
        Of("messages=[]", "messages: at least one message is required"),
        Of("messages=\"x\"", "messages: Input should be a valid list"),
        Of("messages=[\"x\"]", "messages.0: Input should be"),
        Of("messages=[{\"content\":\"x\"}]", "messages.0.role: Field required"),
        Of("messages=[{\"role\":\"robot\",\"content\":\"x\"}]", "messages.0.role: Input should be 'user'"),
        Of("messages=[{\"role\":\"user\"}]", "messages.0.content: Field required"),
        Of("messages=[{\"role\":\"user\",\"content\":5}]", "messages.0.content: Input should be a valid list"),
        Of("messages=[{\"role\":\"user\",\"content\":\"\"}]", "messages.0: all messages must have non-empty content"),
        Of("messages=[{\"role\":\"user\",\"content\":[]}]", "messages.0: all messages must have non-empty content"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}]", "text content blocks must be non-empty"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]", "messages.0.content.0.text.text: Field required"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]", "messages.0.content.0"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"type\":\"video\"}]}]", "Input tag 'video' found using 'type'"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}]", "messages.0.content.0.image.source: Field required"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/bmp\",\"data\":\"\"}}]}]",
            "media_type: Input should be 'image/jpeg'"),
        Of("messages=[{\"role\":\"assistant\",\"content\":\"x\"}]", "first message must use the \"user\" role"),
        Of($"messages=[{Question},{Call}]", "`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1"),
        Of($"messages=[{Question},{Call},{Question}]", "`tool_use` ids were found without `tool_result` blocks"),
        Of($"messages=[{Question},{Result}]", "unexpected `tool_use_id` found in `tool_result` blocks: toolu_1"),
        Of($"messages=[{Question},{Call},{Result},{Result}]", "each tool_use must have a single result"),
        Of($"messages=[{Question},{{\"role\":\"assistant\",\"content\":\"trailing \"}}]", "cannot end with trailing whitespace"),
        Of("messages=[{\"role\":\"user\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}]}]", "`tool_use` blocks can only be in `assistant`"),
        Of("messages=[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":\"{}\"}]}]",
            "input: Input should be a valid dictionary"),
        Of("system=5", "system: Input should be a valid list"),
        Of("system=[{\"type\":\"text\"}]", "system.0.text: Field required"),
        Of("stream=\"yes\"", "stream: Input should be a valid boolean"),
        Of("temperature=1.1", "temperature: Input should be less than or equal to 1"),
        Of("temperature=\"hot\"", "temperature: Input should be a valid number"),
        Of("top_p=-1", "top_p: Input should be greater than or equal to 0"),
        Of("top_k=-1", "top_k: Input should be greater than or equal to 0"),
        Of("stop_sequences=\"x\"", "stop_sequences: Input should be a valid list"),
        Of("stop_sequences=[\" \"]", "stop_sequences: each stop sequence must contain non-whitespace"),
        Of("metadata=5", "metadata: Input should be a valid dictionary"),
        Of("service_tier=\"gold\"", "service_tier: Input should be 'auto' or 'standard_only'"),
        Of("tools={}", "tools: Input should be a valid list"),
        Of("tools=[{}]", "tools.0.custom.name: Field required"),
        Of("tools=[{\"name\":\"f\"}]", "tools.0.custom.input_schema: Field required"),
        Of("tools=[{\"name\":\"a b\",\"input_schema\":{\"type\":\"object\"}}]", "tools.0.custom.name: String should match pattern"),
        Of("tools=[{\"name\":\"f\",\"input_schema\":{}}]", "tools.0.custom.input_schema.type: Field required"),
        Of("tools=[{\"name\":\"f\",\"input_schema\":{\"type\":\"array\"}}]", "tools.0.custom.input_schema.type: Input should be 'object'"),
        Of($"tools=[{Tool},{Tool}]", "Tool names must be unique"),
        Of("tool_choice={\"type\":\"auto\"}", "tool_choice may only be specified while providing tools"),
        Of($"tools=[{Tool}] & tool_choice=\"auto\"", "tool_choice: Input should be"),
        Of($"tools=[{Tool}] & tool_choice={{\"type\":\"tool\"}}", "tool_choice.tool.name: Field required"),
        Of($"tools=[{Tool}] & tool_choice={{\"type\":\"tool\",\"name\":\"g\"}}", "Tool 'g' not found in provided tools"),
        Of("thinking={\"type\":\"enabled\"}", "thinking.enabled.budget_tokens: Field required"),
        Of("thinking={\"type\":\"enabled\",\"budget_tokens\":100}", "budget_tokens: Input should be greater than or equal to 1024"),
        Of("max_tokens=2000 & thinking={\"type\":\"enabled\",\"budget_tokens\":2000}", "`max_tokens` must be greater than `thinking.budget_tokens`"),
        Of("wisdom=9", "wisdom: Extra inputs are not permitted") with { IsExact = true },
        Of("thinking={\"type\":\"enabled\",\"budget_tokens\":2000} & temperature=0.5", "`temperature` may only be set to 1") with { IsExact = true },
        Of("temperature=0.5 & top_p=0.5", "`temperature` and `top_p` cannot both be specified") with { IsExact = true },
    ];

    private static BadRequest Of(string edits, string message) => new(edits, null, message);
}
