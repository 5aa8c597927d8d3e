namespace Jalon.Silo;

/// <summary>The database cannot be used. The message is one French sentence for whoever starts the program: what is wrong, then what to do.</summary>
public sealed class DatabaseUnavailableException(string sentence, Exception? cause = null) : Exception(sentence, cause);
