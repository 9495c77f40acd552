/** A centred grey line between messages: the time, or what happened to the conversation. */
Component({ properties: { content: String } });
