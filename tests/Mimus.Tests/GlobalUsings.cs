global using Mimus.Tests.Support;
global using Xunit;
