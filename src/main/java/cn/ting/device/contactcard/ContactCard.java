package cn.ting.device.contactcard;

/** What was put into the reader. No {@code toString} names anybody. */
public sealed interface ContactCard permits SocialSecurityCard, UnreadCard {}
