namespace Mimus.Core.Model;

/// <summary>What a request asks for, whatever the vendor calls it.</summary>
public enum Operation
{
    /// <summary>Generate an answer to a conversation.</summary>
    Generate,

    /// <summary>Count the tokens a conversation would use as input.</summary>
    CountTokens,

    /// <summary>List the models that can be asked.</summary>
    ListModels,

    /// <summary>Describe one model.</summary>
    GetModel,
}
